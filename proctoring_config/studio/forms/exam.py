"""The form for the settings of an exam: kind, time limit and review rules."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proctoring_config.studio.exams import ExamKind, format_time_limit, has_review_rules, offered_kinds
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.messages import NO_PROVIDER, provider_label, support_contact
from proctoring_config.studio.ports import Course, CourseStore, Exam, ProviderNotInstalledError

TIME_LIMIT = "default_time_limit_minutes"
REVIEW_RULES = "exam_review_rules"


class TimeLimitField(forms.CharField):
    """A number of minutes, entered as hours and minutes such as ``01:30``."""

    default_error_messages = {"invalid": _("Enter the time limit as hours and minutes, such as 01:30.")}

    def prepare_value(self, value: Any) -> Any:
        """Format minutes as hours and minutes. Text is returned unchanged."""
        return format_time_limit(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Return the number of minutes, or ``None`` if the field is empty."""
        text = super().to_python(value)
        if not text:
            return None
        match = re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])", text)
        if not match:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(match[1]) * 60 + int(match[2])


class ExamSettingsForm(VersionedForm):
    """
    Sets the kind, the time limit and the review rules of an exam.

    Pass the stored exam and its course. The review rules field exists only if the course's provider shows review
    rules, and is saved only for proctored exams, not for practice and onboarding exams. The time limit is required for
    every kind of exam, and ignored if the subsection is not an exam.
    """

    kind = forms.TypedChoiceField(coerce=ExamKind, widget=forms.RadioSelect, label=_("Exam type"))
    default_time_limit_minutes = TimeLimitField(
        required=False,
        label=_("Time limit"),
        help_text=_("How long learners have, in hours and minutes, such as 01:30."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )
    exam_review_rules = forms.CharField(
        required=False,
        label=_("Review rules"),
        help_text=_("What the provider's reviewers should allow or forbid in this exam. Learners see these rules too."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, exam: Exam, course: Course) -> None:
        super().__init__(data, stored=exam.settings, version=exam.version)
        self.exam = exam
        self.course = course
        offered = offered_kinds(course.settings, timed_exams_enabled=course.timed_exams_enabled)
        stored = exam.settings.kind
        kinds = offered if stored in offered else [*offered, stored]
        self.fields["kind"].required = self.is_bound and self.was_sent("kind")
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if not any(has_review_rules(kind, course.settings) for kind in kinds):
            del self.fields[REVIEW_RULES]

    def clean(self) -> dict[str, Any]:
        """Require a time limit for exams."""
        after = replace(self.stored, **self.changes())
        if after.kind != ExamKind.NONE and not after.default_time_limit_minutes and TIME_LIMIT not in self.errors:
            self.add_error(TIME_LIMIT, forms.ValidationError(_("An exam must have a time limit."), code="required"))
        return self.cleaned_data

    def entered(self) -> dict[str, Any]:
        """Return the values that the user has changed, without those that the chosen kind of exam does not have."""
        entered = super().entered()
        kind = entered.get("kind", self.stored.kind)
        if kind == ExamKind.NONE:
            entered.pop(TIME_LIMIT, None)
        if not has_review_rules(kind, self.course.settings):
            entered.pop(REVIEW_RULES, None)
        return entered

    def use_current(self, current: Exam) -> None:
        """Edit the exam as it is stored now."""
        super().use_current(current)
        self.exam = current

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store the settings of the exam."""
        store.save_exam(self.course.key, self.exam.key, changes, version=version, user=user)

    def save(self, store: CourseStore, user: Any) -> bool:
        """Save the changes. If the provider's plugin is not installed, add an error and return ``False``."""
        try:
            return super().save(store, user)
        except ProviderNotInstalledError:
            provider = self.course.settings.proctoring_provider
            message = (
                NO_PROVIDER
                if not provider
                else _(
                    "%(provider)s is not installed on this server, so it cannot proctor this exam. Contact %(contact)s."
                )
            )
            params = {"provider": provider_label(provider), "contact": support_contact()}
            self.add_error("kind", forms.ValidationError(message, params=params, code="not_installed"))
            return False
