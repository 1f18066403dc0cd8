"""
A small checkout with the shape of edx-platform's master branch in September 2026, written by us.

What was read of it: ``pyproject.toml`` at 05dff414 (uv: PR #38915), the instructor API v2 with its specification and
tests at 14f7dc89, c5088a47 and 1f10f65b (PR #38359, #38874), the REST view of Studio at 14f7dc89,
``course_metadata.py`` at 07221bf8, ``course_block.py`` at 32170ee8, ``services.py`` at e57a655d, and the predicates at
cf1e104e (PR #37576).
"""

from tests.refactor.fixers import (
    test_course_block_provider_list,
    test_course_block_zendesk,
    test_course_metadata_zendesk,
    test_instructor_api_capabilities,
    test_instructor_api_escalation_email,
    test_instructor_api_zendesk,
    test_instructor_service_zendesk,
    test_openapi_zendesk,
    test_requirements_exported,
    test_requirements_pyproject,
    test_rest_sent_settings,
    test_rest_zendesk,
    test_tests_instructor_api,
    test_upstream_predicates,
)

EXPORTED = test_requirements_exported.REWRITES[0][2]
VIEW_HANDLERS = "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py"
METADATA = test_course_metadata_zendesk.PATH
API, API_SERIALIZERS = test_instructor_api_zendesk.VIEW, test_instructor_api_zendesk.SERIALIZERS
API_TESTS = test_tests_instructor_api.PATH
BASE_TXT, DEVELOPMENT_TXT = "requirements/edx/base.txt", "requirements/edx/development.txt"
LOCK = """
version = 1
requires-python = ">=3.12"

[[package]]
name = "edx-proctoring"
version = "6.1.4"

[[package]]
name = "openedx-platform"
version = "0.13"
dependencies = [
    { name = "edx-proctoring" },
]
"""

FILES = {
    "openedx/core/release.py": 'RELEASE_LINE = "master"\n',
    "pyproject.toml": test_requirements_pyproject.REWRITES[0][2],
    "uv.lock": LOCK,
    BASE_TXT: EXPORTED,
    DEVELOPMENT_TXT: EXPORTED.replace("base.txt", "development.txt").replace("polib==", "ddt==1.7.2\npolib=="),
    "requirements/edx/assets.txt": f"{test_requirements_exported.UV_HEADER}click==8.4.2\nlibsass==0.10.0\n",
    test_upstream_predicates.PATH: test_upstream_predicates.REWRITES[0][1],
    "openedx/envs/common.py": "# .. setting_name: PROCTORING_BACKENDS\nPROCTORING_BACKENDS = {'DEFAULT': 'null'}\n",
    "xmodule/course_block.py": [
        test_course_block_provider_list.REWRITES[0][1],
        test_course_block_zendesk.REWRITES[0][1],
    ],
    METADATA: [
        """
        from common.djangoapps.util.proctoring import requires_escalation_email
        from xmodule.course_block import get_available_providers

        class Fields:
            def get_exclude_list_of_fields(cls, exclude_list):
                # Hide the contact if no provider requires it.
                escalation_email_required = False
                for provider in get_available_providers():
                    if requires_escalation_email(provider):
                        escalation_email_required = True
                        break
                if not escalation_email_required:
                    exclude_list.append("proctoring_escalation_email")
                return exclude_list

            def check(cls, model, provider, email):
                if model and requires_escalation_email(provider):
                    if not email:
                        return f'Provider {provider} requires an exam escalation contact.'
                return None
        """,
        test_course_metadata_zendesk.REWRITES[1][1],
    ],
    "cms/djangoapps/contentstore/api/views/course_validation.py": """
        from common.djangoapps.util.proctoring import requires_escalation_email

        def check(course):
            return {'needs_proctoring_escalation_email': requires_escalation_email(course.proctoring_provider)}
    """,
    VIEW_HANDLERS: """
        from common.djangoapps.util.proctoring import show_review_rules

        def info(xblock, course):
            return {
                "create_zendesk_tickets": xblock.create_zendesk_tickets,
                "show_review_rules": show_review_rules(course.proctoring_provider),
            }
    """,
    test_rest_zendesk.PATH: [
        test_rest_zendesk.REWRITES[0][1].replace("class View", "class Documented"),
        """
        from x import exams_ida_enabled
        from xmodule.course_block import get_available_providers, get_requires_escalation_email_providers

        class Read:
            def get(self, request, data, course_key):
                available_providers = get_available_providers()
                requires_escalation_email_providers = (
                    get_requires_escalation_email_providers()
                )
                if not exams_ida_enabled(course_key):
                    available_providers.remove('lti_external')
                    requires_escalation_email_providers.remove('lti_external')
                data['available_proctoring_providers'] = available_providers
                data['requires_escalation_email_providers'] = requires_escalation_email_providers
                return data
        """,
        test_rest_sent_settings.REWRITES[0][1],
    ],
    test_rest_zendesk.SERIALIZERS: test_rest_zendesk.REWRITES[1][1],
    "lms/djangoapps/instructor/services.py": test_instructor_service_zendesk.REWRITES[0][1],
    "lms/djangoapps/instructor/views/instructor_dashboard.py": """
        from common.djangoapps.util.proctoring import requires_escalation_email

        def section(course):
            if requires_escalation_email(course.proctoring_provider):
                return course.proctoring_escalation_email
            return None
    """,
    API: [
        test_instructor_api_capabilities.REWRITES[0][2],
        test_instructor_api_zendesk.REWRITES[0][2].partition("class View")[0],
        test_instructor_api_escalation_email.REWRITES[0][1],
    ],
    API_SERIALIZERS: test_instructor_api_zendesk.REWRITES[1][2],
    test_openapi_zendesk.PATH: test_openapi_zendesk.REWRITES[0][2],
    API_TESTS: [
        test_instructor_api_capabilities.REWRITES[2][2],
        test_tests_instructor_api.REWRITES[0][1],
    ],
}
