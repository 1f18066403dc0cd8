"""Find the settings in a file named on the command line."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from proctoring_config.files.found import FoundSetting, MisplacedSetting, UnreadText
from proctoring_config.files.misindented import place_problems
from proctoring_config.files.quotes import find_open_quotes
from proctoring_config.files.read import Document, parse, read
from proctoring_config.files.run_time import find_known
from proctoring_config.files.search import find_settings
from proctoring_config.files.setting import Setting, find
from proctoring_config.files.source import FileError, Source
from proctoring_config.files.texts import is_python_text, without_comments
from proctoring_config.files.tree import Entry, child
from proctoring_config.files.values import plain
from proctoring_config.options import CAPABILITIES, SETTING, VENDOR
from proctoring_config.problems import Problem
from proctoring_config.upgrade.origin import (
    FileOrigin,
    find_origin,
    inside_text,
    part_of_file,
    placeholder,
    set_by_code,
)
from proctoring_config.upgrade.plan import Note, Plan, describe_with_hint, make_plan
from proctoring_config.validators.skeleton import Unresolved, has_known_key

_KEY = re.compile(r"""^([ \t]*)["']?\w*PROCTORING_BACKENDS["']?[ \t]*:(.*)$""", re.I | re.M)
_CONTROL = re.compile(r"[ \t]*(?:\{\{|\{%|<%)")
# A whole line, a key in braces, or the value of the setting is filled in; or a loop or another file has the names.
_NAMED_ELSEWHERE = re.compile(
    r"""(?:^|[{,])[ \t]*["']?(?:\{\{(?!-?[ \t]*(?:if|else|end|with)\b)|\$\{|\$\(|\$[A-Z]|<%=|<<[ \t]*:)"""
    r"""|\{%-?[ \t]*(?:for|include|import|from)\b|\{\{-?[ \t]*range\b|<%(?!=|-?[ \t]*(?:if|else|end)\b)""",
    re.MULTILINE,
)

_KEY_NAME = re.compile(r"""^[ \t]*["']?(\w*proctoring_?backends)["']?[ \t]*:""", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class SettingsFile:
    """
    A file, its ``name`` as given, its ``origin`` and its content, as far as it is known.

    A file that could be read has a ``document``, and a ``setting`` if it contains one, with its ``alternatives`` if it
    depends on conditions in Python; a ``misplaced`` one is a problem and its entry. ``assumed`` is the path of the
    setting if neither the platform nor the user has chosen it, and ``unknown`` the error about other providers that are
    known only at run time. If the file could not be read, ``error`` is the reason, and ``mention`` is the line that
    names the vendor, or ``None`` if there is none. ``has_names`` is whether the text of such a file contains the names
    of all providers.
    """

    name: str
    source: Source
    path: tuple[str, ...]
    origin: FileOrigin
    document: Document | None = None
    setting: Setting | None = None
    alternatives: tuple[Setting, ...] = ()
    error: FileError | None = None
    mention: int | None = None
    misplaced: tuple[Problem, Entry] | None = None
    assumed: str | None = None
    unknown: FileError | None = None
    has_names: bool = False

    @property
    def unreadable(self) -> str | None:
        """The message of the error."""
        return str(self.error) if self.error else None

    @property
    def is_checked(self) -> bool:
        """Whether the file was checked: by its settings, or by the names in its text."""
        is_searched = self.origin.by_word and (self.mention is not None or self.has_names)
        return self.document is not None or is_searched

    @property
    def value(self) -> object:
        """
        The setting's value, or what all of its alternatives have in common.

        For a file that cannot be read but names the vendor, it is an entry with the options that the text names.
        """
        if self.setting:
            return _combine([plain(one.entry) for one in self.alternatives or (self.setting,)])
        if not self.mention and not self.origin.is_hidden:
            return {}
        names = (option.name for option in CAPABILITIES)
        return {VENDOR: {name: Unresolved() for name in names if find_word(self.source.text, name) is not None}}

    def nearest_entry(self, path: Sequence[Hashable]) -> Entry | None:
        """
        Return the entry at ``path`` in the setting, or the nearest one above it; ``None`` without a setting.

        Of alternatives, it is one that has the provider, but not the option, if possible.
        """
        if not self.setting:
            return None
        found = [
            [one.entry, *find(one.entry.node, path[len(self.path) :])] for one in self.alternatives or (self.setting,)
        ]
        return min([entries for entries in found if len(entries) > 1] or found, key=len)[-1]

    def plan(self, flag: bool | None) -> Plan:
        """Return the changes that the file's settings need. Raises InputError if its aliases expand too far."""
        if self.misplaced:
            problem, _ = self.misplaced
            return Plan((), (Note(problem.path, describe_with_hint(problem), undecided=True),))
        if self.origin.is_build:
            message = "read only while the image is built, so nothing has to be added"
            return Plan((), (Note(self.path, message),))
        plan = make_plan(self.value, flag, self.path)
        return replace(plan, notes=(*plan.notes, *self._find_vendor_outside()))

    def _find_vendor_outside(self) -> Iterator[Note]:
        """Yield a note if the vendor's entry is next to the setting, or inside a value whose quote was not closed."""
        if not self.setting or child(self.setting.entry.node, VENDOR):
            return
        beside = (problem for problem, _ in place_problems(self.setting, ()) if problem.path[-1] == VENDOR)
        quotes = find_open_quotes(self.setting.entry, self.setting.path)
        for problem in (*beside, *(quote.problem for quote in quotes if VENDOR in quote.names)):
            yield Note(problem.path, describe_with_hint(problem), undecided=True)


def find_settings_files(name: str, paths: Sequence[tuple[str, ...]] = ()) -> list[SettingsFile]:
    """
    Return the settings in the file ``name``: those at ``paths``, or those that ``files.search.find_settings`` finds.

    The result is one settings file, or one for each setting or text in the file. Raises InputError if the text of the
    file cannot be read.
    """
    source = read(name)
    try:
        document = parse(source, encrypted=True)
    except FileError as error:
        return [_search_text(name, source, find_origin(source, None), error)]
    found = find_settings(document, paths)
    origin = find_origin(source, document)
    return [
        *(_read_setting(name, origin, one, has_more=bool(document.more)) for one in found.settings),
        *(_describe_misplaced(name, origin, document, one) for one in found.misplaced),
        *(_search_unread(name, origin, document, one) for one in found.unread),
    ] or [SettingsFile(name, source, (SETTING,), origin, document)]


def find_word(text: str, word: str) -> int | None:
    """
    Return the offset of ``word`` in ``text`` as a separate name, quoted or not, or ``None``.

    Parts of a longer name or an address do not count, and neither do words in comments (``#``).
    """
    found = re.search(rf"(?<![\w@/-]){re.escape(word)}(?![\w@-]|\.\w)", without_comments(text))
    return found.start() if found else None


def _read_setting(name: str, origin: FileOrigin, found: FoundSetting, *, has_more: bool) -> SettingsFile:
    setting, source = found.setting, found.document.source
    if found.text:
        origin = inside_text(origin, found.text, source)
    elif found.is_part:
        origin = part_of_file(origin)
    if has_more:  # the documents of a file may have texts of the same name
        origin = origin._replace(where=f"{origin.where} (line {setting.entry.position[0]})")
    known, unknown = find_known(setting)
    if not known:
        origin = set_by_code(origin) if is_python_text(source) else placeholder(origin)
        return SettingsFile(name, source, setting.path, origin, error=unknown)
    return SettingsFile(
        *(name, source, setting.path, origin, found.document, known[0], tuple(known)),
        assumed=found.assumed,
        unknown=unknown,
    )


def _combine(values: Sequence[object]) -> object:
    """
    Return a value of the setting whose plan is right for all ``values``.

    It has the providers of all values, but only the options that a provider always has, and these are booleans only if
    they always are. If a value or the options of a provider cannot be planned, that one is returned instead.
    """
    if len(values) == 1:
        return values[0]
    mappings = [value for value in values if isinstance(value, Mapping)]
    if len(mappings) < len(values):
        return next(value for value in values if not isinstance(value, Mapping))
    names = dict.fromkeys(name for value in mappings for name in value)
    return {name: _combine_options([value[name] for value in mappings if has_known_key(value, name)]) for name in names}


def _combine_options(bodies: Sequence[object]) -> object:
    """Return what the ``bodies`` of a provider have in common; of different values, one that is not a boolean."""
    mappings = [body for body in bodies if isinstance(body, Mapping)]
    if len(mappings) < len(bodies):
        return next(body for body in bodies if not isinstance(body, Mapping))
    names = [name for name in mappings[0] if all(has_known_key(body, name) for body in mappings)]
    return {name: min((body[name] for body in mappings), key=lambda value: isinstance(value, bool)) for name in names}


def _describe_misplaced(name: str, origin: FileOrigin, document: Document, found: MisplacedSetting) -> SettingsFile:
    misplaced = found.problem, found.entry
    return SettingsFile(name, document.source, (SETTING,), origin, document, misplaced=misplaced)


def _search_unread(name: str, origin: FileOrigin, document: Document, found: UnreadText) -> SettingsFile:
    if found.where:
        origin = inside_text(origin, found.where, found.source)
    if found.source:
        return _search_text(name, document.source, origin._replace(by_word=True), found.error, found.source)
    origin = origin._replace(is_hidden=bool(found.where))
    return SettingsFile(name, document.source, (SETTING,), origin, error=found.error)


def _search_text(
    name: str, source: Source, origin: FileOrigin, error: FileError, text: Source | None = None
) -> SettingsFile:
    """Search for the vendor in a file, or in a ``text`` inside it. The options may be anywhere in the file."""
    text = text or source
    found = find_word(text.text, VENDOR)
    line = None if found is None else text.position(found)[0]
    has_names = not is_python_text(text) and _has_names(text.text)
    return SettingsFile(name, source, (_find_key(text.text),), origin, error=error, mention=line, has_names=has_names)


def _find_key(text: str) -> str:
    """Return the key that other tools use for the setting in ``text``, such as Ansible, or the platform's own."""
    keys = {match[1] for match in _KEY_NAME.finditer(text) if match[1].lower() != SETTING.lower()}
    return keys.pop() if len(keys) == 1 else SETTING


def _has_names(text: str) -> bool:
    """Return whether a template names all providers of the setting literally: in no loop, placeholder or other file."""
    shown = without_comments(text)
    found = _KEY.search(shown)
    if not found:
        return False
    block = [found[2]]
    for line in shown[found.end() :].split("\n")[1:]:
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent <= len(found[1]) and not _CONTROL.match(line):
            break
        block.append(line)
    return not _NAMED_ELSEWHERE.search("\n".join(block))
