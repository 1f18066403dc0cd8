"""The settings that are found in a file, those that are not read, and what may be one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from proctoring_config.files.read import Document
from proctoring_config.files.services import BOTH
from proctoring_config.files.setting import Setting
from proctoring_config.files.source import FileError, Source
from proctoring_config.files.tree import Entry
from proctoring_config.problems import Problem


class FoundSetting(NamedTuple):
    """
    A ``setting`` in ``document``, which is the whole file unless ``text`` names the text that contains it.

    ``assumed`` is the path if it is neither the platform's nor chosen by the user. ``is_part`` tells whether
    ``document`` is only a part of the file. ``service`` is which of LMS and Studio reads it, if the file tells, and
    ``patch`` the patch of Tutor that contains it.
    """

    document: Document
    setting: Setting
    text: str | None = None
    assumed: str | None = None
    is_part: bool = False
    service: str | None = None
    patch: str | None = None

    @property
    def is_compared(self) -> bool:
        """Whether it is the whole setting of LMS or Studio, as a patch of both is not."""
        return self.service != BOTH


class ServiceText(NamedTuple):
    """The ``entry`` of a text or mapping with settings of a ``service``."""

    service: str
    entry: Entry


class MisplacedSetting(NamedTuple):
    """
    A ``problem``: the setting is at ``entry``, where the platform does not read it.

    ``setting`` is what it will be once it is read, unless its content has to be merged or rewritten.
    """

    problem: Problem
    entry: Entry
    setting: Setting | None = None


class UnreadText(NamedTuple):
    """
    An ``error`` about what may be the setting, but was not read.

    ``where`` is the path of the text that contains it, if it is in one. ``source`` can be searched for words; it is
    ``None`` if it is encoded, or if the error is about a key.
    """

    error: FileError
    where: str | None = None
    source: Source | None = None


@dataclass
class Found:
    """
    Everything in a file that is, or may be, the setting. Nothing at all means that there is no setting.

    ``service_texts`` are the parts of the file that belong to LMS or Studio, with or without the setting, and
    ``without`` are the documents that LMS or Studio may read, but that lack the setting.
    """

    settings: list[FoundSetting] = field(default_factory=list)
    misplaced: list[MisplacedSetting] = field(default_factory=list)
    unread: list[UnreadText] = field(default_factory=list)
    service_texts: list[ServiceText] = field(default_factory=list)
    without: list[Document] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.settings or self.misplaced or self.unread)
