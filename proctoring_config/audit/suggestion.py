"""Suggest the value of ``show_review_rules`` that keeps the effect that the waffle flag had before the upgrade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from proctoring_config.audit.connection import CannotReadError, read_only
from proctoring_config.audit.models import Scope
from proctoring_config.audit.queries import CourseReader, UnmatchedError
from proctoring_config.audit.rules import read_instance
from proctoring_config.edx_platform.flag import FlagState
from proctoring_config.options import REVIEW_RULES_FLAG, VENDOR
from proctoring_config.text import TranslatableText


class ChangedCourse(NamedTuple):
    """A course in which the suggested value changes the field, and its visibility in the old release."""

    course_key: str
    before: FlagState


@dataclass(frozen=True)
class Suggestion:
    """
    A summary of what the flag showed to authors, for the courses in ``scope`` that use the only provider it affects.

    ``flag`` is the flag without any override. ``counts`` are the numbers of courses by what they showed (``True``,
    ``False``, or ``None`` if it depended on the author). ``configured`` tells whether the settings have the provider.
    """

    alias: str
    scope: Scope
    flag: FlagState
    counts: Counter[bool | None]
    configured: bool
    skipped: Sequence[str]

    @property
    def changes_least(self) -> bool:
        """The value that changes the fewest courses; if both change the same number, the value of the flag itself."""
        shown, hidden = self.counts[True], self.counts[False]
        return bool(self.flag.value) if shown == hidden else shown > hidden

    @property
    def differing(self) -> int:
        """The number of courses that this value changes."""
        return self.counts.total() - self.counts[self.changes_least]

    @property
    def is_same(self) -> bool:
        """Whether this value changes nothing: for no course or, if there are no courses, for no author."""
        return not self.differing and (self.counts.total() > 0 or self.flag.value is not None)

    def read_changed_courses(self) -> Iterator[ChangedCourse]:
        """Yield the courses that this value changes, reading them again. Raises ``CannotReadError``."""
        with read_only(self.alias):
            for key, before in _read_visibility(CourseReader(self.alias, self.scope, read_instance())):
                if before.value is not self.changes_least:
                    yield ChangedCourse(key, before)


def suggest(alias: str, scope: Scope) -> Suggestion:
    """
    Return the suggestion for the courses in ``scope`` of the database ``alias``.

    Raises ``CannotReadError``, also if a table of the flag is missing, because the state of a course would be unknown.
    """
    instance = read_instance()
    with read_only(alias):
        reader = CourseReader(alias, scope, instance)
        if not reader.flag.has_tables:
            raise CannotReadError(
                TranslatableText(
                    "A table of the waffle flag {flag} is missing, so its effect on courses is unknown. Run the "
                    "command with manage.py of LMS or Studio.",
                    flag=REVIEW_RULES_FLAG,
                )
            )
        if unmatched := reader.find_unmatched():
            raise UnmatchedError(unmatched)
        counts = Counter(before.value for _, before in _read_visibility(reader))
        flag = reader.flag.default
    return Suggestion(alias, scope, flag, counts, VENDOR in instance.available, reader.skipped)


def _read_visibility(reader: CourseReader) -> Iterator[tuple[str, FlagState]]:
    for batch in reader.read_batches():
        yield from batch.visibility.items()
