"""``proctoring-config check-course``: courses that another instance exported."""

import io
import json
import os
import tarfile
from pathlib import Path
from unittest import mock

import ddt
from django.conf import settings
from django.utils.functional import empty

from tests.cli.base import CommandTestCase, said

LMS = """\
PROCTORING_BACKENDS:
  DEFAULT: 'null'
  'null': {}
  acme: {requires_escalation_email: true, show_review_rules: false}
  mockprock: {}
"""
ROOT = '<course org="Academy" course="Law" url_name="2026"/>'
EXAM = '<sequential display_name="Final" is_proctored_enabled="true" exam_review_rules="No books."/>'
CHECKED = "plugins and settings of LTI providers were not checked"


def policy(provider=None, email=None, enabled=True, **more):
    """Return the text of a policy, one setting per line."""
    values = {"proctoring_provider": provider, "proctoring_escalation_email": email, **more}
    sent = {name: value for name, value in values.items() if value is not None}
    return json.dumps({"course/2026": {"enable_proctored_exams": enabled, **sent}}, indent=1)


def write(folder, files):
    """Write the files of an export."""
    for name, content in files.items():
        Path(folder, name).parent.mkdir(parents=True, exist_ok=True)
        Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())


def pack(name, files, mode="w:gz"):
    """Write the files of an export into an archive."""
    with tarfile.open(name, mode) as archive:
        for path, content in files.items():
            member = tarfile.TarInfo(path)
            data = content.encode()
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


class CheckCourseTestCase(CommandTestCase):
    """Runs the command with a settings file, in a process without Django settings."""

    def setUp(self):
        super().setUp()
        self.file("lms.yml", LMS)

    def check(self, *arguments, file="lms.yml"):
        """Run the command."""
        with mock.patch.object(settings, "_wrapped", empty):
            return self.run_command("check-course", *arguments, "--settings", file)


