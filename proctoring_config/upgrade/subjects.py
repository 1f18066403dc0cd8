"""A file named on the command line -> what is known of its settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from proctoring_config.errors import UntreatableError
from proctoring_config.options import CAPABILITIES
from proctoring_config.settings_files.loading import Document, parsed
from proctoring_config.settings_files.lookup import similar
from proctoring_config.settings_files.reading import read
from proctoring_config.settings_files.setting import Setting, setting_of
from proctoring_config.settings_files.source import Source
from proctoring_config.settings_files.values import is_elsewhere, plain
from proctoring_config.upgrade.manifests import texts
from proctoring_config.upgrade.places import Place, filled_in, inside_manifest, inside_text, place_of
from proctoring_config.upgrade.plan import Plan, make_plan
from proctoring_config.upgrade.words import find_word
from proctoring_config.validators.backend_options import VENDOR
from proctoring_config.validators.skeleton import Elsewhere


@dataclass(frozen=True)
class Subject:
    """
    A file, its ``name`` as it was given, its ``place`` and what can be known of it.

    ``document`` and ``setting`` where it could be read and holds the setting; else ``unreadable`` says why it could
    not, and ``mention`` is the line in which it names the vendor, ``None`` if it does not.
    """

    name: str
    source: Source
    path: tuple[str, ...]
    place: Place
    document: Document | None = None
    setting: Setting | None = None
    unreadable: str | None = None
    mention: int | None = None

    @property
    def is_judged(self) -> bool:
        """Whether something can be said of the file: by its settings, or by the words in it."""
        return self.document is not None or self.place.by_word

    @property
    def value(self) -> object:
        """
        The setting's value.

        For a file that cannot be read, but names the vendor, it is an entry with the options that it names as well.
        """
        if self.setting:
            return plain(self.setting.entry)
        if not self.mention and not self.place.is_hidden:
            return {}
        names = (option.name for option in CAPABILITIES)
        return {VENDOR: {name: Elsewhere() for name in names if find_word(self.source.text, name) is not None}}

    def plan(self, flag: bool | None) -> Plan:
        """Return what the file's settings need. Raises UntreatableError where its aliases explode."""
        return make_plan(self.value, flag, self.path)


def examined(name: str, path: tuple[str, ...]) -> list[Subject]:
    """
    Return what is known of the file ``name``, whose setting stands at ``path``: one subject, or one for each settings
    file that is text inside a Kubernetes manifest.

    Raises UntreatableError where there is no text to look at.
    """
    source = read(name)
    try:
        document = parsed(source, encrypted=True)
    except UntreatableError as reason:
        return [_by_words(name, source, path, str(reason))]
    try:
        return [_by_settings(name, source, path, document)]
    except UntreatableError as reason:
        inside = [_inside(name, text, path) for text in texts(document, path[-1])]
        return inside or [_by_words(name, source, path, str(reason))]


def _by_settings(name: str, source: Source, path: tuple[str, ...], document: Document) -> Subject:
    setting, place = setting_of(document, path), place_of(source, document)
    if setting and is_elsewhere(setting.entry.node):
        unreadable = f"{setting.place}: {'.'.join(path)} is resolved elsewhere: name the rendered file"
        return Subject(name, source, path, filled_in(place), unreadable=unreadable)
    if not setting and _names(source, path[-1]) and _names(source, VENDOR) and not similar(document.root, path[-1]):
        reason = f"{source.name}: {path[-1]} is part of a text in this file"
        return replace(_by_words(name, source, path, reason), place=inside_text(document))
    return Subject(name, source, path, place, document, setting)


def _names(source: Source, word: str) -> bool:
    return find_word(source.text, word) is not None


def _by_words(name: str, source: Source, path: tuple[str, ...], reason: str) -> Subject:
    found = find_word(source.text, VENDOR)
    line = None if found is None else source.position(found)[0]
    return Subject(name, source, path, place_of(source, None), unreadable=reason, mention=line)


def _inside(name: str, text: Source, path: tuple[str, ...]) -> Subject:
    try:
        subject = _by_settings(name, text, path, parsed(text))
    except UntreatableError as reason:
        subject = _by_words(name, text, path, str(reason))
    return replace(subject, place=inside_manifest(subject.place))
