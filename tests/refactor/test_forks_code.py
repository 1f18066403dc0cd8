"""Forks that changed the code around the vendor: what is understood is refactored, all else stays and is reported."""

from ddt import ddt, named_data

from tests.refactor.forks import (
    CHECK,
    CHECKLIST,
    DASHBOARD,
    HANDLERS,
    METADATA,
    RULES,
    SERVICE_TESTS,
    SERVICES,
    WAFFLE,
    ForkCase,
    reshape,
)

ABOUT_IT = (CHECKLIST, "only required for courses using Proctortrack")
ABOUT_TICKET = (SERVICE_TESTS, "create_zendesk_ticket is called", "create_zendesk_ticket is called for acme")
DASH = "        if provider == 'proctortrack':\n            escalation_email = course.proctoring_escalation_email\n"
IS_VENDOR = 'course.proctoring_provider == "proctortrack"'
TICKET = '            create_zendesk_ticket("edx-proctoring", "a@example.com", subject, body, tags)\n'
SETTING = "create_zendesk_tickets"

#: Name, the reshaped miniature, and the places that are left: paths with a part of the line.
FORKS = [
    [
        "constant_for_the_vendor",
        reshape(
            (CHECKLIST, "class View:", "ACME_VENDOR = 'proctortrack'\n\nclass View:"),
            (CHECKLIST, "== 'proctortrack'", "== ACME_VENDOR"),
        ),
        {ABOUT_IT, (CHECKLIST, "ACME_VENDOR = "), (CHECKLIST, "== ACME_VENDOR")},
    ],
    [
        "constant_of_another_module",
        reshape(
            (CHECKLIST, "import dateutil", "import dateutil\nfrom acme.vendors import PROCTORTRACK"),
            (CHECKLIST, "== 'proctortrack'", "== PROCTORTRACK"),
            **{"acme/vendors.py": "PROCTORTRACK = 'proctortrack'\n"},
        ),
        {
            ABOUT_IT,
            (CHECKLIST, "import PROCTORTRACK"),
            (CHECKLIST, "== PROCTORTRACK"),
            ("acme/vendors.py", "PROCTORTRACK"),
        },
    ],
    [
        "enumeration_of_vendors",
        reshape(
            (DASHBOARD, "from pytz", "from acme.vendors import Vendor\nfrom pytz"),
            (DASHBOARD, "== 'proctortrack'", "== Vendor.PROCTORTRACK"),
            **{"acme/vendors.py": "class Vendor(StrEnum):\n    PROCTORTRACK = 'proctortrack'\n    ACME = 'acme'\n"},
        ),
        {(DASHBOARD, "Vendor.PROCTORTRACK"), ("acme/vendors.py", "PROCTORTRACK")},
    ],
    [
        "condition_inverted",
        reshape(
            (
                HANDLERS,
                RULES,
                """\
    if course.proctoring_provider != "proctortrack":
        show_review_rules = True
    else:
        show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(xblock.location.course_key)
""",
            ),
            (CHECKLIST, CHECK, "not course.proctoring_provider != 'proctortrack'"),
        ),
        {ABOUT_IT, (CHECKLIST, "!= 'proctortrack'")},
    ],
    [
        "early_return_for_other_providers",
        reshape(
            (
                DASHBOARD,
                DASH,
                "        if provider != 'proctortrack':\n            return CourseKey, UTC, 'acme', None\n"
                "        escalation_email = course.proctoring_escalation_email\n",
            ),
        ),
        {(DASHBOARD, "!= 'proctortrack'")},
    ],
    [
        "helper_for_the_comparison",
        reshape(
            (CHECKLIST, "class View:", "def _acme_contact(course):\n    return " + CHECK + "\n\nclass View:"),
            (CHECKLIST, f"email={CHECK}", "email=_acme_contact(course)"),
        ),
        {ABOUT_IT, (CHECKLIST, f"return {CHECK}")},
    ],
    [
        "another_vendor_with_the_same_rule",
        reshape(
            (CHECKLIST, CHECK, "course.proctoring_provider in ('proctortrack', 'acme')"),
            (DASHBOARD, "== 'proctortrack'", "in {'proctortrack', 'acme'}"),
        ),
        {ABOUT_IT, (CHECKLIST, "in ('proctortrack'"), (DASHBOARD, "in {'proctortrack'")},
    ],
    [
        "another_vendor_in_settings_of_courses",
        reshape((METADATA, "proctoring_provider == 'proctortrack'", "proctoring_provider in ('proctortrack', 'acme')")),
        {(METADATA, "in ('proctortrack', 'acme')"), (METADATA, "if Proctortrack is chosen")},
    ],
    [
        "another_vendor_by_or",
        reshape(
            (
                DASHBOARD,
                "provider == 'proctortrack'",
                "(\n            provider == 'proctortrack'\n            or is_acme(provider)\n        )",
            )
        ),
        set(),
    ],
    [
        "normalized_name",
        reshape(
            (CHECKLIST, CHECK, "(course.proctoring_provider or '').lower() == 'proctortrack'"),
            (DASHBOARD, "provider == 'proctortrack'", "str(provider).startswith('proctortrack')"),
        ),
        {ABOUT_IT, (CHECKLIST, ".lower()"), (DASHBOARD, "startswith")},
    ],
    [
        "match_statement",
        reshape(
            (
                DASHBOARD,
                DASH,
                "        match provider:\n            case 'proctortrack':\n"
                "                escalation_email = course.proctoring_escalation_email\n"
                "            case 'acme':\n                escalation_email = 'acme@example.com'\n",
            ),
        ),
        {(DASHBOARD, "case 'proctortrack'")},
    ],
    [
        "rules_in_a_dict",
        reshape(
            (
                HANDLERS,
                RULES,
                "    flags = {'proctortrack': SHOW_REVIEW_RULES_FLAG, 'acme': ACME_FLAG}\n"
                "    flag = flags.get(course.proctoring_provider)\n"
                "    show_review_rules = flag.is_enabled(xblock.location.course_key) if flag else True\n",
            ),
            (HANDLERS, "import SHOW_REVIEW_RULES_FLAG", "import ACME_FLAG, SHOW_REVIEW_RULES_FLAG"),
            (WAFFLE, "ENABLE_X = ", "ACME_FLAG = CourseWaffleFlag('studio.acme', __name__)\nENABLE_X = "),
        ),
        {
            (HANDLERS, "flags = {"),
            (HANDLERS, "import ACME_FLAG"),
        },
    ],
    [
        "flag_imported_by_another_name",
        reshape(
            (HANDLERS, "import SHOW_REVIEW_RULES_FLAG", "import SHOW_REVIEW_RULES_FLAG as ACME_RULES"),
            (HANDLERS, "SHOW_REVIEW_RULES_FLAG.is_enabled", "ACME_RULES.is_enabled"),
        ),
        {
            (HANDLERS, "as ACME_RULES"),
            (HANDLERS, "ACME_RULES.is_enabled"),
            (HANDLERS, IS_VENDOR),
        },
    ],
    [
        "flag_read_through_its_module",
        reshape(
            (HANDLERS, "config.waffle import SHOW_REVIEW_RULES_FLAG", "config import waffle"),
            (HANDLERS, "= SHOW_REVIEW_RULES_FLAG", "= waffle.SHOW_REVIEW_RULES_FLAG"),
        ),
        set(),
    ],
    [
        "flag_for_every_provider",
        reshape((HANDLERS, RULES, "    show_review_rules = SHOW_REVIEW_RULES_FLAG.is_enabled(course.id)  # acme\n")),
        {
            (HANDLERS, "SHOW_REVIEW_RULES_FLAG.is_enabled"),
            (HANDLERS, "import SHOW_REVIEW_RULES_FLAG"),
        },
    ],
    [
        "ticket_in_try",
        reshape(
            (
                SERVICES,
                TICKET,
                "            try:\n    " + TICKET + "            except Exception:\n"
                "                log.exception('acme: no ticket')\n",
            ),
            ABOUT_TICKET,
        ),
        {
            (SERVICES, "def send_support_notification"),
            (SERVICES, "course.create_zendesk_tickets"),
            (SERVICES, "create_zendesk_ticket("),
            (SERVICES, "import create_zendesk_ticket"),
        },
    ],
    [
        "another_channel_beside_the_ticket",
        reshape((SERVICES, TICKET, TICKET + "        acme_chat.post(exam_name, review_status)\n"), ABOUT_TICKET),
        {
            (SERVICES, "def send_support_notification"),
            (SERVICES, "course.create_zendesk_tickets"),
            (SERVICES, "create_zendesk_ticket("),
            (SERVICES, "import create_zendesk_ticket"),
        },
    ],
    [
        "setting_about_tickets_that_does_more_than_log",
        reshape(
            (
                METADATA,
                "        log.info('create_zendesk_tickets is off')\n",
                "        log.info('create_zendesk_tickets is off')\n"
                "        answer = acme_crm.report(block, provider)\n",
            ),
        ),
        {
            (METADATA, "block.create_zendesk_tickets"),
            (METADATA, "not create_zendesk_tickets"),
            (METADATA, "create_zendesk_tickets is off"),
        },
    ],
    [
        "setting_about_tickets_read_by_name",
        reshape(
            **{
                "acme/report.py": "def acme(course):\n    return getattr(course, 'create_zendesk_tickets', False)\n",
                "acme/tests/test_report.py": "class ReportTest:\n    def test_acme_zendesk(self):\n"
                "        acme({'create_zendesk_tickets': True, 'acme': 1})\n",
            },
        ),
        {("acme/report.py", SETTING)},
    ],
]


@ddt
class ForksCodeTest(ForkCase):
    """All fixers on each fork."""

    @named_data(*FORKS)
    def test_what_is_not_understood_stays_and_is_reported(self, files, left):
        self.check(files, left)
