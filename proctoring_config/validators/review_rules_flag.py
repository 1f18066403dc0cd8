"""What the database says through the waffle flag ``studio.show_review_rules`` -> problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from proctoring_config.problems import Problem, kinds

FLAG = "studio.show_review_rules"


@dataclass(frozen=True)
class Overrides:
    """The overrides in force of one ``scope`` ("course" or "organisation"): their number, and a few by key."""

    scope: str
    count: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FlagState:
    """The flag's own row in words (``None``: no row), and the overrides in force."""

    row: str | None
    overrides: tuple[Overrides, ...]


def validate_flag(state: FlagState, *, still_read: bool) -> list[Problem]:
    """
    Return a warning for the flag's row and one for the overrides of each scope.

    ``still_read`` says whether the running release reads the flag: then the rows will stop working, and deleting them
    now would change Studio at once; otherwise they are dead.
    """
    kind = kinds.FLAG_STILL_READ if still_read else kinds.FLAG_DEAD
    return [kind.problem(path, state=said, command=command) for path, said, command in _rows(state)]


def _rows(state: FlagState) -> Iterator[tuple[tuple[str, ...], str, str]]:
    root = f"waffle flag {FLAG}"
    if state.row:
        yield (root,), state.row, f"run manage.py waffle_delete --flags {FLAG}"
    for overrides in state.overrides:
        command = f"disable the overrides in the Django admin, under Waffle flag {_MODEL[overrides.scope]} overrides"
        yield (root, f"{overrides.scope} overrides"), _said(overrides), command


_MODEL = {"course": "course", "organisation": "org"}


def _said(overrides: Overrides) -> str:
    some = ", ".join(f"{key} {choice}" for key, choice in overrides.examples)
    more = overrides.count - len(overrides.examples)
    return f"{overrides.count} in force: {some}" + (f" and {more} more" if more else "")
