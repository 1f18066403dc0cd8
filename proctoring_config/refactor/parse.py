"""Parse Python files: with ``ast``, and with LibCST, which parses the bodies of functions only on demand."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import libcst as cst

from proctoring_config.refactor.nodes import render_module


class CannotParseError(Exception):
    """A Python file cannot be parsed; the message gives the reason."""


@lru_cache(maxsize=4)  # LibCST's tree and the search for faults require the same tree of a changed file
def parse_ast(text: str) -> ast.Module:
    """Return the syntax tree of ``text``. Raises ``CannotParseError`` if it is not valid, or nested too deeply."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise CannotParseError("Python cannot parse it") from error


def parse_cst(text: str) -> cst.Module:
    """
    Return LibCST's tree of ``text``. Raises ``CannotParseError`` if LibCST cannot parse or reproduce it.

    The bodies of top-level functions and of methods are parsed when their statements are read or visited, which may
    raise ``CannotParseError`` too. Most are only rendered, and LibCST takes long to create and to render their nodes.
    The whole text is parsed immediately if it has forms for which this is not possible.

    Python parses the text first, because the whole process would crash if LibCST parsed thousands of nested brackets.
    """
    tree = parse_ast(text)
    try:
        return _parse_lazily(tree, text)
    except CannotParseError:
        module = _parse(text)
        _check_exact(module, text)
        return module


def _parse_lazily(tree: ast.Module, text: str) -> cst.Module:
    """Return LibCST's tree of ``text`` without the bodies of functions. Raises ``CannotParseError``."""
    lines = text.split("\n")
    functions = list(_list_functions(tree, ast.ClassDef, (ast.FunctionDef, ast.AsyncFunctionDef)))
    # To Python, "\r" is the end of a line, and LibCST does not render the end of the last line if there is none.
    is_regular = "\r" not in text.replace("\r\n", "") and not lines[-1]
    bodies = [_find_body(function, lines) if is_regular else None for function in functions]
    for body in reversed(bodies):
        if body:
            lines[body.start : body.end] = [body.placeholder]
    module = _parse("\n".join(lines))
    for function, body in zip(_list_functions(module, cst.ClassDef, cst.FunctionDef), bodies, strict=True):
        if body:  # the tree is new and has no other users, so its nodes can be changed in place
            object.__setattr__(function, "body", IndentedBlock(module, function.body, body))
    _check_exact(module, text)
    return module


@dataclass(frozen=True)
class _Body:
    """The body of a function: the indices and the text of its lines, for which LibCST gets ``placeholder``."""

    start: int
    end: int
    text: str
    placeholder: str


class IndentedBlock(cst.IndentedBlock):
    """A block whose statements are parsed on demand. It has LibCST's name, because matchers compare names of types."""

    def __init__(self, module: cst.Module, placeholder: Any, body: _Body) -> None:
        newline, indent = module.default_newline, module.default_indent
        # For LibCST, the indentation of the first block is the default.
        source = f"if 0:{newline}{indent}0{newline}def _():{newline}{body.text}0{newline}"
        values = {"header": placeholder.header, "indent": placeholder.indent, "_text": body.text, "_source": source}
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Parse the statements when they are needed for the first time."""
        if name not in ("body", "footer"):
            raise AttributeError(name)
        module = _parse(self._source)
        _check_exact(module, self._source)
        (function,) = _list_functions(module, cst.ClassDef, cst.FunctionDef)
        for attribute, value in {"body": function.body.body, "footer": function.body.footer, "_text": None}.items():
            object.__setattr__(self, attribute, value)
        return getattr(self, name)

    def with_changes(self, **changes: Any) -> Any:
        """Return an ordinary block with changes."""
        values = {name: getattr(self, name) for name in ("body", "header", "indent", "footer")}
        return cst.IndentedBlock(**{**values, **changes})

    def _codegen_impl(self, state: Any) -> None:
        if self._text is None:
            super()._codegen_impl(state)
        else:
            self.header._codegen(state)
            state.add_token(self._text)


def _list_functions(module: Any, outer: Any, functions: Any) -> Iterator[Any]:
    """Yield the functions directly in the module, or in its statements of the type ``outer``."""
    for statement in module.body:
        block = statement.body if isinstance(statement, outer) else [statement]
        yield from (each for each in getattr(block, "body", block) if isinstance(each, functions))


def _find_body(function: Any, lines: Sequence[str]) -> _Body | None:
    """Return the body of the function, or ``None`` if it begins on the line of the colon."""
    first = function.body[0]
    start = min(node.lineno for node in (first, *getattr(first, "decorator_list", ()))) - 1
    indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    while _is_comment(lines[start - 1]):
        start -= 1
    continued = any(line.rstrip("\r").endswith("\\") for line in (lines[start - 1], lines[function.end_lineno - 1]))
    if len(indent) < first.col_offset or continued:
        return None
    end = below = function.end_lineno
    while below < len(lines) and _is_comment(lines[below]):
        below += 1
        if lines[below - 1].startswith(indent):
            end = below
    text = "".join(f"{line}\n" for line in lines[start:end])
    placeholder = f"{indent}0\r" if lines[start].endswith("\r") else f"{indent}0"
    return _Body(start, end, text, placeholder)


def _is_comment(line: str) -> bool:
    """Return whether the line is blank or a comment."""
    return line.lstrip()[:1] in ("", "#")


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise CannotParseError("LibCST cannot parse it") from error


def _check_exact(module: cst.Module, text: str) -> None:
    """Raise ``CannotParseError`` unless LibCST renders exactly ``text``."""
    try:
        is_exact = render_module(module) == text
    except RecursionError as error:
        raise CannotParseError("LibCST cannot parse it") from error
    if not is_exact:
        raise CannotParseError("LibCST cannot reproduce it exactly")
