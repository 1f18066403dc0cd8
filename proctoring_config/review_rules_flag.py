"""
What the database still says through the waffle flag ``studio.show_review_rules``, which the provider's option replaces.

The flag's row is django-waffle's; the overrides of courses and organisations are history tables of edx-platform's
``waffle_utils``, in which the newest row of a key counts, if it is enabled. Rule: PR openedx-platform#37576.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.models import OuterRef, Subquery
from django.db.utils import DatabaseError

from proctoring_config.platform_source import source_holds
from proctoring_config.validators.review_rules_flag import FLAG, FlagState, Overrides

_PLATFORM_MODULE = "cms.djangoapps.contentstore.config.waffle"
_OVERRIDES = (
    ("course", "course_id", "WaffleFlagCourseOverrideModel"),
    ("organisation", "org", "WaffleFlagOrgOverrideModel"),
)


def platform_reads_flag() -> bool:
    """Return whether the edx-platform of this process still defines the flag; ``False`` outside edx-platform."""
    return source_holds(_PLATFORM_MODULE, "show_review_rules")


def flag_state(alias: str, examples: int = 3) -> FlagState:
    """
    Return what the tables of the database ``alias`` say about the flag, and up to ``examples`` overrides of each scope.

    A table that is missing, or a database that does not answer, says nothing.
    """
    try:
        tables = set(connections[alias].introspection.table_names())
        return FlagState(_row(alias, tables), tuple(_overrides(alias, tables, examples)))
    except (DatabaseError, ImproperlyConfigured):
        return FlagState(None, ())


def _row(alias: str, tables: set[str]) -> str | None:
    if not apps.is_installed("waffle"):
        return None
    from waffle import get_waffle_flag_model

    model: Any = get_waffle_flag_model()
    if model._meta.db_table not in tables:
        return None
    everyone = model.objects.using(alias).filter(name=FLAG).values_list("everyone", flat=True).first()
    if everyone is not None:
        return "the flag is on for everyone" if everyone else "the flag is off for everyone"
    exists = model.objects.using(alias).filter(name=FLAG).exists()
    return "the flag has a row with conditions of its own" if exists else None


def _overrides(alias: str, tables: set[str], examples: int) -> list[Overrides]:
    found = []
    for scope, key, name in _OVERRIDES:
        try:
            model: Any = apps.get_model("waffle_utils", name)
        except LookupError:
            continue
        if model._meta.db_table not in tables:
            continue
        rows = model.objects.using(alias).filter(waffle_flag=FLAG)
        newest = rows.filter(**{key: OuterRef(key)}).order_by("-change_date", "-pk").values("pk")[:1]
        in_force = rows.filter(pk=Subquery(newest), enabled=True)
        if count := in_force.count():
            some = in_force.order_by(key).values_list(key, "override_choice")[:examples]
            found.append(Overrides(scope, count, tuple((str(value), str(choice)) for value, choice in some)))
    return found
