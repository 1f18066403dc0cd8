"""fixers/rest_zendesk.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.rest_zendesk import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"
SERIALIZERS = "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py"

NOOPS = [
    ["done_already", "class View:\n    KEYS = ['proctoring_provider']\n"],
    ["a_longer_key", "class View:\n    KEYS = ['create_zendesk_tickets_2']\n"],
    ["a_dictionary", "class View:\n    KEYS = {'create_zendesk_tickets': True}\n"],
    ["a_comparison", "def f(key):\n    return key == 'create_zendesk_tickets'\n"],
    ["a_field_that_is_no_call", "class S:\n    create_zendesk_tickets = None\n"],
    ["a_sentence_of_a_docstring", "class S:\n    '''Has create_zendesk_tickets.'''\n"],
    ["only_in_a_comment", "class View:\n    KEYS = ['a']  # create_zendesk_tickets\n"],
]

REWRITES = [
    [
        "the_view_as_upstream_had_it",
        '''
        class View:
            """
            Answers:

                {
                    "proctored_exam_settings": {
                        "proctoring_escalation_email": null,
                        "create_zendesk_tickets": true
                    },
                    "course_start_date": "2013-02-05T05:00:00Z",
                }
            """
            KEYS = [
                'proctoring_provider',
                'proctoring_escalation_email',
                'create_zendesk_tickets',
            ]
        ''',
        '''
        class View:
            """
            Answers:

                {
                    "proctored_exam_settings": {
                        "proctoring_escalation_email": null
                    },
                    "course_start_date": "2013-02-05T05:00:00Z",
                }
            """
            KEYS = [
                'proctoring_provider',
                'proctoring_escalation_email',
            ]
        ''',
    ],
    [
        "the_serializers_as_upstream_had_them",
        """
        from rest_framework import serializers

        class ProctoredExamSettingsSerializer(serializers.Serializer):
            proctoring_provider = serializers.CharField()
            create_zendesk_tickets = serializers.BooleanField()

        class LimitedProctoredExamSettingsSerializer(serializers.Serializer):
            create_zendesk_tickets = serializers.BooleanField(required=False)
            proctoring_provider = serializers.CharField()
        """,
        """
        from rest_framework import serializers

        class ProctoredExamSettingsSerializer(serializers.Serializer):
            proctoring_provider = serializers.CharField()

        class LimitedProctoredExamSettingsSerializer(serializers.Serializer):
            proctoring_provider = serializers.CharField()
        """,
    ],
    [
        "a_tuple_and_an_example_with_more_keys",
        '''
        def f():
            """
            {
                "create_zendesk_tickets": false,
                "proctoring_provider": "mock"
            }
            """
            return ('a', "create_zendesk_tickets", 'b')
        ''',
        '''
        def f():
            """
            {
                "proctoring_provider": "mock"
            }
            """
            return ('a', 'b')
        ''',
    ],
]

VIEW = """
class View:
    KEYS = ['proctoring_provider'{}]

    def get(self, course):
        data = {{}}
        data['proctored_exam_settings'] = self.read(course)
        serializer = ConfigurationSerializer(data)

        {}

    def put(self, serializer):
        return Response(serializer.data)
"""
RESPONSE = """response_data = serializer.data
        # The authoring MFE of Teak and Ulmo fails for platform staff without this key, which is ignored in
        # requests. Remove it when you upgrade to Verawood or later.
        response_data['proctored_exam_settings']['create_zendesk_tickets'] = False
        return Response(response_data)"""
KEY = ", 'create_zendesk_tickets'"
PREFIX = "from x import ConfigurationSerializer, Response"


@ddt
class RestZendeskTest(SimpleTestCase):
    """Remove the Zendesk key from the REST API."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
        check_rewritten(FIXER, SERIALIZERS, before, after)

    def test_line_endings_stay_in_docstrings_too(self):
        before, after = (dedent(text).replace("\n", "\r\n") for text in REWRITES[0][1:])
        check_rewritten(FIXER, PATH, before, after)

    def test_response_to_get_keeps_the_key_for_old_front_ends(self):
        before, after = VIEW.format(KEY, "return Response(serializer.data)"), VIEW.format("", RESPONSE)
        check_rewritten(FIXER, PATH, PREFIX + before, PREFIX + after)

    def test_newer_view_does_not_get_the_key(self):
        prefix = f"{PREFIX}, get_requires_escalation_email_providers as get_all\nNAMES = get_all()\n"
        get = "return Response(serializer.data)"
        check_rewritten(FIXER, PATH, prefix + VIEW.format(KEY, get), prefix + VIEW.format("", get))

    @named_data(
        ["a_response_of_a_fork", "return JsonResponse(serializer.data)"],
        [
            "two_responses",
            "if data:\n            return Response(serializer.data)\n        return Response(course.data)",
        ],
        ["no_data", "return Response(dict(serializer))"],
    )
    def test_reports_a_response_that_it_does_not_understand(self, response):
        text = f"{PREFIX}, JsonResponse" + VIEW.format(KEY, response)
        (leftover,) = apply_fixer(FIXER, PATH, text).leftovers
        self.assertEqual((leftover.line, leftover.what), (5, "create_zendesk_tickets"))
