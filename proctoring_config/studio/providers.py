"""The providers that a course can choose, as Studio's REST API lists them, and whether they are installed."""

from __future__ import annotations

from typing import NamedTuple

from proctoring_config.backends import providers_requiring_escalation_email
from proctoring_config.diagnosis import held_plugins
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.validators.course import selectable_providers


class ProviderLists(NamedTuple):
    """Two sorted lists: the providers a course can choose, and those that require an escalation email."""

    available: list[str]
    requiring_escalation_email: list[str]


def provider_lists(*, lti_available: bool) -> ProviderLists:
    """
    Return the provider lists of a course. If ``lti_available``, ``lti_external`` is in both, otherwise in neither.

    Whether LTI is available depends on the course (``exams_ida_enabled(course_key)`` in edx-platform). LTI is listed
    as requiring an email because the authoring MFE shows the field for it. The email is stored in edx-exams, though,
    so :func:`.requires_escalation_email` returns ``False`` for LTI. Never raises. The rule is that of
    ``ProctoredExamSettingsView`` in edx-platform.
    """
    lti = [LTI_EXTERNAL] if lti_available else []
    return ProviderLists(
        available=selectable_providers(lti_available=lti_available),
        requiring_escalation_email=sorted([*providers_requiring_escalation_email(), *lti]),
    )


def has_email_field() -> bool:
    """
    Return whether Studio shows a field for the escalation email, that is, whether any configured provider requires one.

    The answer is the same for all courses, so that authors can enter the email while they change the provider. Without
    a field, an email that is sent is ignored. The rule is that of ``CourseMetadata.get_exclude_list_of_fields`` in
    edx-platform.
    """
    return bool(providers_requiring_escalation_email())


def is_installed(provider: str | None) -> bool:
    """
    Return whether exams can be registered with the provider: whether edx-proctoring has loaded its plugin.

    LTI needs no plugin. ``True`` also for no provider, and if it is unknown what edx-proctoring has loaded. Never
    raises.
    """
    held = held_plugins()
    return held is None or not provider or provider == LTI_EXTERNAL or provider in held
