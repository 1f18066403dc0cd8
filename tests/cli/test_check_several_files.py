"""``proctoring-config check`` and several files: compared, or merged."""

from tests.cli.base import said
from tests.cli.checking import BROKEN, BROKEN_FOUND, HEALTHY, NOT_CHECKED, CheckTestCase


class SeveralFilesTest(CheckTestCase):
    """LMS and Studio."""

    def test_files_that_agree(self):
        self.file("lms.yml", HEALTHY)
        self.file("cms.yml", HEALTHY)
        self.assertEqual(self.check("lms.yml", "cms.yml"), (0, "", said(f"no problems in 2 files; {NOT_CHECKED}")))

    def test_files_that_disagree(self):
        self.file("lms.yml", HEALTHY)
        self.file("cms.yml", HEALTHY.replace("email: true", "email: false").replace("s3cret", "S3cret"))
        alike = "LMS and Studio must be configured alike, but"
        hint = "    hint: Use the same value for LMS and Studio\n"
        self.assertEqual(
            self.check("lms.yml", "cms.yml"),
            (
                1,
                f"cms.yml:7:5: warning W018 PROCTORING_BACKENDS['acme']['client_secret']: {alike} the value is not the "
                f"same as in lms.yml:7.\n{hint}"
                f"cms.yml:8:5: warning W018 PROCTORING_BACKENDS['acme']['requires_escalation_email']: {alike} the "
                f"option is false here and true in lms.yml:8.\n{hint}",
                said(f"0 errors, 2 warnings in 2 files; {NOT_CHECKED}"),
            ),
        )

    def test_a_bad_file_does_not_keep_the_others_from_being_judged(self):
        self.file("lms.yml", BROKEN)
        self.file("cms.yml", "a: [")
        self.assertEqual(
            self.check("missing.yml", "lms.yml", "cms.yml"),
            (
                2,
                BROKEN_FOUND,
                said(
                    "missing.yml: no such file or directory",
                    "cms.yml:1:5: not valid YAML: the [ on line 1, column 4 is not closed",
                    "    hint: Write ] before this place",
                    f"3 errors, 2 warnings in 1 file; {NOT_CHECKED}",
                ),
            ),
        )

    def test_a_setting_that_cannot_be_judged_does_not_either(self):
        providers = "".join(f"  p{number}: *o\n" for number in range(1000))
        options = "".join(f"  o{number}: 1\n" for number in range(1000))
        self.file("cms.yml", f"o: &o\n{options}PROCTORING_BACKENDS:\n{providers}")
        self.file("lms.yml", BROKEN)
        status, out, err = self.check("cms.yml", "lms.yml", "--ignore", "W018")
        self.assertEqual((status, out), (2, BROKEN_FOUND))
        self.assertEqual(err[0], *said("cms.yml:1002:1: more than 100,000 entries with aliases resolved"))

    def test_a_file_without_the_setting(self):
        self.file("lms.yml", HEALTHY)
        self.file("cms.yml", "A: 1")
        expected = (
            "cms.yml:1:1: warning W018 PROCTORING_BACKENDS: LMS and Studio must be configured alike, but the setting "
            "is missing here and present in lms.yml:2.\n    hint: Write the same setting for LMS and Studio\n"
        )
        for files in (["lms.yml", "cms.yml"], ["cms.yml", "lms.yml"]):
            self.assertEqual(self.check(*files)[:2], (1, expected))
        self.assertEqual(self.check("lms.yml", "cms.yml", "--merge")[:2], (0, ""))

    def test_findings_are_sorted_by_file_and_place(self):
        self.file("b.yml", "PROCTORING_BACKENDS:\n  b:\n  a:\n  b:\n")
        self.file("a.yml", "PROCTORING_BACKENDS:\n")
        self.assertEqual(
            self.found("b.yml", "a.yml"),
            [
                ("a.yml:1:1", "E002"),
                ("b.yml:1:1", "W001"),
                ("b.yml:3:3", "E006"),
                ("b.yml:4:3", "W017"),
                ("b.yml:4:3", "E006"),
            ],
        )

    def test_standard_input_can_be_read_once(self):
        self.assertEqual(self.check("-", "-"), (2, "", said("<stdin>: can be read only once")))


class MergeTest(CheckTestCase):
    """``--merge``: lms.yml and a file of secrets."""

    LMS = "PROCTORING_BACKENDS:\n  DEFAULT: acme\n  acme:\n    client_id: x\n    client_secret: 1\n    send_email: 1\n"

    def test_the_later_file_wins(self):
        self.file("lms.yml", self.LMS)
        self.file("secrets.yml", "PROCTORING_BACKENDS:\n  acme:\n    client_secret: s3cret\n    client_id: 1\n")
        self.assertEqual(
            self.found("lms.yml", "secrets.yml", "--merge"), [("lms.yml:6:5", "W004"), ("secrets.yml:4:5", "W005")]
        )
        self.assertEqual(
            self.found("secrets.yml", "lms.yml", "--merge"), [("lms.yml:5:5", "W005"), ("lms.yml:6:5", "W004")]
        )
        self.assertEqual(
            self.check("lms.yml", "secrets.yml", "--merge")[2], said(f"0 errors, 2 warnings in 2 files; {NOT_CHECKED}")
        )

    def test_keys_are_duplicates_within_a_file_only(self):
        self.file("lms.yml", HEALTHY)
        self.file("secrets.yml", "PROCTORING_BACKENDS:\n  acme: {client_secret: a, client_secret: b}\n")
        self.assertEqual(self.found("lms.yml", "secrets.yml", "--merge"), [("secrets.yml:2:28", "W017")])

    def test_a_file_without_the_key_adds_nothing(self):
        self.file("lms.yml", HEALTHY)
        self.file("secrets.yml", "A: 1")
        status, out, err = self.check("secrets.yml", "lms.yml", "--merge")
        self.assertEqual((status, out, err[-1:]), (0, "", said(f"no problems in 1 file; {NOT_CHECKED}")))
        self.assertEqual(self.check("secrets.yml", "--merge")[:2], (0, ""))

    def test_a_file_that_cannot_be_read_ends_it(self):
        self.file("lms.yml", self.LMS)
        self.assertEqual(
            self.check("lms.yml", "secrets.yml", "--merge"),
            (
                2,
                "",
                said(
                    "secrets.yml: no such file or directory",
                    "nothing was checked, because --merge requires all files",
                ),
            ),
        )
