"""The rules of the audit: the problems of a course, and what will change for it. Nothing here reads a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.apps import apps
from django.conf import settings

from proctoring_config import backends
from proctoring_config.audit.models import PublishedCourse, PublishedExam, count_exams, count_exams_by_type
from proctoring_config.diagnosis import active_plugins
from proctoring_config.edx_platform.flag import FlagState, platform_reads_flag
from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.edx_platform.source import source_contains
from proctoring_config.options import (
    CAPABILITIES,
    EXAMS_FLAG,
    LTI_EXTERNAL,
    NULL,
    REQUIRES_ESCALATION_EMAIL,
    REVIEW_RULES_FLAG,
    SHOW_REVIEW_RULES,
    VENDOR,
    Option,
    split_version,
)
from proctoring_config.problems import Problem, course_kinds, quote_name
from proctoring_config.text import TranslatableText, choose_form, join_all
from proctoring_config.validators.course import EMAIL, PROVIDER, validate_stored

_RULES = "exam_review_rules"
_ALWAYS_SHOWN = FlagState(True, TranslatableText("the flag affects {provider} only", provider=VENDOR), False)
#: What becomes of the "Review rules" field, by whether this is an upgraded release, and whether authors see the field.
_BEFORE = {
    (True, True): TranslatableText("was shown before the upgrade"),
    (True, False): TranslatableText("was hidden before the upgrade"),
    (True, None): TranslatableText("was shown to some authors only before the upgrade"),
    (False, True): TranslatableText("is shown"),
    (False, False): TranslatableText("is hidden"),
    (False, None): TranslatableText("is shown to some authors only"),
}
_AFTER = {
    (True, True): TranslatableText("is shown"),
    (True, False): TranslatableText("is hidden"),
    (False, True): TranslatableText("will be shown"),
    (False, False): TranslatableText("will be hidden"),
}
_ASK_AUDIT = TranslatableText(
    "Run manage.py proctoring_audit --suggest to see which show_review_rules changes the fewest courses"
)
_TELL_AUTHORS = TranslatableText("Tell the authors of the course")
_TICKETS = "lms.djangoapps.instructor.services"
_BACKENDS_WITHOUT_IDS = {f"edx_proctoring.backends.{name}" for name in ("mock", "null", "software_secure")}
_TIMED_EXAMS_WITHOUT_BACKENDS = [4, 18, 2]  # the first version of edx-proctoring that asks no backend about them
_ZENDESK = ("ZENDESK_URL", "ZENDESK_USER", "ZENDESK_API_KEY")


@dataclass(frozen=True)
class Instance:
    """
    The default provider, the configured providers, and those with an importable plugin (``None`` if unknown).

    ``answers`` are the answers of the predicates, by provider and name of the capability. ``explicit`` are the pairs
    of a provider and a capability that the operator has set to a boolean. ``without_ids`` are the providers whose
    plugin never assigns an external ID to an exam.

    ``upgraded`` tells whether the running release reads the provider options instead of the vendor's name and the
    flag; ``opens_tickets`` tells whether it opens Zendesk tickets for suspicious attempts.
    ``timed_exams_have_backends`` tells whether the installed edx-proctoring fails for timed exams without a backend.
    """

    default: str | None
    available: frozenset[str]
    installed: frozenset[str] | None
    upgraded: bool
    opens_tickets: bool
    answers: Mapping[tuple[str, str], bool]
    explicit: frozenset[tuple[str, str]]
    without_ids: frozenset[str] = frozenset()
    timed_exams_have_backends: bool = False

    @property
    def usable(self) -> frozenset[str]:
        """The configured providers that edx-proctoring has loaded, or all of them if that is unknown."""
        return self.available if self.installed is None else self.available & self.installed

    def answer(self, option: Option, provider: str | None) -> bool:
        """Return the answer of the capability's predicate for ``provider``, which need not be configured."""
        return self.answers.get((provider or "", option.name), bool(option.default))


