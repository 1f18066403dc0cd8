"""``proctoring-config upgrade --format json``."""

from tests.cli.upgrading import UpgradeTestCase


class JsonTest(UpgradeTestCase):
    """For programs."""

    maxDiff = None

    def test_the_shape(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n  null:\n  proctortrack: {SHOW_REVIEW_RULES: yes}\n")
        place = "PROCTORING_BACKENDS['proctortrack']"
        expected = {
            "file": "lms.yml",
            "changes": [
                {
                    "change": "quote_name",
                    "path": "PROCTORING_BACKENDS[None]",
                    "message": "write 'null', with quotes",
                    "line": 2,
                    "column": 3,
                },
                {
                    "change": "fill_body",
                    "provider": "null",
                    "path": "PROCTORING_BACKENDS[None]",
                    "message": "write {}",
                    "line": 2,
                    "column": 3,
                },
                {
                    "change": "rename_option",
                    "provider": "proctortrack",
                    "old": "SHOW_REVIEW_RULES",
                    "new": "show_review_rules",
                    "path": place + "['SHOW_REVIEW_RULES']",
                    "message": "rename to show_review_rules",
                    "line": 3,
                    "column": 18,
                },
                {
                    "change": "set_option",
                    "provider": "proctortrack",
                    "option": "requires_escalation_email",
                    "value": True,
                    "path": place + "['requires_escalation_email']",
                    "message": "write true",
                    "line": 3,
                    "column": 3,
                },
            ],
            "undecided": [],
            "notes": [
                {
                    "path": place + "['show_review_rules']",
                    "message": "true is kept, although the old release behaved as with false",
                    "line": 3,
                    "column": 3,
                }
            ],
            "unreadable": None,
            "mention": None,
            "not_edited": None,
            "where": "in the file",
            "snippet": {
                "form": "json",
                "text": '{\n  "PROCTORING_BACKENDS": {\n    "null": {},\n    "proctortrack": {\n      '
                '"show_review_rules": true,\n      "requires_escalation_email": true\n    }\n  }\n}\n',
            },
            "diff": None,
            "written": False,
        }
        argv = ("lms.yml", "--review-rules", "hidden", "--snippet", "json")
        whole = {"version": 1, "files": [expected], "differences": [], "errors": []}
        self.assertEqual(self.report(*argv), whole)
        written = self.report(*argv, "--write", "--diff")["files"][0]
        self.assertEqual(written.pop("diff").splitlines()[:2], ["--- lms.yml", "+++ lms.yml"])
        self.assertEqual({**written, "diff": None}, {**expected, "written": True})

    def test_what_could_not_be_read(self):
        self.file("prod.py", "X = {'proctortrack': {}\n")
        [row] = self.report("prod.py")["files"]
        self.assertEqual(
            {key: row[key] for key in ("changes", "unreadable", "mention", "not_edited")},
            {
                "changes": [],
                "unreadable": "prod.py:1:24: not valid Python: the { on line 1, column 5 is not closed",
                "mention": 1,
                "not_edited": "a Python module",
            },
        )
        self.assertEqual([note["line"] for note in row["undecided"]], [None])
        self.assertEqual(row["snippet"]["form"], "python")

    def test_it_is_ascii_and_empty_where_no_file_could_be_read(self):
        self.file("lms.yml", "PROCTORING_BACKENDS: {é: {SHOW_REVIEW_RULES: false}}\n")
        self.assertTrue(self.upgrade("lms.yml", "--format", "json")[1].isascii())
        error = {"file": "no.yml", "line": None, "column": None, "message": "no such file or directory", "hint": None}
        self.assertEqual(self.report("no.yml"), {"version": 1, "files": [], "differences": [], "errors": [error]})
