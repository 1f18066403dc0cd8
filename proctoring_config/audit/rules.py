"""One course -> findings. Nothing here reads a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from proctoring_config.audit.courses import Course, Exam
from proctoring_config.audit.flag import Shown
from proctoring_config.audit.instance import Instance, is_decided
from proctoring_config.backends import requires_escalation_email, show_review_rules
from proctoring_config.options import LTI_EXTERNAL, REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES
from proctoring_config.problems import Problem, kinds, quote_name
from proctoring_config.text import pluralize
from proctoring_config.validators.backend_options import VENDOR
from proctoring_config.validators.course import EMAIL, PROVIDER, validate_course
from proctoring_config.validators.review_rules_flag import FLAG

#: The provider of courses that opted out of proctoring: nothing is wrong with having it.
NULL = "null"
_RULES = "exam_review_rules"
_ASK = "Ask manage.py proctoring_audit --suggest for the value of show_review_rules that changes least"
_ALWAYS_SHOWN = Shown(True, "as of every other provider", False)


def provider_of(course: Course, instance: Instance) -> str | None:
    """Return the course's provider; one that chose none has the default one, as in edx-platform."""
    return course.settings.proctoring_provider or instance.default


def follows_old_rule(course: Course, instance: Instance) -> bool:
    """Return whether the old release treated the course by the name of its provider."""
    return provider_of(course, instance) == VENDOR and VENDOR in instance.available


def judge(
    course: Course, before: Shown | None, instance: Instance, now: datetime
) -> Iterator[tuple[Problem, Sequence[Exam]]]:
    """
    Yield what is wrong with the course or will be different, each with the exams that it is about.

    ``before`` is what the old release showed of review rules if its flag decided that, else ``None``. Courses of LTI
    providers are configured in edx-exams, so nothing is said of them; of the provider ``null`` only its exams are
    judged.
    """
    provider = provider_of(course, instance)
    if provider == LTI_EXTERNAL:
        return
    if provider != NULL:
        for problem in _settings(course, provider, instance, now):
            yield problem, ()
        if provider in instance.available:
            for problem in _changes(course, provider, before or _ALWAYS_SHOWN, instance):
                yield problem, ()
        yield from _hidden_rules(course, provider)
    yield from _other_backends(course, provider, instance)


def _settings(course: Course, provider: str | None, instance: Instance, now: datetime) -> Iterator[Problem]:
    stored = course.settings
    if stored.proctoring_provider != provider:
        stored = replace(stored, proctoring_provider=provider)
    yield from validate_course(stored, {}, start=None, now=now, by_platform_staff=True, lti_available=False)
    if provider in instance.available and instance.installed is not None and provider not in instance.installed:
        yield kinds.COURSE_PLUGIN_NOT_INSTALLED.problem((PROVIDER,), provider=quote_name(provider))


def _changes(course: Course, provider: str, before: Shown, instance: Instance) -> Iterator[Problem]:
    """Yield what the old release did by the vendor's name and by the flag, and the options do not."""
    undecided = not is_decided(provider, REQUIRES_ESCALATION_EMAIL.name)
    if provider == VENDOR and not requires_escalation_email(provider) and (undecided or not instance.upgraded):
        stored = (course.settings.proctoring_escalation_email or "").strip()
        yield kinds.COURSE_EMAIL_NOT_REQUIRED.problem(
            (EMAIL,),
            provider=quote_name(provider),
            effect="it is no longer demanded" if instance.upgraded else "it will no longer be demanded",
            stored="the stored one stays" if stored else "none is stored",
        )
    now = show_review_rules(provider)
    if before.value is not now and (
        not instance.upgraded
        or before.stored
        or (provider == VENDOR and not is_decided(provider, SHOW_REVIEW_RULES.name))
    ):
        yield _review_rules(provider, before, now, instance)


def _review_rules(provider: str, before: Shown, now: bool, instance: Instance) -> Problem:
    state = f"was {before.word} before the upgrade" if instance.upgraded else f"is {before.word}"
    becomes = ("shows" if now else "is hidden") if instance.upgraded else ("will show" if now else "will be hidden")
    return kinds.COURSE_REVIEW_RULES_CHANGE.problem(
        (f"waffle flag {FLAG}",) if provider == VENDOR else (_RULES,),
        provider=quote_name(provider),
        before=f"{state} ({before.reason})",
        now=str(now).lower(),
        after=becomes,
        hint=_ASK if provider == VENDOR else "Tell the course's authors",
    )


def _hidden_rules(course: Course, provider: str | None) -> Iterator[tuple[Problem, Sequence[Exam]]]:
    exams = [exam for exam in course.exams if exam.has_review_rules]
    if exams and not show_review_rules(provider):
        problem = kinds.REVIEW_RULES_NOT_SHOWN.problem(
            (_RULES,), exams=pluralize(len(exams), "exam"), provider=quote_name(provider)
        )
        yield problem, exams


def _other_backends(
    course: Course, provider: str | None, instance: Instance
) -> Iterator[tuple[Problem, Sequence[Exam]]]:
    exams = [exam for exam in course.exams if (exam.backend or instance.default) != provider]
    if exams:
        names = sorted({quote_name(exam.backend or instance.default) for exam in exams})
        words = " and ".join(names) if len(names) < 4 else f"{len(names)} other providers"
        yield (
            kinds.EXAM_OF_ANOTHER_BACKEND.problem(
                (PROVIDER,), exams=pluralize(len(exams), "exam"), backends=words, provider=quote_name(provider)
            ),
            exams,
        )
