"""fixers/instructor_api_capabilities.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.files.encoding import Text
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixers.instructor_api_capabilities import FIXER
from proctoring_config.refactor.targets import TargetFile
from tests.refactor.tools import check_noop, check_rewritten, results

VIEW = "lms/djangoapps/instructor/views/api_v2.py"
TESTS = "lms/djangoapps/instructor/tests/views/test_special_exams_api_v2.py"

NOOPS = [
    [
        "done_already",
        VIEW,
        """
        from proctoring_config import has_dashboard, supports_onboarding

        def build(provider):
            return {
                'supports_onboarding': supports_onboarding(provider),
                'review_dashboard_available': has_dashboard(provider),
            }
        """,
    ],
    ["no_calls", VIEW, "NAMES = ('does_backend_support_onboarding', 'is_backend_dashboard_available')\n"],
    ["other_calls", VIEW, "def count(x):\n    return get_backend_names(x)\n"],
    ["no_patches", TESTS, "def test_backend_names():\n    return 'does_backend_support_onboarding'\n"],
    [
        "patch_of_another_module",
        TESTS,
        "NAME = 'lms.djangoapps.views.api_v2.does_backend_support_onboarding'\n",
    ],
    ["longer_name", TESTS, "NAME = 'lms.djangoapps.instructor.views.api_v2.does_backend_support_onboarding_too'\n"],
]

REWRITES = [
    [
        "view_as_upstream_has_it",
        VIEW,
        """
        from edx_proctoring.api import (
            add_allowance_for_user,
            does_backend_support_onboarding,
            is_backend_dashboard_available,
        )
        from rest_framework import status

        ADD, STATUS = add_allowance_for_user, status

        def build(course, course_id):
            provider = getattr(course, 'proctoring_provider', None)
            return {
                'proctoring_provider': provider,
                'supports_onboarding': does_backend_support_onboarding(provider),
                'review_dashboard_available': is_backend_dashboard_available(course_id),
            }
        """,
        """
        from edx_proctoring.api import (
            add_allowance_for_user,
        )
        from proctoring_config import has_dashboard, supports_onboarding
        from rest_framework import status

        ADD, STATUS = add_allowance_for_user, status

        def build(course, course_id):
            provider = getattr(course, 'proctoring_provider', None)
            return {
                'proctoring_provider': provider,
                'supports_onboarding': supports_onboarding(provider),
                'review_dashboard_available': has_dashboard(provider),
            }
        """,
    ],
    [
        "provider_of_the_course",
        VIEW,
        """
        from edx_proctoring.api import does_backend_support_onboarding, is_backend_dashboard_available

        def build(course):
            return {"supports_onboarding": does_backend_support_onboarding(course.proctoring_provider),
                    "review_dashboard_available": is_backend_dashboard_available(str(course.id))}
        """,
        """
        from proctoring_config import has_dashboard, supports_onboarding

        def build(course):
            return {"supports_onboarding": supports_onboarding(course.proctoring_provider),
                    "review_dashboard_available": has_dashboard(course.proctoring_provider)}
        """,
    ],
    [
        "tests_as_upstream_has_them",
        TESTS,
        """
        from unittest.mock import patch

        class SettingsTest:
            @patch('lms.djangoapps.instructor.views.api_v2.is_backend_dashboard_available', return_value=True)
            @patch("lms.djangoapps.instructor.views.api_v2.does_backend_support_onboarding", return_value=True)
            def test_flags(self, onboarding, dashboard):
                assert onboarding.called and dashboard.called
        """,
        """
        from unittest.mock import patch

        class SettingsTest:
            @patch('lms.djangoapps.instructor.views.api_v2.has_dashboard', return_value=True)
            @patch("lms.djangoapps.instructor.views.api_v2.supports_onboarding", return_value=True)
            def test_flags(self, onboarding, dashboard):
                assert onboarding.called and dashboard.called
        """,
    ],
]

LEFT = [
    ["one_alone", "{'supports_onboarding': does_backend_support_onboarding(provider)}"],
    ["a_condition", "{'supports_onboarding': bool(provider) and does_backend_support_onboarding(provider)}"],
    ["outside_of_the_dictionary", "is_backend_dashboard_available(course_id)"],
    [
        "one_more_call",
        "[does_backend_support_onboarding(x), {'supports_onboarding': does_backend_support_onboarding(x), "
        "'review_dashboard_available': is_backend_dashboard_available(y)}]",
    ],
]


@ddt
class CapabilitiesTest(SimpleTestCase):
    """Ask our functions."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)

    @named_data(*LEFT)
    def test_place_that_is_not_understood_is_left(self, answer):
        check_noop(FIXER, VIEW, f"def build(provider, x, y, course_id):\n    return {answer}\n", left=(2,))

    def test_tests_of_an_odd_view_stay(self):
        view = f"def build(provider):\n    return {LEFT[0][1]}\n"
        texts = {VIEW: view, TESTS: dedent(REWRITES[2][2])}
        targets = [TargetFile(path, Text(text), [FIXER]) for path, text in texts.items()]
        changeset = compute_changeset(targets, [FIXER])
        self.assertEqual(results(changeset), {})
        self.assertEqual([each.path for each in changeset.leftovers], [VIEW])
