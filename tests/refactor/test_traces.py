"""traces.py."""

from ddt import data, ddt, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.traces import find_traces, is_record, may_contain_trace

VIEWS = "cms/djangoapps/contentstore/rest_api/v1/views/"


@ddt
class TracesTest(SimpleTestCase):
    """Which names are searched for in the whole tree."""

    @data(
        ("a.html", "<b>Proctortrack</b>", "proctortrack"),
        ("a.py", "x = 'PROCTORTRACK_URL'", "proctortrack"),
        ("package.json", '"@x/edx-proctoring-proctortrack": "1"', "proctortrack"),
        ("a.py", "if SHOW_REVIEW_RULES_FLAG.is_enabled():", "SHOW_REVIEW_RULES_FLAG"),
        ("a.py", "f'{NAMESPACE}.show_review_rules'", "studio.show_review_rules"),
        ("a.sh", "waffle_flag studio.show_review_rules --everyone", "studio.show_review_rules"),
        ("a.js", "create_zendesk_tickets: true", "create_zendesk_tickets"),
        ("a.py", "def validate_create_zendesk_tickets(self, value):", "create_zendesk_tickets"),
        ("a.py", "def get_create_zendesk_tickets(self, course):", "create_zendesk_tickets"),
        ("a.ts", "  createZendeskTickets: boolean;", "createZendeskTickets"),
        ("a.tsx", "<Form.Radio name='createZendeskTickets' />", "createZendeskTickets"),
        ("a.js", "const { createZendeskTickets } = settings;", "createZendeskTickets"),
        ("a.py", "HOST = 'testing.verificient.com'", "verificient"),
        ("a.html", "by Verificient", "verificient"),
        ("a.in", "git+https://example.com/verificient/edx-proctoring-proctortrack", "proctortrack"),
        ("lms/a.py", "data['create_zendesk_tickets'] = False", "create_zendesk_tickets"),
        (VIEWS + "proctoring.py", "course.create_zendesk_tickets = False", "create_zendesk_tickets"),
        (VIEWS + "proctoring.py", "data['create_zendesk_tickets'] = True", "create_zendesk_tickets"),
        (VIEWS + "tests/test_proctoring.py", '"create_zendesk_tickets": True', "create_zendesk_tickets"),
        ("lms/djangoapps/instructor/x.py", "create_zendesk_ticket(1)", "create_zendesk_ticket"),
    )
    @unpack
    def test_found(self, path, line, what):
        self.assertTrue(may_contain_trace(line.lower().encode()))
        found = list(find_traces(path, f"\n{line}\n"))
        self.assertEqual([(each.path, each.line, each.what) for each in found], [(path, 2, what)])

    @data(
        ("lms/djangoapps/commerce/utils.py", "create_zendesk_ticket(1)"),
        ("a.py", "from proctoring_config import show_review_rules"),
        ("a.py", "xblock.show_review_rules"),
        ("a.js", "var show_review_rules = xblockInfo.get('show_review_rules');"),
        ("a.py", "MY_SHOW_REVIEW_RULES_FLAG"),
        ("a.py", "zendesk_tickets"),
        ("a.ts", "createZendeskTicketsPanel"),
        (VIEWS + "proctoring.py", "response_data['proctored_exam_settings']['create_zendesk_tickets'] = False"),
        (VIEWS + "tests/test_proctoring.py", '"create_zendesk_tickets": False,'),
    )
    @unpack
    def test_not_found(self, path, line):
        self.assertEqual(list(find_traces(path, f"\n{line}\n")), [])

    def test_line_numbers_are_those_of_editors(self):
        self.assertEqual([each.line for each in find_traces("a.py", "a\x0cb\u2028c\r\nproctortrack\r\n")], [2])

    def find_one(self, path, text):
        """The only trace in a file."""
        (found,) = find_traces(path, text)
        return found

    @data(
        "docs/decisions/0018.rst",
        "cms/djangoapps/contentstore/docs/decisions/0002.rst",
        "conf/locale/fr/LC_MESSAGES/django.po",
        "CHANGELOG.rst",
        "openedx/core/lib/x/CHANGELOG.md",
        "common/djangoapps/fork/migrations/0003_review_rules.py",
    )
    def test_records(self, path):
        self.assertTrue(is_record(self.find_one(path, "studio.show_review_rules")))

    @data(
        "cms/docs.py",
        "lms/templates/docs/x.html",
        "x.pot",
        "docs/lms-openapi.yaml",
        "docs/how-tos/proctoring.rst",
        "cms/djangoapps/contentstore/docs/how-tos/proctoring.rst",
        "docs/references/settings.rst",
        "lms/migrations.py",
    )
    def test_other_files(self, path):
        self.assertFalse(is_record(self.find_one(path, "proctortrack")))

    def test_leftover_contains_no_value_from_the_file(self):
        (found,) = find_traces("lms.yml", "proctortrack: {client_secret: hunter2}\n")
        self.assertNotIn("hunter2", repr(found))