def read_instance() -> Instance:
    """Return the facts about the running process. Never raises."""
    plugins = active_plugins()
    plugins_known = apps.is_installed("edx_proctoring")
    available = backends.available_providers()
    capabilities = [(provider, option.name) for provider in available for option in CAPABILITIES]
    return Instance(
        default=backends.default_provider(),
        available=frozenset(available),
        installed=frozenset(plugin.name for plugin in plugins if plugin.error is None) if plugins_known else None,
        upgraded=not platform_reads_flag(),
        opens_tickets=_uses_zendesk() and source_contains(_TICKETS, "create_zendesk_ticket("),
        answers={(provider, name): getattr(backends, name)(provider) for provider, name in capabilities},
        explicit=frozenset(one for one in capabilities if _is_explicit(*one)),
        without_ids=frozenset(plugin.name for plugin in plugins if _assigns_no_ids(plugin)),
        timed_exams_have_backends=_timed_exams_have_backends(),
    )


def provider_of(course: PublishedCourse, instance: Instance) -> str | None:
    """Return the course's provider; a course without one uses the default provider, as in edx-platform."""
    return course.settings.proctoring_provider or instance.default


def follows_old_rule(course: PublishedCourse, instance: Instance) -> bool:
    """Return whether releases before Verawood have special rules for the course because of its provider's name."""
    return provider_of(course, instance) == VENDOR and VENDOR in instance.available


def find_course_problems(
    course: PublishedCourse,
    before: FlagState | None,
    exams_service: FlagState | None,
    instance: Instance,
) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    """
    Yield the problems and upcoming changes of a course, each with the affected exams.

    ``before`` is whether the old release showed review rules, or ``None`` if its flag did not decide that.
    ``exams_service`` is whether the course is in edx-exams, or ``None`` if that is unknown. For courses of LTI
    providers, only this is checked, because they are configured in edx-exams. For courses with the provider ``null``,
    only the exams are checked, and whether ``null`` is configured.
    """
    provider = provider_of(course, instance)
    if provider == LTI_EXTERNAL:
        if exams_service is not None and exams_service.value is False:
            problem = course_kinds.LTI_WITHOUT_EXAMS_SERVICE.problem(
                (PROVIDER,), flag=EXAMS_FLAG, reason=exams_service.reason
            )
            yield problem, ()
        return
    if provider != NULL or NULL not in instance.available:
        for problem in _check_settings(course, provider, instance):
            yield problem, ()
        if provider in instance.available:
            for problem in _find_changes(course, provider, before or _ALWAYS_SHOWN, instance):
                yield problem, ()
        yield from _find_hidden_rules(course, provider, instance)
    yield from _find_other_backends(course, provider, instance)
    yield from _find_foreign_ids(course, instance)


def find_lost_exams(course: PublishedCourse, instance: Instance) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    """
    Yield the problem of a course with exams whose backend is not available, unless another problem covers these exams.

    The problems of the course's provider cover its exams, if the course is audited because it has proctored exams.
    """
    provider, usable = provider_of(course, instance), instance.usable | {LTI_EXTERNAL}
    exams = [exam for exam in course.exams if _backend_of(exam, instance) not in usable]
    own = [exam for exam in exams if _backend_of(exam, instance) == provider]
    if course.settings.enable_proctored_exams and any(exam.is_proctored and not exam.is_practice for exam in own):
        exams = [exam for exam in exams if exam not in own]
    if exams:
        problem = course_kinds.EXAM_BACKEND_NOT_AVAILABLE.problem(
            (PROVIDER,), exams=count_exams_by_type(exams), backends=_backends_of(exams, instance)
        )
        yield problem, exams


def _find_foreign_ids(course: PublishedCourse, instance: Instance) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    by_backend: dict[str | None, list[PublishedExam]] = {}
    for exam in course.exams:
        if exam.has_external_id:
            by_backend.setdefault(_backend_of(exam, instance), []).append(exam)
    for backend in sorted(instance.without_ids & by_backend.keys()):
        exams = by_backend[backend]
        count = choose_form(
            len(exams),
            TranslatableText("1 exam with this backend has one"),
            TranslatableText("{count} exams with this backend have one", count=len(exams)),
        )
        kind = course_kinds.EXTERNAL_ID_OF_ANOTHER_PROVIDER
        yield kind.problem((PROVIDER,), backend=quote_name(backend), exams=count), exams


def _check_settings(course: PublishedCourse, provider: str | None, instance: Instance) -> Iterator[Problem]:
    stored = course.settings
    if stored.proctoring_provider != provider:
        stored = replace(stored, proctoring_provider=provider)
    requires_email = instance.answer(REQUIRES_ESCALATION_EMAIL, provider)
    yield from validate_stored(stored, available=instance.available, requires_email=requires_email)
    if provider in instance.available and instance.installed is not None and provider not in instance.installed:
        yield course_kinds.COURSE_PLUGIN_NOT_INSTALLED.problem((PROVIDER,), provider=quote_name(provider))


