"""The findings of ``check`` in a setting: problems, duplicate and ambiguous keys, parts that cannot be checked."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from proctoring_config.cli.hints import adapt_hint
from proctoring_config.files import tree
from proctoring_config.files.merges import find_overridden_keys, find_unstable_keys
from proctoring_config.files.misindented import find_odd_spaces, place_problems
from proctoring_config.files.quotes import explain_by_quotes, find_open_quotes
from proctoring_config.files.read import Document
from proctoring_config.files.setting import Setting, find, find_neighbors
from proctoring_config.files.source import Source
from proctoring_config.files.texts import is_python_text
from proctoring_config.files.values import find_unresolved_key, plain
from proctoring_config.options import DEFAULT, FEATURES, NEIGHBORS, SETTING
from proctoring_config.problems import Problem, format_path, kinds
from proctoring_config.text import TranslatableText
from proctoring_config.validators.backends import validate_backends
from proctoring_config.validators.constructor_options import validate_constructor_options
from proctoring_config.validators.neighbors import validate_features, validate_neighbors
from proctoring_config.validators.skeleton import PartlyKnown

_Path = tuple[Hashable, ...]
_PREFIX = re.compile(r"([A-Z][A-Z0-9_]*_)?PROCTORING_SETTINGS|FEATURES")
# Problems that may be the cause of others at the same place.
_CAUSES = (kinds.DUPLICATE_KEY.id, kinds.SETTING_NOT_READ.id, kinds.PATCH_NOT_READ.id)
_REPEATED = TranslatableText("It is used first")
_KEEP_ONE, _KEEP_ALL = TranslatableText("Remove all but one"), TranslatableText("Merge the entries into one")
_REMOVE_NULL = TranslatableText("Remove this entry, which has no value")
_MERGED_TWICE = TranslatableText("Two merges (<<) disagree; the first is")
_MERGE_ONE = TranslatableText("Write the key in the mapping itself, or merge only one mapping that has it")


class LocatedProblem(NamedTuple):
    """A problem and the position of its key, or of the nearest key above it if the key is missing."""

    problem: Problem
    file: str
    line: int
    column: int

    @property
    def order(self) -> tuple[str, int, int, bool, str]:
        """The sort key. At the same place, the cause of other problems comes first."""
        return self.file, self.line, self.column, self.problem.id not in _CAUSES, self.problem.id


class UncheckedPart(NamedTuple):
    """
    A part of the setting that another tool fills in, and the position of its key.

    If it ``is_conditional``, it was checked for each result of the conditions in the code that it depends on.
    """

    path: str
    file: str
    line: int
    column: int
    is_conditional: bool = False

    @classmethod
    def locate(cls, path: _Path, entry: tree.Entry, *, is_conditional: bool = False) -> UncheckedPart:
        """Return the part at ``path`` with the position of ``entry``."""
        return cls(format_path(path), entry.source.name, *entry.position, is_conditional)


def locate(problem: Problem, entry: tree.Entry) -> LocatedProblem:
    """Return ``problem`` with the position of ``entry``, and with a hint that fits how it is written there."""
    return LocatedProblem(replace(problem, hint=adapt_hint(problem, entry)), entry.source.name, *entry.position)


def check_value(setting: Setting) -> list[LocatedProblem]:
    """Return the problems of the value of ``setting``. Raises InputError if its aliases expand too far."""
    value, root = plain(setting.entry), setting.path
    problems = validate_backends(value, root=root)
    for problem in validate_constructor_options(value, root=root):
        if find_unresolved_key(setting.nearest_entry(problem.path).node) is None:
            problems.append(problem)
    open_quotes = [
        quote
        for quote in find_open_quotes(setting.entry, root)
        if len(quote.path) > len(root) + 1 or quote.path[-1] == DEFAULT
    ]
    if open_quotes:
        problems = list(explain_by_quotes(problems, open_quotes, setting))
    found = [*place_problems(setting, problems), *find_odd_spaces(setting)]
    return [locate(*one) for one in (*found, *((quote.problem, quote.entry) for quote in open_quotes))]


def check_neighbors(setting: Setting) -> list[LocatedProblem]:
    """
    Return the problems of the settings next to ``setting``.

    If its key has a prefix, as in the variables of Ansible, theirs have the same one. There and in patches of Tutor, a
    switch that is missing is not a problem, because other variables or patches may set it.
    """
    prefix, name, rest = setting.path[-1].rpartition(SETTING)
    if not name or rest:
        return []
    entries = find_neighbors(setting, [prefix + name for name in (SETTING, *NEIGHBORS)])
    return _check_entries(entries, setting, prefix)


def check_without_setting(document: Document) -> list[LocatedProblem]:
    """Return the problems of the settings that belong to ``PROCTORING_BACKENDS`` in a document without it."""
    located = []
    for key, entry in document.root.entries.items():
        found = _PREFIX.fullmatch(key) if isinstance(key, str) else None
        if found:
            neighbor, prefix = Setting((str(key),), entry, (document.root,)), found[1] or ""
            entries = find_neighbors(neighbor, [prefix + name for name in NEIGHBORS])
            located += _check_entries(entries, neighbor, prefix)
    return list(dict.fromkeys(located))


def postpone(located: LocatedProblem) -> LocatedProblem:
    """Return the problem of a misplaced setting, whose effect is that of the setting once it is read."""
    message = TranslatableText(
        "{message} This applies as soon as the setting is read.", message=located.problem.message
    )
    return located._replace(problem=replace(located.problem, message=message))


def _check_entries(entries: Mapping[str, tree.Entry], setting: Setting, prefix: str) -> list[LocatedProblem]:
    above = setting.path[:-1]
    values = {name.removeprefix(prefix): plain(entry) for name, entry in entries.items()}
    features = values.get(FEATURES)
    if isinstance(features, dict) and (prefix or setting.beside is not None):
        values[FEATURES] = PartlyKnown(features)
    located = []
    problems = validate_neighbors(values, root=above, prefix=prefix)
    if not is_python_text(setting.entry.source):
        problems += validate_features(values, root=above, prefix=prefix)
    for problem in problems:
        setting_name, *below = problem.path[len(above) :]
        entry = entries[str(setting_name)]
        located.append(locate(problem, [entry, *find(entry.node, below)][-1]))
    for name, entry in entries.items():
        quotes = find_open_quotes(entry, (*above, name)) if name != prefix + SETTING else ()
        located += [locate(quote.problem, quote.entry) for quote in quotes if SETTING not in quote.path]
    return located


def find_ambiguous_keys(setting: Setting) -> Iterator[LocatedProblem]:
    """Yield a warning for each duplicate key and each disagreeing merge: the setting itself, providers, options."""
    for part in setting.parts:
        entry = part.entry
        yield from _report_duplicates(part.above[-1].repeated.get(entry.key, ()), part.path)
        for depth, mapping in enumerate(part.above, start=1):
            yield from _report_merges(mapping, part.path[: depth - 1], entry.source, only=part.path[depth - 1])
        for path, mapping, source in _mappings_within(entry, part.path):
            if len(path) < len(part.path) + 2:
                for entries in mapping.repeated.values():
                    yield from _report_duplicates(entries, (*path, entries[0].key))
            yield from _report_merges(mapping, path, source)


def _mappings_within(entry: tree.Entry, path: _Path) -> Iterator[tuple[_Path, tree.MappingNode, Source]]:
    """Yield the setting, its providers and their options if they are mappings, each mapping once."""
    level, seen = [(path, entry)], set()
    for _ in range(3):
        below = []
        for above, found in level:
            if isinstance(found.node, tree.MappingNode) and id(found.node) not in seen:
                seen.add(id(found.node))
                yield above, found.node, found.source
                below += [((*above, key), child) for key, child in found.node.entries.items()]
        level = below


def _report_merges(
    mapping: tree.MappingNode, path: _Path, source: Source, only: Hashable = None
) -> Iterator[LocatedProblem]:
    for key, offset in find_unstable_keys(mapping).items():
        if only in (None, key):
            problem = kinds.MERGES_DISAGREE.problem((*path, key))
            yield LocatedProblem(problem, source.name, *source.position(offset))
    for key, (first, last) in find_overridden_keys(mapping).items():
        if only in (None, key):
            line = source.position(first)[0]
            problem = kinds.DUPLICATE_KEY.problem((*path, key), fault=_MERGED_TWICE, line=line, hint=_MERGE_ONE)
            yield LocatedProblem(problem, source.name, *source.position(last))


def _has_content(node: tree.Node) -> bool:
    """Return whether a value consists of several others, which are lost if it is removed."""
    return bool(isinstance(node, tree.MappingNode) and node.entries) or bool(
        isinstance(node, tree.ListNode) and any(isinstance(item, tree.MappingNode) for item in node.items)
    )


def _report_duplicates(entries: Sequence[tree.Entry], path: tuple[Hashable, ...]) -> Iterator[LocatedProblem]:
    has_content = any(_has_content(tree.resolve(entry.node)) for entry in entries)
    for entry in entries[1:]:
        hint = _KEEP_ALL if has_content else _KEEP_ONE
        if _is_null(entry) and not _is_null(entries[0]):
            hint = _REMOVE_NULL
        line = entries[0].position[0]
        yield locate(kinds.DUPLICATE_KEY.problem(path, fault=_REPEATED, line=line, hint=hint), entry)


def _is_null(entry: tree.Entry) -> bool:
    node = tree.resolve(entry.node)
    return isinstance(node, tree.ScalarNode) and node.value is None
