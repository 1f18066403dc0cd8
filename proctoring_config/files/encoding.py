"""Decode files so that they can be written back byte for byte."""

from __future__ import annotations

import codecs
import io
import tokenize
from dataclasses import dataclass


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
