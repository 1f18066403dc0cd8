"""The tables that the audit reads, and the courses in scope with what belongs to each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from proctoring_config.audit.courses import CCX, Course, exams_of, in_scope, pages, published
from proctoring_config.audit.database import CannotReadError
from proctoring_config.audit.flag import Flag, Shown, flag_state
from proctoring_config.audit.instance import Instance
from proctoring_config.audit.rules import follows_old_rule
from proctoring_config.audit.scope import Scope
from proctoring_config.platform_tables import flag_model, model_of, tables


class Page(NamedTuple):
    """Some courses, what the flag showed of review rules by course key, and how many courses were looked at."""

    courses: list[Course]
    shown: dict[str, Shown]
    size: int


class Reader:
    """
    The tables of the database ``alias``, to be used inside ``read_only``.

    ``skipped`` says, line by line, what cannot be looked at. Raises ``CannotReadError`` where there are no courses.
    """

    def __init__(self, alias: str, scope: Scope, instance: Instance) -> None:
        self._alias, self._scope, self._instance = alias, scope, instance
        self._there = tables(alias)
        self.skipped: list[str] = []
        self.now = datetime.now(UTC)
        self._overviews = model_of("course_overviews", "CourseOverview", self._there)
        if self._overviews is None:
            raise CannotReadError(
                "there is no table of course overviews: run the audit with the manage.py of LMS or Studio, "
                "on the database that they use"
            )
        self._exams = self._model(
            "edx_proctoring", "ProctoredExam", "exams, so that no course is left out for want of one"
        )
        self._policies = self._model("edx_proctoring", "ProctoredExamReviewPolicy", "stored review rules")
        self.flag = Flag(
            alias,
            flag_state(alias, self._noted(flag_model(self._there), "the waffle flag: no table of waffle's flags")),
            self._model("waffle_utils", "WaffleFlagCourseOverrideModel", "course overrides of the flag"),
            self._model("waffle_utils", "WaffleFlagOrgOverrideModel", "organisation overrides of the flag"),
        )

    def total(self) -> int:
        """Return how many courses there are to look at, with or without exams."""
        return int(self._rows().count())

    def pages(self) -> Iterator[Page]:
        """Yield the courses in scope, each with its exams; at most four queries a page."""
        for courses in pages(self._rows()):
            size = len(courses)
            if self._exams is not None:
                exams = exams_of(self._alias, self._exams, self._policies, courses)
                for course in courses:
                    course.exams = exams.get(course.key, ())
                if self._scope.running_only:
                    courses = [course for course in courses if course.exams]
            by_flag = [course for course in courses if follows_old_rule(course, self._instance)]
            yield Page(courses, self.flag.shown(by_flag) if by_flag else {}, size)

    def not_judged(self) -> Iterator[str]:
        """Yield why each course that the scope names is not looked at, if it is not."""
        if not self._scope.courses:
            return
        enabled = published(self._overviews, self._alias, self._scope.courses)
        for key in self._scope.courses:
            if key not in enabled:
                yield f"{key}: no such course has been published"
            elif key.startswith(CCX):
                yield f"{key}: a CCX has the proctoring settings of its course, so look at that"
            elif not enabled[key]:
                yield f"{key}: proctored exams are not enabled"

    def _rows(self) -> Any:
        return in_scope(self._overviews, self._alias, self._scope, self.now)

    def _model(self, app: str, name: str, what: str) -> Any:
        return self._noted(model_of(app, name, self._there), f"{what}: no table of {app}.{name}")

    def _noted(self, model: Any, line: str) -> Any:
        """Return the model; where there is none, ``line`` says what cannot be looked at."""
        if model is None:
            self.skipped.append(line)
        return model
