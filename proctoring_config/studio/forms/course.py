"""The form of a course's proctored exam settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proctoring_config.kinds import OPT_OUT_FORBIDDEN
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.messages import author_message, provider_label
from proctoring_config.studio.ports import Course, CourseStore
from proctoring_config.studio.providers import has_email_field, provider_lists
from proctoring_config.validators.course import EMAIL, OPT_OUT, PROVIDER, provider_locked


class CourseSettingsForm(VersionedForm):
    """
    Enables proctored exams, and sets provider, escalation e-mail and opt-out.

    Built from the course as it is stored, who asks and when. The opt-out exists for platform staff only, the e-mail
    only where some configured provider requires one; ``provider_locked`` says that the provider is to be shown as text.
    Every rule is judged by ``validate_course``, whose problems become errors of their fields.
    """

    enable_proctored_exams = forms.BooleanField(
        required=False,
        label=_("Proctored exams"),
        help_text=_("Learners take the exams you choose under the eyes of a proctoring provider."),
    )
    proctoring_provider = forms.CharField(
        required=False,
        empty_value=None,
        widget=forms.Select,
        label=_("Proctoring provider"),
        help_text=_(
            "The provider of every proctored exam. Once the course has started, only platform staff can change it."
        ),
    )
    proctoring_escalation_email = forms.CharField(
        required=False,
        empty_value=None,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        label=_("Escalation e-mail"),
        help_text=_("Support writes to this address about escalations, such as appeals or late reviews."),
    )
    allow_proctoring_opt_out = forms.TypedChoiceField(
        required=False,
        choices=[("True", _("Yes")), ("False", _("No"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        label=_("Learners may opt out of proctoring"),
        help_text=_("Learners who opt out take proctored exams without being proctored."),
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
            self.fields[OPT_OUT].required = self.is_bound and self.sent(OPT_OUT)
        else:
            del self.fields[OPT_OUT]

    def _provider_choices(self) -> list[tuple[str, str]]:
        """The providers to choose from, the stored one among them, or a browser would choose another one silently."""
        stored = self.stored.proctoring_provider
        available = provider_lists(lti_available=self.course.lti_available).available
        gone = [] if stored in available else [stored]
        return [(provider or "", provider_label(provider)) for provider in [*gone, *available]]

    def clean(self) -> dict[str, Any]:
        """Turn the problems of the course after the save into errors of the fields."""
        changes = self.changes()
        judged = {**changes, **self._opt_out_of_others()}
        provider = changes.get(PROVIDER, self.stored.proctoring_provider)
        for problem in self.course.problems(judged, now=self.now, by_platform_staff=self.by_platform_staff):
            name = str(problem.path[0])
            message = author_message(problem, provider=provider)
            self.add_error(name if name in self.fields else None, forms.ValidationError(message, code=problem.id))
            self.forbidden = self.forbidden or problem.id == OPT_OUT_FORBIDDEN.id
        return self.cleaned_data

    def _opt_out_of_others(self) -> dict[str, Any]:
        """The opt-out, where somebody sent it for whom the field does not exist."""
        sent = self.add_prefix(OPT_OUT) in self.data and OPT_OUT not in self.fields
        return {OPT_OUT: self.stored.allow_proctoring_opt_out} if sent else {}

    @property
    def requiring_escalation_email(self) -> list[str]:
        """The providers for which the e-mail is shown and required; the page's script follows the choice."""
        return provider_lists(lti_available=False).requiring_escalation_email

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store the course's settings."""
        store.save(self.course.key, changes, version=version, user=user)
