"""The form of an exam's settings: kind, time limit and review rules."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proctoring_config.studio.exams import ExamKind, has_review_rules, offered_kinds
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.messages import provider_label
from proctoring_config.studio.ports import Course, CourseStore, Exam, ProviderNotInstalledError

LIMIT = "default_time_limit_minutes"
RULES = "exam_review_rules"


class TimeLimitField(forms.CharField):
    """Hours and minutes, such as ``01:30``, as minutes."""

    default_error_messages = {"invalid": _("Write the time limit as hours and minutes, such as 01:30.")}

    def prepare_value(self, value: Any) -> Any:
        """Return minutes as hours and minutes; what an author typed stays as it is."""
        return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Return the minutes, or ``None`` when the field is empty."""
        text = super().to_python(value)
        if not text:
            return None
        match = re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])", text)
        if not match:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(match[1]) * 60 + int(match[2])


class ExamSettingsForm(VersionedForm):
    """
    Sets kind, time limit and review rules of an exam.

    Built from the exam and its course as they are stored. The review rules exist only where the course's provider shows
    them, and are saved only for proctored exams that are neither practice nor onboarding; a time limit is saved only
    for exams, and required there.
    """

    kind = forms.TypedChoiceField(coerce=ExamKind, widget=forms.RadioSelect, label=_("Kind of exam"))
    default_time_limit_minutes = TimeLimitField(
        required=False,
        label=_("Time limit"),
        help_text=_("How long a learner has, as hours and minutes, such as 01:30."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )
    exam_review_rules = forms.CharField(
        required=False,
        label=_("Review rules"),
        help_text=_("What the provider's reviewers should allow or forbid in this exam. Learners read it too."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, exam: Exam, course: Course) -> None:
        super().__init__(data, stored=exam.settings, version=exam.version)
        self.exam = exam
        self.course = course
        offered = offered_kinds(course.settings)
        stored = exam.settings.kind
        kinds = offered if stored in offered else [*offered, stored]
        self.fields["kind"].required = self.is_bound and self.sent("kind")
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if not any(has_review_rules(kind, course.settings) for kind in kinds):
            del self.fields[RULES]

    def clean(self) -> dict[str, Any]:
        """Demand a time limit of exams."""
        after = replace(self.stored, **self.changes())
        if after.kind != ExamKind.NONE and not after.default_time_limit_minutes and LIMIT not in self.errors:
            self.add_error(LIMIT, forms.ValidationError(_("An exam needs a time limit."), code="required"))
        return self.cleaned_data

    def changes(self) -> dict[str, Any]:
        """Return the values to save: those that were sent and that exams of the chosen kind have."""
        changes = super().changes()
        kind = changes.get("kind", self.stored.kind)
        if kind == ExamKind.NONE:
            changes.pop(LIMIT, None)
        if not has_review_rules(kind, self.course.settings):
            changes.pop(RULES, None)
        return changes

    def store_changes(self, store: CourseStore, user: Any, changes: dict[str, Any], version: str) -> None:
        """Store the exam's settings."""
        store.save_exam(self.course.key, self.exam.key, changes, version=version, user=user)

    def save(self, store: CourseStore, user: Any) -> bool:
        """Save as the other form does; a provider without plugin is an error of the kind, and nothing is saved."""
        try:
            return super().save(store, user)
        except ProviderNotInstalledError:
            provider = provider_label(self.course.settings.proctoring_provider)
            message = _("%(provider)s is not installed on this server, so it cannot proctor this exam. Tell support.")
            self.add_error("kind", forms.ValidationError(message, params={"provider": provider}, code="not_installed"))
            return False
