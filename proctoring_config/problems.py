"""
The one kind of finding: every validator returns a list of :class:`Problem`, and everything that a user sees (system
checks, command line, start-up log, pages) renders it. ``kinds.py`` is the table of what can be found.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

PREFIX = "proctoring_config."


class Severity(Enum):
    """How bad a problem is; the value is the word that users read."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """
    One finding about one place in the configuration.

    ``path`` leads to the place: the name of the setting, then provider and option (``("PROCTORING_BACKENDS",
    "mock", "show_review_rules")``). ``message`` and ``hint`` are one line each and never hold a value from the
    settings other than a boolean, an option's name or a provider's name.
    """

    id: str
    severity: Severity
    path: tuple[Hashable, ...]
    message: str
    hint: str

    @property
    def location(self) -> str:
        """The path as messages have it."""
        return location(self.path)

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"

    def as_json(self) -> dict[str, str]:
        """Return the problem as every report in JSON has it; a key may be added, but none removed or changed."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "path": self.location,
            "message": self.message,
            "hint": self.hint,
        }


@dataclass(frozen=True)
class Kind:
    """A row of the table: an id, what the id means, and the wording of its problems (``str.format`` templates)."""

    id: str
    title: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        """``ERROR`` for ``proctoring_config.E...``, else ``WARNING``."""
        return Severity.ERROR if self.id.removeprefix(PREFIX).startswith("E") else Severity.WARNING

    def at(self, path: tuple[Hashable, ...], **words: object) -> Problem:
        """Return the problem of this kind at ``path``, its templates filled with ``words``."""
        return Problem(self.id, self.severity, path, self.message.format(**words), self.hint.format(**words))


def location(path: tuple[Hashable, ...]) -> str:
    """Return ``path`` as Python would write it: ``PROCTORING_BACKENDS['mock']['show_review_rules']``."""
    root, *keys = path
    return str(root) + "".join(f"[{shown(key)}]" for key in keys)


def shown(name: object) -> str:
    """Return a provider's or an option's name as messages quote it: one line, at most 60 characters or so."""
    if isinstance(name, str):
        return repr(str(name) if len(name) <= 60 else name[:57] + "...")
    if name is None or (isinstance(name, int) and abs(name) < 10**9):
        return repr(name)
    return described(name)


def described(value: object) -> str:
    """Return what a value is without saying what it holds: ``"a string"``, ``"a list"``, ``"true"``."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return str(value).lower()
    for types, words in _TYPES:
        if isinstance(value, types):
            return words
    return f"a value of type {type(value).__name__[:40]}"


_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, "a string"),
    (bytes, "bytes"),
    ((int, float, complex), "a number"),
    (Mapping, "a mapping"),
    ((list, tuple, set, frozenset), "a list"),
)
