"""The text of a module, statement by statement: what an edit did not touch is not generated again."""

from __future__ import annotations

from functools import lru_cache

import libcst as cst


def module_code(module: cst.Module) -> str:
    """Return ``module.code``."""
    if not module.has_trailing_newline or not module.body:
        return module.code
    ends = (module.with_changes(body=(), header=lines, footer=()).code if lines else "" for lines in _ends(module))
    return "".join(statement_code(module, statement) for statement in module.body).join(ends)


def statement_code(module: cst.Module, statement: cst.CSTNode) -> str:
    """Return the text of a node of the module; that of a nested statement lacks the indentation of its surroundings."""
    return _code(statement, module.default_indent, module.default_newline)


def _ends(module: cst.Module) -> tuple[object, object]:
    return module.header, module.footer


@lru_cache(maxsize=100_000)
def _code(node: cst.CSTNode, indent: str, newline: str) -> str:
    return cst.Module([], default_indent=indent, default_newline=newline).code_for_node(node)
