"""fixers/instructor_api_escalation_email.py."""

from textwrap import dedent
from types import SimpleNamespace

from ddt import data, ddt, named_data, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.instructor_api_escalation_email import FIXER
from proctoring_config.testutils import override_provider_options
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "lms/djangoapps/instructor/views/api_v2.py"

NOOPS = [
    [
        "done_already",
        """
        from proctoring_config.validators.course import lacks_escalation_email

        class View:
            def patch(self, request, course):
                sent = request.data
                if sent and lacks_escalation_email(enabled=True, provider=None, email=None):
                    return None
                for field in ('proctoring_escalation_email', 'enable_proctored_exams'):
                    setattr(course, field, sent[field])
        """,
    ],
    [
        "only_read",
        """
        class View:
            def get(self, request, course):
                return course.proctoring_escalation_email
        """,
    ],
    [
        "another_patch",
        """
        EMAIL = 'proctoring_escalation_email'

        class View:
            def patch(self, request, course):
                for field in ('enable_proctored_exams',):
                    setattr(course, field, request.data[field])
        """,
    ],
    ["no_view", "proctoring_escalation_email = None\n"],
]

SAVED_ELSEWHERE = """
class View:
    def patch(self, request, course):
        {body}
        return Response(request.data, status=status.HTTP_400_BAD_REQUEST)
"""

LEFT = [
    ["one_by_one", "course.proctoring_escalation_email = request.data['proctoring_escalation_email']"],
    ["by_a_function", "save(course, ('proctoring_escalation_email', 'enable_proctored_exams'))"],
    ["all_that_is_sent", "[setattr(course, key, sent[key]) for key in ('proctoring_escalation_email',)]"],
    [
        "with_the_provider",
        "for key in ('proctoring_escalation_email', 'proctoring_provider'): setattr(course, key, sent[key])",
    ],
    [
        "in_two_objects",
        "for key in ('proctoring_escalation_email',): setattr(course, key, sent[key]), setattr(exam, key, sent[key])",
    ],
]

REWRITES = [
    [
        "as_upstream_has_it",
        '''
        from rest_framework import status
        from rest_framework.response import Response
        from x import Settings, Update, get_course, modulestore

        class View:
            def patch(self, request, course_id):
                """Change the settings."""
                update = Update(data=request.data)
                if not update.is_valid():
                    return Response(update.errors, status=status.HTTP_400_BAD_REQUEST)

                course = get_course(course_id)

                validated = update.validated_data
                updated = False
                for field in ('proctoring_escalation_email', 'create_zendesk_tickets', 'enable_proctored_exams'):
                    if field in validated:
                        setattr(course, field, validated[field])
                        updated = True

                if updated:
                    modulestore().update_item(course, request.user.id)

                return Response(Settings(course).data, status=status.HTTP_200_OK)
        ''',
        '''
        from proctoring_config.validators.course import lacks_escalation_email
        from rest_framework import status
        from rest_framework.response import Response
        from x import Settings, Update, get_course, modulestore

        class View:
            def patch(self, request, course_id):
                """Change the settings."""
                update = Update(data=request.data)
                if not update.is_valid():
                    return Response(update.errors, status=status.HTTP_400_BAD_REQUEST)

                course = get_course(course_id)

                validated = update.validated_data
                # Check the settings that the course would have after the save.
                if validated and lacks_escalation_email(
                    enabled=validated.get('enable_proctored_exams', course.enable_proctored_exams),
                    provider=course.proctoring_provider,
                    email=validated.get('proctoring_escalation_email', course.proctoring_escalation_email),
                ):
                    message = f"Provider '{course.proctoring_provider}' requires an exam escalation contact."
                    return Response({'proctoring_escalation_email': [message]}, status=status.HTTP_400_BAD_REQUEST)

                updated = False
                for field in ('proctoring_escalation_email', 'create_zendesk_tickets', 'enable_proctored_exams'):
                    if field in validated:
                        setattr(course, field, validated[field])
                        updated = True

                if updated:
                    modulestore().update_item(course, request.user.id)

                return Response(Settings(course).data, status=status.HTTP_200_OK)
        ''',
    ],
    [
        "a_list_without_the_switch_and_a_flag",
        """
        from rest_framework import status as codes
        from rest_framework.response import Response

        class View:
            def patch(self, request, block):
                if not request.data:
                    return Response({}, status=codes.HTTP_400_BAD_REQUEST)

                # Save.
                for field in ["proctoring_escalation_email"]:
                    setattr(block, field, request[field])
        """,
        """
        from proctoring_config.validators.course import lacks_escalation_email
        from rest_framework import status as codes
        from rest_framework.response import Response

        class View:
            def patch(self, request, block):
                if not request.data:
                    return Response({}, status=codes.HTTP_400_BAD_REQUEST)

                # Check the settings that the course would have after the save.
                if request and lacks_escalation_email(
                    enabled=block.enable_proctored_exams,
                    provider=block.proctoring_provider,
                    email=request.get('proctoring_escalation_email', block.proctoring_escalation_email),
                ):
                    message = f"Provider '{block.proctoring_provider}' requires an exam escalation contact."
                    return Response({'proctoring_escalation_email': [message]}, status=codes.HTTP_400_BAD_REQUEST)

                # Save.
                for field in ["proctoring_escalation_email"]:
                    setattr(block, field, request[field])
        """,
    ],
]

