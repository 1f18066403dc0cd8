"""
The type of every finding.

Every validator returns a list of :class:`Problem`. System checks, command line, start-up log and pages render it. The
kinds are in ``kinds.py``, ``platform_kinds.py`` and ``course_kinds.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from proctoring_config.problems.names import MAX_LENGTH, find_lookalikes, looks_like_name, straighten
from proctoring_config.text import TranslatableText, localize

PREFIX = "proctoring_config."
#: Printed instead of a key that does not look like a name.
NAME_NOT_SHOWN = TranslatableText("name not shown")


class Severity(Enum):
    """The severity of a problem. The value is the word that users see."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """
    A problem at one place in the configuration.

    ``path`` leads to the place: the name of the setting, then provider and option (``("PROCTORING_BACKENDS",
    "mock", "show_review_rules")``). ``message`` and ``hint`` are one line each. Of the settings, they contain only
    booleans (quoted ones too, such as 'no'), the support address, and the names of options, providers and plugins.
    """

    id: str
    severity: Severity
    path: tuple[Hashable, ...]
    message: str
    hint: str

    @property
    def location(self) -> str:
        """The path as messages print it."""
        return format_path(self.path)

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"

    def localize(self, gettext: Callable[[str], str]) -> Problem:
        """Return the problem with message and hint in the language into which ``gettext`` translates."""
        return replace(self, message=localize(self.message, gettext), hint=localize(self.hint, gettext))

    def as_json(self) -> dict[str, str]:
        """Return the problem as it appears in JSON reports. Keys may be added, but never removed or changed."""
        return {
            "id": self.id,
            "severity": self.severity.value,
            "path": self.location,
            "message": self.message,
            "hint": self.hint,
        }


class Kind(NamedTuple):
    """A row of the table: an id, a title, and the ``str.format`` templates of its messages and hints."""

    id: str
    title: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        """``ERROR`` if the id starts with ``proctoring_config.E``, else ``WARNING``."""
        return Severity.ERROR if self.id.removeprefix(PREFIX).startswith("E") else Severity.WARNING

    def problem(self, path: tuple[Hashable, ...], **words: object) -> Problem:
        """Return a problem of this kind at ``path``, with the templates filled in from ``words``."""
        message, hint = TranslatableText(self.message, **words), TranslatableText(self.hint, **words)
        return Problem(self.id, self.severity, path, message, hint)


@dataclass(frozen=True)
class Unreadable:
    """Stands for a value of the settings that cannot be read, or has none of the types that settings files have."""

    type_name: str


def format_path(path: tuple[Hashable, ...]) -> str:
    """Return ``path`` in Python's notation: ``PROCTORING_BACKENDS['mock']['show_review_rules']``."""
    root, *keys = path
    return str(root) + "".join(f"[{quote_name(key)}]" for key in keys)


def quote_name(name: object) -> str:
    """
    Return the name of a provider or an option as messages quote it, on one line.

    A key that does not look like a name is not shown, because it may contain a secret. Invisible characters in a name
    are escaped.
    """
    if isinstance(name, TranslatableText):  # words of this package
        return repr(str(name))
    if isinstance(name, str):
        is_alike = len(name) <= 2 * MAX_LENGTH and find_lookalikes(name) and looks_like_name(straighten(name))
        if not name or looks_like_name(name) or is_alike:
            return repr(str(name))
        return NAME_NOT_SHOWN
    if name is None or (isinstance(name, int) and abs(name) < 10**9):
        return repr(name)
    return describe(name)


def describe(value: object) -> str:
    """Return the type of a value (``"a string"``, ``"a list"``), or the value itself if it is a boolean or null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    for types, words in _TYPES:
        if isinstance(value, types):
            return words
    name = value.type_name if isinstance(value, Unreadable) else type(value).__name__
    return TranslatableText("a value of type {name}", name=name[:40])


_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, TranslatableText("a string")),
    (bytes, TranslatableText("bytes")),
    ((int, float), TranslatableText("a number")),
    (complex, TranslatableText("a complex number")),
    (Mapping, TranslatableText("a mapping")),
    ((list, tuple, set, frozenset), TranslatableText("a list")),
)
