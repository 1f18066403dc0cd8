"""``proctoring_errors/{course_id}``: what is wrong with a course as it is stored."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from proctoring_config.studio.platform_errors import platform_errors, platform_models
from proctoring_config.studio.ports import Course
from proctoring_config.studio.rest.base import DeveloperErrorsView
from proctoring_config.studio.serializers import ProctoringErrorsSerializer


class ProctoringErrorsView(DeveloperErrorsView):
    """Lists the errors that Studio shows on a course's outline and on its advanced settings."""

    def get(self, request: Request, course_id: str) -> Response:
        """Return the errors as edx-platform's ``{key, message, model}``, and where to mend them."""
        course = self.course(request, course_id)
        problems = course.problems({}, now=timezone.now(), by_platform_staff=request.user.is_staff)
        data = {
            "mfe_proctored_exam_settings_url": _settings_url(course),
            "proctoring_errors": platform_errors(problems, platform_models(course.settings)),
        }
        return Response(ProctoringErrorsSerializer(data).data)


def _settings_url(course: Course) -> str:
    """Return the authoring front end's page of the settings, or nothing where there is no such front end."""
    base = getattr(settings, "COURSE_AUTHORING_MICROFRONTEND_URL", None)
    return f"{base}/course/{course.key}/pages-and-resources/proctoring/settings" if base else ""