@ddt.ddt
class CourseTest(CheckCourseTestCase):
    """The problems of a course."""

    @ddt.named_data(
        ["healthy", policy("mockprock"), {}],
        ["with an email", policy("acme", "exams@academy.example"), {}],
        ["no provider uses the default", policy(), {}],
        ["LTI", policy("lti_external"), {}],
        ["disabled", policy("gone", enabled=False), {}],
        ["an old key", policy("mockprock", create_zendesk_tickets=True), {}],
        ["email missing", policy("acme"), {"W101": 4}],
        ["email malformed", policy("acme", "exams"), {"W102": 5}],
        ["provider is not configured", policy("proctortrack"), {"W104": 4}],
        ["provider in another case", policy("Acme"), {"W104": 4}],
        ["a number is true", policy("gone", enabled=1), {"W104": 4}],
        ["zero is false", policy("gone", enabled=0), {}],
        ["false as text", policy("gone", enabled="false"), {}],
        ["true as text", policy("gone").replace("true", '"true"'), {"W104": 4}],
    )
    def test_problems_have_the_line_of_the_policy(self, text, expected):
        write("export", {"course.xml": ROOT, "policies/2026/policy.json": text})
        status, out, _ = self.check("export", "--format", "json")
        found = json.loads(out)["problems"]
        self.assertEqual({problem["id"][-4:]: problem["line"] for problem in found}, expected)
        self.assertEqual({problem["file"] for problem in found} - {"export/policies/2026/policy.json"}, set())
        self.assertEqual(status, 1 if expected else 0)

    @ddt.named_data(
        ["in a file of its own", {"sequential/e1.xml": EXAM}, "sequential/e1.xml:1:1"],
        ["in a chapter", {"chapter/c1.xml": f"<chapter>\n {EXAM}</chapter>"}, "chapter/c1.xml:2:2"],
        ["in the course", {"course/2026.xml": f"<course><chapter>{EXAM}</chapter></course>"}, "course/2026.xml:1:18"],
    )
    def test_review_rules_that_nobody_can_edit(self, files, place):
        text = policy("acme", "exams@academy.example")
        write("export", {"course.xml": ROOT, "policies/2026/policy.json": text, **files})
        status, out, err = self.check("export")
        self.assertEqual((status, err), (1, said(f"1 problem in 1 course; {CHECKED}")))
        self.assertTrue(out.startswith(f"export/{place}: warning W202 exam_review_rules: "), out)

    @ddt.named_data(
        ["practice", EXAM.replace("/>", ' is_practice_exam="true"/>')],
        ["onboarding", EXAM.replace("/>", ' is_onboarding_exam="true"/>')],
        ["timed", EXAM.replace('is_proctored_enabled="true"', 'is_time_limited="true"')],
        ["without rules", EXAM.replace("No books.", "")],
    )
    def test_subsections_without_visible_review_rules(self, exam):
        text = policy("acme", "exams@academy.example")
        write("export", {"course.xml": ROOT, "policies/2026/policy.json": text, "sequential/e1.xml": exam})
        self.assertEqual(self.check("export"), (0, "", said(f"no problems in 1 course; {CHECKED}")))

    @ddt.named_data(
        ["the policy beside the folders", {"policies/2026.json": policy("gone")}, "policies/2026.json:4:3"],
        [
            "attributes of the course",
            {"course/2026.xml": '<course\n enable_proctored_exams="true" proctoring_provider="gone"/>'},
            "course/2026.xml:1:1",
        ],
        [
            "the policy of a subsection",
            {
                "sequential/e1.xml": "<sequential/>",
                "policies/2026/policy.json": json.dumps(
                    {
                        "course/2026": json.loads(policy("acme", "a@b.example"))["course/2026"],
                        "sequential/e1": {"is_proctored_enabled": True, "exam_review_rules": "No books."},
                    }
                ),
            },
            "policies/2026/policy.json:1:176",
        ],
    )
    def test_older_layouts(self, files, place):
        write("export", {"course.xml": ROOT, **files})
        status, out, _ = self.check("export")
        self.assertEqual((status, out.partition(": ")[0]), (1, f"export/{place}"))


