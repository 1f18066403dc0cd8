"""Forks in which Zendesk cannot be removed everywhere: it is removed nowhere, until the cause is fixed by hand."""

import re
from dataclasses import dataclass, field
from textwrap import dedent

from ddt import ddt, named_data

from tests.refactor.forks import (
    BLOCK,
    CHECK,
    CHECKLIST,
    CONNECTED,
    FILES,
    METADATA,
    OUTLINE,
    SERIALIZERS,
    SERVICE_TESTS,
    SERVICES,
    VIEW,
    ForkCase,
)

CHECKLIST_TESTS = "cms/djangoapps/contentstore/api/tests/test_validation.py"
COURSE_TESTS = "cms/djangoapps/contentstore/tests/test_course_settings.py"
REST_TESTS = "cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"
#: The fixers that remove the ticket and the setting, and those whose tests fail without them.
ZENDESK = re.compile(r"\w*zendesk|rest_sent_settings$|tests_support_notification$")
TESTS = {
    COURSE_TESTS: """
        from tests import CourseMetadata

        class CourseMetadataEditingTest:
            def test_zendesk(self):
                self.assertIn('create_zendesk_tickets', CourseMetadata.fetch(self.course))

            def test_other(self):
                self.update({'create_zendesk_tickets': True, 'display_name': 'x'})
    """,
    REST_TESTS: """
        from tests import EXAMS_IDA, ddt, modulestore, override_settings, override_waffle_flag, status

        class ProctoringExamSettingsGetTests:
            def test_get(self):
                assert self.get() == {
                    "proctored_exam_settings": {
                        "provider": "null",
                        "create_zendesk_tickets": self.course.create_zendesk_tickets,
                    },
                    "available_proctoring_providers": ["null"],
                }

        @ddt.ddt
        class ProctoringExamSettingsPostTests:
            def test_post(self):
                self.post({"provider": "null", "create_zendesk_tickets": True})
    """,
}
TREE = {path: FILES[path] for path in (*CONNECTED, METADATA, SERIALIZERS, SERVICE_TESTS, VIEW)}
TREE |= {path: dedent(text) for path, text in TESTS.items()}
TICKET = '            create_zendesk_ticket("edx-proctoring", "a@example.com", subject, body, tags)\n'
LOGS = "        log.info('create_zendesk_tickets is off')\n"
KEY = '            "create_zendesk_tickets": xblock.create_zendesk_tickets,\n'
FIELD = """\
    create_zendesk_tickets = Boolean(
        display_name=_("Create Zendesk Tickets"),
        default=True,
        scope=Scope.settings,
    )

"""


@dataclass(frozen=True)
class Fork:
    """Changes to the miniature (path, old, new), files of the fork, and the cause: a path and a part of its line."""

    cause: tuple[str, str]
    changes: tuple[tuple[str, str, str], ...] = ()
    files: dict[str, str] = field(default_factory=dict)


FORKS = [
    [
        "service_extended",
        Fork(
            (SERVICES, "def send_support_notification"),
            ((SERVICES, TICKET, TICKET + "        acme_chat.post(exam_name, review_status)\n"),),
        ),
    ],
    [
        "ticket_opened_by_a_method",
        Fork(
            (SERVICES, "if course.create_zendesk_tickets"),
            ((SERVICES, TICKET, "            self.open_acme_ticket(subject, body, tags)\n"),),
        ),
    ],
    [
        "validation_extended",
        Fork(
            (METADATA, "block.create_zendesk_tickets"),
            ((METADATA, LOGS, LOGS + "        acme_crm.report(block, provider)\n"),),
        ),
    ],
    [
        "setting_hidden_in_advanced_settings",
        Fork(
            (METADATA, "append('create_zendesk_tickets')"),
            (
                (
                    METADATA,
                    "        return settings.X, Scope\n",
                    "        exclude_list.append('create_zendesk_tickets')\n        return settings.X, Scope\n",
                ),
            ),
        ),
    ],
    [
        "field_moved",
        Fork(
            ("xmodule/acme_fields.py", "create_zendesk_tickets = "),
            ((BLOCK, FIELD, ""),),
            {"xmodule/acme_fields.py": f"from fields import Boolean, Scope, _\n\nclass AcmeFields:\n{FIELD}"},
        ),
    ],
    [
        "field_of_an_older_release",
        Fork(
            ("common/lib/xmodule/xmodule/course_module.py", "create_zendesk_tickets = "),
            ((BLOCK, FIELD, ""),),
            {"common/lib/xmodule/xmodule/course_module.py": f"class CourseFields(object):\n{FIELD}"},
        ),
    ],
    [
        "plugin_that_reads_the_setting",
        Fork(
            ("acme/report.py", "course.create_zendesk_tickets"),
            files={"acme/report.py": "def report(course):\n    return [course.id, course.create_zendesk_tickets]\n"},
        ),
    ],
    [
        "plugin_that_reads_the_setting_by_name",
        Fork(
            ("acme/report.py", "getattr"),
            files={"acme/report.py": "def report(course):\n    return getattr(course, 'create_zendesk_tickets', 0)\n"},
        ),
    ],
    [
        "template_that_reads_the_setting",
        Fork(
            ("themes/acme/cms/templates/settings.html", "course.create"),
            files={"themes/acme/cms/templates/settings.html": "<p>\n${course.create_zendesk_tickets}\n</p>\n"},
        ),
    ],
    [
        "script_that_reads_the_setting",
        Fork(
            ("acme/static/js/settings.js", "course.get"),
            files={
                "acme/static/js/settings.js": "(function() {\n  show(course.get('create_zendesk_tickets'));\n}());\n"
            },
        ),
    ],
    [
        "view_changed",
        Fork((VIEW, "for setting_key, value in"), ((VIEW, "valid_request and", "valid_request or"),)),
    ],
    [
        "serializer_changed",
        Fork(
            (SERIALIZERS, "acme_tickets"),
            (
                (
                    SERIALIZERS,
                    "    create_zendesk_tickets = serializers.BooleanField()\n",
                    "    acme_tickets = serializers.BooleanField(source='create_zendesk_tickets')\n",
                ),
            ),
        ),
    ],
    [
        "information_for_pages_changed",
        Fork((OUTLINE, "bool("), ((OUTLINE, KEY, KEY.replace(": xblock", ": bool(xblock").replace(",", "),")),)),
    ],
]


