"""Validate what the database stores about the waffle flag ``studio.show_review_rules``."""

from __future__ import annotations

from collections.abc import Iterator

from proctoring_config.edx_platform.flag import FlagRows, Overrides
from proctoring_config.options import REVIEW_RULES_FLAG
from proctoring_config.problems import Problem, platform_kinds
from proctoring_config.text import TranslatableText, escape_unprintable

_ROOT = f"waffle flag {REVIEW_RULES_FLAG}"
_OVERRIDES = {
    "course": TranslatableText("course overrides"),
    "organization": TranslatableText("organization overrides"),
}


def validate_flag(rows: FlagRows, *, still_read: bool) -> list[Problem]:
    """
    Return a warning for the flag's own row, and one for the active overrides of each scope.

    ``still_read`` tells whether the running release reads the flag. If it does, the rows will stop working after an
    upgrade, and deleting them now would change Studio at once; if it does not, they can be deleted.
    """
    kind = platform_kinds.FLAG_STILL_READ if still_read else platform_kinds.FLAG_DEAD
    return [kind.problem(path, state=state) for path, state in _describe(rows)]


def _describe(rows: FlagRows) -> Iterator[tuple[tuple[str, ...], str]]:
    if rows.row:
        yield (_ROOT,), rows.row
    for overrides in rows.overrides:
        yield (_ROOT, _OVERRIDES[overrides.scope]), _describe_overrides(overrides)


def _describe_overrides(overrides: Overrides) -> str:
    examples = escape_unprintable(", ".join(f"{key} {choice}" for key, choice in overrides.examples))
    more = overrides.count - len(overrides.examples)
    if more:
        return TranslatableText(
            "{count} active overrides: {examples} and {more} more",
            count=overrides.count,
            examples=examples,
            more=more,
        )
    return TranslatableText("active overrides: {examples}", examples=examples)
