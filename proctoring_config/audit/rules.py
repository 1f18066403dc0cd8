"""The rules of the audit: the problems of a course, and what will change for it. Nothing here reads a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.apps import apps
from django.conf import settings

from proctoring_config.audit.models import PublishedCourse, PublishedExam
from proctoring_config.backends import (
    available_providers,
    default_provider,
    requires_escalation_email,
    show_review_rules,
)
from proctoring_config.diagnosis import active_plugins
from proctoring_config.edx_platform.flag import FieldVisibility, platform_reads_flag
from proctoring_config.edx_platform.source import source_contains
from proctoring_config.options import (
    LTI_EXTERNAL,
    NULL,
    REQUIRES_ESCALATION_EMAIL,
    REVIEW_RULES_FLAG,
    SHOW_REVIEW_RULES,
    VENDOR,
)
from proctoring_config.problems import Problem, course_kinds, quote_name
from proctoring_config.text import pluralize
from proctoring_config.validators.course import EMAIL, PROVIDER, validate_course

_RULES = "exam_review_rules"
_ALWAYS_SHOWN = FieldVisibility(True, f"the flag affects {VENDOR} only", False)
_TICKETS = "lms.djangoapps.instructor.services"
_ZENDESK = ("ZENDESK_URL", "ZENDESK_USER", "ZENDESK_API_KEY")


@dataclass(frozen=True)
class Instance:
    """
    The default provider, the configured providers, and those with an importable plugin (``None`` if unknown).

    ``upgraded`` tells whether the running release reads the provider options instead of the vendor's name and the
    flag; ``opens_tickets`` tells whether it opens Zendesk tickets for suspicious attempts.
    """

    default: str | None
    available: frozenset[str]
    installed: frozenset[str] | None
    upgraded: bool
    opens_tickets: bool


def read_instance() -> Instance:
    """Return the facts about the running process. Never raises."""
    plugins = active_plugins()
    plugins_known = apps.is_installed("edx_proctoring")
    return Instance(
        default=default_provider(),
        available=frozenset(available_providers()),
        installed=frozenset(plugin.name for plugin in plugins if plugin.error is None) if plugins_known else None,
        upgraded=not platform_reads_flag(),
        opens_tickets=_uses_zendesk() and source_contains(_TICKETS, "create_zendesk_ticket("),
    )


def provider_of(course: PublishedCourse, instance: Instance) -> str | None:
    """Return the course's provider; a course without one uses the default provider, as in edx-platform."""
    return course.settings.proctoring_provider or instance.default


def follows_old_rule(course: PublishedCourse, instance: Instance) -> bool:
    """Return whether releases before Verawood have special rules for the course because of its provider's name."""
    return provider_of(course, instance) == VENDOR and VENDOR in instance.available


def find_course_problems(
    course: PublishedCourse, before: FieldVisibility | None, instance: Instance, now: datetime
) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    """
    Yield the problems and upcoming changes of a course, each with the affected exams.

    ``before`` is whether the old release showed review rules, or ``None`` if its flag did not decide that. Courses of
    LTI providers are not checked, because they are configured in edx-exams. For courses with the provider ``null``,
    only the exams are checked.
    """
    provider = provider_of(course, instance)
    if provider == LTI_EXTERNAL:
        return
    if provider != NULL:
        for problem in _check_settings(course, provider, instance, now):
            yield problem, ()
        if provider in instance.available:
            for problem in _find_changes(course, provider, before or _ALWAYS_SHOWN, instance):
                yield problem, ()
        yield from _find_hidden_rules(course, provider)
    yield from _find_other_backends(course, provider, instance)


def _check_settings(
    course: PublishedCourse, provider: str | None, instance: Instance, now: datetime
) -> Iterator[Problem]:
    stored = course.settings
    if stored.proctoring_provider != provider:
        stored = replace(stored, proctoring_provider=provider)
    yield from validate_course(stored, {}, start=None, now=now, by_platform_staff=True, lti_available=False)
    if provider in instance.available and instance.installed is not None and provider not in instance.installed:
        yield course_kinds.COURSE_PLUGIN_NOT_INSTALLED.problem((PROVIDER,), provider=quote_name(provider))


def _find_changes(
    course: PublishedCourse, provider: str, before: FieldVisibility, instance: Instance
) -> Iterator[Problem]:
    """Yield a problem for each old behavior that depended on the vendor's name or the flag, and is lost in Verawood."""
    undecided = not _is_explicit(provider, REQUIRES_ESCALATION_EMAIL.name)
    required = REQUIRES_ESCALATION_EMAIL.legacy_value(provider, None)
    if required and not requires_escalation_email(provider) and (undecided or not instance.upgraded):
        stored = (course.settings.proctoring_escalation_email or "").strip()
        yield course_kinds.COURSE_EMAIL_NOT_REQUIRED.problem(
            (EMAIL,),
            provider=quote_name(provider),
            effect="Studio no longer requires one" if instance.upgraded else "Studio will no longer require one",
            stored="the stored email is kept" if stored else "no email is stored",
        )
    now = show_review_rules(provider)
    if before.value is not now and (
        not instance.upgraded
        or before.stored
        or (provider == VENDOR and not _is_explicit(provider, SHOW_REVIEW_RULES.name))
    ):
        yield _review_rules_change(provider, before, now, instance)


def _review_rules_change(provider: str, before: FieldVisibility, now: bool, instance: Instance) -> Problem:
    was = f"was {before.label} before the upgrade" if instance.upgraded else f"is {before.label}"
    becomes = f"{'is' if instance.upgraded else 'will be'} {'shown' if now else 'hidden'}"
    ask_audit = "Run manage.py proctoring_audit --suggest to see which show_review_rules changes the fewest courses"
    return course_kinds.COURSE_REVIEW_RULES_CHANGE.problem(
        (f"waffle flag {REVIEW_RULES_FLAG}",) if provider == VENDOR else (_RULES,),
        provider=quote_name(provider),
        before=f"{was} ({before.reason})",
        now=str(now).lower(),
        after=becomes,
        hint=ask_audit if provider == VENDOR else "Tell the authors of the course",
    )


def _find_hidden_rules(
    course: PublishedCourse, provider: str | None
) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    exams = [exam for exam in course.exams if exam.has_review_rules]
    if exams and not show_review_rules(provider):
        problem = course_kinds.REVIEW_RULES_NOT_SHOWN.problem(
            (_RULES,), exams=pluralize(len(exams), "exam"), provider=quote_name(provider)
        )
        yield problem, exams


def _find_other_backends(
    course: PublishedCourse, provider: str | None, instance: Instance
) -> Iterator[tuple[Problem, Sequence[PublishedExam]]]:
    exams = [exam for exam in course.exams if (exam.backend or instance.default) != provider]
    if exams:
        names = sorted({quote_name(exam.backend or instance.default) for exam in exams})
        backends = " and ".join(names) if len(names) < 4 else f"{len(names)} other providers"
        yield (
            course_kinds.EXAM_OF_ANOTHER_BACKEND.problem(
                (PROVIDER,), exams=pluralize(len(exams), "exam"), backends=backends, provider=quote_name(provider)
            ),
            exams,
        )


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
