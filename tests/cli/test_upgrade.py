"""``proctoring-config upgrade`` on files that it can read and edit."""

import os
import stat
from pathlib import Path

import ddt

from tests.cli.base import said
from tests.cli.upgrading import BARE, BARE_CHANGES, DONE, FIND_OUT, MIXED, YAML, UpgradeTestCase

UNDECIDED = (
    "{}:{}:3: undecided PROCTORING_BACKENDS['proctortrack']['show_review_rules']: depends on the waffle "
    f"flag studio.show_review_rules of the old release: {FIND_OUT}\n"
)
MIXED_REPORT = """\
lms.yml:3:3: change PROCTORING_BACKENDS[None]: write 'null', with quotes
lms.yml:3:3: change PROCTORING_BACKENDS[None]: write {}
lms.yml:5:5: change PROCTORING_BACKENDS['acme']['SHOW_REVIEW_RULES']: rename to show_review_rules
lms.yml:6:5: change PROCTORING_BACKENDS['acme']['requires-escalation-email']: rename to requires_escalation_email
lms.yml:4:3: note PROCTORING_BACKENDS['acme']['requires_escalation_email']: a string, which counts as false: run \
proctoring-config check
lms.yml:4:3: note PROCTORING_BACKENDS['acme']['show_review_rules']: false is kept, although the old release behaved \
as with true
lms.yml:9:5: note PROCTORING_BACKENDS['other']['show_review_rules']: a string, which counts as true: run \
proctoring-config check

lms.yml: add these lines in the file, or pass --write:

# quote the name null: 'null'
# 'acme': remove 'SHOW_REVIEW_RULES', show_review_rules replaces it
# 'acme': rename 'requires-escalation-email' to requires_escalation_email
PROCTORING_BACKENDS:
  'null': {}
  acme:
    show_review_rules: false
"""


