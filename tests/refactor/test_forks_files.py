"""Forks with files of their own, and half of the change made by hand: what is left is reported."""

from ddt import ddt, named_data

from tests.refactor.forks import (
    BLOCK,
    CHECK,
    CHECKLIST,
    HANDLERS,
    KERNEL,
    METADATA,
    OUTLINE,
    RULES,
    SERIALIZERS,
    TEMPLATE,
    VIEW,
    ForkCase,
    reshape,
)

FIRST_RULE = "proctoring_provider_model and proctoring_provider == 'proctortrack'"
KEY = "        'create_zendesk_tickets',\n"
SETTINGS = """\
PROCTORING_BACKENDS = {
    'DEFAULT': 'null',
    # why
    'null': {}
}
"""
SETTING = "create_zendesk_tickets"

#: Name, the reshaped miniature, and the places that are left: paths with a part of the line.
FORKS = [
    [
        "rule_in_a_module_of_its_own",
        reshape(
            **{"acme/exams.py": "def acme_email(course):\n    if " + CHECK + ":\n        return course.acme_email\n"},
        ),
        {("acme/exams.py", CHECK)},
    ],
    [
        "view_that_extends_the_platforms",
        reshape(
            **{"acme/api.py": "class AcmeView(Documented):\n    KEYS = ['acme', 'create_zendesk_tickets']\n"},
        ),
        {("acme/api.py", SETTING)},
    ],
    [
        "field_of_the_rest_api_renamed",
        reshape(
            (
                SERIALIZERS,
                "    create_zendesk_tickets = serializers.BooleanField()",
                "    acme_tickets = serializers.BooleanField(source='create_zendesk_tickets')",
            )
        ),
        {(SERIALIZERS, "acme_tickets")},
    ],
    [
        "modules_moved",
        reshape(**{"acme/studio/checklist.py": "NEEDS = dict(needs_proctoring_escalation_email=" + CHECK + ")\n"}),
        {("acme/studio/checklist.py", CHECK)},
    ],
    [
        "theme_with_the_label",
        reshape(**{"themes/acme/" + TEMPLATE: "<h6>${_('Proctortrack Escalation Email:')}</h6>\n"}),
        {("themes/acme/" + TEMPLATE, "Proctortrack")},
    ],
    [
        "front_end_of_its_own",
        reshape(
            **{
                "acme/mfe/src/settings.ts": "export const acme = s.createZendeskTickets || s.p === 'proctortrack';\n",
                "acme/static/exam.scss": ".acme .proctortrack-banner { display: none; }\n",
            },
        ),
        {("acme/mfe/src/settings.ts", "acme"), ("acme/static/exam.scss", "acme")},
    ],
    [
        "image_and_jobs",
        reshape(
            **{
                "acme/Dockerfile": "RUN pip install edx-proctoring-proctortrack\n",
                "acme/Jenkinsfile": "sh 'pip install edx-proctoring-proctortrack'\n",
            },
        ),
        {("acme/Dockerfile", "pip install"), ("acme/Jenkinsfile", "pip install")},
    ],
    [
        "settings_in_a_module_of_their_own",
        reshape(
            ("lms/envs/common.py", SETTINGS, "from .acme import *\n"),
            **{"lms/envs/acme.py": SETTINGS.replace("'null': {}", "'proctortrack': {'acme': 1}")},
        ),
        {("lms/envs/acme.py", "'proctortrack'")},
    ],
    [
        "requirements_in_one_file",
        reshape(
            without=(KERNEL,),
            **{"requirements.txt": "acme==1.0\nedx-proctoring-proctortrack==1.2.1\nedx-proctoring==5.2.0\n"},
        ),
        {("requirements.txt", "edx-proctoring==5.2.0")},
    ],
    [
        "half_done_labels_and_checklist",
        reshape(
            (BLOCK, "Proctortrack Exam", "Proctoring Exam"),
            (BLOCK, "Required if 'proctortrack' is selected", "Required if 'requires_escalation_email' is selected"),
            (CHECKLIST, "import dateutil", "import dateutil\nfrom acme import requires_escalation_email"),
            (CHECKLIST, CHECK, "requires_escalation_email(course.proctoring_provider)"),
            (
                CHECKLIST,
                "        # A proctoring escalation email is currently only required for courses using Proctortrack\n",
                "",
            ),
        ),
        set(),
    ],
    [
        "half_done_review_rules_with_the_flag_left",
        reshape(
            (HANDLERS, RULES, ""),
            (HANDLERS, "config.waffle import SHOW_REVIEW_RULES_FLAG", "acme import acme_rules"),
            (HANDLERS, '"show_review_rules": show_review_rules', '"show_review_rules": acme_rules(course)'),
        ),
        set(),
    ],
    [
        "half_done_serializers",
        reshape(
            (SERIALIZERS, "    create_zendesk_tickets = serializers.BooleanField()\n", ""),
            (SERIALIZERS, "    create_zendesk_tickets = serializers.BooleanField(required=False)\n", ""),
        ),
        set(),
    ],
    [
        "half_done_view_without_the_key",
        reshape((VIEW, KEY, "")),
        set(),
    ],
    [
        "half_done_first_rule",
        reshape(
            (METADATA, FIRST_RULE, "proctoring_provider_model and requires_escalation_email(proctoring_provider)"),
            (METADATA, "from django.conf", "from acme import requires_escalation_email\nfrom django.conf"),
        ),
        set(),
    ],
    [
        "conflict_markers",
        reshape(
            (
                OUTLINE,
                '            "create',
                '<<<<<<< HEAD\n            "acme": 1,\n=======\n>>>>>>> upstream\n            "create',
            )
        ),
        {(OUTLINE, ""), (OUTLINE, SETTING)},
    ],
    [
        "tests_as_functions",
        reshape(
            **{
                "lms/djangoapps/instructor/tests/test_services.py": "def test_acme(service):\n"
                "    service.send_support_notification(course_id='acme')\n"
            },
        ),
        {("lms/djangoapps/instructor/tests/test_services.py", "def test_acme")},
    ],
]


@ddt
class ForksFilesTest(ForkCase):
    """All fixers on each fork."""

    @named_data(*FORKS)
    def test_what_is_not_understood_stays_and_is_reported(self, files, left):
        self.check(files, left)
