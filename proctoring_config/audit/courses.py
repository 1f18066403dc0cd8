"""Courses and their exams, page by page, in a constant number of queries a page and with filters in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Value

from proctoring_config.audit.scope import Scope
from proctoring_config.validators.course import CourseSettings

#: Courses a page, and so keys in a query's IN list. MariaDB turns lists of 1000 into a subquery, and old SQLite has a
#: limit of 999 parameters.
PAGE = 500
CCX = "ccx-v1:"


class Exam(NamedTuple):
    """An active proctored exam that is no practice; ``backend`` is ``None`` where it uses the default one."""

    key: str
    backend: str | None
    has_review_rules: bool


@dataclass(slots=True)
class Course:
    """A course as last published, and its exams, which are filled in page by page."""

    key: str
    org: str
    settings: CourseSettings
    exams: Sequence[Exam] = ()


def as_text(column: str) -> ExpressionWrapper:
    """Return what is in a column; the platform's own field would make a key of it, and fail where it cannot."""
    return ExpressionWrapper(F(column), output_field=CharField())


def in_scope(overviews: Any, alias: str, scope: Scope, now: datetime) -> Any:
    """Return the query of the courses in ``scope``, whether or not they have exams."""
    rows = overviews.objects.using(alias).annotate(key=as_text("pk"))
    rows = rows.filter(enable_proctored_exams=True).exclude(key__startswith=CCX)
    if scope.running_only:
        rows = rows.filter(Q(end=None) | Q(end__gt=now))
    if scope.courses:
        rows = rows.filter(key__in=scope.courses)
    if scope.orgs:
        rows = rows.filter(org__in=scope.orgs)
    return rows.order_by("key")


def pages(rows: Any) -> Iterator[list[Course]]:
    """Yield the courses of the query ``rows``, :data:`PAGE` at a time, each after the last key of the page before."""
    values = rows.values_list("key", "org", "proctoring_provider", "proctoring_escalation_email")
    page = list(values[:PAGE])
    while page:
        yield [Course(key, org, CourseSettings(True, False, provider, email)) for key, org, provider, email in page]
        page = list(values.filter(key__gt=page[-1][0])[:PAGE]) if len(page) == PAGE else []


def exams_of(alias: str, exams: Any, policies: Any, courses: Sequence[Course]) -> dict[str, list[Exam]]:
    """Return the exams of ``courses`` by course key, in one query; without ``policies`` none has review rules."""
    rows = exams.objects.using(alias).filter(
        course_id__in=[course.key for course in courses], is_active=True, is_proctored=True, is_practice_exam=False
    )
    if policies is None:
        rows = rows.annotate(has_rules=Value(False))
    else:
        stored = policies.objects.using(alias).filter(proctored_exam=OuterRef("pk")).exclude(review_policy="")
        rows = rows.annotate(has_rules=Exists(stored))
    found: dict[str, list[Exam]] = {}
    for course_key, content, backend, has_rules in rows.order_by("pk").values_list(
        "course_id", "content_id", "backend", "has_rules"
    ):
        found.setdefault(course_key, []).append(Exam(content, backend, has_rules))
    return found


def published(overviews: Any, alias: str, keys: Sequence[str]) -> dict[str, bool]:
    """Return, for those of ``keys`` that are published courses, whether proctored exams are enabled."""
    rows = overviews.objects.using(alias).annotate(key=as_text("pk")).filter(key__in=keys)
    return dict(rows.values_list("key", "enable_proctored_exams"))
