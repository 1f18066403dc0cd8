"""fixers/rest_provider_lists.py."""

import json
from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.rest_provider_lists import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

VIEW = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"
SERIALIZERS = "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py"

NOOPS = [
    [
        "done_already",
        VIEW,
        """
        from proctoring_config.studio.providers import provider_lists

        class View:
            def get(self, data, course):
                providers = provider_lists(lti_available=True)
                data['available_proctoring_providers'] = providers.available
                data['requires_escalation_email_providers'] = providers.requiring_escalation_email
        """,
    ],
    [
        "upstream_after_the_change",
        VIEW,
        """
        from x import exams_ida_enabled, get_available_providers, get_requires_escalation_email_providers

        class View:
            def get(self, data, course):
                available_providers = get_available_providers()
                requires_escalation_email_providers = get_requires_escalation_email_providers()
                if not exams_ida_enabled(course):
                    available_providers.remove('lti_external')
                    requires_escalation_email_providers.remove('lti_external')
                data['available_proctoring_providers'] = available_providers
                data['requires_escalation_email_providers'] = requires_escalation_email_providers
        """,
    ],
    [
        "serializer_done_already",
        SERIALIZERS,
        """
        from rest_framework import serializers

        class ConfigurationSerializer(serializers.Serializer):
            available_proctoring_providers = serializers.ChoiceField([])
            requires_escalation_email_providers = serializers.ListField(child=serializers.CharField())
        """,
    ],
    ["another_serializer", SERIALIZERS, "class Other:\n    providers = dict()\n"],
    ["no_call", SERIALIZERS, "class Other:\n    available_proctoring_providers = None\n"],
    ["only_in_a_comment", SERIALIZERS, "class Other:\n    other = dict()  # available_proctoring_providers\n"],
]

LEFT = [
    [
        "no_lti",
        """
        from x import get_available_providers

        class View:
            def get(self, data):
                available_providers = get_available_providers()
                data['available_proctoring_providers'] = available_providers
        """,
        7,
    ],
    [
        "the_list_is_used_again",
        """
        from x import exams_ida_enabled, get_available_providers

        class View:
            def get(self, data, course):
                names = get_available_providers()
                if not exams_ida_enabled(course):
                    names.remove('lti_external')
                data['available_proctoring_providers'] = names
                data['first'] = names[0]
        """,
        9,
    ],
    [
        "more_is_removed",
        """
        from x import exams_ida_enabled, get_available_providers

        class View:
            def get(self, data, course):
                names = get_available_providers()
                if not exams_ida_enabled(course):
                    names.remove('lti_external')
                    names.remove('null')
                data['available_proctoring_providers'] = names
        """,
        10,
    ],
    [
        "another_order",
        """
        from x import exams_ida_enabled, get_available_providers

        class View:
            def get(self, data, course):
                names = get_available_providers()
                data['available_proctoring_providers'] = names
                if not exams_ida_enabled(course):
                    names.remove('lti_external')
        """,
        7,
    ],
    ["no_list_at_all", "class View:\n    pass\n", 1],
]

