"""Reads, from a whole checkout, the few files that a fixer wants or that hold something to be reported."""

from __future__ import annotations

import errno
import mmap
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proctoring_config.files import write as files
from proctoring_config.refactor import leftovers
from proctoring_config.refactor.fixer import At, Fixer
from proctoring_config.refactor.source import REQUIREMENT, Leftover
from proctoring_config.text import describe_os_error

LARGEST = 50_000_000


@dataclass(frozen=True)
class Document:
    """A file: its path in the checkout, its text, and the fixers that want it."""

    path: str
    text: files.Text
    fixers: Sequence[Fixer]
    requirement: str = REQUIREMENT

    @property
    def is_python(self) -> bool:
        """Whether LibCST and pyflakes read it."""
        return self.path.endswith(".py")


@dataclass(frozen=True)
class Found:
    """The documents of a checkout, and the places that cannot even be read."""

    documents: list[Document] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def read(root: Path, paths: Iterable[str], fixers: Sequence[Fixer], requirement: str = REQUIREMENT) -> Found:
    """Return the documents among ``paths``, files relative to ``root``; what is no file is passed over."""
    found = Found()
    of_path = {path for fixer in fixers if isinstance(fixer.wants, At) for path in fixer.wants.paths}
    of_any_path = [fixer for fixer in fixers if not isinstance(fixer.wants, At)]
    for path in paths:
        try:
            content = _content(f"{root}/{path}")
        except OSError as error:
            why = f"it cannot be read: {describe_os_error(error)}"
            found.leftovers.append(_unread(path, why, "let it be read, then run this again"))
            continue
        except files.UnreadableError as refusal:
            found.leftovers.append(_unread(path, str(refusal), "treat the file by hand"))
            continue
        if content is None:
            continue
        lowered = content.lower()
        asked = fixers if path in of_path else of_any_path
        wanting = [fixer for fixer in asked if fixer.wants(path, lowered)]
        if not wanting and not leftovers.may_hold(lowered):
            continue
        file = root / path
        if not file.resolve().is_relative_to(root) or file.is_symlink():
            if not file.resolve().is_relative_to(root):
                found.leftovers.append(_unread(path, "it leads out of the checkout", "treat the file where it is"))
            continue
        try:
            text = files.decode(content, python=path.endswith(".py"))
        except files.UnreadableError as refusal:
            found.leftovers.append(_unread(path, str(refusal), "treat the file by hand"))
            continue
        found.documents.append(Document(path, text, wanting, requirement))
    return found


def _content(name: str) -> bytes | None:
    """
    Return what the file holds; ``None`` if it is not checked out, a submodule, a dangling link, or no plain file.

    A file too large to be source is only searched: ``None`` if it holds nothing that is to be reported, else raises
    ``UnreadableError``. Raises ``OSError`` for a file that is there and cannot be read.
    """
    try:
        status = os.stat(name)
        if not stat.S_ISREG(status.st_mode):
            return None
        with open(name, "rb", buffering=0) as file:
            if status.st_size <= LARGEST:
                return file.read()
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                if not leftovers.WORD.search(content):
                    return None
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            return None
        raise
    raise files.UnreadableError(f"it is larger than {LARGEST // 1_000_000} MB")


def _unread(path: str, why: str, todo: str) -> Leftover:
    return Leftover(path, 1, "the whole file", why, todo)
