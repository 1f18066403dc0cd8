"""The pages with a form: the settings of a course and of an exam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from opaque_keys.edx.keys import UsageKey

from proctoring_config.backends import has_dashboard, requires_escalation_email
from proctoring_config.studio.consequences import find_consequences, registered_backends
from proctoring_config.studio.exams import PROCTORED_KINDS, ExamKind, format_time_limit, has_review_rules
from proctoring_config.studio.forms import CourseSettingsForm, ExamSettingsForm
from proctoring_config.studio.forms.base import VersionedForm
from proctoring_config.studio.forms.exam import REVIEW_RULES, TIME_LIMIT
from proctoring_config.studio.messages import provider_label, provider_notes, support_contact
from proctoring_config.studio.pages.base import CoursePage, render
from proctoring_config.studio.pages.csrf import CSRF_FIELD, is_same_origin, reject_csrf
from proctoring_config.studio.pages.fields import RenderedField, add_choices, render_field
from proctoring_config.studio.ports import Exam
from proctoring_config.studio.providers import is_installed
from proctoring_config.studio.status import CourseStatus, read_status
from proctoring_config.validators.course import EMAIL, ENABLED, OPT_OUT, PROVIDER, support_email

_ON = {ENABLED: ["on"]}
_Form = TypeVar("_Form", bound=VersionedForm)


@method_decorator(csrf_exempt, name="dispatch")
class FormPage(CoursePage, Generic[_Form]):
    """
    Shows a form and saves it.

    A successful POST redirects with 303, or with 204 if the script of the page sent it. Otherwise, the page shows the
    form with the values sent: 400 if they have errors, 403 if only platform staff may send one of them or if the CSRF
    token is wrong, 409 if someone else has changed the same settings. Users who have been logged out get 401 and a page
    that keeps the values, too. The page checks the token itself, because a log-in changes it.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the CSRF token and the log-in of a POST. Values from another site are not shown."""
        self.rejection = reject_csrf(request) if request.method == "POST" else None
        if self.rejection and not is_same_origin(request):
            return self.rejection
        if request.method == "POST" and not request.user.is_authenticated:
            sent = [(name, value) for name, values in request.POST.lists() for value in values if name != CSRF_FIELD]
            login = redirect_to_login(request.get_full_path()).url
            return render(request, "logged_out.html", status=401, sent=sent, login=login)
        return super().dispatch(request, *args, **kwargs)

    def build_form(self, data: Any = None) -> _Form:
        """Return the form, bound to ``data`` if there is any."""
        raise NotImplementedError

    def show_form(self, form: _Form, status: int = 200) -> HttpResponse:
        """Return the page with the form."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **keys: str) -> HttpResponse:
        """Show the stored values."""
        return self.show_form(self.build_form())

    def post(self, request: HttpRequest, **keys: str) -> HttpResponse:
        """Save the values sent, or show why they cannot be saved."""
        form = self.build_form(request.POST)
        if self.rejection:
            form.add_error(None, _("Nothing was saved, because you have logged in again. Save again."))
            form.forbidden = True
        elif form.is_valid() and form.save(self.store, request.user):
            messages.success(request, _describe_save(form), fail_silently=True)
            if request.headers.get("X-Requested-With") == "XMLHttpRequest":
                return HttpResponse(status=204)
            response = HttpResponseRedirect(request.path)
            response.status_code = 303
            return response
        form.show_stored_values_of_unsent_fields()
        return self.show_form(form, 409 if form.differences else 403 if form.forbidden else 400)


def _describe_save(form: VersionedForm) -> str:
    if form.keeps_saved:
        return str(_("The saved version was kept."))
    if form.merged:
        text = str(_("The settings were saved. Someone else has changed in the meantime: %(settings)s."))
        return text % {"settings": ", ".join(form.merged)}
    return str(_("The settings were saved."))