@ddt.ddt
class ExportTest(CheckCourseTestCase):
    """Exports that can and cannot be read."""

    FILES = {"course.xml": ROOT, "policies/2026/policy.json": policy("gone")}

    @ddt.named_data(
        ["as Studio packs it", "course/", "w:gz"],
        ["without a folder", "", "w:gz"],
        ["with a dot", "./", "w:bz2"],
        ["not compressed", "a/b/", "w"],
    )
    def test_archives(self, folder, mode):
        pack("export.tar.gz", {folder + name: content for name, content in self.FILES.items()}, mode)
        status, out, _ = self.check("export.tar.gz")
        inner = os.path.normpath(folder + "policies/2026/policy.json")
        self.assertEqual((status, out.partition(": ")[0]), (1, f"export.tar.gz/{inner}:4:3"))

    def test_hidden_files_are_ignored(self):
        hidden = {"sequential/._e1.xml": "\0", "policies/2026/._policy.json": "\0", "._course.xml": "\0"}
        write("export", {**self.FILES, **hidden})
        pack("export.tar.gz", {f"course/{name}": content for name, content in {**self.FILES, **hidden}.items()})
        status, out, _ = self.check("export", "export.tar.gz")
        self.assertEqual((status, out.count("W104")), (1, 2))

    @ddt.data("a\x1b[31m/", "a\n::error::/", "a\x9b/", "a\u2028/", "a\u202e/")
    def test_names_in_archives_do_not_reach_the_terminal_as_they_are(self, folder):
        files = {f"{folder}{name}": content for name, content in self.FILES.items()}
        for more in ({}, {f"{folder}sequential/{folder[:-1]}.xml": "<"}, {f"{folder}policies/2026/policy.json": "[]"}):
            pack("export.tar.gz", {**files, **more})
            _, out, err = self.check("export.tar.gz")
            for line in (*out.split("\n"), *err):
                self.assertTrue(line.isprintable() and not line.startswith("::"), line)

    def test_absolute_names_in_archives(self):
        pack("export.tar.gz", {f"/course/{name}": content for name, content in self.FILES.items()})
        status, out, _ = self.check("export.tar.gz")
        self.assertEqual((status, out.partition(": ")[0]), (1, "export.tar.gz/course/policies/2026/policy.json:4:3"))

    def test_pipes_are_not_waited_for(self):
        os.mkfifo("export")
        message = "export: is not a course export; name a directory with course.xml, or a .tar.gz"
        self.assertEqual(self.check("export"), (2, "", said(message)))

    def test_nothing_is_extracted(self):
        pack("export.tar.gz", {"../course.xml": ROOT, "../policies/2026/policy.json": policy("gone")})
        self.assertEqual(self.check("export.tar.gz")[0], 1)
        self.assertEqual(sorted(os.listdir()), ["export.tar.gz", "lms.yml"])
        self.assertFalse(os.path.exists("../course.xml"))

    @ddt.named_data(
        ["missing", None, "export: no such file or directory"],
        ["not an archive", b"hello", "export: is not a course export; name a directory with course.xml, or a .tar.gz"],
        ["empty", b"", "export: is not a course export; name a directory with course.xml, or a .tar.gz"],
        ["no course", {"readme.txt": "x"}, "export: is not a course export: it has no course.xml"],
        ["no run", {"course.xml": "<course/>"}, "export/course.xml: does not name a course run (url_name of the "
         "element course)"],
        ["a library", {"course.xml": '<library url_name="x"/>'}, "export/course.xml: does not name a course run "
         "(url_name of the element course)"],
        ["not XML", {"course.xml": "<course"}, "export/course.xml:1:1: is not valid XML"],
        ["not JSON", {"course.xml": ROOT, "policies/2026/policy.json": "{"},
         "export/policies/2026/policy.json:1:2: not valid JSON: expected a key in double quotes or }, found the end of "
         "the file"],
        ["not a mapping", {"course.xml": ROOT, "policies/2026/policy.json": "[]"},
         "export/policies/2026/policy.json: is not a mapping of the settings of blocks"],
        ["several", {"a/course.xml": ROOT, "b/course.xml": ROOT},
         "export: contains several courses; name the directory of each"],
        ["not UTF-8", {"course.xml": ROOT, "policies/2026/policy.json": b"\xff"},
         "export/policies/2026/policy.json: is not UTF-8"],
        ["too large", {"course.xml": ROOT, "sequential/e1.xml": b" " * 5_000_001},
         "export/sequential/e1.xml: is larger than 5 MB, which is too large for the settings of a course"],
        ["entities", {"course.xml": '<!DOCTYPE a [<!ENTITY b "' + "x" * 9000 + '">' + "".join(
            f'<!ENTITY b{n} "{"&b;" * 9000}">' for n in range(3)) + "]><course>" + "&b1;" * 99 + "</course>"},
         "export/course.xml: is not valid XML"],
    )  # fmt: skip
    def test_unreadable_exports(self, content, message):
        if isinstance(content, dict):
            write("export", content)
        elif content is not None:
            self.file("export", content)
        status, out, err = self.check("export", "--format", "json")
        self.assertEqual((status, json.loads(out)["problems"], len(json.loads(out)["errors"])), (2, [], 1))
        self.assertEqual([line.replace(":1:90083", "") for line in err], said(message))

    def test_damaged_archive(self):
        pack("export.tar.gz", {f"sequential/e{n}.xml": EXAM * 50 for n in range(99)})
        Path("export.tar.gz").write_bytes(Path("export.tar.gz").read_bytes()[:-500])
        self.assertEqual(
            self.check("export.tar.gz"), (2, "", said("export.tar.gz: is damaged: the archive ends too early"))
        )

    def test_other_exports_are_still_checked(self):
        write("export", self.FILES)
        status, out, err = self.check("none", "export")
        self.assertEqual((status, out.count("W104")), (2, 1))
        self.assertEqual(err, said("none: no such file or directory", f"1 problem in 1 course; {CHECKED}"))


