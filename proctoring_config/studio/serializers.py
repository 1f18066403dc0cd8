"""What the authoring front end sends and gets: the names and types on the wire, as edx-platform has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from rest_framework import serializers


class LimitedProctoredExamSettingsSerializer(serializers.Serializer):
    """
    The settings that any author may send.

    Every key may be absent, and an absent one stays absent in ``validated_data`` and in ``data``, so that a view that
    saves either of them leaves the stored value alone. Unknown and dead keys (``create_zendesk_tickets``) are ignored;
    a blank e-mail counts as none. What the values mean for a course is judged by ``validate_course``.
    """

    enable_proctored_exams = serializers.BooleanField(required=False)
    proctoring_provider = serializers.CharField(required=False, allow_null=True)
    proctoring_escalation_email = serializers.CharField(required=False, allow_null=True, allow_blank=True)

    def validate_proctoring_escalation_email(self, value: str | None) -> str | None:
        """Return the e-mail, or ``None`` for a blank one."""
        return value or None

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the settings; of a mapping only the keys that it has (DRF would fill in null)."""
        data: dict[str, Any] = super().to_representation(instance)
        absent = set(data) - set(instance) if isinstance(instance, Mapping) else set()
        return {name: value for name, value in data.items() if name not in absent}


class ProctoredExamSettingsSerializer(LimitedProctoredExamSettingsSerializer):
    """The settings that platform staff may send, and that everybody who may edit the course gets."""

    allow_proctoring_opt_out = serializers.BooleanField(required=False)


class ProctoredExamConfigurationSerializer(serializers.Serializer):
    """A course's settings with what an author can choose from."""

    proctored_exam_settings = ProctoredExamSettingsSerializer()
    available_proctoring_providers = serializers.ListField(child=serializers.CharField())
    requires_escalation_email_providers = serializers.ListField(child=serializers.CharField())
    course_start_date = serializers.DateTimeField(default_timezone=UTC, allow_null=True)


class ProctoringErrorModelSerializer(serializers.Serializer):
    """A field of a course as edx-platform describes it."""

    deprecated = serializers.BooleanField()
    display_name = serializers.CharField()
    help = serializers.CharField()
    hide_on_enabled_publisher = serializers.BooleanField()
    value = serializers.CharField(allow_null=True)


class ProctoringErrorSerializer(serializers.Serializer):
    """One error of a field."""

    key = serializers.CharField()
    message = serializers.CharField()
    model = ProctoringErrorModelSerializer()


class ProctoringErrorsSerializer(serializers.Serializer):
    """The errors of a course, and where its author can mend them."""

    mfe_proctored_exam_settings_url = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    proctoring_errors = ProctoringErrorSerializer(many=True)


class ProctoringChecklistSerializer(serializers.Serializer):
    """What the launch checklist asks about proctoring."""

    needs_proctoring_escalation_email = serializers.BooleanField()
    has_proctoring_escalation_email = serializers.BooleanField()
