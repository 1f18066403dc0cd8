"""``proctoring-config upgrade`` recognizes the same forms as ``check``, and edits only plain files."""

import re

import ddt

from tests.cli.base import said
from tests.cli.upgrading import UpgradeTestCase

VENDOR = "{DEFAULT: proctortrack, proctortrack: {client_id: x}}"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\ndata:\n"
FOLLOW_UP = ("    requires_escalation_email: true\n", "    show_review_rules: false\n")
ENTRY = "  DEFAULT: proctortrack\n  proctortrack:\n    client_id: x\n"


def indent(text):
    """The text as part of a mapping."""
    return "".join(f"  {line}\n" for line in text.splitlines())


@ddt.ddt
class FormsTest(UpgradeTestCase):
    """Other keys, texts, several documents."""

    @ddt.named_data(
        ("Ansible", "EDXAPP_PROCTORING_BACKENDS:\n" + ENTRY),
        ("Ansible in lower case", "edxapp_proctoring_backends:\n" + ENTRY),
        ("variables", "vars:\n" + indent("EDXAPP_PROCTORING_BACKENDS:\n" + ENTRY)),
        ("Helm", "openedx:\n" + indent("settings:\n" + indent("PROCTORING_BACKENDS:\n" + ENTRY))),
        ("Helm in camel case", "lms:\n" + indent("proctoringBackends:\n" + ENTRY)),
        ("extra settings", "EDXAPP_LMS_ENV_EXTRA:\n" + indent("PROCTORING_BACKENDS:\n" + ENTRY)),
        ("a HelmRelease", "apiVersion: v2\nkind: HelmRelease\nspec:\n" + indent("PROCTORING_BACKENDS:\n" + ENTRY)),
        ("beside an old name", "PROCTORING_BACKENDS:\n" + ENTRY + "PROCTORING_BACKEND_PROVIDER: {}\n"),
    )
    def test_another_key_is_edited(self, content):
        self.file("x.yml", content)
        self.assertEqual(self.upgrade("x.yml", "--check")[0], 1)
        status, out, _ = self.upgrade("x.yml", "--write", "--review-rules", "hidden")
        self.assertIn("x.yml: written\n", out)
        lines = content.splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if "client_id" in line) + 1
        prefix = lines[at - 1].removesuffix("    client_id: x\n")
        expected = [*lines[:at], *(prefix + line for line in FOLLOW_UP), *lines[at:]]
        self.assertEqual((status, self.text("x.yml")), (1, "".join(expected)))
        self.assertEqual(self.upgrade("x.yml", "--check")[0], 0)

    @ddt.named_data(
        ("a patch of Tutor", f"patches:\n  openedx-auth: |\n    PROCTORING_BACKENDS: {VENDOR}\n", 3, "tutor"),
        ("a block scalar of Helm", f"v: |\n  PROCTORING_BACKENDS: {VENDOR}\n", 2, "yaml"),
        ("JSON in quotes", 'v: \'{"PROCTORING_BACKENDS": {"proctortrack": {}}}\'\n', 1, "json"),
        ("a ConfigMap", f"{CONFIG_MAP}  lms.yml: |\n    PROCTORING_BACKENDS: {VENDOR}\n", 5, "yaml"),
        ("the second document", f"{CONFIG_MAP}---\nPROCTORING_BACKENDS: {VENDOR}\n", 5, "yaml"),
        ("the first document", f"PROCTORING_BACKENDS: {VENDOR}\n---\n{CONFIG_MAP}", 1, "yaml"),
        ("a list", f"a:\n- {{PROCTORING_BACKENDS: {VENDOR}}}\n", 2, "yaml"),
        ("below a key that is not a name", f"a b: {{PROCTORING_BACKENDS: {VENDOR}}}\n", 1, "yaml"),
    )
    def test_what_is_not_edited(self, content, line, form):
        self.file("x.yml", content)
        self.assertEqual(self.upgrade("x.yml", "--check")[0], 1)
        status, out, _ = self.upgrade("x.yml", "--write", "--review-rules", "hidden")
        self.assertEqual((status, self.text("x.yml")), (2, content))
        column = re.search('"?proctortrack"?: ', content.splitlines()[line - 1]).start() + 1
        start = f"x.yml:{line}:{column}: change PROCTORING_BACKENDS['proctortrack']['requires_"
        self.assertTrue(out.startswith(start), out)
        (file,) = self.report("x.yml", "--review-rules", "hidden")["files"]
        self.assertEqual((file["file"], file["snippet"]["form"]), ("x.yml", form))
        self.assertIsNotNone(file["not_edited"])

    @ddt.named_data(
        ("a renamed setting", f"PROCTORING_BACKEND: {VENDOR}", "1:1", "PROCTORING_BACKEND"),
        ("lower case", f"proctoring_backends: {VENDOR}", "1:1", "proctoring_backends"),
        ("FEATURES", f"FEATURES:\n  PROCTORING_BACKENDS: {VENDOR}", "2:3", "FEATURES['PROCTORING_BACKENDS']"),
        ("an old name", "PROCTORING_BACKEND_PROVIDER: {}", "1:1", "PROCTORING_BACKEND_PROVIDER"),
    )
    def test_a_key_that_is_not_read_is_undecided(self, content, position, path):
        self.file("x.yml", content)
        status, out, err = self.upgrade("x.yml", "--write")
        start = (
            f"x.yml:{position}: undecided {path}: W021: edx-platform reads only PROCTORING_BACKENDS at the top level"
        )
        self.assertTrue(out.startswith(start), out)
        self.assertEqual((status, err), (1, said("1 undecided in 1 file")))
        self.assertEqual(self.text("x.yml"), content)

    @ddt.named_data(
        ("beside the setting", "PROCTORING_BACKENDS:\n  DEFAULT: a\nproctortrack:\n  client_id: b\n", "W032", "1:1"),
        ("in quotes", "PROCTORING_BACKENDS:\n  a:\n    client_id: 'b\n  proctortrack:\n    x: 5'\n", "W034", "3:5"),
        ("below a level", "PROCTORING_BACKENDS:\n  providers:\n    proctortrack: {}\n", "W033", "2:3"),
        ("in JSON", '{"PROCTORING_BACKENDS": {"a": {"proctortrack": {}}}}', "W007", "1:32"),
    )
    def test_a_vendor_that_is_not_one_of_the_providers_is_undecided(self, content, code, position):
        self.file("x.yml", content)
        status, out, err = self.upgrade("x.yml", "--review-rules", "hidden", "--write")
        self.assertRegex(out, rf"^x.yml:{position}: undecided .*: {code}: .*\.\n$")
        self.assertEqual((status, err), (1, said("1 undecided in 1 file")))
        self.assertEqual(self.text("x.yml"), content)

    @ddt.named_data(
        ("two keys", "a: {PROCTORING_BACKENDS: {}}\nb: {PROCTORING_BACKENDS: {}}", "1:5: several keys may be"),
        ("base64", "apiVersion: v1\nkind: Secret\ndata: {a: UFJPQ1RPUklOR19CQUNLRU5EUzoge30=}", "3:8: base64 in"),
        ("a missing key", "a: 1\n", " X not found; pass a --key that is in the file"),
    )
    def test_what_cannot_be_read(self, content, reason):
        self.file("x.yml", content)
        argv = ["--key", "X"] if "--key" in reason else []
        status, _, err = self.upgrade("x.yml", "--check", *argv)
        self.assertEqual(status, 2)
        self.assertTrue(err[0].startswith(f"proctoring-config: x.yml:{reason}"), err)
        self.assertEqual(len(self.report("x.yml", *argv)["errors"]), 1)

    def test_two_keys_are_compared(self):
        done = "{proctortrack: {requires_escalation_email: true, show_review_rules: %s}}"
        self.file("x.yml", f"lms: {{X: {done % 'true'}}}\ncms: {{X: {done % 'false'}}}\n")
        status, out, _ = self.upgrade("x.yml", "--key", "lms.X", "--key", "cms.X")
        self.assertEqual(status, 1)
        self.assertIn("the option is false here and true in x.yml after the upgrade", out)
