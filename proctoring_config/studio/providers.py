"""The providers that a course can choose from, as Studio's REST lists them."""

from __future__ import annotations

from typing import NamedTuple

from proctoring_config.backends import providers_requiring_escalation_email
from proctoring_config.options import LTI_EXTERNAL
from proctoring_config.validators.course import selectable_providers


class ProviderLists(NamedTuple):
    """Two sorted lists: the providers a course can choose, and those of them that ask for an escalation e-mail."""

    available: list[str]
    requiring_escalation_email: list[str]


def provider_lists(*, lti_available: bool) -> ProviderLists:
    """
    Return the lists of a course; ``lti_external`` is in both when ``lti_available``, and in neither otherwise.

    Whether LTI is available depends on the course (``exams_ida_enabled(course_key)`` in edx-platform). It counts as
    asking for an e-mail, because authors enter one; edx-exams keeps it, so the predicate says no. Reads the setting
    anew at every call; never raises. Rule: ``ProctoredExamSettingsView`` of edx-platform.
    """
    lti = [LTI_EXTERNAL] if lti_available else []
    return ProviderLists(
        available=selectable_providers(lti_available=lti_available),
        requiring_escalation_email=sorted([*providers_requiring_escalation_email(), *lti]),
    )


def has_email_field() -> bool:
    """
    Return whether Studio has a field for the escalation e-mail: some configured provider requires one.

    The answer is the instance's, not a course's, so that an author who changes the provider can enter the e-mail with
    it. Where there is no field, an e-mail that is sent is dropped. Rule: ``CourseMetadata.get_exclude_list_of_fields``
    of edx-platform.
    """
    return bool(providers_requiring_escalation_email())
