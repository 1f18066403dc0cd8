"""
Find quoted values of YAML that go on to other lines and contain the keys there, because a quote was not closed.

The validators see only the value, in which the lines are joined.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from proctoring_config.files.read import is_json
from proctoring_config.files.setting import Setting
from proctoring_config.files.source import FileError, Source
from proctoring_config.files.texts import is_python_text
from proctoring_config.files.tree import Entry, ListNode, MappingNode, Node, ScalarNode, child
from proctoring_config.options import DEFAULT, OPTIONS, OWN_PLUGINS, VENDOR, VENDOR_OPTIONS
from proctoring_config.problems import NAME_NOT_SHOWN, Problem, Severity, kinds, platform_kinds, quote_name
from proctoring_config.text import TranslatableText

_KEY = re.compile(r"""([ \t]*)["']?([\w.-]{1,60})["']?[ ]?:(?=\s|\Z)""")
_DEEPEST = 4
_KNOWN = {*OPTIONS, *OWN_PLUGINS, DEFAULT, VENDOR}


class OpenQuote(NamedTuple):
    """
    The value of ``entry`` at ``path``, whose quotes enclose the keys ``names`` on the lines below it.

    The quote should be closed on the line ``first``, and is closed on the line ``last``.
    """

    path: tuple[Hashable, ...]
    entry: Entry
    names: Sequence[str]
    first: int
    last: int

    @property
    def hint(self) -> TranslatableText:
        """The edit that separates the value from the keys."""
        return TranslatableText(
            "Write the closing quote at the end of the value on line {first}, and remove the one on line {last}",
            first=self.first,
            last=self.last,
        )

    @property
    def problem(self) -> Problem:
        """The problem of the value. Of secrets, it shows only words that are names anyway."""
        is_secret = any(option.name in self.path and option.secret for option in OPTIONS.values())
        shown = [quote_name(name) if name in _KNOWN or not is_secret else NAME_NOT_SHOWN for name in self.names]
        names = ", ".join(dict.fromkeys(shown))
        return kinds.KEYS_IN_VALUE.problem(self.path, names=names, hint=self.hint)


def find_open_quotes(entry: Entry, path: tuple[Hashable, ...]) -> Iterator[OpenQuote]:
    """Yield the values below ``entry``, which is at ``path``, whose quotes enclose keys of the lines below them."""
    seen: set[int] = set()
    pending = [(path, entry, False)]
    while pending:
        where, found, is_flow = pending.pop()
        node = found.node
        if id(node) in seen or is_json(found.source) or is_python_text(found.source):
            continue
        seen.add(id(node))
        if isinstance(node, MappingNode) and len(where) - len(path) < _DEEPEST:
            pending += [((*where, key), below, node.is_flow) for key, below in node.entries.items()]
        for scalar in node.items if isinstance(node, ListNode) else [node]:
            names, first = find_keys_inside(scalar, found.source, 0 if is_flow else found.position[1])
            if names:
                yield OpenQuote(where, found, names, first, found.source.position(scalar.end - 1)[0])


def find_enclosing_quotes(entry: Entry, where: str, name: str) -> FileError | None:
    """Return the error for a text at ``where`` whose quotes enclose the key ``name`` of another line, or ``None``."""
    names, first = find_keys_inside(entry.node, entry.source, entry.position[1])
    if name not in names:
        return None
    last = entry.source.position(entry.node.end - 1)[0]
    quote = OpenQuote((), entry, names, first, last)
    return entry.source.error_at(entry.offset, f"the quotes around {where} contain {name}", str(quote.hint))


def find_keys_inside(node: Node, source: Source, column: int) -> tuple[list[str], int]:
    """
    Return the keys on the lines below the first one of a quoted value, and the line above them.

    Names of options count everywhere, and all other names if they are not indented further than ``column``.
    """
    names: list[str] = []
    first = above = 0
    if not isinstance(node, ScalarNode) or node.style not in ("'", '"'):
        return names, first
    offset = node.start
    for line in source.text[node.start : node.end].splitlines(keepends=True):
        found = _KEY.match(line) if above else None
        if found:
            name, indent = found[2], source.position(offset + found.end(1))[1]
            if name in OPTIONS or name == DEFAULT or indent <= column:
                names.append(name)
                first = first or above
        if line.strip():
            above = source.position(offset)[0]
        offset += len(line)
    return list(dict.fromkeys(names)), first


def explain_by_quotes(problems: Iterable[Problem], quotes: Sequence[OpenQuote], setting: Setting) -> Iterator[Problem]:
    """Yield the ``problems`` of ``setting`` that remain if ``quotes`` are closed, and errors with the same hint."""
    names = {name for quote in quotes for name in quote.names}
    default = child(setting.entry.node, DEFAULT)
    for problem in problems:
        same = next((quote for quote in quotes if quote.path == problem.path), None)
        missing = _find_missing(problem, setting)
        quote = same or next((quote for quote in quotes if missing & set(quote.names)), None)
        is_found = problem.id == kinds.DEFAULT_NOT_CONFIGURED.id and getattr(default, "value", None) in names
        if problem.severity is Severity.ERROR and quote:
            yield replace(problem, hint=quote.hint)
        elif not (same or is_found or (missing and missing <= names)):
            yield problem


def _find_missing(problem: Problem, setting: Setting) -> set[str]:
    """Return the keys that are missing according to a problem."""
    if problem.id == kinds.DEFAULT_MISSING.id:
        return {DEFAULT}
    required: Iterable[str] = ()
    if problem.id == platform_kinds.CONSTRUCTOR_OPTIONS_MISSING.id:
        required = OWN_PLUGINS.get(str(problem.path[-1]), ())
    elif problem.id == kinds.VENDOR_WITHOUT_OPTIONS.id:
        required = [option.name for option in VENDOR_OPTIONS]
    options = setting.nearest_entry(problem.path).node
    return {name for name in required if child(options, name) is None}
