"""``proctoring-config upgrade`` on files that are planned, but not edited: the lines, and where they belong."""

import os
from pathlib import Path

import ddt

from tests.cli.base import said
from tests.cli.upgrading import BARE, BARE_CHANGES, DONE, MIXED, MODULE, MULTIPLE, PYTHON, UNREAD, YAML, UpgradeTestCase
from tests.upgrade.values import MARK

SOPS = f"""\
PROCTORING_BACKENDS:
  DEFAULT: ENC[AES256_GCM,data:{MARK},type:str]
  null: {{}}
  #ENC[AES256_GCM,data:{MARK},type:comment]
  proctortrack:
    client_secret: ENC[AES256_GCM,data:{MARK},type:str]
sops:
  mac: ENC[AES256_GCM,data:{MARK},type:str]
  version: 3.8.1
"""
MANIFEST = f"""\
apiVersion: v1
kind: {{}}
data:
  lms.yml: |
    PROCTORING_BACKENDS:
      proctortrack:
        client_secret: {MARK}
"""
RENDERED = "env/apps/openedx/config/lms.env.yml"
RENDERED_JSON = "/env/apps/openedx/config/cms.env.json"


@ddt.ddt
class KindsTest(UpgradeTestCase):
    """Kinds of files in which operators keep their settings."""

    def test_a_file_of_sops_is_planned_by_its_keys(self):
        self.file("lms.yml", SOPS)
        status, out, err = self.upgrade("lms.yml", "--review-rules", "hidden", "--write")
        self.assertEqual(
            out,
            "lms.yml:3:3: change PROCTORING_BACKENDS[None]: write 'null', with quotes\n"
            + BARE_CHANGES.format("lms.yml")
            + "\nlms.yml: not edited (encrypted with SOPS); add these lines where sops edit shows the file:\n\n"
            + f"# quote the name null: 'null'\n{YAML}",
        )
        self.assertEqual((status, err, self.text("lms.yml")), (2, said("3 changes in 1 file"), SOPS))
        encrypted = "    {}: ENC[AES256_GCM,data:aa,type:bool]\n"
        both = encrypted.format("requires_escalation_email") + encrypted.format("show_review_rules")
        self.file("lms.yml", SOPS.replace("sops:", both + "sops:").replace("null", "'null'"))
        self.assertEqual(self.upgrade("lms.yml", "--review-rules", "hidden")[0], 0)

    @ddt.data((RENDERED, BARE), ("x" + RENDERED_JSON, '{"PROCTORING_BACKENDS": {"proctortrack": {}}}'))
    @ddt.unpack
    def test_what_tutor_renders_is_planned_and_not_edited(self, name, content):
        self.file(name, content)
        status, out, _ = self.upgrade(name, "--review-rules", "hidden", "--write")
        self.assertIn(
            f"\n{name}: not edited (rendered by Tutor, which overwrites it); add these lines in a Tutor plugin:\n"
            '\n# Tutor plugin: save it as proctoring_as_before.py in the directory that "tutor plugins printroot" ',
            out,
        )
        self.assertIn(f"SETTINGS = r'''\n{PYTHON}'''\n", out)
        self.assertEqual((status, self.text(name)), (2, content))

    def test_what_tutor_renders_is_known_from_within_its_directory(self):
        self.file(RENDERED, BARE)
        os.chdir(Path(RENDERED).parent)
        self.assertIn("rendered by Tutor", self.upgrade("lms.env.yml")[1])

    def test_settings_inside_a_manifest_are_planned_and_not_edited(self):
        other = (
            f"  cms.yml: |\n    PROCTORING_BACKENDS:\n      null: {{}}\n      x: {MARK}\n  third: PROCTORING_BACKENDS\n"
        )
        content = MANIFEST.format("ConfigMap") + other
        self.file("configmap.yaml", content)
        status, out, err = self.upgrade("configmap.yaml", "--write", "--review-rules", "hidden")
        lines = out.splitlines()
        self.assertEqual(
            lines[:4],
            [
                *BARE_CHANGES.format("configmap.yaml").replace(":5:3:", ":6:7:").splitlines(),
                "",
                "configmap.yaml: not edited (a text inside another file); add these lines in the text data['lms.yml']:",
            ],
        )
        self.assertIn(f"\n\n{YAML}\nconfigmap.yaml:10:7: change PROCTORING_BACKENDS[None]: write 'null', ", out)
        self.assertIn("add these lines in the text data['cms.yml']:\n", out)
        self.assertEqual(err, said("3 changes in 1 file"))
        self.assertEqual((status, self.text("configmap.yaml")), (2, content))

    @ddt.data('"{{ proctoring_backends }}"', "!vault |\n  6231", "${BACKENDS}")
    def test_a_setting_that_another_tool_fills_in(self, value):
        self.file("vars.yml", f"A: 1\nPROCTORING_BACKENDS: {value}\n")
        status, out, err = self.upgrade("vars.yml", "--review-rules", "hidden")
        self.assertEqual(
            out,
            "vars.yml: cannot be read (filled in by another tool)\n\nvars.yml: if the instance has an entry "
            f"named proctortrack, add these lines where that tool gets it from:\n\n{YAML}",
        )
        reason = "vars.yml:2:1: PROCTORING_BACKENDS is a placeholder; use the rendered file"
        self.assertEqual((status, err), (2, said(reason, "1 file to edit by hand in 1 file")))

    def test_json(self):
        self.file("lms.env.json", '{"PROCTORING_BACKENDS": {"proctortrack": {}}}')
        _, out, _ = self.upgrade("lms.env.json", "--review-rules", "hidden")
        self.assertTrue(
            out.endswith(
                'or pass --write:\n\n{\n  "PROCTORING_BACKENDS": {\n    "proctortrack": {\n      '
                '"requires_escalation_email": true,\n      "show_review_rules": false\n    }\n  }\n}\n'
            ),
            out,
        )

    def test_the_lines_carried_to_a_module_are_found_there(self):
        self.file("prod.py", MODULE)
        snippet = self.report("prod.py", "--review-rules", "hidden")["files"][0]["snippet"]["text"]
        self.file("prod.py", MODULE + snippet)
        self.assertEqual(self.upgrade("prod.py")[0], 0)
        self.file("prod.py", MODULE)
        undecided = self.report("prod.py")["files"][0]["snippet"]["text"]
        self.file("prod.py", MODULE + undecided)
        self.assertEqual(self.upgrade("prod.py")[0], 1)

    def test_aliases_that_explode_are_refused(self):
        lines = ["a0: &a0 {x: 1}"] + [
            f"a{n}: &a{n} {{{', '.join(f'k{k}: *a{n - 1}' for k in range(60))}}}" for n in range(1, 4)
        ]
        self.file("lms.yml", "\n".join([*lines, "PROCTORING_BACKENDS: *a3\n"]))
        status, out, err = self.upgrade("lms.yml", "--write")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("more than 100,000 entries with aliases resolved", err[0])

    @ddt.data((), ("--diff",), ("--write", "--diff"), ("--format", "json", "--diff"), ("--check",))
    def test_no_value_and_no_comment_is_ever_printed(self, argv):
        texts = {
            "a.yml": BARE,
            "b.yml": DONE,
            "c.yml": MIXED,
            "d.yml": SOPS,
            "e.yml": f"PROCTORING_BACKENDS: {MARK}\n",
            "f.yml": f"PROCTORING_BACKENDS: {{proctortrack: [{MARK}], DEFAULT: {MARK}}}\n",
            "g.yml": f"X: &x {{s: {MARK}}}\nPROCTORING_BACKENDS: {{proctortrack: *x}}\n",
            "h.json": f'{{"PROCTORING_BACKENDS": {{"proctortrack": {{"show_review_rules": "{MARK}"}}}}}}',
            "i.yml": f"A: '{MARK}\n",
            "j.yml": MULTIPLE,
            **{f"{number}/{name}": content for number, (_, name, content, *_) in enumerate(UNREAD)},
        }
        for name, content in texts.items():
            self.file(name, content)
        for snippet in ("yaml", "json", "python", "tutor", None):
            form = ("--snippet", snippet) if snippet else ()
            for rules in ((), ("--review-rules", "hidden")):
                _, out, err = self.upgrade(*texts, *argv, *form, *rules)
                self.assertNotIn(MARK, out + "\n".join(err))
                is_refused = not argv and snippet in ("yaml", "json")  # the files need different lines
                self.assertEqual(bool(out), argv != ("--check",) and not is_refused)
