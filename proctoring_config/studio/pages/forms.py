"""The pages with a form: the settings of a course and of an exam."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form, RadioSelect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey

from proctoring_config.backends import requires_escalation_email
from proctoring_config.studio.exams import ExamKind, has_review_rules
from proctoring_config.studio.forms import CourseSettingsForm, ExamSettingsForm
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.forms.exam import REVIEW_RULES, TIME_LIMIT
from proctoring_config.studio.messages import provider_label, support_contact
from proctoring_config.studio.pages.base import CoursePage
from proctoring_config.validators.course import EMAIL, ENABLED, OPT_OUT, PROVIDER

_ON = {ENABLED: ["on"]}


class FormPage(CoursePage):
    """
    Shows a form and saves it.

    A successful POST redirects with 303. Otherwise, the page shows the form with the values sent: 400 if they have
    errors, 403 if only platform staff may send one of them, 409 if someone else saved in the meantime.
    """

    @abstractmethod
    def build_form(self, data: Any = None) -> VersionedForm:
        """Return the form, bound to ``data`` if there is any."""

    @abstractmethod
    def show_form(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the page with the form."""

    def get(self, request: HttpRequest, **keys: str) -> HttpResponse:
        """Show the stored values."""
        return self.show_form(self.build_form())

    def post(self, request: HttpRequest, **keys: str) -> HttpResponse:
        """Save the values sent, or show why they cannot be saved."""
        form = self.build_form(request.POST)
        if form.is_valid() and form.save(self.store, request.user):
            messages.success(request, _("The settings were saved."), fail_silently=True)
            response = HttpResponseRedirect(request.path)
            response.status_code = 303
            return response
        return self.show_form(form, 409 if form.differences else 403 if form.forbidden else 400)


class SettingsPage(FormPage):
    """The proctored exam settings of a course."""

    def build_form(self, data: Any = None) -> CourseSettingsForm:
        """Return the form for the settings of the course."""
        by_platform_staff = self.request.user.is_staff
        return CourseSettingsForm(data, course=self.course, by_platform_staff=by_platform_staff, now=timezone.now())

    def show_form(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the page. A locked provider is shown as text, and the email only if that provider requires one."""
        assert isinstance(form, CourseSettingsForm)  # noqa: S101  (what build_form() returns)
        provider = self.course.settings.proctoring_provider
        with_email = not form.provider_locked or requires_escalation_email(provider) or EMAIL in form.errors
        return self.render(
            "settings.html",
            here="settings",
            status=status,
            form=form,
            enabled=render_field(form, ENABLED),
            provider=None if form.provider_locked else render_field(form, PROVIDER, needs=_ON),
            email=self._render_email(form) if EMAIL in form.fields and with_email else None,
            opt_out=render_field(form, OPT_OUT, needs=_ON) if OPT_OUT in form.fields else None,
            provider_errors=[str(error) for error in form[PROVIDER].errors],
            provider_label=provider_label(provider),
            support_contact=support_contact(),
        )

    @staticmethod
    def _render_email(form: CourseSettingsForm) -> RenderedField:
        by_choice = {} if form.provider_locked else {PROVIDER: form.requiring_escalation_email}
        return render_field(form, EMAIL, needs={**_ON, **by_choice})


class ExamPage(FormPage):
    """The settings of an exam."""

    def dispatch(self, request: HttpRequest, *args: Any, usage_key: str = "", **kwargs: Any) -> HttpResponse:
        """Keep the key of the exam."""
        self.usage_key = usage_key
        return super().dispatch(request, *args, **kwargs)

    def build_form(self, data: Any = None) -> ExamSettingsForm:
        """Return the form for the settings of the exam."""
        key = UsageKey.from_string(self.usage_key)
        return ExamSettingsForm(data, exam=self.store.exam(self.course.key, key), course=self.course)

    def show_form(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the page."""
        assert isinstance(form, ExamSettingsForm)  # noqa: S101  (what build_form() returns)
        exams = [kind.value for kind in ExamKind if kind != ExamKind.NONE]
        with_rules = [kind.value for kind in ExamKind if has_review_rules(kind, self.course.settings)]
        return self.render(
            "exam.html",
            status=status,
            form=form,
            exam=form.exam,
            kind=render_field(form, "kind"),
            limit=render_field(form, TIME_LIMIT, needs={"kind": exams}),
            rules=render_field(form, REVIEW_RULES, needs={"kind": with_rules}) if REVIEW_RULES in form.fields else None,
        )


@dataclass(frozen=True)
class RenderedField:
    """
    A form field as the templates show it, with its ARIA attributes.

    ``target`` is the id that links in the error summary point to. ``needs`` is JSON for the script: the values that
    other controls must have for the field to be shown.
    """

    id: str
    label: str
    help: str
    widget: str
    errors: list[str]
    target: str
    described_by: str
    is_group: bool
    needs: str


def render_field(form: Form, name: str, *, needs: Mapping[str, Sequence[str]] | None = None) -> RenderedField:
    """Return the field ``name`` of ``form``. ``needs`` maps names of other controls to the values that show it."""
    bound = form[name]
    is_group = isinstance(bound.field.widget, RadioSelect)
    errors = [str(error) for error in bound.errors]
    parts = [f"{bound.auto_id}_help"] * bool(bound.help_text) + [f"{bound.auto_id}_error"] * bool(errors)
    attrs: dict[str, Any] = {}
    if parts and not is_group:
        attrs["aria-describedby"] = " ".join(parts)
    if errors and not is_group:
        attrs["aria-invalid"] = "true"
    return RenderedField(
        id=bound.auto_id,
        label=str(bound.label),
        help=str(bound.help_text),
        widget=bound.as_widget(attrs=attrs),
        errors=errors,
        target=f"{bound.auto_id}_0" if is_group else bound.auto_id,
        described_by=" ".join(parts),
        is_group=is_group,
        needs=json.dumps(needs or {}),
    )