class SettingsPage(FormPage[CourseSettingsForm]):
    """The page of a course: its status, its proctored exam settings, and its exams."""

    def build_form(self, data: Any = None) -> CourseSettingsForm:
        """Return the form for the settings of the course."""
        by_platform_staff = self.request.user.is_staff
        return CourseSettingsForm(data, course=self.course, by_platform_staff=by_platform_staff, now=timezone.now())

    def show_form(self, form: CourseSettingsForm, status: int = 200) -> HttpResponse:
        """Return the page. A locked provider is shown as text, and the email only if that provider requires one."""
        provider = self.course.settings.proctoring_provider
        stored = read_status(self.course, now=form.now)
        with_email = not form.provider_locked or requires_escalation_email(provider) or EMAIL in form.errors
        exams = list(self.store.exams(self.course.key))
        registered = registered_backends(self.course.key)
        opt_out = render_field(form, OPT_OUT, needs=_ON) if OPT_OUT in form.fields else None
        return self.render(
            "settings.html",
            status=status,
            form=form,
            course_status=stored,
            enabled=self._render_switch(form, exams, registered),
            provider=self._render_provider(form, stored, exams, registered),
            email=self._render_email(form, stored) if EMAIL in form.fields and with_email else None,
            opt_out=opt_out,
            provider_label=provider_label(provider),
            provider_notes=provider_notes(provider),
            is_installed=is_installed(provider),
            has_dashboard=self.course.settings.enable_proctored_exams and has_dashboard(provider),
            support_contact=support_contact(),
            support_email=support_email(),
            exams=[ExamRow(exam, _describe_registration(exam, registered)) for exam in exams],
        )

    def _render_switch(
        self, form: CourseSettingsForm, exams: list[Exam], registered: Mapping[str, str]
    ) -> RenderedField:
        consequences = find_consequences(self.course, {ENABLED: False}, exams, registered)
        return replace(render_field(form, ENABLED), consequences=consequences)

    def _render_provider(
        self, form: CourseSettingsForm, stored: CourseStatus, exams: list[Exam], registered: Mapping[str, str]
    ) -> RenderedField:
        rendered = render_field(form, PROVIDER, needs=_ON, problems=stored.messages.get(PROVIDER, []))
        if form.provider_locked:
            return replace(rendered, target="provider")
        consequences = {
            value: find_consequences(self.course, {ENABLED: True, PROVIDER: value or None}, exams, registered)
            for value, _label in form.fields[PROVIDER].widget.choices
        }
        return add_choices(rendered, form, PROVIDER, consequences)

    @staticmethod
    def _render_email(form: CourseSettingsForm, stored: CourseStatus) -> RenderedField:
        by_choice = {} if form.provider_locked else {PROVIDER: form.requiring_escalation_email}
        return render_field(form, EMAIL, needs={**_ON, **by_choice}, problems=stored.messages.get(EMAIL, []))


@dataclass(frozen=True)
class ExamRow:
    """An exam and the provider that proctors it, if edx-proctoring has registered it as a proctored exam."""

    exam: Exam
    registered_with: str

    @property
    def time_limit(self) -> str:
        """The time limit as hours and minutes, or "" if there is none."""
        minutes = self.exam.settings.default_time_limit_minutes
        return format_time_limit(minutes) if minutes and self.exam.settings.kind != ExamKind.NONE else ""


def _describe_registration(exam: Exam, registered: Mapping[str, str]) -> str:
    backend = registered.get(str(exam.key)) if exam.settings.kind in PROCTORED_KINDS else None
    return provider_label(backend) if backend else ""


class ExamPage(FormPage[ExamSettingsForm]):
    """The settings of an exam."""

    def build_form(self, data: Any = None) -> ExamSettingsForm:
        """Return the form for the settings of the exam."""
        key = UsageKey.from_string(self.kwargs["usage_key"])
        return ExamSettingsForm(data, exam=self.store.exam(self.course.key, key), course=self.course)

    def show_form(self, form: ExamSettingsForm, status: int = 200) -> HttpResponse:
        """Return the page."""
        provider = self.course.settings.proctoring_provider
        exams = [kind.value for kind in ExamKind if kind != ExamKind.NONE]
        with_rules = [kind.value for kind in ExamKind if has_review_rules(kind, self.course.settings)]
        return self.render(
            "exam.html",
            status=status,
            form=form,
            exam=form.exam,
            provider_label=provider_label(provider),
            problems=read_status(self.course, now=timezone.now()).problems,
            kind=render_field(form, "kind"),
            limit=render_field(form, TIME_LIMIT, needs={"kind": exams}),
            rules=render_field(form, REVIEW_RULES, needs={"kind": with_rules}) if REVIEW_RULES in form.fields else None,
        )