class ReportTest(UpgradeTestCase):
    """Without further options the command prints and changes nothing."""

    def test_the_lines_to_add(self):
        self.file("lms.yml", BARE)
        status, out, err = self.upgrade("lms.yml", "--review-rules", "hidden")
        self.assertEqual(
            out,
            BARE_CHANGES.format("lms.yml") + f"\nlms.yml: add these lines in the file, or pass --write:\n\n{YAML}",
        )
        self.assertEqual((status, err), (1, said("2 changes in 1 file")))
        self.assertEqual(self.text("lms.yml"), BARE)

    def test_rules_that_were_shown(self):
        self.file("lms.yml", BARE)
        _, out, _ = self.upgrade("lms.yml", "--review-rules", "shown")
        self.assertTrue(out.endswith(YAML.replace("show_review_rules: false", "show_review_rules: true")), out)

    def test_a_flag_that_nobody_says_is_not_guessed(self):
        self.file("lms.yml", BARE)
        status, out, err = self.upgrade("lms.yml")
        lines = (
            "# undecided: PROCTORING_BACKENDS['proctortrack']['show_review_rules']: depends on the "
            f"waffle flag studio.show_review_rules of the old release: {FIND_OUT}\n"
            "PROCTORING_BACKENDS:\n  proctortrack:\n    requires_escalation_email: true\n"
        )
        self.assertEqual(
            out,
            BARE_CHANGES.format("lms.yml").splitlines(keepends=True)[0]
            + UNDECIDED.format("lms.yml", 5)
            + f"\nlms.yml: add these lines in the file, or pass --write:\n\n{lines}",
        )
        self.assertEqual((status, err), (1, said("1 change, 1 undecided in 1 file")))

    def test_only_something_undecided(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n  proctortrack: {requires_escalation_email: true}\n")
        status, out, err = self.upgrade("lms.yml")
        self.assertEqual((out, status), (UNDECIDED.format("lms.yml", 2), 1))
        self.assertEqual(err, said("1 undecided in 1 file"))

    def test_other_changes(self):
        self.file("lms.yml", MIXED)
        status, out, err = self.upgrade("lms.yml")
        self.assertEqual(out, MIXED_REPORT)
        self.assertEqual((status, err), (1, said("4 changes in 1 file")))

    def test_nothing_to_do(self):
        self.file("lms.yml", DONE)
        self.file("none.yml", "SITE_NAME: example.com\n")
        self.assertEqual(self.upgrade("lms.yml"), (0, "", said("nothing to do in 1 file")))
        self.assertEqual(
            self.upgrade("none.yml", "lms.yml", "--review-rules", "hidden"),
            (
                1,
                "none.yml: PROCTORING_BACKENDS: LMS and Studio must be configured alike, but the setting is missing "
                "here and present in lms.yml:2.\n",
                said("none.yml: PROCTORING_BACKENDS not found; nothing was checked", "1 undecided in 2 files"),
            ),
        )

    def test_a_broken_setting_is_undecided(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n")
        status, out, _ = self.upgrade("lms.yml", "--review-rules", "hidden")
        self.assertEqual(
            (status, out),
            (
                1,
                "lms.yml:1:1: undecided PROCTORING_BACKENDS: E002: The setting must map provider names to options, "
                "but it is null. LMS and Studio will not start (TypeError).\n",
            ),
        )

    def test_check_prints_the_summary_only(self):
        self.file("lms.yml", BARE)
        self.file("cms.yml", DONE)
        self.assertEqual(
            self.upgrade("lms.yml", "cms.yml", "--check"), (1, "", said("1 change, 1 undecided in 2 files"))
        )
        self.assertEqual(self.upgrade("cms.yml", "--check"), (0, "", said("nothing to do in 1 file")))

    def test_the_setting_may_stand_elsewhere(self):
        self.file("vars.yml", "edxapp:\n  EDXAPP_PROCTORING_BACKENDS:\n    proctortrack: {}\n")
        status, out, err = self.upgrade("vars.yml", "--review-rules", "hidden")
        self.assertEqual(
            err[:1], said("vars.yml:2: edxapp.EDXAPP_PROCTORING_BACKENDS is checked as PROCTORING_BACKENDS")
        )
        argv = ("vars.yml", "--review-rules", "hidden", "--key", "edxapp.EDXAPP_PROCTORING_BACKENDS")
        self.assertEqual(self.upgrade(*argv)[:2], (status, out))
        self.assertEqual(status, 1)
        self.assertIn("vars.yml:3:5: change edxapp['EDXAPP_PROCTORING_BACKENDS']['proctortrack']['requires_", out)
        self.assertIn("\nedxapp:\n  EDXAPP_PROCTORING_BACKENDS:\n    proctortrack:\n      requires_escalation_em", out)
        self.assertEqual(self.upgrade(*argv, "--write")[0], 1)
        self.assertEqual(self.upgrade(*argv), (0, "", said("nothing to do in 1 file")))


@ddt.ddt
class WriteTest(UpgradeTestCase):
    """``--diff``, ``--write`` and ``--backup``."""

    def test_the_diff_masks_what_is_no_name(self):
        self.file("lms.yml", BARE)
        status, out, _ = self.upgrade("lms.yml", "--diff", "--review-rules", "hidden")
        self.assertEqual(
            out,
            BARE_CHANGES.format("lms.yml")
            + "--- lms.yml\n+++ lms.yml\n@@ -4,3 +4,5 @@\n   'null': {}\n   proctortrack:\n     client_secret: ***\n"
            "+    requires_escalation_email: true\n+    show_review_rules: false\n",
        )
        self.assertEqual((status, self.text("lms.yml")), (1, BARE))

    def test_write(self):
        self.file("lms.yml", BARE)
        os.chmod("lms.yml", 0o640)
        status, out, err = self.upgrade("lms.yml", "--write", "--review-rules", "hidden")
        self.assertEqual(out, BARE_CHANGES.format("lms.yml") + "lms.yml: written\n")
        self.assertEqual((status, err), (1, said("2 changes in 1 file; 1 written")))
        self.assertEqual(self.text("lms.yml"), DONE)
        self.assertEqual(stat.S_IMODE(Path("lms.yml").stat().st_mode), 0o640)
        self.assertEqual(os.listdir(), ["lms.yml"])
        again = self.upgrade("lms.yml", "--write", "--review-rules", "hidden")
        self.assertEqual(again, (0, "", said("nothing to do in 1 file")))
        self.assertEqual(self.text("lms.yml"), DONE)

    def test_what_is_decided_is_written_although_something_is_not(self):
        self.file("lms.yml", BARE)
        status, out, err = self.upgrade("lms.yml", "--write", "--diff")
        self.assertTrue(out.endswith("+    requires_escalation_email: true\nlms.yml: written\n"), out)
        self.assertEqual((status, err), (1, said("1 change, 1 undecided in 1 file; 1 written")))
        self.assertEqual(self.upgrade("lms.yml", "--write")[0], 1)
        self.assertEqual(self.upgrade("lms.yml", "--write", "--review-rules", "hidden")[0], 1)
        self.assertEqual(self.text("lms.yml"), DONE)

    def test_a_backup(self):
        self.file("lms.yml", BARE)
        self.file("cms.yml", DONE)
        self.upgrade("lms.yml", "cms.yml", "--write", "--backup", "--review-rules", "hidden")
        self.assertEqual(sorted(os.listdir()), ["cms.yml", "lms.yml", "lms.yml.bak"])
        self.assertEqual(self.text("lms.yml.bak"), BARE)

    def test_a_file_that_is_not_edited_does_not_keep_the_others_from_it(self):
        self.file("shared.yml", "X: &x\n  a: b\nPROCTORING_BACKENDS:\n  proctortrack: *x\n")
        before = self.text("shared.yml")
        self.file("lms.yml", BARE)
        argv = ("shared.yml", "lms.yml", "--review-rules", "hidden")
        status, out, err = self.upgrade(*argv, "--write")
        self.assertIn(
            "\nshared.yml: not edited (line 4: an alias (*), which is shared); add these lines in the file:\n\n" + YAML,
            out,
        )
        self.assertEqual((status, err), (2, said("4 changes in 2 files; 1 written")))
        self.assertEqual((self.text("shared.yml"), self.text("lms.yml")), (before, DONE))
        self.assertEqual(self.upgrade(*argv, "--diff")[0], 1)

    @ddt.data("lms.yml", "link.yml")
    def test_a_file_that_cannot_be_written(self, name):
        self.file("lms.yml", BARE)
        os.symlink("lms.yml", "link.yml")
        if name == "lms.yml":
            os.link("lms.yml", "second.yml")
        status, out, _ = self.upgrade(name, "--write", "--review-rules", "hidden")
        self.assertIn(f"\n{name}: not edited (a ", out)
        self.assertTrue(out.endswith(YAML))
        self.assertEqual((status, self.text("lms.yml")), (2, BARE))

    def test_standard_input_is_not_written(self):
        argv = ("-", "--review-rules", "hidden")
        status, out, _ = self.upgrade(*argv, stdin=BARE)
        self.assertEqual(status, 1)
        self.assertTrue(
            out.endswith(
                f"\n<stdin>: not edited (read from standard input); add these lines in the original file:\n\n{YAML}"
            ),
            out,
        )
        self.assertEqual(self.upgrade(*argv, "--write", stdin=BARE)[0], 2)
        self.assertEqual(os.listdir(), [])


class SeveralFilesTest(UpgradeTestCase):
    """The LMS's file and Studio's."""

    def test_both_get_the_same(self):
        self.file("lms.yml", BARE)
        self.file("cms.yml", "SITE_NAME: x\n" + BARE)
        self.assertEqual(self.upgrade("lms.yml", "cms.yml", "--write", "--review-rules", "shown")[0], 1)
        self.assertEqual(self.text("cms.yml"), "SITE_NAME: x\n" + self.text("lms.yml"))
        self.assertEqual(self.upgrade("lms.yml", "cms.yml")[0], 0)

    def test_a_word_of_the_operator_that_makes_them_unlike(self):
        self.file("lms.yml", DONE)
        self.file("cms.yml", DONE.replace("show_review_rules: false", "show_review_rules: true"))
        status, out, err = self.upgrade("lms.yml", "cms.yml")
        line = (
            "cms.yml: PROCTORING_BACKENDS['proctortrack']['show_review_rules']: LMS and Studio must be "
            "configured alike, but the option is true here and false in lms.yml after the upgrade."
        )
        self.assertEqual((status, out, err), (1, f"{line}\n", said("1 undecided in 2 files")))
        self.assertEqual(self.report("lms.yml", "cms.yml")["differences"], [line])

    def test_one_without_the_setting(self):
        self.file("lms.yml", BARE)
        self.file("cms.yml", "SITE_NAME: x\n")
        status, _, err = self.upgrade("lms.yml", "cms.yml", "--review-rules", "hidden")
        self.assertEqual(status, 1)
        self.assertEqual(
            err,
            said("cms.yml: PROCTORING_BACKENDS not found; nothing was checked", "2 changes, 1 undecided in 2 files"),
        )

    def test_one_that_is_not_there(self):
        self.file("lms.yml", BARE)
        status, out, err = self.upgrade("cms.yml", "lms.yml", "--review-rules", "hidden")
        self.assertEqual(status, 2)
        self.assertTrue(out.startswith("lms.yml:5:3: "))
        self.assertEqual(err, said("cms.yml: no such file or directory", "2 changes in 1 file"))
        self.assertEqual(self.upgrade("cms.yml"), (2, "", said("cms.yml: no such file or directory")))


@ddt.ddt
class UsageTest(UpgradeTestCase):
    """Wrong usage."""

    @ddt.data(
        ((), "the following arguments are required: FILE"),
        (("x", "--review-rules", "perhaps"), "argument --review-rules: invalid choice: 'perhaps'"),
        (("x", "--write", "--check"), "argument --check: not allowed with argument --write"),
        (("x", "--key", ".a"), "argument --key: expected keys separated by dots, such as vars.NAME"),
        (("x", "--backup"), "--backup requires --write"),
        (("-", "-"), "<stdin>: can be read only once"),
    )
    @ddt.unpack
    def test_is_an_error(self, argv, words):
        status, out, err = self.upgrade(*argv)
        self.assertEqual((status, out), (2, ""))
        self.assertIn(words, err[-1])
