"""
Where the settings of several files disagree.

All values are compared, but only booleans are named: any other value may be a secret.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from proctoring_config.cli.report import LocatedProblem, locate
from proctoring_config.files.setting import Setting
from proctoring_config.files.tree import Entry, Mapping, Scalar
from proctoring_config.files.values import is_unresolved, same
from proctoring_config.options import CAPABILITIES, DEFAULT, Option
from proctoring_config.problems import kinds
from proctoring_config.validators.skeleton import Unresolved

_CAPABILITIES: dict[Hashable, Option] = {option.name: option for option in CAPABILITIES}
_Path = tuple[Hashable, ...]


def compared(settings: Sequence[Setting]) -> Iterator[LocatedProblem]:
    """Yield a warning for each difference between the first of ``settings`` and each other one."""
    for other in settings[1:]:
        yield from _backends(settings[0].entry, other.entry, settings[0].path)


class _Side(NamedTuple):
    """What one file has under a key: an ``entry``, or none, in a mapping which is the value of ``above``."""

    above: Entry
    entry: Entry | None

    @property
    def place(self) -> str:
        """The file, with the line of the entry."""
        name = self.above.source.name
        return f"{name}:{self.entry.position[0]}" if self.entry else name


def _backends(one: Entry, other: Entry, path: _Path) -> Iterator[LocatedProblem]:
    for key, left, right in _pairs(one, other):
        if not left.entry or not right.entry:
            if key != DEFAULT:  # that it is missing is found without comparison
                yield _in_one_only("provider", left, right, (*path, key))
        elif key != DEFAULT:
            yield from _options(left.entry, right.entry, (*path, key))
        elif not same(left.entry.node, right.entry.node):
            yield _difference(right.entry, (*path, key), f"the name is not the same as in {left.place}")


def _options(one: Entry, other: Entry, path: _Path) -> Iterator[LocatedProblem]:
    for key, left, right in _pairs(one, other):
        if key in _CAPABILITIES:
            yield from _capability(_CAPABILITIES[key], left, right, (*path, key))
        elif not left.entry or not right.entry:
            yield _in_one_only("option", left, right, (*path, key))
        elif not same(left.entry.node, right.entry.node):
            yield _difference(right.entry, (*path, key), f"the value is not the same as in {left.place}")


def _capability(option: Option, left: _Side, right: _Side, path: _Path) -> Iterator[LocatedProblem]:
    """Compare what the predicates answer, for which an absent option counts as its default."""
    here, there = (right, left) if right.entry else (left, right)
    answers = [_answer(option, here), _answer(option, there)]
    if here.entry and None not in answers and answers[0] != answers[1]:
        is_here, is_there = (str(answer).lower() for answer in answers)
        by_default = "" if there.entry else "by default "
        difference = f"the option is {is_here} here and {is_there} {by_default}in {there.place}"
        yield _difference(here.entry, path, difference)


def _answer(option: Option, side: _Side) -> bool | None:
    if side.entry is None:
        return bool(option.default)
    if is_unresolved(side.entry.node):
        return None
    value = side.entry.node.value if isinstance(side.entry.node, Scalar) else None
    return value if isinstance(value, bool) else bool(option.default)


def _in_one_only(what: str, left: _Side, right: _Side, path: _Path) -> LocatedProblem:
    there, absent = (left, right) if left.entry else (right, left)
    return _difference(there.entry or there.above, path, f"the {what} is missing from {absent.place}")


def _difference(entry: Entry, path: _Path, difference: str) -> LocatedProblem:
    return locate(kinds.FILES_DISAGREE.problem(path, difference=difference), entry)


def _pairs(one: Entry, other: Entry) -> Iterator[tuple[Hashable, _Side, _Side]]:
    """Yield the keys of two mappings and what each has under them; nothing if either is no mapping."""
    if isinstance(one.node, Mapping) and isinstance(other.node, Mapping):
        for key in one.node.entries | other.node.entries:
            if not isinstance(key, Unresolved):
                yield key, _Side(one, one.node.entries.get(key)), _Side(other, other.node.entries.get(key))
