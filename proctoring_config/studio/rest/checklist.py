"""``validation/{course_id}/``: the launch checklist's part about proctoring."""

from __future__ import annotations

from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from proctoring_config.studio.checklist import proctoring_checklist
from proctoring_config.studio.rest.base import DeveloperErrorsView
from proctoring_config.studio.serializers import ProctoringChecklistSerializer


class ProctoringChecklistView(DeveloperErrorsView):
    """Answers ``?proctoring=true`` and ``?all=true`` with that part of edx-platform's ``CourseValidationView``."""

    def get(self, request: Request, course_id: str) -> Response:
        """Return the part under ``proctoring``, if it is asked for."""
        course = self.course(request, course_id)
        asked = any(request.query_params.get(name, "").lower() == "true" for name in ("proctoring", "all"))
        part = ProctoringChecklistSerializer(proctoring_checklist(course.settings)).data
        return Response({"proctoring": part} if asked else {})

    def denied(self) -> APIException:
        """Say it in the words of that view."""
        message = "The requesting user does not have course author permissions."
        return PermissionDenied(message, code="user_permissions")
