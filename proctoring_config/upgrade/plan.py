"""
Plan the changes to the setting that keep the behavior of releases before Verawood.

Nothing is guessed. If only the operator or the database knows a value, it is left undecided, with a note on how to
find out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from proctoring_config.options import CAPABILITIES, DEFAULT, NULL, OPTIONS, REVIEW_RULES_FLAG, ROOT, VENDOR, Option
from proctoring_config.problems import PREFIX, Problem, describe, format_path
from proctoring_config.problems.names import looks_like_name, straighten
from proctoring_config.problems.suggest import closest_match
from proctoring_config.upgrade.changes import Change, FillBody, QuoteName, RenameOption, SetOption, apply_all
from proctoring_config.validators.backends import validate_backends
from proctoring_config.validators.skeleton import Unresolved, has_known_key
from proctoring_config.validators.structure import find_stranded, is_level, is_provider

#: Advice on how to find out the effect of the old flag, which is not stored in any file.
FIND_OUT = (
    "pass --review-rules shown or --review-rules hidden, or run manage.py proctoring_audit --suggest on the old release"
)
_ABSENT = object()
_Path = tuple[Hashable, ...]


@dataclass(frozen=True)
class Note:
    """
    A remark about ``path``, which is not changed. The message is one line, without any value except booleans.

    If ``undecided`` is set, the operator has to decide or fix something before the plan is complete.
    """

    path: _Path
    message: str
    undecided: bool = False

    def __str__(self) -> str:
        return f"{format_path(self.path)}: {self.message}"


@dataclass(frozen=True)
class Plan:
    """
    The changes, in order, and the notes.

    ``made_later`` are changes that other files make, and ``decided_later`` notes about what they decide.
    """

    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    made_later: tuple[Change, ...] = ()
    decided_later: tuple[Note, ...] = ()

    @property
    def undecided(self) -> tuple[Note, ...]:
        """The notes about what has to be decided or fixed first."""
        return tuple(note for note in self.notes if note.undecided)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to change and nothing to decide."""
        return not self.changes and not self.undecided

    def apply(self, value: object) -> dict[Any, Any]:
        """Return ``value`` after the changes, with a placeholder for each undecided option; ``{}`` if not a mapping."""
        backends = apply_all(value, (*self.made_later, *self.changes)) if isinstance(value, Mapping) else {}
        for *_, provider, option in (
            note.path for note in (*self.undecided, *self.decided_later) if len(note.path) > 1
        ):
            if isinstance(backends.get(provider), Mapping):
                backends[provider] = {**backends[provider], option: Unresolved()}
        return backends


def make_plan(value: object, flag: bool | None, root: _Path = ROOT) -> Plan:
    """
    Return the plan that keeps the legacy behavior (``options.Legacy``) of each provider. Never raises.

    ``value`` is the setting, as ``files.values.plain`` returns it. ``flag`` tells whether the old waffle flag showed
    the review rules in every course; it is ``None`` if that is unknown. ``root`` is the path of the setting in its
    file. Booleans in the setting are the operator's decision and are kept. Capabilities that do not replace legacy
    behavior are ignored.
    """
    found = list(_plan_setting(value, flag, root))
    notes = tuple(item for item in found if isinstance(item, Note))
    return Plan(tuple(item for item in found if not isinstance(item, Note)), notes)


def _legacy_options() -> list[Option]:
    return [option for option in CAPABILITIES if option.legacy]


def _plan_setting(value: object, flag: bool | None, path: _Path) -> Iterator[Change | Note]:
    if isinstance(value, Unresolved):
        yield Note(path, "the whole setting is a placeholder; use the rendered file", undecided=True)
        return
    if not isinstance(value, Mapping):
        yield _note_problem(value, path, undecided=True)
        return
    for below in _find_misplaced_vendor(value):
        yield Note((*path, *below), _first_problem(value, path, below), undecided=True)
    stranded = find_stranded(value)
    for name, options in value.items():
        where = (*path, name)
        if name in stranded or (options is None and name in stranded.values()):
            yield Note(where, _first_problem(value, path, (name,)), undecided=True)
        elif name is None and not has_known_key(value, NULL):
            yield QuoteName()
            yield from _plan_provider(NULL, options, flag, where)
        elif name is None:
            yield Note(where, "both null and 'null' are configured: remove one", undecided=True)
        elif not isinstance(name, str):
            yield _note_problem({name: {}}, where)
        elif is_provider(name, options) and not looks_like_name(name):
            yield Note(where, _first_problem(value, path, (name,)), undecided=straighten(name) == VENDOR)
        elif is_provider(name, options):
            yield from _plan_provider(name, options, flag, where)


