"""fixers/instructor_api_zendesk.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.instructor_api_zendesk import FIXER
from tests.refactor.tools import check_noop, check_rewritten

VIEW = "lms/djangoapps/instructor/views/api_v2.py"
SERIALIZERS = "lms/djangoapps/instructor/views/serializers_v2.py"

NOOPS = [
    ["done_already", VIEW, "FIELDS = ('proctoring_escalation_email', 'enable_proctored_exams')\n"],
    ["a_comment", VIEW, "FIELDS = ('enable_proctored_exams',)  # without create_zendesk_tickets\n"],
    ["a_name_that_begins_alike", SERIALIZERS, "create_zendesk_tickets_too = Field()\n"],
    ["another_use", VIEW, "def tickets(course):\n    return course.create_zendesk_tickets\n"],
    ["a_value", VIEW, "NAMES = {'setting': 'create_zendesk_tickets'}\n"],
]

REWRITES = [
    [
        "view_as_upstream_has_it",
        VIEW,
        """
        def build(course, course_id):
            provider = getattr(course, 'proctoring_provider', None)
            return {
                'proctoring_provider': provider,
                'proctoring_escalation_email': getattr(course, 'proctoring_escalation_email', None),
                'create_zendesk_tickets': getattr(course, 'create_zendesk_tickets', False),
                'enable_proctored_exams': getattr(course, 'enable_proctored_exams', False),
                'supports_onboarding': bool(provider),
            }


        class View:
            def patch(self, request, course):
                validated = request.data
                for field in ('proctoring_escalation_email', 'create_zendesk_tickets', 'enable_proctored_exams'):
                    if field in validated:
                        setattr(course, field, validated[field])
        """,
        """
        def build(course, course_id):
            provider = getattr(course, 'proctoring_provider', None)
            return {
                'proctoring_provider': provider,
                'proctoring_escalation_email': getattr(course, 'proctoring_escalation_email', None),
                'enable_proctored_exams': getattr(course, 'enable_proctored_exams', False),
                'supports_onboarding': bool(provider),
            }


        class View:
            def patch(self, request, course):
                validated = request.data
                for field in ('proctoring_escalation_email', 'enable_proctored_exams'):
                    if field in validated:
                        setattr(course, field, validated[field])
        """,
    ],
    [
        "serializers_as_upstream_has_them",
        SERIALIZERS,
        '''
        from rest_framework import serializers


        class ProctoringSettingsSerializer(serializers.Serializer):
            """The settings."""
            proctoring_provider = serializers.CharField(allow_null=True, required=False)
            create_zendesk_tickets = serializers.BooleanField()
            enable_proctored_exams = serializers.BooleanField()


        class ProctoringSettingsUpdateSerializer(serializers.Serializer):
            """Changes of the settings."""
            enable_proctored_exams = serializers.BooleanField(required=False)
            create_zendesk_tickets = serializers.BooleanField(required=False)
        ''',
        '''
        from rest_framework import serializers


        class ProctoringSettingsSerializer(serializers.Serializer):
            """The settings."""
            proctoring_provider = serializers.CharField(allow_null=True, required=False)
            enable_proctored_exams = serializers.BooleanField()


        class ProctoringSettingsUpdateSerializer(serializers.Serializer):
            """Changes of the settings."""
            enable_proctored_exams = serializers.BooleanField(required=False)
        ''',
    ],
    [
        "a_tuple_of_which_one_element_remains",
        VIEW,
        "FIELDS = ('enable_proctored_exams', 'create_zendesk_tickets')\n",
        "FIELDS = ('enable_proctored_exams',)\n",
    ],
    [
        "a_list_of_which_one_element_remains",
        VIEW,
        'FIELDS = ["create_zendesk_tickets", "enable_proctored_exams"]\n',
        'FIELDS = ["enable_proctored_exams"]\n',
    ],
]


@ddt
class InstructorApiZendeskTest(SimpleTestCase):
    """Remove the key from the instructor API."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)
