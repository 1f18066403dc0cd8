"""A file named on the command line -> what is known of its settings."""

from __future__ import annotations

from dataclasses import dataclass

from proctoring_config.options import CAPABILITIES
from proctoring_config.settings_files.loading import Document, parsed
from proctoring_config.settings_files.reading import read
from proctoring_config.settings_files.setting import Setting, setting_of
from proctoring_config.settings_files.source import Source, UntreatableError
from proctoring_config.settings_files.values import plain
from proctoring_config.upgrade.places import Place, place_of
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


def examined(name: str, path: tuple[str, ...]) -> Subject:
    """
    Return what is known of the file ``name``, whose setting stands at ``path``.

    Raises UntreatableError where there is no text to look at.
    """
    source = read(name)
    try:
        document = parsed(source, encrypted=True)
        setting = setting_of(document, path)
    except UntreatableError as reason:
        found = find_word(source.text, VENDOR)
        line = None if found is None else source.position(found)[0]
        return Subject(name, source, path, place_of(source, None), unreadable=str(reason), mention=line)
    return Subject(name, source, path, place_of(source, document), document, setting)
