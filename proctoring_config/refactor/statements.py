"""Finds and replaces nodes of a module; passes over the statements that are not concerned, since visits are slow."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.code import statement_code

#: Nodes, and what takes the place of each: another node, several (``FlattenSentinel``), or nothing (``None``).
Changes = dict[cst.CSTNode, Any]

_STATEMENT = (cst.SimpleStatementLine, cst.BaseCompoundStatement)


def found(module: cst.Module, word: str, matcher: m.BaseMatcherNode) -> list[Any]:
    """Return the nodes that match, in order, within those statements, at any depth, whose text holds ``word``."""
    find = _Find(module, word, matcher)
    for statement in module.body:
        statement.visit(find)
    return find.found


def inside(node: cst.CSTNode, matcher: m.BaseMatcherNode) -> list[Any]:
    """Return the nodes that match within ``node``, itself included, in order."""
    return list(m.findall(node, matcher))


def edited(module: cst.Module, changes: Changes) -> cst.Module:
    """
    Return ``module`` with nodes of it replaced; only statements can be replaced by nothing.

    The comment right above a statement goes with it; what stands above a blank line stays. A block that would be left
    empty gets ``pass``. Raises ``LookupError`` if a node is not in the module.
    """
    edit = _Edit(module, changes)
    kept, below = edit.kept(module.body, [statement.visit(edit) for statement in module.body])
    if edit.applied != changes.keys():
        raise LookupError("a node to replace is not in the module")
    return module.with_changes(body=kept, footer=(*below, *module.footer))


class _Find(cst.CSTVisitor):
    def __init__(self, module: cst.Module, word: str, matcher: m.BaseMatcherNode) -> None:
        super().__init__()
        self.module = module
        self.word = word
        self.matcher = matcher
        self.found: list[Any] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _STATEMENT) and self.word not in statement_code(self.module, node):
            return False
        if m.matches(node, self.matcher):
            self.found.append(node)
        return True


class _Edit(cst.CSTTransformer):
    def __init__(self, module: cst.Module, changes: Changes) -> None:
        super().__init__()
        self.module = module
        self.changes = changes
        self.applied: set[cst.CSTNode] = set()
        texts = (statement_code(module, node) for node in changes)
        self.longest_lines = {max(text.splitlines(), key=len, default="").strip() for text in texts}

    def on_visit(self, node: cst.CSTNode) -> bool:
        if not isinstance(node, _STATEMENT):
            return True
        code = statement_code(self.module, node)
        return any(line in code for line in self.longest_lines)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        new = self.changes.get(original_node)
        if new is not None and not isinstance(new, cst.FlattenSentinel):
            self.applied.add(original_node)
            return new
        if isinstance(original_node, cst.IndentedBlock) and not self.changes.keys().isdisjoint(original_node.body):
            kept, below = self.kept(original_node.body, updated_node.body)
            kept = kept or [cst.SimpleStatementLine([cst.Pass()])]
            return updated_node.with_changes(body=kept, footer=(*below, *updated_node.footer))
        return super().on_leave(original_node, updated_node)

    def kept(
        self, original: Sequence[cst.CSTNode], updated: Sequence[Any]
    ) -> tuple[list[Any], Sequence[cst.EmptyLine]]:
        """Return the statements that stay, and the lines that stood above removed ones at the end."""
        kept: list[Any] = []
        above: tuple[cst.EmptyLine, ...] = ()
        blank: tuple[cst.EmptyLine, ...] = ()
        gone = False
        for before, after in zip(original, updated, strict=True):
            if before in self.changes:
                self.applied.add(before)
            own: tuple[cst.EmptyLine, ...] = tuple(getattr(after, "leading_lines", ()))
            if self.changes.get(before, before) is None:
                before_comment = _without_end(own, comments=True)
                rest = _without_end(before_comment, comments=False)
                above, blank, gone = above + rest, blank or before_comment[len(rest) :], True
                continue
            if gone:
                if not kept:
                    blank, own = (), own[len(_blank(own)) :]
                after = after.with_changes(leading_lines=above + (() if _blank(own) else blank) + own)
            several = self.changes.get(before)
            kept += several if isinstance(several, cst.FlattenSentinel) else [after]
            above, blank, gone = (), (), False
        return kept, above


def _without_end(lines: tuple[cst.EmptyLine, ...], *, comments: bool) -> tuple[cst.EmptyLine, ...]:
    """Return the lines without the comments, or without the blank lines, that they end with."""
    end = len(lines)
    while end and (lines[end - 1].comment is not None) == comments:
        end -= 1
    return lines[:end]


def _blank(lines: tuple[cst.EmptyLine, ...]) -> tuple[cst.EmptyLine, ...]:
    """Return the blank lines that a statement's leading lines begin with."""
    return tuple(itertools.takewhile(lambda line: line.comment is None, lines))
