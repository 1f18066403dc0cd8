"""What ``check`` finds in a setting: problems, duplicate and ambiguous keys, parts that cannot be checked."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from proctoring_config.files import tree
from proctoring_config.files.merges import find_unstable_keys
from proctoring_config.files.setting import Setting, find, find_neighbors
from proctoring_config.files.source import Source
from proctoring_config.files.values import has_unresolved_keys, plain
from proctoring_config.problems import Problem, kinds
from proctoring_config.validators.backends import ROOT, validate_backends
from proctoring_config.validators.constructor_options import validate_constructor_options
from proctoring_config.validators.neighbors import NEIGHBORS, validate_neighbors

_Path = tuple[Hashable, ...]


class LocatedProblem(NamedTuple):
    """A problem and the position of its key, or of the nearest key above it if the key is missing."""

    problem: Problem
    file: str
    line: int
    column: int

    @property
    def order(self) -> tuple[str, int, int, str]:
        """The sort key."""
        return self.file, self.line, self.column, self.problem.id


class UncheckedPart(NamedTuple):
    """A part of the setting that another tool fills in, and the position of its key."""

    path: str
    file: str
    line: int
    column: int


def locate(problem: Problem, entry: tree.Entry) -> LocatedProblem:
    """Return ``problem`` with the position of ``entry``."""
    return LocatedProblem(problem, entry.source.name, *entry.position)


def check_value(setting: Setting) -> list[LocatedProblem]:
    """Return the problems of the value of ``setting``. Raises InputError if its aliases expand too far."""
    value = plain(setting.entry)
    problems = validate_backends(value, root=setting.path)
    for problem in validate_constructor_options(value, root=setting.path):
        if not has_unresolved_keys(setting.nearest_entry(problem.path).node):
            problems.append(problem)
    return [locate(problem, setting.nearest_entry(problem.path)) for problem in problems]


def check_neighbors(setting: Setting) -> list[LocatedProblem]:
    """Return the problems of the settings next to ``setting``, if it has the name that edx-platform reads."""
    if setting.path[-1:] != ROOT:
        return []
    entries = find_neighbors(setting, (setting.path[-1], *NEIGHBORS))
    above = setting.path[:-1]
    problems = validate_neighbors({name: plain(entry) for name, entry in entries.items()}, root=above)
    located = []
    for problem in problems:
        name, *rest = problem.path[len(above) :]
        entry = entries[str(name)]
        located.append(locate(problem, [entry, *find(entry.node, rest)][-1]))
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


def _report_duplicates(entries: Sequence[tree.Entry], path: tuple[Hashable, ...]) -> Iterator[LocatedProblem]:
    for entry in entries[1:]:
        yield locate(kinds.DUPLICATE_KEY.problem(path, line=entries[0].position[0]), entry)
