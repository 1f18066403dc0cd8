"""The form for the proctored exam settings of a course."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proctoring_config.backends import providers_requiring_escalation_email
from proctoring_config.problems.course_kinds import OPT_OUT_FORBIDDEN
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.messages import author_message, provider_label
from proctoring_config.studio.ports import Course, CourseStore
from proctoring_config.studio.providers import has_email_field
from proctoring_config.validators.course import (
    EMAIL,
    OPT_OUT,
    PROVIDER,
    provider_locked,
    selectable_providers,
    trim_email,
)


class EmailField(forms.CharField):
    """An address, or ``None``. ``validate_course`` rejects line breaks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, empty_value=None, **kwargs)

    def to_python(self, value: Any) -> str | None:
        """Return the address as it is stored."""
        return trim_email(super().to_python(value))


class CourseSettingsForm(VersionedForm):
    """
    Enables proctored exams, and sets the provider, the escalation email and the opt-out.

    Pass the stored course, whether the user is platform staff, and the current time. Only platform staff have the
    opt-out field, and the email field exists only if a configured provider requires an email. If ``provider_locked``
    is true, show the provider as text. The form is validated by ``validate_course``; each problem becomes an error.
    """

    enable_proctored_exams = forms.BooleanField(
        required=False,
        label=_("Proctored exams"),
        help_text=_("A proctoring provider monitors learners while they take proctored exams."),
    )
    proctoring_provider = forms.CharField(
        required=False,
        empty_value=None,
        widget=forms.Select,
        label=_("Proctoring provider"),
        help_text=_(
            "The provider for all proctored exams in this course. Once the course has started, only platform staff can "
            "change it."
        ),
    )
    proctoring_escalation_email = EmailField(
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        label=_("Escalation email"),
        help_text=_("Support uses this address for escalations, such as appeals or late reviews."),
    )
    allow_proctoring_opt_out = forms.TypedChoiceField(
        required=False,
        choices=[("True", _("Yes")), ("False", _("No"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        label=_("Allow learners to opt out of proctoring"),
        help_text=_("Learners who opt out take proctored exams without being monitored."),
    )

    def __init__(self, data: Any = None, *, course: Course, by_platform_staff: bool, now: datetime) -> None:
        super().__init__(data, stored=course.settings, version=course.version)
        self.course = course
        self.by_platform_staff = by_platform_staff
        self.now = now
        self.provider_locked = provider_locked(start=course.start, now=now, by_platform_staff=by_platform_staff)
        self.fields[PROVIDER].widget.choices = self._provider_choices()
        if not has_email_field():
            del self.fields[EMAIL]
        if by_platform_staff:
            self.fields[OPT_OUT].required = self.is_bound and self.was_sent(OPT_OUT)
        else:
            del self.fields[OPT_OUT]

    def _provider_choices(self) -> list[tuple[str, str]]:
        """Include the stored provider even if it is gone; a browser would silently select another one."""
        stored = self.stored.proctoring_provider
        available = selectable_providers(lti_available=self.course.lti_available)
        gone = [] if stored in available else [stored]
        return [(provider or "", provider_label(provider)) for provider in [*gone, *available]]

    def clean(self) -> dict[str, Any]:
        """Add the problems that the course would have after the save as errors."""
        changes = self.changes()
        validated = {**changes, **self._forbidden_opt_out()}
        provider = changes.get(PROVIDER, self.stored.proctoring_provider)
        for problem in self.course.problems(validated, now=self.now, by_platform_staff=self.by_platform_staff):
            name = str(problem.path[0])
            message = author_message(problem, provider=provider)
            self.add_error(name if name in self.fields else None, forms.ValidationError(message, code=problem.id))
            self.forbidden = self.forbidden or problem.id == OPT_OUT_FORBIDDEN.id
        return self.cleaned_data

    def _forbidden_opt_out(self) -> dict[str, Any]:
        """Return the opt-out if it was sent although the form has no such field."""
        sent = self.add_prefix(OPT_OUT) in self.data and OPT_OUT not in self.fields
        return {OPT_OUT: self.stored.allow_proctoring_opt_out} if sent else {}

    @property
    def requiring_escalation_email(self) -> list[str]:
        """The providers that require an email. The script of the page shows the field for these."""
        return providers_requiring_escalation_email()

    def use_current(self, current: Course) -> None:
        """Edit the course as it is stored now."""
        super().use_current(current)
        self.course = current

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store the settings of the course."""
        store.save(self.course.key, changes, version=version, user=user)
