"""``proctored_exam_settings/{course_id}``: what the authoring front end reads and saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from rest_framework import status
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from proctoring_config.studio.platform_errors import platform_errors
from proctoring_config.studio.ports import Course, EditConflictError, course_store
from proctoring_config.studio.providers import has_email_field, provider_lists
from proctoring_config.studio.rest.base import CourseView
from proctoring_config.studio.serializers import (
    LimitedProctoredExamSettingsSerializer,
    ProctoredExamConfigurationSerializer,
    ProctoredExamSettingsSerializer,
)
from proctoring_config.validators.course import EMAIL, opt_out_forbidden

KEY = "proctored_exam_settings"


class ProctoredExamSettingsView(CourseView):
    """
    Reads and saves a course's proctoring settings.

    A POST saves the keys that it has, all or none. Its answers: 200 with the settings as stored, 400 with a list of
    messages by field, 401, 403 (an empty body when somebody else than platform staff sent the opt-out), 404. Both
    methods give the version as ``ETag``; a POST with ``If-Match`` of another version is answered with 412, and one that
    somebody else overtook between its reading and its saving with 409, both with the settings as stored.
    """

    def get(self, request: Request, course_id: str) -> Response:
        """Return the settings, the two lists of providers, and the course's start."""
        course = self.course(request, course_id)
        lists = provider_lists(lti_available=course.lti_available)
        data = {
            KEY: asdict(course.settings),
            "available_proctoring_providers": lists.available,
            "requires_escalation_email_providers": lists.requiring_escalation_email,
            "course_start_date": course.start,
        }
        return Response(ProctoredExamConfigurationSerializer(data).data, headers=_etag(course))

    def post(self, request: Request, course_id: str) -> Response:
        """Save the settings that were sent."""
        course = self.course(request, course_id)
        sent = _sent_settings(request.data)
        by_platform_staff = request.user.is_staff
        if opt_out_forbidden(sent, by_platform_staff=by_platform_staff):
            return Response(status=status.HTTP_403_FORBIDDEN)
        kind = ProctoredExamSettingsSerializer if by_platform_staff else LimitedProctoredExamSettingsSerializer
        serializer = kind(data=sent)
        if not serializer.is_valid():
            return _refused([{field: str(errors[0])} for field, errors in serializer.errors.items()])
        changes = serializer.validated_data
        problems = course.problems(changes, now=timezone.now(), by_platform_staff=by_platform_staff)
        if problems:
            errors = platform_errors(problems, {name: {} for name in changes})
            return _refused([{error["key"]: error["message"]} for error in errors])
        return self._save(request, course, changes)

    def _save(self, request: Request, course: Course, changes: Mapping[str, Any]) -> Response:
        expected = parse_etags(request.headers.get("If-Match", "*"))
        current = expected == ["*"] or quote_etag(course.version) in expected
        try:
            if not current:
                raise EditConflictError(course)
            course = course_store().save(course.key, changes, version=course.version, user=request.user)
        except EditConflictError as conflict:
            code = status.HTTP_409_CONFLICT if current else status.HTTP_412_PRECONDITION_FAILED
            data = {"detail": "Somebody else saved these settings meanwhile.", **_stored(conflict.current)}
            return Response(data, status=code, headers=_etag(conflict.current))
        return Response(_stored(course), headers=_etag(course))


def _sent_settings(body: Any) -> dict[str, Any]:
    """Return the settings in a body, without the e-mail where Studio has no field for it."""
    sent = body.get(KEY, {}) if isinstance(body, Mapping) else None
    if not isinstance(sent, Mapping):
        raise ParseError(f"Expected a JSON object with an object under {KEY}.")
    return {name: value for name, value in sent.items() if name != EMAIL or has_email_field()}


def _refused(messages: list[dict[str, str]]) -> Response:
    return Response({"detail": messages}, status=status.HTTP_400_BAD_REQUEST)


def _stored(course: Course) -> dict[str, Any]:
    return {KEY: ProctoredExamSettingsSerializer(asdict(course.settings)).data}


def _etag(course: Course) -> dict[str, str]:
    return {"ETag": quote_etag(course.version)}
