"""Find, render and replace nodes of a LibCST module. Irrelevant statements are skipped, because visits are slow."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import libcst as cst
import libcst.matchers as m

#: Nodes and their replacements: another node, several nodes (``FlattenSentinel``), or ``None`` to remove a statement.
Replacements = dict[cst.CSTNode, Any]

#: The name of a module's logger in edx-platform.
LOGGER = m.MatchRegex("_?log(ger)?|_?LOG(GER)?")
#: A call of the logger.
LOGGER_CALL = m.Call(m.Attribute(m.Name(LOGGER), m.Name()))
#: The classes of statements.
STATEMENT = (cst.SimpleStatementLine, cst.BaseCompoundStatement)

#: By type of node: what :class:`_AttributeRecorder` records.
_ATTRIBUTES: dict[type, list[str]] = {}


def match_string(text: str) -> m.SimpleString:
    """Return a matcher for the string ``text`` in single or double quotes."""
    return m.SimpleString(m.MatchRegex(rf"^[\"']{text}[\"']$"))


def match_assignment(target: Any, value: Any) -> m.SimpleStatementLine:
    """Return a matcher for the statement ``target = value``, with or without a type hint."""
    return m.SimpleStatementLine([m.Assign([m.AssignTarget(target)], value) | m.AnnAssign(target, value=value)])


def get_target(statement: Any) -> Any:
    """Return the target of a statement that :func:`match_assignment` matches."""
    assign = statement.body[0]
    return assign.target if isinstance(assign, cst.AnnAssign) else assign.targets[0].target


def find_nodes(module: cst.Module, word: str, matcher: m.BaseMatcherNode) -> list[Any]:
    """Return the matching nodes in order; only statements (at any depth) whose text contains ``word`` are searched."""

    def is_searched(statement: cst.CSTNode) -> bool:
        return word in render_node(module, statement)

    nodes = (node for statement in module.body for node in walk_nodes(statement, is_searched))
    return _filter_nodes(nodes, matcher)


def find_within(node: cst.CSTNode, matcher: m.BaseMatcherNode) -> list[Any]:
    """Return the nodes that match within ``node``, itself included, in order."""
    return _filter_nodes(walk_nodes(node), matcher)


def _filter_nodes(nodes: Iterable[cst.CSTNode], matcher: m.BaseMatcherNode) -> list[Any]:
    """Return the nodes that match. Their types are compared first, because LibCST needs much longer for the same."""
    types = {type(each).__name__ for each in getattr(matcher, "options", [matcher])}
    if not all(hasattr(cst, name) for name in types):
        return [node for node in nodes if m.matches(node, matcher)]
    return [node for node in nodes if type(node).__name__ in types and m.matches(node, matcher)]


def walk_nodes(node: cst.CSTNode, is_searched: Callable[[cst.CSTNode], bool] | None = None) -> Iterator[cst.CSTNode]:
    """
    Yield ``node`` and its descendants in order, without statements for which ``is_searched`` is false.

    LibCST's own visitors create every node that they visit anew.
    """
    stack = [node]
    while stack:
        node = stack.pop()
        if is_searched is None or not isinstance(node, STATEMENT) or is_searched(node):
            yield node
            stack += reversed(_list_children(node))


def _list_children(node: cst.CSTNode) -> list[cst.CSTNode]:
    names = _ATTRIBUTES.get(type(node))
    if names is None:
        node.visit(recorder := _AttributeRecorder(node))
        # LibCST does not visit the last attribute of a replacement field in an f-string, its format, if it is None.
        last = ["format_spec"] if hasattr(node, "format_spec") else []
        names = _ATTRIBUTES[type(node)] = list(dict.fromkeys([*recorder.names, *last]))
    children: list[cst.CSTNode] = []
    for name in names:
        value = getattr(node, name)
        if isinstance(value, cst.CSTNode):
            children.append(value)
        elif isinstance(value, list | tuple):
            children += value
    return children


class _AttributeRecorder(cst.CSTVisitor):
    """Record the names of the attributes with the children of ``node``, in the order of the children in the text."""

    def __init__(self, node: cst.CSTNode) -> None:
        super().__init__()
        self.node = node
        self.names: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node is self.node

    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None:
        self.names.append(attribute)


def replace_nodes(module: cst.Module, replacements: Replacements) -> cst.Module:
    """
    Return ``module`` with nodes replaced, or statements removed.

    The comment directly above a removed statement is removed as well; comments above a blank line stay. A block that
    would become empty gets ``pass``. Raises ``LookupError`` if a node is not in the module.
    """
    editor = _Editor(module, replacements)
    kept, below = editor.keep(module.body, [statement.visit(editor) for statement in module.body])
    if editor.applied != replacements.keys():
        raise LookupError("a node to replace is not in the module")
    return module.with_changes(body=kept, footer=(*below, *module.footer))


def render_module(module: cst.Module) -> str:
    """Return ``module.code``, rendering only the statements that were not rendered before."""
    if not module.has_trailing_newline or not module.body:
        return module.code
    header, footer = (
        module.with_changes(body=(), header=lines, footer=()).code if lines else ""
        for lines in (module.header, module.footer)
    )
    return header + "".join(render_node(module, statement) for statement in module.body) + footer


def render_node(module: cst.Module, node: cst.CSTNode) -> str:
    """Return the text of a node of the module, without the indentation of the block around it."""
    return _render(node, module.default_indent, module.default_newline)


@lru_cache(maxsize=100_000)
def _render(node: cst.CSTNode, indent: str, newline: str) -> str:
    return cst.Module([], default_indent=indent, default_newline=newline).code_for_node(node)


class _Editor(cst.CSTTransformer):
    def __init__(self, module: cst.Module, replacements: Replacements) -> None:
        super().__init__()
        self.module = module
        self.replacements = replacements
        self.applied: set[cst.CSTNode] = set()
        texts = (render_node(module, node) for node in replacements)
        self.longest_lines = {max(text.splitlines(), key=len, default="").strip() for text in texts}

    def on_visit(self, node: cst.CSTNode) -> bool:
        if not isinstance(node, STATEMENT):
            return True
        code = render_node(self.module, node)
        return any(line in code for line in self.longest_lines)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        new = self.replacements.get(original_node)
        if new is not None and not isinstance(new, cst.FlattenSentinel):
            self.applied.add(original_node)
            return new
        if isinstance(original_node, cst.IndentedBlock) and not self.replacements.keys().isdisjoint(original_node.body):
            kept, below = self.keep(original_node.body, updated_node.body)
            kept = kept or [cst.SimpleStatementLine([cst.Pass()])]
            return updated_node.with_changes(body=kept, footer=(*below, *updated_node.footer))
        return super().on_leave(original_node, updated_node)

    def keep(
        self, original: Sequence[cst.CSTNode], updated: Sequence[Any]
    ) -> tuple[list[Any], Sequence[cst.EmptyLine]]:
        """Return the remaining statements, and the lines above removed statements at the end of the block."""
        kept: list[Any] = []
        above: tuple[cst.EmptyLine, ...] = ()
        blank: tuple[cst.EmptyLine, ...] = ()
        removed = False
        for before, after in zip(original, updated, strict=True):
            if before in self.replacements:
                self.applied.add(before)
            own: tuple[cst.EmptyLine, ...] = tuple(getattr(after, "leading_lines", ()))
            if self.replacements.get(before, before) is None:
                before_comment = _strip_end(own, comments=True)
                rest = _strip_end(before_comment, comments=False)
                above, blank, removed = above + rest, blank or before_comment[len(rest) :], True
                continue
            if removed:
                if not kept:
                    blank, own = (), own[len(_leading_blanks(own)) :]
                after = after.with_changes(leading_lines=above + (() if _leading_blanks(own) else blank) + own)
            several = self.replacements.get(before)
            kept += several if isinstance(several, cst.FlattenSentinel) else [after]
            above, blank, removed = (), (), False
        return kept, above


def _strip_end(lines: tuple[cst.EmptyLine, ...], *, comments: bool) -> tuple[cst.EmptyLine, ...]:
    """Return the lines without the comments, or without the blank lines, at their end."""
    end = len(lines)
    while end and (lines[end - 1].comment is not None) == comments:
        end -= 1
    return lines[:end]


def _leading_blanks(lines: tuple[cst.EmptyLine, ...]) -> tuple[cst.EmptyLine, ...]:
    return tuple(itertools.takewhile(lambda line: line.comment is None, lines))
