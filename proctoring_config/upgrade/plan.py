"""
The setting's value and the old flag -> what to change so that every provider behaves as it did before.

Nothing is guessed: what only the operator or the database can say is left undecided, with the way to find out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from proctoring_config.options import CAPABILITIES, OPTIONS, Option
from proctoring_config.problems import PREFIX, describe, format_path
from proctoring_config.problems.suggest import closest_match
from proctoring_config.upgrade.changes import Change, FillBody, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.rules import before
from proctoring_config.validators.backend_options import VENDOR
from proctoring_config.validators.backends import ROOT, is_provider, validate_backends
from proctoring_config.validators.skeleton import Unresolved

#: How to find out what no file says.
FIND_OUT = (
    "pass --review-rules shown or --review-rules hidden, or run manage.py proctoring_audit --suggest on the old release"
)
_NULL = "null"
_ABSENT = object()
_Path = tuple[Hashable, ...]


@dataclass(frozen=True)
class Note:
    """
    Something at ``path`` that is not changed, in a line that holds no value but booleans.

    It is ``undecided`` where an operator has to say or mend something before the rest can be said.
    """

    path: _Path
    message: str
    undecided: bool = False

    def __str__(self) -> str:
        return f"{format_path(self.path)}: {self.message}"


@dataclass(frozen=True)
class Plan:
    """What to change, in this order, and what to know besides."""

    changes: tuple[Change, ...]
    notes: tuple[Note, ...]

    @property
    def undecided(self) -> tuple[Note, ...]:
        """The notes about what is to be decided or mended first."""
        return tuple(note for note in self.notes if note.undecided)

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be changed or decided."""
        return not self.changes and not self.undecided


def make_plan(value: object, flag: bool | None, root: _Path = ROOT) -> Plan:
    """
    Return what keeps each provider of ``value`` as the old release had it (``rules.py``).

    ``value`` is the setting as ``settings_files.values.plain`` gives it; ``flag`` says whether the old waffle flag
    showed the review rules in every course, ``None`` where that is not known. ``root`` is where the setting stands.
    A boolean that is there stays, being the operator's word. Never raises.
    """
    found = list(_setting(value, flag, root))
    notes = tuple(item for item in found if isinstance(item, Note))
    return Plan(tuple(item for item in found if not isinstance(item, Note)), notes)


def _setting(value: object, flag: bool | None, path: _Path) -> Iterator[Change | Note]:
    if isinstance(value, Unresolved):
        yield Note(path, "the whole setting is a placeholder; name the rendered file", undecided=True)
        return
    if not isinstance(value, Mapping):
        yield _broken(value, path, undecided=True)
        return
    for name, options in value.items():
        where = (*path, name)
        if name is None and _NULL not in value:
            yield QuoteName()
            yield from _provider(_NULL, options, flag, where)
        elif name is None:
            message = "the name null without quotes, and there is 'null' too: remove one of the two"
            yield Note(where, message, undecided=True)
        elif not isinstance(name, str):
            yield _broken({name: {}}, where)
        elif is_provider(name, options):
            yield from _provider(name, options, flag, where)


def _provider(name: str, options: object, flag: bool | None, path: _Path) -> Iterator[Change | Note]:
    if isinstance(options, Unresolved):
        if name == VENDOR:
            rules = {option.name: before(option, name, flag) for option in CAPABILITIES}
            lines = " and ".join(f"{key}: {_word(rule)}" for key, rule in rules.items() if rule is not None)
            yield Note(
                path, f"the options are filled in by another tool: make sure that they include {lines}", undecided=True
            )
        return
    if options is None:
        yield FillBody(name)
        options = {}
    if not isinstance(options, Mapping):
        yield _broken({name: options}, path, undecided=name == VENDOR)
        return
    values = dict(options)
    yield from _renamed(name, values, path)
    for option in CAPABILITIES:
        yield from _capability(option, name, values.get(option.name, _ABSENT), before(option, name, flag), path)


def _renamed(provider: str, values: dict[Any, object], path: _Path) -> Iterator[Change | Note]:
    """Yield how the capabilities are spelt right, and carry it out in ``values``."""
    capabilities = {option.name for option in CAPABILITIES}
    for old in list(values):
        new = closest_match(old, OPTIONS) if isinstance(old, str) and old not in OPTIONS else None
        if new not in capabilities or new is None:
            continue
        if new in values:
            yield Note((*path, old), f"nobody reads it, and {new} is there already: remove it")
        else:
            yield RenameOption(provider, old, new)
            values[new] = values.pop(old)


def _capability(
    option: Option, provider: str, value: object, old: bool | None, path: _Path
) -> Iterator[SetOption | Note]:
    where = (*path, option.name)
    if isinstance(value, bool):
        if old is not None and value != old:
            yield Note(where, f"{_word(value)} here stays, although it was {_word(old)} in the old release")
    elif isinstance(value, Unresolved):
        wanted = "true or false" if old is None else _word(old)
        yield Note(where, f"filled in by another tool: make sure that it becomes {wanted}, without quotes")
    elif provider == VENDOR and old is not None:
        yield SetOption(provider, option.name, old)
    elif provider == VENDOR:
        yield Note(where, f"the old release went by the waffle flag studio.show_review_rules: {FIND_OUT}", True)
    elif value is not _ABSENT:
        counts = _word(bool(option.default))
        yield Note(where, f"{describe(value)} here, which counts as {counts}: see proctoring-config check")


def _broken(value: object, where: _Path, *, undecided: bool = False) -> Note:
    """Return what the checks say of ``value``, of which their last word is about what stands at ``where``."""
    problem = validate_backends(value)[-1]
    return Note(where, f"{problem.id.removeprefix(PREFIX)}, {problem.message}", undecided)


def _word(value: bool) -> str:
    return str(value).lower()
