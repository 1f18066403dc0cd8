"""Problems with their places in files."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from proctoring_config import kinds
from proctoring_config.files.setting import Setting, find
from proctoring_config.files.source import Source
from proctoring_config.files.tree import Entry, Mapping
from proctoring_config.files.values import plain
from proctoring_config.problems import Problem
from proctoring_config.validators.backends import validate_backends


class Finding(NamedTuple):
    """A problem and the place of the key that it is about, or of the deepest key above it that there is."""

    problem: Problem
    file: str
    line: int
    column: int

    @property
    def order(self) -> tuple[str, int, int, str]:
        """What findings are sorted by."""
        return self.file, self.line, self.column, self.problem.id


def placed(problem: Problem, entry: Entry) -> Finding:
    """Return ``problem`` as it is found at ``entry``."""
    return Finding(problem, entry.source.name, *entry.position)


def judged(setting: Setting) -> list[Finding]:
    """Return what is wrong with the value of ``setting``. Raises UntreatableError where its aliases explode."""
    problems = validate_backends(plain(setting.entry), root=setting.path)
    depth = len(setting.path)
    return [
        placed(problem, [setting.entry, *find(setting.entry.node, problem.path[depth:])][-1]) for problem in problems
    ]


def find_ambiguous_keys(setting: Setting) -> Iterator[Finding]:
    """Yield a warning for each duplicate key and each disagreeing merge: the setting itself, providers, options."""
    for holder in setting.holders:
        entry = holder.entries[setting.path[-1]]
        yield from _repetitions(holder.repeated.get(entry.key, ()), setting.path)
        if entry.key in holder.unstable:
            yield _unstable(setting.path, entry.source, holder.unstable[entry.key])
        mappings: list[tuple[tuple[Hashable, ...], Entry]] = [(setting.path, entry)]
        if isinstance(entry.node, Mapping):
            mappings += [((*setting.path, key), provider) for key, provider in entry.node.entries.items()]
        for path, above in {id(above.node): (path, above) for path, above in mappings}.values():
            if isinstance(above.node, Mapping):
                for entries in above.node.repeated.values():
                    yield from _repetitions(entries, (*path, entries[0].key))
                for key, offset in above.node.unstable.items():
                    yield _unstable((*path, key), above.source, offset)


def _unstable(path: tuple[Hashable, ...], source: Source, offset: int) -> Finding:
    return Finding(kinds.MERGES_DISAGREE.at(path), source.name, *source.position(offset))


def _repetitions(entries: Sequence[Entry], path: tuple[Hashable, ...]) -> Iterator[Finding]:
    for entry in entries[1:]:
        yield placed(kinds.DUPLICATE_KEY.at(path, line=entries[0].position[0]), entry)
