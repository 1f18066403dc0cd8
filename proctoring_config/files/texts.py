"""Parse the texts inside a file: YAML, JSON, or Python as in the patches of settings modules."""

from __future__ import annotations

import re
from functools import lru_cache

from proctoring_config.files import services
from proctoring_config.files.found import UnreadText
from proctoring_config.files.read import Document, describe_failure, is_python, parse
from proctoring_config.files.source import FileError, Source, UnparsableError
from proctoring_config.files.tree import ScalarNode, walk
from proctoring_config.options import SETTING

_WORD = re.compile(r"proctoring_?backends", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
_PYTHON = re.compile(r"^[ \t]*(?:\w+\.)*PROCTORING_BACKENDS\b\s*(?:\|?=|\[|\.\w)", re.MULTILINE)
_SETTINGS_PATCH = re.compile(r"-settings\Z")
_AS_KEY = re.compile(r"""proctoring_?backends["'\\]*\s*(?:[:=\[|]|\.\w)""", re.IGNORECASE)


def parse_text(source: Source, where: str) -> Document:
    """Return the settings in the text ``source`` at the path ``where`` of another file. Raises FileError."""
    try:
        if is_python_text(source):
            return _parse_python(source)
        return parse(source)
    except FileError as error:
        line, column = (error.line, error.column) if error.line else source.position(_key_offset(source))
        raise FileError(source.name, f"in the text {where}: {error.reason}", line, column, error.hint) from None


@lru_cache(maxsize=100)
def is_python_text(source: Source) -> bool:
    """Return whether a file, or a text as in the patches of settings modules, is Python."""
    name = source.file_name
    patch = services.find_patch(name)
    if patch:
        return patch.is_python
    return is_python(name) or bool(_SETTINGS_PATCH.search(name)) or bool(_PYTHON.search(source.text))


def has_key(source: Source) -> bool:
    """Return whether a text contains the setting as a key or a name, outside of comments."""
    return bool(_AS_KEY.search(without_comments(source.text)))


def find_mention(document: Document) -> UnreadText | None:
    """Return the first key or value that mentions the setting outside of comments."""
    source = document.source
    mention = _WORD.search(without_comments(source.text))
    if mention and is_python_text(source):
        reason = f"{SETTING} is changed by code, which is not run; run manage.py check --tag proctoring instead"
        return UnreadText(source.error_at(mention.start(), reason), source=source)
    if "\\" not in source.text and not mention:
        return None
    for node in walk(document.root) if document.root.pairs else ():
        if not isinstance(node, ScalarNode) or node.inside:
            continue
        found = _WORD.search(without_comments(source.text[node.start : node.end]))
        if found or (isinstance(node.value, str) and _WORD.search(without_comments(node.value))):
            reason = (
                f"{SETTING} is mentioned here, but it is not a key that can be checked; check the settings file that "
                "LMS and Studio read"
            )
            error = source.error_at(node.start + (found.start() if found else 0), reason)
            return UnreadText(error, source=source)
    return None


def without_comments(text: str) -> str:
    """Return ``text`` with spaces instead of comments (``#``)."""
    return _COMMENT.sub(lambda comment: " " * len(comment.group()), text)


def _parse_python(source: Source) -> Document:
    from proctoring_config.files.read_python import parse_python

    try:
        return Document(source, parse_python(source, is_whole=is_python(source.file_name)))
    except UnparsableError as error:
        raise describe_failure(source, error) from None


def _key_offset(source: Source) -> int:
    found = _AS_KEY.search(without_comments(source.text))
    return found.start() if found else 0
