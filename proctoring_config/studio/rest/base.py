"""What the REST views share: who is let in, how bodies are read, and how errors look."""

from __future__ import annotations

from typing import Any

from edx_rest_framework_extensions.auth.jwt.authentication import JwtAuthentication
from edx_rest_framework_extensions.auth.session.authentication import SessionAuthenticationAllowInactiveUser
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey
from rest_framework.exceptions import APIException, NotFound, ParseError, PermissionDenied
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from proctoring_config.studio.ports import Course, CourseNotFoundError, access, course_store


class Utf8JSONParser(JSONParser):
    """JSON as RFC 8259 has it, always UTF-8; what cannot be read is a client's error, however deep it is nested."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict[str, Any] | None = None) -> Any:
        """Return the parsed body, or raise ``ParseError``."""
        try:
            return super().parse(stream, media_type, {**(parser_context or {}), "encoding": "utf-8"})
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error


class CourseView(APIView):
    """A view of one course for those who may edit it: 401 for the anonymous, 403 for others, 404 without a course."""

    authentication_classes = (JwtAuthentication, SessionAuthenticationAllowInactiveUser)
    permission_classes = (IsAuthenticated,)
    parser_classes = (Utf8JSONParser,)
    renderer_classes = (JSONRenderer,)

    def course(self, request: Request, course_id: str) -> Course:
        """Return the course; raises ``PermissionDenied`` before ``NotFound``, so that nobody learns what exists."""
        try:
            key = CourseKey.from_string(course_id)
            if not access().can_edit(request.user, key):
                raise self.denied()
            return course_store().get(key)
        except (InvalidKeyError, CourseNotFoundError) as error:
            raise self.not_found(course_id, error) from error

    def denied(self) -> APIException:
        """Return what is raised for somebody who may not edit the course."""
        return PermissionDenied()

    def not_found(self, course_id: str, error: Exception) -> APIException:
        """Return what is raised when there is no such course."""
        return NotFound(f"Course with course_id {course_id} does not exist.")


class DeveloperErrorsView(CourseView):
    """A view whose errors have edx-platform's other shape, a ``developer_message`` and at times an ``error_code``."""

    def not_found(self, course_id: str, error: Exception) -> APIException:
        """Say whether the key or the course is at fault."""
        if isinstance(error, InvalidKeyError):
            return NotFound("The provided course key cannot be parsed.", code="invalid_course_key")
        return NotFound(f"Unknown course {course_id}", code="course_does_not_exist")

    def handle_exception(self, exc: Exception) -> Response:
        """Render the error of an API in that shape."""
        response = super().handle_exception(exc)
        if isinstance(exc, APIException):
            response.data = {"developer_message": exc.detail}
            if exc.get_codes() != exc.default_code:
                response.data["error_code"] = exc.get_codes()
        return response
