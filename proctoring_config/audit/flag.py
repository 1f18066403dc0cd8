"""
What releases up to Teak showed of the field "Review rules", by course.

For the provider ``proctortrack`` they asked the waffle flag ``studio.show_review_rules``: the newest override of the
course, if it is enabled, else that of its organisation, else the flag itself; other providers always showed the field.
Rule: ``CourseWaffleFlag`` of edx-platform's ``waffle_utils``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connections
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from proctoring_config.audit.courses import Course, as_text
from proctoring_config.validators.review_rules_flag import FLAG

#: What the field was, as reports have it.
WORDS: Mapping[bool | None, str] = {True: "shown", False: "hidden", None: "shown to some authors only"}


class Shown(NamedTuple):
    """
    Whether the field was shown: ``True``, ``False``, or ``None`` where it differed from author to author.

    ``reason`` says why, and ``stored`` whether a row of the database says so.
    """

    value: bool | None
    reason: str
    stored: bool

    @property
    def word(self) -> str:
        """The value as reports have it."""
        return WORDS[self.value]


@dataclass(frozen=True)
class Flag:
    """The flag itself, and the models of its overrides, ``None`` where there is no such table."""

    alias: str
    state: Shown
    course_overrides: Any
    org_overrides: Any

    def shown(self, courses: Sequence[Course]) -> dict[str, Shown]:
        """Return what each of ``courses`` of the old rule's provider showed, in at most two queries."""
        fold = str.casefold if connections[self.alias].vendor == "mysql" else str  # as its collations compare
        orgs = {course.key: _org(course) for course in courses}
        by_course = self._choices(self.course_overrides, "course_id", orgs, fold)
        by_org = self._choices(self.org_overrides, "org", set(orgs.values()), fold)
        shown = {}
        for key, org in orgs.items():
            if (choice := by_course.get(fold(key))) is not None:
                shown[key] = Shown(choice, f"override of the course, force {_word(choice)}", True)
            elif (choice := by_org.get(fold(org))) is not None:
                shown[key] = Shown(choice, f"override of the organisation, force {_word(choice)}", True)
            else:
                shown[key] = self.state
        return shown

    def _choices(self, model: Any, column: str, keys: Iterable[str], fold: Any) -> Mapping[str, bool]:
        """Return what the newest row of each key says, if it is enabled."""
        if model is None or not keys:
            return {}
        rows = model.objects.using(self.alias).annotate(key=as_text(column))
        rows = rows.filter(waffle_flag=FLAG, key__in=list(keys)).order_by("change_date", "pk")
        newest = {
            fold(key): choice if enabled else None
            for key, enabled, choice in rows.values_list("key", "enabled", "override_choice")
        }
        return {key: choice == "on" for key, choice in newest.items() if choice in ("on", "off")}


def flag_state(alias: str, model: Any) -> Shown:
    """Return what the flag's own row says to authors who are logged in; ``model`` is ``None`` without a table."""
    row = model and model.objects.using(alias).filter(name=FLAG).first()
    if not row:
        value = _default()
        return Shown(value, f"no row of the flag, which counts as {_word(value)}", False)
    if row.everyone is not None:
        return Shown(row.everyone, f"the flag is {_word(row.everyone)} for everyone", True)
    if row.authenticated and not row.testing:
        return Shown(True, "the flag is on for everybody who is logged in", True)
    conditions = (row.percent, row.testing, row.superusers, row.staff, row.authenticated, row.languages)
    if any(conditions) or any(getattr(row, people).exists() for people in ("users", "groups") if hasattr(row, people)):
        return Shown(None, "the flag has conditions: a percentage, people or groups", True)
    return Shown(False, "the flag is on for nobody", True)


def _default() -> bool:
    try:
        from waffle.utils import get_setting
    except ImportError:
        return False
    return bool(get_setting("FLAG_DEFAULT"))


def _org(course: Course) -> str:
    """Return the key's organisation, which the platform asks for; of a key of no known form the stored one."""
    try:
        return str(CourseKey.from_string(course.key).org)
    except InvalidKeyError:
        return course.org


def _word(value: bool) -> str:
    return "on" if value else "off"
