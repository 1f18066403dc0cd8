"""
Show "Review rules" in Studio according to an option of the course's provider, not a waffle flag for one vendor.

``show_review_rules`` is called with ``course.proctoring_provider``, never with the default provider (reviews of PR
#37576). Studio's block info has a local variable of that name, which would shadow the function; the call replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

from proctoring_config.refactor.fixer import Fixer, containing, node_fix
from proctoring_config.refactor.nodes import Replacements, find_nodes, find_within, get_target, match_assignment
from proctoring_config.refactor.source import Leftover, SourceFile
from proctoring_config.refactor.vendor import IS_VENDOR, get_provider, is_negated

_FLAG = "SHOW_REVIEW_RULES_FLAG"
_FUNCTION = "show_review_rules"
_FLAG_READ = m.Call(func=m.Attribute(m.Name(_FLAG) | m.Attribute(attr=m.Name(_FLAG)), m.Name("is_enabled")))


@dataclass(frozen=True)
class _Branch:
    """Statements that together set the variable ``name`` to the flag for the vendor."""

    statements: Sequence[Any]
    name: str
    provider: cst.BaseExpression


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Replace every place that reads the flag for the vendor and uses ``True`` for other providers."""
    for function in find_nodes(file.module, _FLAG, m.FunctionDef()):
        for block in find_within(function, m.IndentedBlock()):
            for branch in _find_branches(block.body):
                changes = _edit_branch(function, branch)
                yield from (changes or {}).items()
                if not changes:
                    yield _not_understood(file, branch)


def _find_branches(body: Sequence[Any]) -> Iterator[_Branch]:
    """Yield the branches of a block: ``if`` with ``else``, ``if`` after ``= True``, or a conditional expression."""
    for before, statement in zip([None, *body], body, strict=False):
        if m.matches(statement, m.If(test=IS_VENDOR, orelse=m.Else())):
            yield from _make_branch(
                [statement],
                statement.test,
                _get_only_statement(statement.body),
                _get_only_statement(statement.orelse.body),
            )
        elif m.matches(statement, m.If(test=IS_VENDOR, orelse=None)):
            yield from _make_branch([before, statement], statement.test, _get_only_statement(statement.body), before)
        elif m.matches(statement, match_assignment(m.Name(), m.IfExp(test=IS_VENDOR))):
            assign = statement.body[0]
            yes, no = (
                cst.SimpleStatementLine([assign.with_changes(value=value)])
                for value in (assign.value.body, assign.value.orelse)
            )
            yield from _make_branch([statement], assign.value.test, yes, no)


def _make_branch(statements: Sequence[Any], test: cst.Comparison, yes: Any, no: Any) -> Iterator[_Branch]:
    """Yield the branch if one side reads the flag for the vendor and the other is ``True``."""
    flag, others = (no, yes) if is_negated(test) else (yes, no)
    if (
        flag
        and others
        and m.matches(flag, match_assignment(m.Name(), _FLAG_READ))
        and m.matches(others, match_assignment(m.Name(), m.Name("True")))
    ):
        names = {get_target(side).value for side in (flag, others)}
        if len(names) == 1:
            yield _Branch(statements, names.pop(), get_provider(test))


def _edit_branch(function: cst.FunctionDef, branch: _Branch) -> Replacements | None:
    """Return the changes that use the provider's option, or ``None`` if the variable shadows the function."""
    call = cst.Call(cst.Name(_FUNCTION), [cst.Arg(branch.provider)])
    first, *rest = branch.statements
    removed: Replacements = dict.fromkeys(rest)
    if branch.name != _FUNCTION:
        assign = cst.Assign([cst.AssignTarget(cst.Name(branch.name))], call)
        return {**removed, first: cst.SimpleStatementLine([assign], leading_lines=first.leading_lines)}
    use = _only_use(function, branch)
    return {**removed, first: None, use: call} if use else None


def _only_use(function: cst.FunctionDef, branch: _Branch) -> cst.CSTNode | None:
    """Return the only place after the branch that reads the variable, if the provider is unchanged there."""
    name, root = m.Name(branch.name), (get_full_name_for_node(branch.provider) or "").partition(".")[0]
    namesakes = m.Attribute(attr=name) | m.Arg(keyword=name)
    sets_root = m.AssignTarget(m.Name(root)) | m.AnnAssign(m.Name(root))
    order = find_within(function, name | namesakes | sets_root | m.If() | m.SimpleStatementLine())
    others = {node for statement in branch.statements for node in find_within(statement, name)}
    others |= {node.attr for node in order if isinstance(node, cst.Attribute)}
    others |= {node.keyword for node in order if isinstance(node, cst.Arg)}
    uses = [node for node in order if isinstance(node, cst.Name) and node not in others]
    if len(uses) != 1:
        return None
    between = order[order.index(branch.statements[-1]) : order.index(uses[0])]
    return (
        uses[0] if between and not any(isinstance(node, cst.AssignTarget | cst.AnnAssign) for node in between) else None
    )


def _not_understood(file: SourceFile, branch: _Branch) -> Leftover:
    return file.leftover(
        branch.statements[-1],
        what=_FLAG,
        why=f"the variable {_FUNCTION} shadows the function, and is not used exactly once",
        todo="rename the variable and set it to proctoring_config.show_review_rules(course.proctoring_provider)",
    )


def _get_only_statement(block: Any) -> Any:
    """Return the only statement of a block, or ``None``."""
    return block.body[0] if len(block.body) == 1 else None


FIXER = Fixer(
    __name__,
    containing(_FLAG),
    node_fix(
        edit,
        note="show the review rules of an exam in Studio according to an option of the course's provider",
        breaking="Studio shows the review rules of exams for every provider. To keep them hidden for `proctortrack`, "
        "as without the waffle flag, set `show_review_rules: false` in its entry of `PROCTORING_BACKENDS`.",
        add=("proctoring_config", _FUNCTION),
    ),
    group="review_rules",
)
