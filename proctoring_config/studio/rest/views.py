"""The REST views: proctored exam settings, proctoring errors, and the proctoring part of the launch checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.cache import never_cache
from edx_rest_framework_extensions.auth.jwt.authentication import JwtAuthentication
from edx_rest_framework_extensions.auth.session.authentication import SessionAuthenticationAllowInactiveUser
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound, ParseError, PermissionDenied, UnsupportedMediaType
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from proctoring_config.studio.checklist import proctoring_checklist
from proctoring_config.studio.platform_errors import platform_errors, platform_models
from proctoring_config.studio.ports import Course, CourseNotFoundError, EditConflictError, access, course_store
from proctoring_config.studio.providers import has_email_field, provider_lists
from proctoring_config.studio.serializers import (
    LimitedProctoredExamSettingsSerializer,
    ProctoredExamConfigurationSerializer,
    ProctoredExamSettingsSerializer,
    ProctoringChecklistSerializer,
    ProctoringErrorsSerializer,
)
from proctoring_config.validators.course import EMAIL, opt_out_forbidden

_SETTINGS = "proctored_exam_settings"


class Utf8JSONParser(JSONParser):
    """Parses JSON as UTF-8 (RFC 8259), whatever charset the client declares."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict[str, Any] | None = None) -> Any:
        """Return the parsed body, or raise ``ParseError``, even if the JSON is nested too deeply for Python."""
        try:
            return super().parse(stream, media_type, {**(parser_context or {}), "encoding": "utf-8"})
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error


class BodyTooLargeError(APIException):
    """The body of the request is larger than ``DATA_UPLOAD_MAX_MEMORY_SIZE``."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request body is too large."
    default_code = "too_large"


@method_decorator(never_cache, name="dispatch")
class CourseView(APIView):
    """
    A view of one course: 401 for anonymous users, 403 for users who may not edit it, 404 if it does not exist.

    A POST returns 415 if its body is not JSON, and 413 if it is too large. Responses are never cached.
    """

    authentication_classes = (JwtAuthentication, SessionAuthenticationAllowInactiveUser)
    permission_classes = (IsAuthenticated,)
    parser_classes = (Utf8JSONParser,)
    renderer_classes = (JSONRenderer,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """
        Check the type of the body, authenticate the user, and check the size of the body.

        The CSRF check reads a form, and DRF then takes it for an empty body instead of checking its type. DRF reads
        JSON of any size.
        """
        has_body = request.method == "POST" and hasattr(self, "post")
        if has_body and not self.get_content_negotiator().select_parser(request, self.get_parsers()):
            raise UnsupportedMediaType(request.content_type)
        super().initial(request, *args, **kwargs)
        if has_body:
            self._check_size(request)

    @staticmethod
    def _check_size(request: Request) -> None:
        try:
            len(request._request.body)
        except RequestDataTooBig as error:
            raise BodyTooLargeError from error

    def get_course(self, request: Request, course_id: str) -> Course:
        """Return the course. Access is checked first, so that the answer does not reveal which courses exist."""
        try:
            key = CourseKey.from_string(course_id)
            if not access().can_edit(request.user, key):
                raise self.denied_error()
            return course_store().get(key)
        except (InvalidKeyError, CourseNotFoundError) as error:
            raise self.not_found_error(course_id, error) from error

    def denied_error(self) -> APIException:
        """Return the exception for users who may not edit the course."""
        return PermissionDenied()

    def not_found_error(self, course_id: str, error: Exception) -> APIException:
        """Return the exception for a course that does not exist."""
        return NotFound(f"Course with course_id {course_id} does not exist.")


class ProctoredExamSettingsView(CourseView):
    """
    Returns and saves the proctored exam settings of a course.

    A POST saves either all keys sent or none. It returns 200 with the stored settings, 400 with a list of messages by
    field or with one message about the body, 401, 403 (with an empty body if someone other than platform staff sent the
    opt-out), 404, 413 or 415.

    GET and POST return the version of the course as ``ETag``. If ``If-Match`` has another version, a POST returns 412.
    If someone else saved after the course was read, it returns 409. Both have the stored settings in the body. A POST
    that changes nothing keeps the version.
    """

    def get(self, request: Request, course_id: str) -> Response:
        """Return the settings, the two provider lists and the start of the course."""
        course = self.get_course(request, course_id)
        lists = provider_lists(lti_available=course.lti_available)
        data = {
            _SETTINGS: asdict(course.settings),
            "available_proctoring_providers": lists.available,
            "requires_escalation_email_providers": lists.requiring_escalation_email,
            "course_start_date": course.start,
        }
        return Response(ProctoredExamConfigurationSerializer(data).data, headers=_etag(course))

    def post(self, request: Request, course_id: str) -> Response:
        """Save the settings sent."""
        course = self.get_course(request, course_id)
        sent = _sent_settings(request.data)
        by_platform_staff = request.user.is_staff
        if opt_out_forbidden(sent, by_platform_staff=by_platform_staff):
            return Response(status=status.HTTP_403_FORBIDDEN)
        serializer_class = (
            ProctoredExamSettingsSerializer if by_platform_staff else LimitedProctoredExamSettingsSerializer
        )
        serializer = serializer_class(data=sent)
        if not serializer.is_valid():
            return _bad_request([{field: str(errors[0])} for field, errors in serializer.errors.items()])
        changes = serializer.validated_data
        problems = course.problems(changes, now=timezone.now(), by_platform_staff=by_platform_staff)
        if problems:
            errors = platform_errors(problems, {name: {} for name in changes})
            return _bad_request([{error["key"]: error["message"]} for error in errors])
        return self._save(request, course, changes)

    def _save(self, request: Request, course: Course, changes: Mapping[str, Any]) -> Response:
        expected = parse_etags(request.headers.get("If-Match", "*"))
        # Servers that compress the response make its ETag weak.
        is_current = expected == ["*"] or quote_etag(course.version) in [tag.removeprefix("W/") for tag in expected]
        try:
            if not is_current:
                raise EditConflictError(course)
            course = course_store().save(course.key, changes, version=course.version, user=request.user)
        except EditConflictError as conflict:
            code = status.HTTP_409_CONFLICT if is_current else status.HTTP_412_PRECONDITION_FAILED
            detail = "Someone else saved these settings in the meantime."
            data = {"detail": detail, **_stored_settings(conflict.current)}
            return Response(data, status=code, headers=_etag(conflict.current))
        return Response(_stored_settings(course), headers=_etag(course))


class DeveloperErrorsView(CourseView):
    """A view with edx-platform's other error format: ``developer_message`` and sometimes ``error_code``."""

    def not_found_error(self, course_id: str, error: Exception) -> APIException:
        """Distinguish invalid course keys from courses that do not exist."""
        if isinstance(error, InvalidKeyError):
            return NotFound("The provided course key cannot be parsed.", code="invalid_course_key")
        return NotFound(f"Unknown course {course_id}", code="course_does_not_exist")

    def handle_exception(self, exc: Exception) -> Response:
        """Return the response for an exception in this format."""
        response = super().handle_exception(exc)
        if isinstance(exc, APIException):
            response.data = {"developer_message": exc.detail}
            if exc.get_codes() != exc.default_code:
                response.data["error_code"] = exc.get_codes()
        return response


