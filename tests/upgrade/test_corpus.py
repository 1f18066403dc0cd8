"""
Settings files as operators keep them (``manifest.py``): each is edited exactly, or stays as it is and says why.

What an edited file is to become stands next to it.
"""

import difflib
import json
import re
import shutil
from pathlib import Path

import ddt
import yaml
from django.test import SimpleTestCase, override_settings

from proctoring_config import requires_escalation_email, show_review_rules
from proctoring_config.files.read import load
from proctoring_config.files.setting import find
from proctoring_config.files.tree import MappingNode
from proctoring_config.options import REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES
from tests.cli.base import CommandTestCase
from tests.files.nodes import python
from tests.upgrade import manifest
from tests.upgrade.by_hand import patches_of, rendered, run_settings
from tests.upgrade.manifest import CORPUS, EMAIL, EXPECTED, RULES

UNCHANGED = (*manifest.DONE, *manifest.REFUSED, *manifest.UNREADABLE, *manifest.ELSEWHERE, *manifest.OTHERS)
AS_BEFORE = (*manifest.EDITED, *manifest.DONE)
SECRETS = ("hunter2", "spice", "yorick", "d{a}l", "arken", "emerald", "butterbeer", "BEGIN KEY", "age1", "pony")
VALUE = {"DEFAULT": "proctortrack", "proctortrack": {"client_id": "x"}, "mock": {}}


def by_name(cases):
    """The cases as ddt takes them."""
    return [[re.sub(r"\W", "_", case.name), case] for case in cases]