@ddt.ddt
class SettingsTest(CheckCourseTestCase):
    """The settings file."""

    @ddt.named_data(
        ["missing", "A: 1", "lms.yml: PROCTORING_BACKENDS not found; name a settings file that contains it"],
        ["a placeholder", "PROCTORING_BACKENDS: '{{ BACKENDS }}'",
         "lms.yml:1:1: PROCTORING_BACKENDS is a placeholder; use the rendered file"],
    )  # fmt: skip
    def test_the_setting_must_be_known(self, text, message):
        self.file("lms.yml", text)
        write("export", ExportTest.FILES)
        status, out, err = self.check("export")
        self.assertEqual((status, out, err), (2, "", said(message)))

    @ddt.named_data(
        ["an option", "a: {requires_escalation_email: '{{ X }}'}", "['a']['requires_escalation_email'] (line 1)"],
        ["an option about exams", "a: {show_review_rules: !vault x}", "['a']['show_review_rules'] (line 1)"],
        ["all options", "a: '{{ X }}'", "['a'] (line 1)"],
        ["the default provider", "DEFAULT: '{{ X }}'", "['DEFAULT'] (line 1)", None],
        ["options that do not matter", "a: {client_secret: '{{ X }}', base_url: '{{ Y }}'}", None],
    )
    def test_what_is_known_only_at_run_time_is_not_called_right(self, entry, part, provider="a"):
        self.file("lms.yml", f"PROCTORING_BACKENDS: {{{entry}}}\n")
        write("export", {"course.xml": ROOT, "policies/2026/policy.json": policy(provider)})
        unknown = f"not checked, because the value is only known at run time: PROCTORING_BACKENDS{part}; "
        count = f"0 problems in 1 course; {unknown}" if part else "no problems in 1 course; "
        self.assertEqual(self.check("export"), (0, "", said(count + CHECKED)))
        paths = [one["path"] for one in json.loads(self.check("export", "--format", "json")[1])["not_checked"]]
        self.assertEqual([f"{path} (line 1)" for path in paths], [f"PROCTORING_BACKENDS{part}"] if part else [])

    @ddt.named_data(
        ["an option", 'if X:\n    PROCTORING_BACKENDS["a"]["requires_escalation_email"] = True\n', "W101"],
        ["the setting", "if X:\n    PROCTORING_BACKENDS = {}\n", "W104"],
    )
    def test_each_result_of_conditions_is_checked(self, code, problem):
        self.file("lms.py", f'PROCTORING_BACKENDS = {{"DEFAULT": "a", "a": {{}}}}\n{code}')
        write("export", {"course.xml": ROOT, "policies/2026/policy.json": policy("a")})
        status, out, (summary,) = self.check("export", file="lms.py")
        self.assertEqual((status, out.count(" warning "), out.count(f" {problem} ")), (1, 1, 1))
        self.assertIn("; checked for each result of the conditions in the code: PROCTORING_BACKENDS", summary)

    def test_key_chooses_one_of_several_settings(self):
        self.file("vars.yml", "a: {PROCTORING_BACKENDS: {gone: {}}}\nb: {PROCTORING_BACKENDS: {acme: {}}}\n")
        write("export", ExportTest.FILES)
        keys = "--key", "a.PROCTORING_BACKENDS", "--key", "b.PROCTORING_BACKENDS"
        self.assertEqual([self.check("export", *keys[n : n + 2], file="vars.yml")[0] for n in (0, 2)], [0, 1])
        message = "vars.yml: contains several settings; choose one with --key"
        self.assertEqual(self.check("export", *keys, file="vars.yml"), (2, "", said(message)))
