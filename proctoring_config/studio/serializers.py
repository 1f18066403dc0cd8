"""Serializers for the requests and responses of the authoring MFE, with the names and types of edx-platform."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from rest_framework import serializers

from proctoring_config.validators.course import trim_email


class LimitedProctoredExamSettingsSerializer(serializers.Serializer):
    """
    The settings that any author may send.

    Every key is optional. A key that is not sent is not in ``validated_data`` or ``data`` either, so saving either of
    them keeps the stored value. Unknown keys and ``create_zendesk_tickets`` are ignored, and a blank email becomes
    ``None``. This serializer checks types only; ``validate_course`` checks the values.
    """

    enable_proctored_exams = serializers.BooleanField(required=False)
    proctoring_provider = serializers.CharField(required=False, allow_null=True)
    proctoring_escalation_email = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, trim_whitespace=False
    )

    def validate_proctoring_escalation_email(self, value: str | None) -> str | None:
        """Return the email as it is stored."""
        return trim_email(value)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the settings, without the keys missing from a mapping, which DRF would set to null."""
        data: dict[str, Any] = super().to_representation(instance)
        absent = set(data) - set(instance) if isinstance(instance, Mapping) else set()
        return {name: value for name, value in data.items() if name not in absent}


class ProctoredExamSettingsSerializer(LimitedProctoredExamSettingsSerializer):
    """The settings that platform staff may send, and that everyone who may edit the course receives."""

    allow_proctoring_opt_out = serializers.BooleanField(required=False)


class AnsweredExamSettingsSerializer(ProctoredExamSettingsSerializer):
    """
    The settings as a response to GET, with ``create_zendesk_tickets``, which is always false.

    The authoring MFE of Teak and Ulmo cannot show its page to platform staff without the key. Nothing else reads it.
    """

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the settings and the key."""
        return {**super().to_representation(instance), "create_zendesk_tickets": False}


class ProctoredExamConfigurationSerializer(serializers.Serializer):
    """The settings of a course, its start, and the providers to choose from."""

    proctored_exam_settings = AnsweredExamSettingsSerializer()
    available_proctoring_providers = serializers.ListField(child=serializers.CharField())
    requires_escalation_email_providers = serializers.ListField(child=serializers.CharField())
    course_start_date = serializers.DateTimeField(default_timezone=UTC, allow_null=True)


class ProctoringErrorModelSerializer(serializers.Serializer):
    """A field of a course as described by edx-platform."""

    deprecated = serializers.BooleanField()
    display_name = serializers.CharField()
    help = serializers.CharField()
    hide_on_enabled_publisher = serializers.BooleanField()
    value = serializers.CharField(allow_null=True)


class ProctoringErrorSerializer(serializers.Serializer):
    """An error of a field."""

    key = serializers.CharField()
    message = serializers.CharField()
    model = ProctoringErrorModelSerializer()


class ProctoringErrorsSerializer(serializers.Serializer):
    """The errors of a course, and the URL of the page where its author can correct them."""

    mfe_proctored_exam_settings_url = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    proctoring_errors = ProctoringErrorSerializer(many=True)


class ProctoringChecklistSerializer(serializers.Serializer):
    """The proctoring part of the launch checklist."""

    needs_proctoring_escalation_email = serializers.BooleanField()
    has_proctoring_escalation_email = serializers.BooleanField()
