"""
Waffle flags of courses: ``studio.show_review_rules``, which the provider option ``show_review_rules`` replaces, and
``course_apps.exams_ida``, which turns on edx-exams.

Before release Verawood, the flag decides whether authors see the "Review rules" field in courses that use
``proctortrack``; other providers always show it. The course override wins over the organization override, which wins
over the flag's own row. Overrides are history tables: only the newest row of a key counts, and only if it is enabled.
Source: ``CourseWaffleFlag`` in edx-platform's ``waffle_utils``; PR openedx-platform#37576 removed the flag.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.models import OuterRef, Subquery
from django.db.utils import Error
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from proctoring_config.edx_platform.source import has_vendor_rules
from proctoring_config.edx_platform.tables import as_text, find_flag_model, find_model, table_names, text_folding
from proctoring_config.options import REVIEW_RULES_FLAG
from proctoring_config.text import TranslatableText

#: The values of :class:`FlagState` as reports print them; they are keys in JSON, so they do not change.
LABELS: Mapping[bool | None, str] = {True: "shown", False: "hidden", None: "shown to some authors only"}


_COURSE_OVERRIDES = {
    True: TranslatableText("course override: on"),
    False: TranslatableText("course override: off"),
}
_ORG_OVERRIDES = {
    True: TranslatableText("organization override: on"),
    False: TranslatableText("organization override: off"),
}
_WITHOUT_ROW = {
    True: TranslatableText("the flag has no row, which counts as on"),
    False: TranslatableText("the flag has no row, which counts as off"),
}


class FlagState(NamedTuple):
    """
    Whether a flag is on, which for the review rules means that it shows their field, and the ``reason``.

    ``value`` is ``None`` if that depends on the author. ``stored`` tells whether a database row decides it.
    """

    value: bool | None
    reason: str
    stored: bool

    @property
    def label(self) -> str:
        """The value as reports print it."""
        return LABELS[self.value]


@dataclass(frozen=True)
class Overrides:
    """The active overrides of one ``scope`` ("course" or "organization"): how many, and a few examples by key."""

    scope: str
    count: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FlagRows:
    """The stored state of the flag: a description of its own row, if there is one, and the active overrides."""

    row: str | None
    overrides: tuple[Overrides, ...]


class CourseFlag:
    """The flag ``name`` in the database ``alias``; a model is ``None`` if its table is not among ``tables``."""

    def __init__(self, alias: str, tables: Collection[str], name: str = REVIEW_RULES_FLAG) -> None:
        self._alias, self._name = alias, name
        self.model = find_flag_model(tables)
        self.course_overrides = find_model("waffle_utils", "WaffleFlagCourseOverrideModel", tables)
        self.org_overrides = find_model("waffle_utils", "WaffleFlagOrgOverrideModel", tables)

    @property
    def has_tables(self) -> bool:
        """Whether no table is missing, so that the state of every course is known."""
        return None not in (self.model, self.course_overrides, self.org_overrides)

    def read_courses(self, orgs: Mapping[str, str]) -> dict[str, FlagState]:
        """
        Return the state of the flag for each course, by course key, in at most two queries.

        ``orgs`` maps course keys to the stored organization, which counts only if the key itself cannot be parsed.
        """
        orgs = {key: _org_of(key, stored) for key, stored in orgs.items()}
        fold = text_folding(self._alias)
        by_course = self._read_choices(self.course_overrides, "course_id", orgs, fold)
        by_org = self._read_choices(self.org_overrides, "org", set(orgs.values()), fold)
        states = {}
        for key, org in orgs.items():
            if (choice := by_course.get(fold(key))) is not None:
                states[key] = FlagState(choice, _COURSE_OVERRIDES[choice], True)
            elif (choice := by_org.get(fold(org))) is not None:
                states[key] = FlagState(choice, _ORG_OVERRIDES[choice], True)
            else:
                states[key] = self.default
        return states

    def read_overrides(self, examples: int) -> list[Overrides]:
        """Return the active overrides of courses and of organizations, with up to ``examples`` of each."""
        found = []
        for scope, key, model in (
            ("course", "course_id", self.course_overrides),
            ("organization", "org", self.org_overrides),
        ):
            if model is None:
                continue
            rows = model.objects.using(self._alias).filter(waffle_flag=self._name)
            newest = rows.filter(**{key: OuterRef(key)}).order_by("-change_date", "-pk").values("pk")[:1]
            active = rows.filter(pk=Subquery(newest), enabled=True)
            if count := active.count():
                some = active.order_by(key).values_list(key, "override_choice")[:examples]
                found.append(Overrides(scope, count, tuple((str(value), str(choice)) for value, choice in some)))
        return found

    @cached_property
    def default(self) -> FlagState:
        """The state without overrides, which is read once."""
        row = self.model and self.model.objects.using(self._alias).filter(name=self._name).first()
        if not row:
            default = _waffle_default()
            return FlagState(default, _WITHOUT_ROW[default], False)
        value, reason = _evaluate(row)
        return FlagState(value, reason, True)

    def _read_choices(self, model: Any, column: str, keys: Iterable[str], fold: Any) -> Mapping[str, bool]:
        """Return the choice in the newest row of each key, without keys whose newest row is disabled."""
        if model is None or not keys:
            return {}
        rows = model.objects.using(self._alias).annotate(key=as_text(column))
        rows = rows.filter(waffle_flag=self._name, key__in=list(keys)).order_by("change_date", "pk")
        newest = {
            fold(key): choice if enabled else None
            for key, enabled, choice in rows.values_list("key", "enabled", "override_choice")
        }
        return {key: choice == "on" for key, choice in newest.items() if choice in ("on", "off")}


def read_flag_rows(alias: str, examples: int = 3) -> FlagRows | None:
    """
    Return what the database ``alias`` stores about the flag, with up to ``examples`` overrides of each scope.

    Missing tables and tables that cannot be read count as empty. Returns ``None`` if there is no connection. A
    transaction of the caller can go on after an error, because the queries have a savepoint.
    """
    try:
        with transaction.atomic(using=alias):
            flag = CourseFlag(alias, table_names(alias))
            row = flag.default.reason if flag.default.stored else None
            return FlagRows(row, tuple(flag.read_overrides(examples)))
    except (Error, ImproperlyConfigured):
        return FlagRows(None, ()) if connections[alias].connection else None


def platform_reads_flag() -> bool:
    """Return whether the running edx-platform still defines the flag; ``False`` outside edx-platform."""
    return has_vendor_rules() is True


def _evaluate(row: Any) -> tuple[bool | None, str]:
    """Return what the flag's own ``row`` means for authors, who are logged in, and why."""
    if row.everyone:
        return True, TranslatableText("the flag is on for everyone")
    if row.everyone is not None:
        return False, TranslatableText("the flag is off for everyone")
    if row.authenticated and not row.testing:
        return True, TranslatableText("the flag is on for all logged-in users")
    conditions = (row.percent, row.testing, row.superusers, row.staff, row.authenticated, row.languages)
    if any(conditions) or any(getattr(row, people).exists() for people in ("users", "groups") if hasattr(row, people)):
        return None, TranslatableText("the flag is on for some users only")
    return False, TranslatableText("the flag is off")


def _waffle_default() -> bool:
    try:
        from waffle.utils import get_setting
    except ImportError:
        return False
    return bool(get_setting("FLAG_DEFAULT"))


def _org_of(course_key: str, stored: str) -> str:
    """Return the organization in the course key, as the platform does, or ``stored`` if the key cannot be parsed."""
    try:
        return str(CourseKey.from_string(course_key).org)
    except InvalidKeyError:
        return stored
