"""Find the settings in a file named on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from proctoring_config.errors import InputError
from proctoring_config.files.read import Document, is_python, parse, read
from proctoring_config.files.setting import Setting, find, find_setting, find_similar
from proctoring_config.files.source import Source
from proctoring_config.files.tree import MappingNode, ScalarNode
from proctoring_config.files.values import is_unresolved, plain
from proctoring_config.options import CAPABILITIES, VENDOR
from proctoring_config.upgrade.origin import (
    FileOrigin,
    find_origin,
    inside_manifest,
    inside_text,
    placeholder,
    set_by_code,
)
from proctoring_config.upgrade.plan import Plan, make_plan
from proctoring_config.validators.skeleton import Unresolved

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.M)


@dataclass(frozen=True)
class SettingsFile:
    """
    A file, its ``name`` as given, its ``origin`` and its content, as far as it is known.

    A file that could be read has a ``document``, and a ``setting`` if it contains one. Otherwise, ``unreadable`` is the
    reason, and ``mention`` is the line that names the vendor, or ``None`` if there is none.
    """

    name: str
    source: Source
    path: tuple[str, ...]
    origin: FileOrigin
    document: Document | None = None
    setting: Setting | None = None
    unreadable: str | None = None
    mention: int | None = None

    @property
    def is_checked(self) -> bool:
        """Whether the file was checked: by its settings, or by the names in its text."""
        return self.document is not None or self.origin.by_word

    @property
    def value(self) -> object:
        """
        The setting's value.

        For a file that cannot be read but names the vendor, it is an entry with the options that the text names.
        """
        if self.setting:
            return plain(self.setting.entry)
        if not self.mention and not self.origin.is_hidden:
            return {}
        names = (option.name for option in CAPABILITIES)
        return {VENDOR: {name: Unresolved() for name in names if find_word(self.source.text, name) is not None}}

    def plan(self, flag: bool | None) -> Plan:
        """Return the changes that the file's settings need. Raises InputError if its aliases expand too far."""
        return make_plan(self.value, flag, self.path)


def find_settings_files(name: str, path: tuple[str, ...]) -> list[SettingsFile]:
    """
    Return the settings files in the file ``name``, whose setting is at ``path``.

    The result is one settings file, or one for each settings file inside a Kubernetes manifest. Raises InputError if
    the text of the file cannot be read.
    """
    source = read(name)
    try:
        document = parse(source, encrypted=True)
    except InputError as reason:
        return [_search_text(name, source, path, str(reason))]
    try:
        return [_read_settings(name, source, path, document)]
    except InputError as reason:
        inside = [_read_text_in_manifest(name, text, path) for text in _texts_in_manifest(document, path[-1])]
        return inside or [_search_text(name, source, path, str(reason))]


def find_word(text: str, word: str) -> int | None:
    """
    Return the offset of ``word`` in ``text`` as a separate name, quoted or not, or ``None``.

    Parts of a longer name or an address do not count, and neither do words in comments (``#``).
    """
    shown = _COMMENT.sub(lambda comment: " " * len(comment.group()), text)
    found = re.search(rf"(?<![\w@/-]){re.escape(word)}(?![\w@-]|\.\w)", shown)
    return found.start() if found else None


def _read_settings(name: str, source: Source, path: tuple[str, ...], document: Document) -> SettingsFile:
    setting, origin = find_setting(document, path), find_origin(source, document)
    if setting and is_unresolved(setting.entry.node) and is_python(source.name):
        unreadable = f"{setting.place}: {'.'.join(path)} is set by code, which is not run"
        return SettingsFile(name, source, path, set_by_code(origin), unreadable=unreadable)
    if setting and is_unresolved(setting.entry.node):
        unreadable = f"{setting.place}: {'.'.join(path)} is a placeholder; pass the rendered file"
        return SettingsFile(name, source, path, placeholder(origin), unreadable=unreadable)
    names = [find_word(source.text, word) is not None for word in (path[-1], VENDOR)]
    if not setting and all(names) and not find_similar(document.root, path[-1]):
        reason = f"{source.name}: {path[-1]} is part of a text in this file"
        return replace(_search_text(name, source, path, reason), origin=inside_text(document))
    return SettingsFile(name, source, path, origin, document, setting)


def _search_text(name: str, source: Source, path: tuple[str, ...], reason: str) -> SettingsFile:
    found = find_word(source.text, VENDOR)
    line = None if found is None else source.position(found)[0]
    return SettingsFile(name, source, path, find_origin(source, None), unreadable=reason, mention=line)


def _read_text_in_manifest(name: str, text: Source, path: tuple[str, ...]) -> SettingsFile:
    try:
        found = _read_settings(name, text, path, parse(text))
    except InputError as reason:
        found = _search_text(name, text, path, str(reason))
    return replace(found, origin=inside_manifest(found.origin))


def _texts_in_manifest(document: Document, word: str) -> Iterator[Source]:
    """Yield the texts in a manifest's data that contain ``word``, named ``<file>[<key>]``; their lines count from 1."""
    for section in ("data", "stringData"):
        found = find(document.root, (section,))
        entries = found[0].node.entries.values() if found and isinstance(found[0].node, MappingNode) else ()
        for entry in entries:
            text = entry.node.value if isinstance(entry.node, ScalarNode) else None
            if isinstance(text, str) and word in text:
                yield Source(f"{document.source.name}[{entry.key}]", text)
