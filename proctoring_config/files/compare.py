"""
Compare the settings of LMS and Studio, which must be configured alike.

Capabilities are compared by the results of their predicates, so an absent option equals its default. The values of
other options are also compared, but never shown, because they may be secrets. Options that only learner pages read are
not compared: Studio has no use for them.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from proctoring_config.files.found import FoundSetting, ServiceText
from proctoring_config.files.services import BOTH, LMS, other_service, suggest_patch_of_both
from proctoring_config.files.setting import Setting
from proctoring_config.files.tree import Entry, MappingNode, ScalarNode
from proctoring_config.files.values import is_unresolved, same
from proctoring_config.options import CAPABILITIES, DEFAULT, OPTIONS, SETTING, Option
from proctoring_config.problems import Problem, kinds
from proctoring_config.text import TranslatableText
from proctoring_config.validators.structure import is_provider

_Path = tuple[Hashable, ...]
_SAME_VALUE = TranslatableText("Use the same value for LMS and Studio")
_SAME_KEYS = TranslatableText("Use the same providers and options for LMS and Studio")
_SAME_SETTING = TranslatableText("Write the same setting for LMS and Studio")


class PlannedValue(NamedTuple):
    """The ``value`` that the setting in the file ``name`` has after an upgrade."""

    name: str
    value: object


def compare_settings(settings: Sequence[Setting]) -> Iterator[tuple[Problem, Entry]]:
    """Yield a warning for each difference between the first of ``settings`` and another one, with its place."""
    for other in settings[1:]:
        yield from _compare_backends(settings[0].entry, other.entry, settings[0].path)


def missing_setting(path: _Path, other: Setting) -> Problem:
    """Return the warning for a file that lacks the setting, while ``other`` is that of another file."""
    difference = f"the setting is missing here and present in {other.place}"
    return kinds.FILES_DISAGREE.problem(path, difference=difference, hint=_SAME_SETTING)


def find_one_sided(settings: Sequence[FoundSetting], texts: Sequence[ServiceText]) -> Iterator[tuple[Problem, Entry]]:
    """
    Yield a warning for each text of LMS or Studio without the setting while the other one has it.

    If only the patches of Tutor for one of them have it, these are the places.
    """
    first = {one.service: one.setting for one in reversed(settings)}
    if BOTH in first:
        return
    for service, entry in texts:
        other = first.get(other_service(service))
        if service not in first and other:
            yield missing_setting((SETTING,), other), entry
    patches = [one for one in settings if one.patch]
    if len({one.service for one in patches}) == 1 and all(one.patch for one in settings):
        name = "Studio" if patches[0].service == LMS else "LMS"
        for one in patches:
            difference = TranslatableText("no patch for {name} has the setting", name=name)
            hint = suggest_patch_of_both(str(one.patch))
            yield _difference(one.setting.entry, one.setting.path, difference, hint)


def compare_capabilities(files: Sequence[PlannedValue], path: _Path) -> Iterator[tuple[Problem, str]]:
    """
    Yield a warning for each option of a provider that differs between the first file and another, with its name.

    Only the options that replace an old behavior are compared, because an upgrade is about these. ``path`` is the path
    of the setting. Providers that only one of the files has are not compared.
    """
    for other in files[1:]:
        providers = _providers(other.value)
        for name, options in _providers(files[0].value).items():
            for option in [one for one in CAPABILITIES if one.legacy] if name in providers else []:
                values = providers[name].get(option.name), options.get(option.name)
                difference = _capability_difference(option, *values, f"in {files[0].name} after the upgrade")
                if difference:
                    where = (*path, name, option.name)
                    yield kinds.FILES_DISAGREE.problem(where, difference=difference, hint=_SAME_VALUE), other.name


class _Side(NamedTuple):
    """
    The ``entry`` of a key in one file, if it has the key, and the entry ``above`` it.

    If both settings are in one file (``is_of_one_file``), places have a line.
    """

    above: Entry
    entry: Entry | None
    is_of_one_file: bool

    @property
    def place(self) -> str:
        """The file, with the line of the entry."""
        name = self.above.source.name
        if self.entry:
            return f"{name}:{self.entry.position[0]}"
        return f"{name}:{self.above.position[0]}" if self.is_of_one_file else name

    @property
    def value(self) -> object:
        """The value, if it is a scalar."""
        return self.entry.node.value if self.entry and isinstance(self.entry.node, ScalarNode) else None


def _compare_backends(one: Entry, other: Entry, path: _Path) -> Iterator[tuple[Problem, Entry]]:
    for key, left, right in _pairs(one, other):
        if not left.entry or not right.entry:
            if key != DEFAULT:  # a missing DEFAULT is a problem of its own
                yield _in_one_only("provider", left, right, (*path, key))
        elif key != DEFAULT:
            yield from _compare_options(left.entry, right.entry, (*path, key))
        elif not same(left.entry.node, right.entry.node):
            yield _difference(right.entry, (*path, key), f"the name is not the same as in {left.place}")


def _compare_options(one: Entry, other: Entry, path: _Path) -> Iterator[tuple[Problem, Entry]]:
    capabilities: dict[Hashable, Option] = {
        option.name: option for option in CAPABILITIES if not option.has_default_of_plugin
    }
    for key, left, right in _pairs(one, other):
        if key in capabilities:
            here, there = (right, left) if right.entry else (left, right)
            place = f"in {there.place}" if there.entry else f"by default in {there.place}"
            difference = _capability_difference(capabilities[key], here.value, there.value, place)
            if here.entry and difference:
                yield _difference(here.entry, (*path, key), difference)
        elif key in OPTIONS and OPTIONS[str(key)].is_read_by_lms_only:
            continue
        elif not left.entry or not right.entry:
            yield _in_one_only("option", left, right, (*path, key))
        elif not same(left.entry.node, right.entry.node):
            yield _difference(right.entry, (*path, key), f"the value is not the same as in {left.place}")


def _capability_difference(option: Option, here: object, there: object, place: str) -> str | None:
    """Return how two values differ for the predicate, or ``None``. A placeholder may turn out to be any value."""
    if is_unresolved(here) or is_unresolved(there) or option.answer(here) == option.answer(there):
        return None
    is_here, is_there = (str(option.answer(value)).lower() for value in (here, there))
    return f"the option is {is_here} here and {is_there} {place}"


def _in_one_only(what: str, left: _Side, right: _Side, path: _Path) -> tuple[Problem, Entry]:
    there, absent = (left, right) if left.entry else (right, left)
    difference = f"the {what} is missing from {absent.place}"
    return _difference(there.entry or there.above, path, difference, _SAME_KEYS)


def _difference(
    entry: Entry, path: _Path, difference: str, hint: TranslatableText = _SAME_VALUE
) -> tuple[Problem, Entry]:
    return kinds.FILES_DISAGREE.problem(path, difference=difference, hint=hint), entry


def _pairs(one: Entry, other: Entry) -> Iterator[tuple[Hashable, _Side, _Side]]:
    """
    Yield the keys of two mappings with the entry of each; nothing if one of them is not a mapping.

    Keys that are missing from a mapping whose keys are not all known are left out.
    """
    if not isinstance(one.node, MappingNode) or not isinstance(other.node, MappingNode):
        return
    same_file = one.source.name == other.source.name
    has_more = any(is_unresolved(key) for mapping in (one.node, other.node) for key in mapping.entries)
    for key in one.node.entries | other.node.entries:
        found, its = one.node.entries.get(key), other.node.entries.get(key)
        if not is_unresolved(key) and not (has_more and None in (found, its)):
            yield key, _Side(one, found, same_file), _Side(other, its, same_file)


def _providers(value: object) -> dict[str, collections.abc.Mapping[Hashable, object]]:
    backends = value.items() if isinstance(value, collections.abc.Mapping) else ()
    return {
        name: options
        for name, options in backends
        if is_provider(name, options) and isinstance(options, collections.abc.Mapping)
    }
