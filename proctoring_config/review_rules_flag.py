"""
What the database still says through the waffle flag ``studio.show_review_rules``, which the provider's option replaces.

The flag's row is django-waffle's; the overrides of courses and organisations are history tables of edx-platform's
``waffle_utils``, in which the newest row of a key counts, if it is enabled. Rule: PR openedx-platform#37576.
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db.models import OuterRef, Subquery
from django.db.utils import DatabaseError

from proctoring_config.platform_source import source_holds
from proctoring_config.platform_tables import flag_model, model_of, tables
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
        there = tables(alias)
        return FlagState(_row(alias, there), tuple(_overrides(alias, there, examples)))
    except (DatabaseError, ImproperlyConfigured):
        return FlagState(None, ())


def _row(alias: str, there: set[str]) -> str | None:
    model = flag_model(there)
    row = model and model.objects.using(alias).filter(name=FLAG).first()
    if not row:
        return None
    if row.everyone is None:
        return "the flag has a row with conditions of its own"
    return "the flag is on for everyone" if row.everyone else "the flag is off for everyone"


def _overrides(alias: str, there: set[str], examples: int) -> list[Overrides]:
    found = []
    for scope, key, name in _OVERRIDES:
        model = model_of("waffle_utils", name, there)
        if model is None:
            continue
        rows = model.objects.using(alias).filter(waffle_flag=FLAG)
        newest = rows.filter(**{key: OuterRef(key)}).order_by("-change_date", "-pk").values("pk")[:1]
        in_force = rows.filter(pk=Subquery(newest), enabled=True)
        if count := in_force.count():
            some = in_force.order_by(key).values_list(key, "override_choice")[:examples]
            found.append(Overrides(scope, count, tuple((str(value), str(choice)) for value, choice in some)))
    return found
