"""Reads files so that they can be written back byte for byte, and replaces them atomically."""

from __future__ import annotations

import codecs
import io
import os
import tokenize
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: What is put before and after the name of a file while it is written; left behind only by a killed process.
PREFIX, SUFFIX = ".", ".proctoring-config-new"


class UnreadableError(Exception):
    """The bytes are no text of the encoding that the file claims; the message says which."""


@dataclass(frozen=True)
class Text:
    """A file's text, line endings unchanged, and what is needed to give its bytes back."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return ``text`` as the bytes of this file."""
        return self.bom + text.encode(self.encoding)


def decode(content: bytes, *, python: bool) -> Text:
    """Return ``content`` as text: UTF-8, or what a Python file declares. Raises ``UnreadableError``."""
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
    Put ``content`` in the place of the file at ``path``: at every moment the file is the old one or the new one.

    Mode and owner are kept. Raises ``OSError``, and refuses so a path that leads out of ``root`` or is no plain file.
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
    Write a new file, with the mode and owner of ``like``, and whole on the disk before this returns.

    Nobody else can read it before it has that mode. Raises ``OSError``, leaving nothing behind; ``FileExistsError``
    if something of that name is there.
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
    """Return whether ``path`` is what a killed process left behind instead of finishing :func:`replace`."""
    return path.name.startswith(PREFIX) and path.name.endswith(SUFFIX)