REWRITES = [
    [
        "the_view_as_upstream_had_it",
        VIEW,
        '''
        from opaque_keys.edx.keys import CourseKey
        from rest_framework import status

        from xmodule.course_block import get_available_providers  # pylint: disable=wrong-import-order
        from openedx.core.djangoapps.course_apps.toggles import exams_ida_enabled

        class View:
            """
            Answers:

                {
                    "available_proctoring_providers": [
                        "mockprock",
                        "proctortrack"
                    ],
                    "course_start_date": "2013-02-05T05:00:00Z",
                }
            """
            def get(self, request, course_id):
                with self.bulk(CourseKey):
                    data = {}

                    available_providers = get_available_providers()
                    if not exams_ida_enabled(CourseKey.from_string(course_id)):
                        available_providers.remove('lti_external')

                    data['available_proctoring_providers'] = available_providers

                    return status, data
        ''',
        '''
        from opaque_keys.edx.keys import CourseKey
        from proctoring_config.studio.providers import provider_lists
        from rest_framework import status

        from openedx.core.djangoapps.course_apps.toggles import exams_ida_enabled

        class View:
            """
            Answers:

                {
                    "available_proctoring_providers": [
                        "mockprock",
                        "software_secure"
                    ],
                    "requires_escalation_email_providers": [
                        "software_secure"
                    ],
                    "course_start_date": "2013-02-05T05:00:00Z",
                }
            """
            def get(self, request, course_id):
                with self.bulk(CourseKey):
                    data = {}

                    providers = provider_lists(lti_available=exams_ida_enabled(CourseKey.from_string(course_id)))

                    data['available_proctoring_providers'] = providers.available
                    data['requires_escalation_email_providers'] = providers.requiring_escalation_email

                    return status, data
        ''',
    ],
    [
        "the_serializer_as_upstream_had_it",
        SERIALIZERS,
        """
        from rest_framework import serializers

        class ProctoredExamConfigurationSerializer(serializers.Serializer):
            available_proctoring_providers = serializers.ChoiceField([])
            course_start_date = serializers.DateTimeField()
        """,
        """
        from rest_framework import serializers

        class ProctoredExamConfigurationSerializer(serializers.Serializer):
            available_proctoring_providers = serializers.ChoiceField([])
            requires_escalation_email_providers = serializers.ListField(child=serializers.CharField())
            course_start_date = serializers.DateTimeField()
        """,
    ],
    [
        "renamed_variables",
        VIEW,
        """
        from x import exams_ida_enabled, get_available_providers

        class View:
            def get(self, answer, key):
                # The names
                names = get_available_providers()
                if not exams_ida_enabled(key):
                    names.remove('lti_external')
                answer["available_proctoring_providers"] = names
        """,
        """
        from proctoring_config.studio.providers import provider_lists
        from x import exams_ida_enabled

        class View:
            def get(self, answer, key):
                # The names
                providers = provider_lists(lti_available=exams_ida_enabled(key))
                answer["available_proctoring_providers"] = providers.available
                answer["requires_escalation_email_providers"] = providers.requiring_escalation_email
        """,
    ],
]


GET = """
def get(data, course):
    names = get_available_providers()
    if not exams_ida_enabled(course):
        names.remove('lti_external')
    data['available_proctoring_providers'] = names
"""


@ddt
class RestProviderListsTest(SimpleTestCase):
    """Add the list of providers to the REST API."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @named_data(*LEFT)
    def test_reports_other_code(self, before, line):
        check_noop(FIXER, VIEW, before, left=(line,))

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)

    @named_data(
        ("trailing_commas", '{\n    "@": [\n        "a",\n        "proctortrack",\n    ],\n}\n', None),
        ("last_key", '{\n    "@": [\n        "a",\n        "proctortrack"\n    ]\n}\n', "software_secure"),
        ("first_key", '{\n    "@": [\n        "proctortrack"\n    ],\n    "x": 1\n}\n', "software_secure"),
        ("one_line", '{\n    "x": 1,\n    "@": ["proctortrack", "acme"]\n}\n', "acme"),
        ("other_providers", '{\n    "@": ["a", "b"],\n    "x": 1\n}\n', "b"),
        ("no_providers", '{\n    "@": [],\n    "x": [1]\n}\n', None),
    )
    def test_example(self, example, requiring):
        before = example.replace("@", "available_proctoring_providers")
        after = apply_fixer(FIXER, VIEW, f'"""\n{before}"""\n{GET}').after.split('"""')[1]
        self.assertNotIn("proctortrack", after)
        self.assertEqual(after.count('",\n    ]'), 2 * before.count('",\n    ]'))
        if requiring:
            answer = json.loads(after)
            self.assertEqual(answer["requires_escalation_email_providers"], [requiring])
            self.assertEqual(set(answer), {*json.loads(before), "requires_escalation_email_providers"})

    def test_line_endings_stay_in_docstrings_too(self):
        before, after = (dedent(text).replace("\n", "\r\n") for text in REWRITES[0][2:])
        check_rewritten(FIXER, VIEW, before, after)
