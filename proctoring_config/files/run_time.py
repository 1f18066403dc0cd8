"""
Find out what of a setting is known only at run time.

What depends on conditions in Python is resolved: each combination of them gives a setting of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from proctoring_config.files.setting import Setting
from proctoring_config.files.source import FileError
from proctoring_config.files.texts import is_python_text
from proctoring_config.files.tree import ChoiceNode, Entry, MappingNode, Node
from proctoring_config.files.values import find_unresolved_key, is_unresolved
from proctoring_config.options import NEIGHBORS
from proctoring_config.validators.skeleton import LEVELS

_MOST_CONDITIONS = 4

_Path = tuple[Hashable, ...]


def _resolve_choices(setting: Setting) -> list[Setting | None]:
    """
    Return the setting for each combination of the conditions that it and its neighbors depend on.

    ``None`` means that it is not set. If there are many conditions, they are taken to be all true, all false, and
    true or false one by one.
    """
    entries = [part.above[-1].entries.get(name) for part in setting.parts for name in NEIGHBORS]
    found = {choice.condition for entry in (setting.entry, *entries) if entry for _, _, choice in _choices((), entry)}
    conditions = sorted(found)
    return [_resolve(setting, answers) for answers in _combine(conditions)] if conditions else [setting]


def find_known(setting: Setting) -> tuple[list[Setting], FileError | None]:
    """
    Return the setting for each combination of conditions, as far as it is known, and the error about the rest.

    There is an error if the setting, or a provider of it, is known only at run time.
    """
    choices = _resolve_choices(setting)
    known = [one for one in choices if one and not is_unresolved(one.entry.node)]
    return known, _find_unknown(setting, choices)


def _find_unknown(setting: Setting, choices: Sequence[Setting | None]) -> FileError | None:
    for one in choices:
        path, entry = ".".join(setting.path), (one or setting).entry
        by_code = is_python_text(entry.source)
        advice = "run manage.py check --tag proctoring instead" if by_code else "use the rendered file"
        if one is None or is_unresolved(entry.node):
            reason = f"{path} is set by code, which is not run" if by_code else f"{path} is a placeholder"
            return entry.source.error_at(entry.offset, f"{reason}; {advice}")
        for part in one.parts:
            offset = find_unresolved_key(part.entry.node)
            if offset is not None:
                reason = f"{path} may have other providers, whose names are known only at run time"
                return part.entry.source.error_at(offset, f"{reason}; {advice}")
    return None


def find_choices(path: _Path, entry: Entry) -> Iterator[tuple[_Path, Entry]]:
    """Yield the parts of ``entry``, found at ``path``, that depend on a condition, each once."""
    seen = set()
    for where, one, _ in _choices(path, entry):
        if where not in seen:
            seen.add(where)
            yield where, one


def _choices(path: _Path, entry: Entry) -> Iterator[tuple[_Path, Entry, ChoiceNode]]:
    """Yield all choices in an entry, also those within others, with their paths and entries."""
    pending: list[tuple[_Path, Entry, Node | None]] = [(path, entry, entry.node)]
    while pending:
        where, one, node = pending.pop()
        if isinstance(node, ChoiceNode):
            yield where, one, node
            pending += [(where, one, alternative) for alternative in reversed(node.alternatives)]
        elif isinstance(node, MappingNode) and len(where) < len(path) + LEVELS:
            pending += [((*where, key), below, below.node) for key, below in reversed(node.entries.items())]


def _combine(conditions: list[str]) -> Iterator[dict[str, int]]:
    """Yield which of the two alternatives each condition selects."""
    if len(conditions) <= _MOST_CONDITIONS:
        for combination in itertools.product((0, 1), repeat=len(conditions)):
            yield dict(zip(conditions, combination, strict=True))
        return
    for common in (0, 1):
        yield dict.fromkeys(conditions, common)
        for one in conditions[: 2 ** (_MOST_CONDITIONS - 1)]:
            yield {**dict.fromkeys(conditions, common), one: 1 - common}


def _resolve(setting: Setting, answers: Mapping[str, int]) -> Setting | None:
    entry = _resolve_entry(setting.entry, answers, LEVELS)
    if entry is None:
        return None
    parts = tuple(one for part in setting.merged if (one := _resolve(part, answers)))
    *above, last = setting.above or (MappingNode(0, 0),)
    neighbors = {name: last.entries[name] for name in NEIGHBORS if name in last.entries}
    entries = {key: one for key, one in last.entries.items() if key not in neighbors}
    for name, found in neighbors.items():
        if below := _resolve_entry(found, answers, LEVELS):
            entries[name] = below
    root = replace(last, entries={**entries, entry.key: entry})
    return setting._replace(entry=entry, merged=parts, above=(*above, root) if setting.above else ())


def _resolve_entry(entry: Entry, answers: Mapping[str, int], levels: int) -> Entry | None:
    node: Node | None = entry.node
    offset = entry.offset
    while isinstance(node, ChoiceNode):
        number = answers.get(node.condition, 0)
        at = node.offsets[number]
        offset = offset if at is None else at
        node = node.alternatives[number]
    if node is None:
        return None
    if isinstance(node, MappingNode) and levels:
        below = {key: _resolve_entry(one, answers, levels - 1) for key, one in node.entries.items()}
        node = replace(node, entries={key: one for key, one in below.items() if one})
    return Entry(entry.key, node, entry.source, offset)