def _find_changes(course: PublishedCourse, provider: str, before: FlagState, instance: Instance) -> Iterator[Problem]:
    """Yield a problem for each old behavior that depended on the vendor's name or the flag, and is lost in Verawood."""
    undecided = (provider, REQUIRES_ESCALATION_EMAIL.name) not in instance.explicit
    required = REQUIRES_ESCALATION_EMAIL.legacy_value(provider, None)
    now_required = instance.answer(REQUIRES_ESCALATION_EMAIL, provider)
    if required and not now_required and (undecided or not instance.upgraded):
        effect = TranslatableText("Studio will no longer require one")
        if instance.upgraded:
            effect = TranslatableText("Studio no longer requires one")
        stored = TranslatableText("no email is stored")
        if (course.settings.proctoring_escalation_email or "").strip():
            stored = TranslatableText("the stored email is kept")
        yield course_kinds.COURSE_EMAIL_NOT_REQUIRED.problem(
            (EMAIL,), provider=quote_name(provider), effect=effect, stored=stored
        )
    now = instance.answer(SHOW_REVIEW_RULES, provider)
    if before.value is not now and (
        not instance.upgraded
        or before.stored
        or (provider == VENDOR and (provider, SHOW_REVIEW_RULES.name) not in instance.explicit)
    ):
        yield _review_rules_change(provider, before, now, instance)


def _review_rules_change(provider: str, before: FlagState, now: bool, instance: Instance) -> Problem:
    return course_kinds.COURSE_REVIEW_RULES_CHANGE.problem(
        (f"waffle flag {REVIEW_RULES_FLAG}",) if provider == VENDOR else (_RULES,),
        provider=quote_name(provider),
        before=_BEFORE[instance.upgraded, before.value],
        reason=before.reason,
        now=str(now).lower(),
        after=_AFTER[instance.upgraded, now],
        hint=_ASK_AUDIT if provider == VENDOR else _TELL_AUTHORS,
    )


def _find_hidden_rules(
    course: PublishedCourse, provider: str | None, instance: Instance
) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    exams = [exam for exam in course.exams if exam.has_review_rules]
    if exams and not instance.answer(SHOW_REVIEW_RULES, provider):
        problem = course_kinds.REVIEW_RULES_NOT_SHOWN.problem(
            (_RULES,), exams=count_exams(exams), provider=quote_name(provider)
        )
        yield problem, exams


def _find_other_backends(
    course: PublishedCourse, provider: str | None, instance: Instance
) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    exams = [exam for exam in course.exams if _backend_of(exam, instance) != provider]
    if exams:
        problem = course_kinds.EXAM_OF_ANOTHER_BACKEND.problem(
            (PROVIDER,),
            exams=count_exams(exams),
            backends=_backends_of(exams, instance),
            provider=quote_name(provider),
        )
        yield problem, exams


def _backend_of(exam: PublishedExam, instance: Instance) -> str | None:
    return exam.backend or instance.default


def _backends_of(exams: Sequence[PublishedExam], instance: Instance) -> str:
    names = sorted({quote_name(_backend_of(exam, instance)) for exam in exams})
    return join_all(names) if len(names) < 4 else TranslatableText("{count} other providers", count=len(names))


def _is_explicit(provider: str, capability: str) -> bool:
    """Return whether the operator explicitly set ``capability`` to a boolean."""
    try:
        options = settings.PROCTORING_BACKENDS.get(provider)
        return isinstance(options, Mapping) and type(options.get(capability)) is bool
    except Exception:  # the setting may contain anything; the checks report it
        return False


def _uses_zendesk() -> bool:
    try:
        return all(getattr(settings, name, None) for name in _ZENDESK)
    except Exception:  # the settings may contain anything
        return False


def _assigns_no_ids(plugin: Plugin) -> bool:
    """Return whether the plugin inherits ``on_exam_saved`` from a backend of edx-proctoring that returns nothing."""
    method = getattr(plugin.loaded, "on_exam_saved", None)
    return getattr(method, "__module__", None) in _BACKENDS_WITHOUT_IDS


def _timed_exams_have_backends() -> bool:
    try:
        from edx_proctoring import __version__
    except ImportError:
        return False
    return split_version(str(__version__)) < _TIMED_EXAMS_WITHOUT_BACKENDS