def _find_misplaced_vendor(value: Mapping[Any, object]) -> Iterator[_Path]:
    """Yield what keeps the vendor's entry from being at the level of the providers: a key above it, or its own key."""
    if has_known_key(value, VENDOR):
        return
    for name, below in value.items():
        if not isinstance(below, Mapping) or not has_known_key(below, VENDOR):
            continue
        if name == DEFAULT or is_level(name, below):
            yield (name,)
        elif is_provider(name, below) and isinstance(below[VENDOR], Mapping | None):
            yield name, VENDOR


def _plan_provider(name: str, options: object, flag: bool | None, path: _Path) -> Iterator[Change | Note]:
    if isinstance(options, Unresolved):
        if name == VENDOR:
            wanted = {option.name: option.legacy_value(name, flag) for option in _legacy_options()}
            lines = " and ".join(f"{key}: {_word(value)}" for key, value in wanted.items() if value is not None)
            message = f"the options cannot be read here: make sure that they include {lines}"
            yield Note(path, message, undecided=True)
        return
    if options is None:
        yield FillBody(name)
        options = {}
    if not isinstance(options, Mapping):
        yield _note_problem({name: options}, path, undecided=name == VENDOR)
        return
    values = dict(options)
    yield from _rename_options(name, values, path)
    for option in _legacy_options():
        yield from _plan_option(option, name, values.get(option.name, _ABSENT), flag, path)


def _rename_options(provider: str, values: dict[Any, object], path: _Path) -> Iterator[Change | Note]:
    """Yield the changes that correct misspelled names, and apply them to ``values``."""
    names = {option.name for option in _legacy_options()}
    for old in list(values):
        new = closest_match(old, OPTIONS) if isinstance(old, str) and old not in OPTIONS else None
        if new not in names or new is None:
            continue
        if new in values:
            yield Note((*path, old), f"ignored, because {new} is also configured: remove it")
        else:
            yield RenameOption(provider, old, new)
            values[new] = values.pop(old)


def _plan_option(
    option: Option, provider: str, value: object, flag: bool | None, path: _Path
) -> Iterator[SetOption | Note]:
    where, old = (*path, option.name), option.legacy_value(provider, flag)
    if isinstance(value, bool):
        if old is not None and value != old:
            yield Note(where, f"{_word(value)} is kept, although the old release behaved as with {_word(old)}")
    elif isinstance(value, Unresolved):
        wanted = "true or false" if old is None else _word(old)
        yield Note(where, f"the value cannot be read here: make sure that it is {wanted}, not a string")
    elif provider == VENDOR and old is not None:
        yield SetOption(provider, option.name, old)
    elif provider == VENDOR:
        message = f"depends on the waffle flag {REVIEW_RULES_FLAG} of the old release: {FIND_OUT}"
        yield Note(where, message, undecided=True)
    elif value is not _ABSENT:
        default = _word(option.answer(value))
        yield Note(where, f"{describe(value)}, which counts as {default}: run proctoring-config check")


def _note_problem(value: object, where: _Path, *, undecided: bool = False) -> Note:
    """Return a note with the last problem that the checks find in ``value``, which is the one about ``where``."""
    return Note(where, _describe_problem(validate_backends(value)[-1]), undecided)


def _first_problem(value: object, path: _Path, below: _Path) -> str:
    """Return the first problem that the checks find at the path ``below`` the setting ``value``, with its hint."""
    problem = next(found for found in validate_backends(value, root=path) if found.path == (*path, *below))
    return describe_with_hint(problem)


def describe_with_hint(problem: Problem) -> str:
    """Return id, message and hint of a problem that has to be fixed first."""
    return f"{_describe_problem(problem)} {problem.hint}."


def _describe_problem(problem: Problem) -> str:
    return f"{problem.id.removeprefix(PREFIX)}: {problem.message}"


def _word(value: bool) -> str:
    return str(value).lower()