@ddt.ddt
class CorpusTest(CommandTestCase):
    """The command ``upgrade`` on each file."""

    maxDiff = None

    def upgrade(self, *cases, write=True, report=False):
        """Run it on copies of the files, and return its exit status and output, or what it reports as JSON."""
        for case in cases:
            if not Path(case.name).exists():
                Path(case.name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(CORPUS / case.name, case.name)
        flags = ["--review-rules", cases[0].flag] if cases[0].flag else []
        flags += ["--write"] * write + ["--diff"] * (not write) + ["--format", "json"] * report
        key = [] if cases[0].key == manifest.SETTING else ["--key", cases[0].key]
        result = self.run_command("upgrade", *[case.name for case in cases], *key, *flags)
        return json.loads(result[1]) if report else result

    @ddt.named_data(*by_name(manifest.EDITED))
    def test_is_edited_exactly(self, case):
        status, out, err = self.upgrade(case)
        expected = (CORPUS / (case.name + EXPECTED)).read_bytes()
        self.assertEqual(Path(case.name).read_bytes().decode(), expected.decode())
        self.assertEqual((status, err[-1].endswith("; 1 written")), (1, True), err)
        self.assertIn(f"{case.name}: written\n", out)

    @ddt.named_data(*by_name(manifest.EDITED))
    def test_no_line_changes_but_those_that_name_an_option_or_a_body(self, case):
        """Of the expected files themselves, so that no careless expectation hides a fault."""
        before, after = (CORPUS / case.name).read_bytes(), (CORPUS / (case.name + EXPECTED)).read_bytes()
        if not before.endswith(b"\n"):
            before += b"\r\n" if b"\r\n" in before else b"\n"
        meant = re.compile(rb"requires_escalation_email|show_review_rules|['\"]null['\"]:|: \{\}")
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            self.assertNotEqual(kind, "delete")
            if kind != "equal":
                self.assertGreaterEqual(new_end - new_start, end - start)
                self.assertEqual([line for line in new[new_start:new_end] if not meant.search(line)], [])

    @ddt.named_data(*by_name(manifest.EDITED))
    def test_a_second_run_changes_nothing(self, case):
        self.upgrade(case)
        before = Path(case.name).read_bytes()
        status, _, err = self.upgrade(case)
        self.assertEqual(Path(case.name).read_bytes(), before)
        todo = f"{case.undecided} undecided" if case.undecided else "nothing to do"
        self.assertEqual((status, err), (1 if case.undecided else 0, [f"proctoring-config: {todo} in 1 file"]))

    @ddt.named_data(*by_name(UNCHANGED))
    def test_stays_as_it_is(self, case):
        self.upgrade(case)
        self.assertEqual(Path(case.name).read_bytes(), (CORPUS / case.name).read_bytes())
        self.assertEqual([path.name for path in Path(case.name).parent.iterdir()], [Path(case.name).name])

    @ddt.named_data(*by_name((*manifest.REFUSED, *manifest.UNREADABLE)))
    def test_a_refusal_gives_reason_and_snippet(self, case):
        status, out, _ = self.upgrade(case)
        (file,) = self.upgrade(case, report=True)["files"]
        self.assertEqual((status, file["not_edited"], file["snippet"]["form"]), (2, case.reason, case.form))
        self.assertIn(file["snippet"]["text"], out)
        self.assertEqual(self.after_snippet(case, file["snippet"]["text"]), {EMAIL: True, RULES: False})

    def after_snippet(self, case, text):
        """What the vendor's options are once an operator has put the snippet to its place."""
        if case.form == "yaml":
            added = yaml.safe_load(text)
            for key in case.path:
                self.assertEqual(list(added), [key])
                added = added[key]
            return added["proctortrack"]
        codes = [text] if case.form == "python" else [rendered(patch) for _, patch, _ in patches_of(text)]
        for code in codes:
            options = run_settings(code, VALUE)["proctortrack"]
            self.assertEqual(options.pop("client_id"), "x")
        return options

    @ddt.named_data(*by_name(manifest.ELSEWHERE))
    def test_what_is_elsewhere_is_undecided(self, case):
        status, out, err = self.upgrade(case)
        self.assertEqual((status, err), (1, ["proctoring-config: 1 undecided in 1 file"]))
        self.assertIn(
            ": the options cannot be read here: make sure that they include requires_escalation_email: true",
            out,
        )

    @ddt.named_data(*by_name((*manifest.DONE, *manifest.OTHERS)))
    def test_nothing_to_do(self, case):
        status, _, err = self.upgrade(case)
        self.assertEqual((status, err[-1]), (0, "proctoring-config: nothing to do in 1 file"))

    @ddt.named_data(*by_name(AS_BEFORE))
    def test_every_provider_is_as_before(self, case):
        self.upgrade(case)
        self.check_as_before(case)

    def check_as_before(self, case):
        """Compare what the old release did with what the predicates say of the file as it is now."""
        value = python(find(load(case.name).root, case.path)[-1].node)
        differing = set()
        with override_settings(PROCTORING_BACKENDS=value):
            for provider in {*value, "proctortrack", "mock", "not there"} - {"DEFAULT"}:
                if requires_escalation_email(provider) != REQUIRES_ESCALATION_EMAIL.legacy_value(provider, None):
                    differing.add((provider, EMAIL))
                before = SHOW_REVIEW_RULES.legacy_value(provider, case.shown)
                if before is not None and show_review_rules(provider) != before:
                    differing.add((provider, RULES))
        present = {(provider, option) for provider, option in differing if provider in value}
        self.assertEqual(present, set(case.kept))

    def test_lms_and_studio_are_alike(self):
        pair = [case for case in manifest.EDITED if case.name.startswith("pair/")]
        self.assertEqual(len(pair), 2)
        status, _, err = self.upgrade(*pair)
        self.assertEqual((status, err), (1, ["proctoring-config: 4 changes in 2 files; 2 written"]))
        for case in pair:
            self.check_as_before(case)
        self.assertEqual(self.upgrade(*pair)[0], 0)

    def test_no_secret_is_printed(self):
        whole = "".join((CORPUS / case.name).read_text(encoding="utf-8") for case in manifest.ALL)
        self.assertEqual([secret for secret in SECRETS if secret not in whole], [])
        for case in manifest.ALL:
            for write in (False, True):
                _, out, err = self.upgrade(case, write=write)
                shown = out + "".join(err)
                self.assertEqual([secret for secret in SECRETS if secret in shown], [], case.name)

    def test_the_differences_show_the_new_options(self):
        for case in manifest.EDITED:
            with self.subTest(case.name):
                (file,) = self.upgrade(case, write=False, report=True)["files"]
                added = [line[1:].strip() for line in file["diff"].splitlines() if line.startswith("+")][1:]
                self.assertTrue(added)
                self.assertEqual([line for line in added if not re.search(rf"{EMAIL}|{RULES}|null|\{{\}}", line)], [])


class ManifestTest(SimpleTestCase):
    """The table and the files."""

    def test_the_table_names_every_file_and_no_other(self):
        found = {path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.is_file()}
        edited = {case.name + EXPECTED for case in manifest.EDITED}
        self.assertEqual(found, {case.name for case in manifest.ALL} | edited)
        self.assertEqual(len({case.name for case in manifest.ALL}), len(manifest.ALL))

    def test_the_files_have_their_line_endings(self):
        """No tool has normalized them."""
        for name in ("crlf.yml", "crlf.env.json", "bom.yml", "no_final_newline_empty_body.yml"):
            content = (CORPUS / name).read_bytes()
            self.assertEqual(content.count(b"\r\n"), content.count(b"\n"), name)
            self.assertGreater(content.count(b"\r\n"), 2, name)
        self.assertTrue((CORPUS / "bom.yml").read_bytes().startswith(b"\xef\xbb\xbf"))
        self.assertIn(b"\r\n", (CORPUS / "mixed_line_endings.yml").read_bytes())
        self.assertFalse((CORPUS / "no_final_newline.yml").read_bytes().endswith(b"\n"))

    def test_settings_are_mappings(self):
        for case in (*manifest.EDITED, *manifest.DONE):
            entries = find(load(str(CORPUS / case.name)).root, case.path)
            self.assertIsInstance(entries[-1].node, MappingNode, case.name)
