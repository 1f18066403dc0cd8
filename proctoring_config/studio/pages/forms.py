"""The two pages with a form: a course's settings and an exam's."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey

from proctoring_config.backends import requires_escalation_email
from proctoring_config.studio.exams import ExamKind, has_review_rules
from proctoring_config.studio.forms import CourseSettingsForm, ExamSettingsForm
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.forms.exam import LIMIT, RULES
from proctoring_config.studio.messages import provider_label, support_contact
from proctoring_config.studio.pages.base import CoursePage
from proctoring_config.studio.pages.fields import ShownField, shown_field
from proctoring_config.validators.course import EMAIL, ENABLED, OPT_OUT, PROVIDER

_ON = {ENABLED: ["on"]}


class FormPage(CoursePage):
    """
    Shows a form and saves it.

    A POST ends in 303 when it is saved, else in the form with what was typed: 400 with errors, 403 when something was
    sent that only platform staff may send, 409 when somebody else saved meanwhile.
    """

    @abstractmethod
    def form(self, data: Any = None) -> VersionedForm:
        """Return the form, bound to ``data`` if there is any."""

    @abstractmethod
    def show(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the page with the form."""

    def get(self, request: HttpRequest, **keys: str) -> HttpResponse:
        """Show the form as it is stored."""
        return self.show(self.form())

    def post(self, request: HttpRequest, **keys: str) -> HttpResponse:
        """Save what was sent, or say why not."""
        form = self.form(request.POST)
        if form.is_valid() and form.save(self.store, request.user):
            messages.success(request, _("The settings are saved."), fail_silently=True)
            response = HttpResponseRedirect(request.path)
            response.status_code = 303
            return response
        return self.show(form, 409 if form.differences else 403 if form.forbidden else 400)


class SettingsPage(FormPage):
    """Proctored exam settings of a course."""

    def form(self, data: Any = None) -> CourseSettingsForm:
        """Return the form of the course's settings."""
        by_platform_staff = self.request.user.is_staff
        return CourseSettingsForm(data, course=self.course, by_platform_staff=by_platform_staff, now=timezone.now())

    def show(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the page; a locked provider is text, with an e-mail below it only if that provider requires one."""
        assert isinstance(form, CourseSettingsForm)  # noqa: S101  (what form() returns)
        provider = self.course.settings.proctoring_provider
        with_email = not form.provider_locked or requires_escalation_email(provider) or EMAIL in form.errors
        return self.page(
            "settings.html",
            here="settings",
            status=status,
            form=form,
            enabled=shown_field(form, ENABLED),
            provider=None if form.provider_locked else shown_field(form, PROVIDER, needs=_ON),
            email=self._email(form) if EMAIL in form.fields and with_email else None,
            opt_out=shown_field(form, OPT_OUT, needs=_ON) if OPT_OUT in form.fields else None,
            provider_errors=[str(error) for error in form[PROVIDER].errors],
            provider_label=provider_label(provider),
            support_contact=support_contact(),
        )

    @staticmethod
    def _email(form: CourseSettingsForm) -> ShownField:
        by_choice = {} if form.provider_locked else {PROVIDER: form.requiring_escalation_email}
        return shown_field(form, EMAIL, needs={**_ON, **by_choice})


class ExamPage(FormPage):
    """Settings of one exam."""

    def dispatch(self, request: HttpRequest, *args: Any, usage_key: str = "", **kwargs: Any) -> HttpResponse:
        """Keep the exam's key and answer the request."""
        self.usage_key = usage_key
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None) -> ExamSettingsForm:
        """Return the form of the exam's settings."""
        key = UsageKey.from_string(self.usage_key)
        return ExamSettingsForm(data, exam=self.store.exam(self.course.key, key), course=self.course)

    def show(self, form: VersionedForm, status: int = 200) -> HttpResponse:
        """Return the page."""
        assert isinstance(form, ExamSettingsForm)  # noqa: S101  (what form() returns)
        exams = [kind.value for kind in ExamKind if kind != ExamKind.NONE]
        with_rules = [kind.value for kind in ExamKind if has_review_rules(kind, self.course.settings)]
        return self.page(
            "exam.html",
            status=status,
            form=form,
            exam=form.exam,
            kind=shown_field(form, "kind"),
            limit=shown_field(form, LIMIT, needs={"kind": exams}),
            rules=shown_field(form, RULES, needs={"kind": with_rules}) if RULES in form.fields else None,
        )
