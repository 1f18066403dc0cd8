"""
Read files so that they can be written back byte for byte, and replace them atomically.

:func:`write` refuses files that have changed in the meantime, symbolic links (the target may belong to a tool such as
Kubernetes or Nix), files with several hard links (the other names would keep the old content), and files that would
change their owner.
"""

from __future__ import annotations

import codecs
import io
import os
import stat
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from proctoring_config.errors import InputError
from proctoring_config.files.source import Source
from proctoring_config.text import describe_os_error

#: Prefix and suffix of temporary files, which are left behind only by a killed process.
PREFIX, SUFFIX = ".", ".proctoring-config-new"


class UnreadableError(Exception):
    """The file does not have the encoding that it declares. The message names the encoding."""


@dataclass(frozen=True)
class Text:
    """The text of a file, with unchanged line endings, and its encoding."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return ``text`` as the bytes of this file."""
        return self.bom + text.encode(self.encoding)


def decode(content: bytes, *, python: bool) -> Text:
    """Decode ``content`` as UTF-8 or the encoding that a Python file declares. Raises ``UnreadableError``."""
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    encoding = "utf-8"
    try:
        if python:
            encoding = tokenize.detect_encoding(io.BytesIO(content).readline)[0].replace("-sig", "")
        read = Text(content[len(bom) :].decode(encoding), encoding, bom)
    except (UnicodeDecodeError, SyntaxError) as error:
        raise UnreadableError(f"it is not {encoding}") from error
    if read.encoded(read.text) != content:
        raise UnreadableError(f"its {encoding} cannot be written back as it is")
    return read


def replace(path: Path, content: bytes, *, root: Path) -> None:
    """
    Replace the file at ``path`` atomically with ``content``, keeping its mode and owner.

    Raises ``OSError``, including for a path outside ``root`` or one that is not a plain file.
    """
    if path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
        raise OSError(f"{path} is not a plain file under {root}")
    new = path.with_name(f"{PREFIX}{path.name}{SUFFIX}")
    new.unlink(missing_ok=True)
    create(new, content, path.stat())
    try:
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def create(path: Path, content: bytes, like: os.stat_result) -> None:
    """
    Write a new file with the mode and owner of ``like``, and sync it to the disk.

    Nobody else can read it before it has that mode. Raises ``OSError`` (``FileExistsError`` if the path exists), and
    then leaves nothing behind.
    """
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        try:
            file.write(content)
            file.flush()
            with suppress(PermissionError):
                os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), like.st_mode & 0o7777)
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def is_debris(path: Path) -> bool:
    """Return whether ``path`` is a temporary file that a killed process left behind in :func:`replace`."""
    return path.name.startswith(PREFIX) and path.name.endswith(SUFFIX)


def write(path: Path, source: Source, text: str, *, backup: bool) -> Path | None:
    """
    Replace the file at ``path``, which was read as ``source``, with ``text``, and return the backup, if any.

    Byte order mark, mode and owner are kept. ``backup`` copies the old file to ``<name>.bak``, ``<name>.bak.1``, ...
    Raises InputError if the file cannot be replaced; then nothing is changed.
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
        raise InputError(f"{source.name}: cannot be written and was not changed: {describe_os_error(error)}") from None
    return copy


def _checked(path: Path, source: Source) -> bytes:
    """Return the file's content."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise InputError(f"{source.name}: a symbolic link; pass its target instead")
    if not stat.S_ISREG(status.st_mode):
        raise InputError(f"{source.name}: not a plain file")
    if status.st_nlink > 1:
        raise InputError(f"{source.name}: a file with another hard link, which would not change")
    if not _can_keep_owner(status):
        raise InputError(f"{source.name}: belongs to another user or group; run this as its owner")
    content = path.read_bytes()
    try:
        same = decode(content, python=False).text == source.text
    except UnreadableError:
        same = False
    if not same:
        raise InputError(f"{source.name}: changed in the meantime; run this again")
    return content


def _can_keep_owner(status: os.stat_result) -> bool:
    user = os.geteuid()
    return user == 0 or (status.st_uid == user and status.st_gid in {os.getegid(), *os.getgroups()})


def _copied(path: Path, content: bytes) -> Path:
    """Copy the file at ``path`` to the first free name, and return the copy."""
    for copy in _backups(path):
        with suppress(FileExistsError):
            create(copy, content, path.stat())
            return copy
    raise AssertionError  # there is always another name


def _backups(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.bak")
    for number in count(1):
        yield path.with_name(f"{path.name}.bak.{number}")