@ddt
class HalfAppliedTest(ForkCase):
    """Three runs on each fork; the second is after the cause was fixed."""

    def run_and_list(self):
        """Refactor, and return the changeset and the names of the fixers that changed something."""
        changeset = self.refactor()
        return changeset, {step.fixer.name for edit in changeset.edits for step in edit.changes}

    @named_data(*FORKS)
    def test_zendesk_stays_until_the_cause_is_fixed(self, fork):
        files = {**TREE, **fork.files}
        for path, old, new in fork.changes:
            self.assertIn(old, files[path])
            files[path] = files[path].replace(old, new)
        for path, text in files.items():
            self.put(path, text)
        first, applied = self.run_and_list()
        self.assertEqual({name for name in applied if ZENDESK.match(name)}, set(), "applied by half")
        self.assertEqual({each.causes for each in first.withheld}, {self.find_cause(fork, files)})
        withheld = {each.fixer for each in first.withheld}
        self.assertEqual({name for name in withheld if not ZENDESK.match(name)}, set())
        self.assertLess({"tests_course_zendesk", "tests_support_notification", "tests_zendesk"}, withheld)
        self.assertLessEqual({each.path for each in first.leftovers}, {fork.cause[0]})
        self.fix_by_hand(fork)
        second, applied = self.run_and_list()
        self.assertEqual((second.leftovers, second.withheld), ([], []))
        self.assertEqual({name for name in applied if not ZENDESK.match(name)}, set(), "not applied at first")
        self.assertLessEqual(withheld - {"course_block_zendesk"}, applied)
        third, _ = self.run_and_list()
        self.assertEqual((third.edits, third.leftovers, third.withheld), ([], [], []))

    def test_nothing_is_withheld_without_the_forks_changes(self):
        for path, text in TREE.items():
            self.put(path, text)
        changeset, applied = self.run_and_list()
        self.assertEqual((changeset.leftovers, changeset.withheld), ([], []))
        self.assertLess({"rest_sent_settings", "tests_zendesk", "rest_provider_lists", "review_rules"}, applied)
        self.assertEqual(self.run_and_list(), (type(changeset)([], [], [], []), set()))

    def test_tests_of_a_rule_that_is_not_understood_are_not_added(self):
        self.put(CHECKLIST, FILES[CHECKLIST].replace(CHECK, f"bool({CHECK})"))
        self.put(CHECKLIST_TESTS, "class CourseValidationViewTest:\n    key = 'needs_proctoring_escalation_email'\n")
        changeset, applied = self.run_and_list()
        (withheld,) = changeset.withheld
        self.assertEqual((withheld.fixer, applied), ("tests_course_validation", set()))
        self.assertIn(withheld.causes, [(each.place,) for each in changeset.leftovers])
        self.put(CHECKLIST, FILES[CHECKLIST])
        _, applied = self.run_and_list()
        self.assertEqual(applied, {"course_validation", "tests_course_validation"})

    @named_data(*[[name, name] for name in ("tests_zendesk", "rest_zendesk", "course_block_zendesk")])
    def test_half_that_an_interrupted_run_left_is_finished(self, name):
        for path, text in TREE.items():
            self.put(path, text)
        edits = {edit.target.path: edit for edit in self.refactor().edits}
        paths = [path for path, edit in edits.items() if any(step.fixer.name == name for step in edit.changes)]
        for path in paths:
            self.put(path, edits[path].before)
        changeset, applied = self.run_and_list()
        self.assertIn(name, applied)
        self.assertEqual((changeset.leftovers, changeset.withheld), ([], []))
        self.assertEqual([(self.root / path).read_text() for path in paths], [edits[path].after for path in paths])

    def find_cause(self, fork, files):
        """Return the place of the cause on disk before the first run."""
        path, part = fork.cause
        lines = [line for line, text in enumerate(files[path].split("\n"), start=1) if part in text]
        return ((path, lines[0]),)

    def fix_by_hand(self, fork):
        """Undo what the fork changed at the cause."""
        path, _ = fork.cause
        if path in fork.files:
            (self.root / path).unlink()
        for each, old, new in fork.changes:
            if each == path:
                self.put(each, (self.root / each).read_text().replace(new, old))
