"""Read a file named on the command line, and parse its settings."""

from __future__ import annotations

import os
import re
import stat
import sys
from typing import NamedTuple

from proctoring_config.files import detect
from proctoring_config.files.embedded import document_between
from proctoring_config.files.source import FileError, Source, UnparsableError
from proctoring_config.files.tree import MappingNode, Node, ScalarNode
from proctoring_config.files.values import is_unresolved
from proctoring_config.problems import describe
from proctoring_config.text import describe_os_error, escape_unprintable

STDIN = "-"
LARGEST = 5_000_000
MOST_DOCUMENTS = 100
_BYTE_ORDER_MARK = "\ufeff"
_DOCUMENT_MARKER = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_JSON = re.compile(r'\s*\{\s*(?:"|//|/\*|\}\s*$)')
_SEND_TO_STDIN = "pipe its content to this command, with - as the file"
_NOT_FILES = (
    (stat.S_ISDIR, "is a directory; name a file in it"),
    (stat.S_ISFIFO, f"is a named pipe; {_SEND_TO_STDIN}"),
    (lambda mode: not stat.S_ISREG(mode), f"is not a regular file; {_SEND_TO_STDIN}"),
)


class Document(NamedTuple):
    """A settings file: its source and the mapping of its settings. A manifest can have ``more`` documents."""

    source: Source
    root: MappingNode
    more: tuple[Document, ...] = ()


def load(name: str) -> Document:
    """
    Read and parse the file ``name`` (``-`` for standard input) with :func:`read` and :func:`parse`.

    Raises InputError, whose message names the file, the position and the reason.
    """
    return parse(read(name))


def read(name: str) -> Source:
    """
    Return the text of the file ``name`` (``-`` for standard input), without a byte order mark.

    Raises InputError unless it is a readable UTF-8 file of at most 5 MB; larger files are not read. A Python module may
    declare another encoding.
    """
    shown = "<stdin>" if name == STDIN else escape_unprintable(name)
    try:
        data = _read_stdin() if name == STDIN else _read_file(name, shown)
    except OSError as error:
        raise FileError(shown, describe_os_error(error)) from None
    if len(data) > LARGEST:
        raise _too_large(shown)
    encoding = _find_encoding(data, shown) if is_python(name) else "UTF-8"
    try:
        return Source(shown, data.decode(encoding).removeprefix(_BYTE_ORDER_MARK))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(shown, f"is not {encoding} (byte {error.start + 1}); convert it to UTF-8", line) from None


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise FileError("<stdin>", "standard input is closed")
    return sys.stdin.buffer.read(LARGEST + 1)


def _read_file(name: str, shown: str) -> bytes:
    status = os.stat(name)
    for is_kind, reason in _NOT_FILES:
        if is_kind(status.st_mode):
            raise FileError(shown, reason)
    if status.st_size > LARGEST:
        raise _too_large(shown)
    with open(name, "rb") as file:
        return file.read(LARGEST + 1)


def _find_encoding(data: bytes, shown: str) -> str:
    """Return the encoding that a Python module declares."""
    import io
    import tokenize  # slow to import

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        b"a".decode(encoding)
    except (SyntaxError, LookupError, UnicodeError):
        raise FileError(shown, "is not in the encoding that it declares; convert it to UTF-8") from None
    return encoding.removesuffix("-sig").upper()


def _too_large(shown: str) -> FileError:
    return FileError(shown, "is larger than 5 MB, which is too large for a settings file")


def parse(source: Source, *, encrypted: bool = False) -> Document:
    """
    Return the document in ``source``.

    It is read as Python if its name is that of a module, as JSON if its name or beginning looks like JSON, and
    otherwise as YAML.

    An empty file has no settings. Several YAML documents are accepted if one of them is a Kubernetes manifest. If
    ``encrypted`` is set, files encrypted with SOPS, whose keys are readable, are accepted. Raises InputError, whose
    message names the file, the position and the reason.
    """
    _refuse(source, detect.refusal_of_text(source))
    root, second = _parse(source)
    if not encrypted:
        _refuse(source, detect.refusal_of_tree(root))
    if second is not None:
        return _document_of_manifest(source, root, second)
    if root is None or (isinstance(root, ScalarNode) and root.value is None):
        return Document(source, MappingNode(0, 0))
    if is_unresolved(root):
        raise FileError(source.name, "the whole file is a placeholder; use the rendered file")
    if not isinstance(root, MappingNode):
        found = describe(root.value if isinstance(root, ScalarNode) else [])
        raise FileError(source.name, f"must be a mapping of settings, but it is {found}")
    return Document(source, root)


def _document_of_manifest(source: Source, root: Node | None, second: int) -> Document:
    documents, offset = [(source, root)], second
    while offset < len(source.text):
        if len(documents) == MOST_DOCUMENTS:
            raise source.error_at(offset, f"more than {MOST_DOCUMENTS} YAML documents")
        marker = _DOCUMENT_MARKER.search(source.text, offset + 1)
        end = marker.start() if marker else len(source.text)
        part = document_between(source, offset, end)
        root, after = _parse(part)
        documents.append((part, root))
        offset = end if after is None else offset + after
    if not any(detect.manifest_kind(root) for _, root in documents):
        hint = "Remove this line if the settings belong together, or check one document at a time"
        raise source.error_at(second, "a second YAML document begins here", hint)
    first, *more = (
        Document(source, root if isinstance(root, MappingNode) else MappingNode(0, 0)) for source, root in documents
    )
    return first._replace(more=tuple(more))


def _parse(source: Source) -> tuple[Node | None, int | None]:
    try:
        if is_python(source.file_name):
            from proctoring_config.files.read_python import parse_python

            return parse_python(source), None
        if is_json(source):
            from proctoring_config.files.read_json import parse_json

            return parse_json(source), None
        from proctoring_config.files.read_yaml import parse_yaml  # slow to import

        return parse_yaml(source)
    except UnparsableError as error:
        line, _ = source.position(error.offset)
        template = detect.template_line(source, error.offset)
        if template is None:
            raise describe_failure(source, error) from None
        cause = f" (line {line}: {error.reason})" if line > template + 1 else ""
        raise FileError(source.name, f"template block; check the rendered file{cause}", template) from None


def describe_failure(source: Source, error: UnparsableError) -> FileError:
    """Return the error for the cause of a failure of a parser, to be raised."""
    from proctoring_config.files.syntax import explain

    explained = explain(source, error)
    return source.error_at(explained.offset, explained.reason, explained.hint)


def is_python(name: str) -> bool:
    """Return whether a file is a Python module, by its name."""
    return name.endswith(".py")


def is_json(source: Source) -> bool:
    """Return whether a file is JSON, by its name or, unless that is a YAML name, by its beginning."""
    if not source.text.strip() or source.file_name.endswith((".yml", ".yaml")):
        return False
    return source.file_name.endswith(".json") or bool(_JSON.match(source.text))


def _refuse(source: Source, reason: str | None) -> None:
    if reason:
        raise FileError(source.name, reason)
