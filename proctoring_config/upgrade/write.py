"""
Writes the new text of a settings file: the whole of it, or nothing.

Refused is what an operator may not expect: a file that somebody else has changed meanwhile, a symbolic link (what it
leads to may belong to a tool, such as Kubernetes or Nix, and replacing the link would cut it off), a file with a
second name (which would keep the old content), and a file that would get another owner.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from proctoring_config.editing.files import UnreadableError, create, decode, replace
from proctoring_config.errors import UntreatableError
from proctoring_config.settings_files.source import Source
from proctoring_config.wording import reason


def write(path: Path, source: Source, text: str, *, backup: bool) -> Path | None:
    """
    Put ``text`` in the place of the file at ``path``, which was read as ``source``, and return the backup, if any.

    Byte order mark, mode and owner stay. ``backup`` copies the old file to ``<name>.bak``, ``<name>.bak.1``, ...
    Raises UntreatableError, whose line says why nothing is changed.
    """
    try:
        content = _checked(path, source)
        new = decode(content, python=False).encoded(text)
        copy = _copied(path, content) if backup else None
        try:
            replace(path, new, root=path.parent)
        except BaseException:
            if copy:
                copy.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UntreatableError(f"{source.name}: cannot be written, so it stays as it is: {reason(error)}") from None
    return copy


def _checked(path: Path, source: Source) -> bytes:
    """Return the file's content."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise UntreatableError(f"{source.name}: a symbolic link: name the file itself, if that is the one to change")
    if not stat.S_ISREG(status.st_mode):
        raise UntreatableError(f"{source.name}: not a plain file")
    if status.st_nlink > 1:
        raise UntreatableError(f"{source.name}: a file with another name besides (hard link), which would not change")
    if not _can_keep_owner(status):
        raise UntreatableError(f"{source.name}: belongs to another user or group: run this as its owner")
    content = path.read_bytes()
    try:
        same = decode(content, python=False).text == source.text
    except UnreadableError:
        same = False
    if not same:
        raise UntreatableError(f"{source.name}: changed by somebody else since it was read: run this again")
    return content


def _can_keep_owner(status: os.stat_result) -> bool:
    user = os.geteuid()
    return user == 0 or (status.st_uid == user and status.st_gid in {os.getegid(), *os.getgroups()})


def _copied(path: Path, content: bytes) -> Path:
    """Return the copy of the file at ``path`` under the first name that is free."""
    for copy in _backups(path):
        with suppress(FileExistsError):
            create(copy, content, path.stat())
            return copy
    raise AssertionError  # there is always another name


def _backups(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.bak")
    for number in count(1):
        yield path.with_name(f"{path.name}.bak.{number}")
