"""Parse the text of a Python module with ``ast``, and find its nodes in the text."""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from array import array
from bisect import bisect_left

from proctoring_config.files.source import Source, UnparsableError

_LINE_BREAK = re.compile(rb"\r\n|\r|\n")
_CONTINUATION = re.compile(rb"[\x80-\xbf]")
_QUOTED = re.compile(r"\s?'([^']{2,})'")


def parse_module(source: Source) -> ast.Module:
    """Return the syntax tree of a module. Raises UnparsableError; no warning is printed."""
    null = source.text.find("\0")
    if null >= 0:
        raise UnparsableError(null, "not valid Python: a null character")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        offset = source.offset(error.lineno or 1, max(error.offset or 1, 1))
        raise UnparsableError(offset, f"not valid Python: {_reason(error.msg)}") from None
    except UnicodeEncodeError as error:
        raise UnparsableError(error.start, "not valid Python: a surrogate character") from None
    except (RecursionError, MemoryError):
        raise UnparsableError(0, "Python code that is nested too deep") from None


def _reason(message: str) -> str:
    """Return the message of a syntax error without words from the text; grammar and single characters are kept."""
    message = message.removeprefix("f-string: ").partition(": ")[0]
    return _QUOTED.sub(lambda found: found.group() if _is_syntax(found.group(1)) else "", message)


def _is_syntax(word: str) -> bool:
    return " " in word or keyword.iskeyword(word) or not any(character.isalnum() for character in word)


class Offsets:
    """Converts the positions of ``ast``, which are lines and bytes, to offsets into a text."""

    def __init__(self, text: str) -> None:
        data = text.encode()
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(data))]
        self._continuations = array("I", (found.start() for found in _CONTINUATION.finditer(data)))

    def at(self, line: int, column: int) -> int:
        """Return the offset of a byte in a line."""
        offset = self._starts[line - 1] + column
        return offset - bisect_left(self._continuations, offset)

    def start(self, node: ast.expr | ast.stmt | ast.keyword | ast.alias) -> int:
        """Return the offset at which a node begins."""
        return self.at(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.keyword | ast.alias) -> int:
        """Return the offset at which a node ends."""
        return self.at(node.end_lineno or node.lineno, node.end_col_offset or 0)