EMAIL, ENABLED = "proctoring_escalation_email", "enable_proctored_exams"


def patch(course, body):
    """Call the view of the first rewritten case, without REST framework, and return status code and data."""
    code = apply_fixer(FIXER, PATH, dedent(REWRITES[0][1])).after
    lines = [line for line in code.splitlines() if not line.startswith(("from rest_framework", "from x"))]
    saved = []
    names = {
        "Response": lambda content, status: (status, content),
        "Settings": lambda saved: SimpleNamespace(data=vars(saved)),
        "Update": lambda data: SimpleNamespace(is_valid=lambda: True, validated_data=data),
        "get_course": lambda _: course,
        "modulestore": lambda: SimpleNamespace(update_item=lambda *_: saved.append(vars(course).copy())),
        "status": SimpleNamespace(HTTP_200_OK=200, HTTP_400_BAD_REQUEST=400),
    }
    exec("\n".join(lines), names)
    answer = names["View"]().patch(SimpleNamespace(data=body, user=SimpleNamespace(id=1)), "course")
    return (*answer, saved)


@ddt
class FixerTest(SimpleTestCase):
    """Refuse to erase a required email."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*LEFT)
    def test_reports_other_ways_to_save(self, body):
        check_noop(FIXER, PATH, SAVED_ELSEWHERE.format(body=body), left=(3,))

    def test_reports_a_view_that_never_refuses(self):
        text = SAVED_ELSEWHERE.format(body=f"for key in ('{EMAIL}',): setattr(course, key, sent[key])")
        check_noop(FIXER, PATH, text.replace("400_BAD_REQUEST", "200_OK"), left=(3,))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    @data(
        (True, "a@example.com", {EMAIL: ""}, 400),
        (True, "a@example.com", {EMAIL: "   "}, 400),
        (True, "a@example.com", {EMAIL: "b@example.com"}, 200),
        (True, "a@example.com", {ENABLED: True}, 200),
        (True, None, {EMAIL: "b@example.com"}, 200),
        (True, None, {ENABLED: True}, 400),
        (True, None, {ENABLED: False}, 200),
        (True, None, {}, 200),
        (False, None, {ENABLED: True}, 400),
        (False, None, {ENABLED: True, EMAIL: "b@example.com"}, 200),
        (False, "a@example.com", {EMAIL: ""}, 200),
    )
    @unpack
    def test_refuses_a_lack(self, enabled, email, body, expected):
        before = {ENABLED: enabled, EMAIL: email, "proctoring_provider": "x"}
        with override_provider_options("x", requires_escalation_email=True):
            code, content, saved = patch(SimpleNamespace(**before), body)
        self.assertEqual(code, expected)
        if expected == 400:
            self.assertEqual(content, {EMAIL: ["Provider 'x' requires an exam escalation contact."]})
        self.assertEqual(saved, [{**before, **body}] if expected == 200 and body else [])

    def test_provider_without_requirement(self):
        course = SimpleNamespace(**{ENABLED: True, EMAIL: "a@example.com", "proctoring_provider": "x"})
        with override_provider_options("x", requires_escalation_email=False):
            self.assertEqual(patch(course, {EMAIL: ""})[0], 200)