class ProctoringErrorsView(DeveloperErrorsView):
    """Lists the errors that Studio shows on the outline and in the advanced settings of a course."""

    def get(self, request: Request, course_id: str) -> Response:
        """Return the errors in edx-platform's format, and the URL of the page where they can be corrected."""
        course = self.get_course(request, course_id)
        problems = course.problems({}, now=timezone.now(), by_platform_staff=request.user.is_staff)
        data = {
            "mfe_proctored_exam_settings_url": _mfe_settings_url(course),
            "proctoring_errors": platform_errors(problems, platform_models(course.settings)),
        }
        return Response(ProctoringErrorsSerializer(data).data)


class ProctoringChecklistView(DeveloperErrorsView):
    """The proctoring part of edx-platform's ``CourseValidationView``."""

    def get(self, request: Request, course_id: str) -> Response:
        """Return the checklist as ``proctoring`` for ``?proctoring=true`` and ``?all=true``, otherwise nothing."""
        course = self.get_course(request, course_id)
        requested = any(request.query_params.get(name, "").lower() == "true" for name in ("proctoring", "all"))
        checklist = ProctoringChecklistSerializer(proctoring_checklist(course.settings)).data
        return Response({"proctoring": checklist} if requested else {})

    def denied_error(self) -> APIException:
        """Return the exception with the message and code of ``CourseValidationView``."""
        message = "The requesting user does not have course author permissions."
        return PermissionDenied(message, code="user_permissions")


def _sent_settings(body: Any) -> dict[str, Any]:
    """Return the settings in a request body, without the email if Studio has no field for it."""
    sent = body.get(_SETTINGS) if isinstance(body, Mapping) else None
    if not isinstance(sent, Mapping):
        raise ParseError(f"Expected a JSON object with an object under {_SETTINGS}.")
    return {name: value for name, value in sent.items() if name != EMAIL or has_email_field()}


def _bad_request(messages: list[dict[str, str]]) -> Response:
    return Response({"detail": messages}, status=status.HTTP_400_BAD_REQUEST)


def _stored_settings(course: Course) -> dict[str, Any]:
    return {_SETTINGS: ProctoredExamSettingsSerializer(asdict(course.settings)).data}


def _etag(course: Course) -> dict[str, str]:
    return {"ETag": quote_etag(course.version)}


def _mfe_settings_url(course: Course) -> str:
    """Return the URL of the settings page in the authoring MFE, or an empty string if there is no such MFE."""
    base = getattr(settings, "COURSE_AUTHORING_MICROFRONTEND_URL", None)
    return f"{base}/course/{course.key}/pages-and-resources/proctoring/settings" if base else ""
