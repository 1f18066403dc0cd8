"""
Lets the course's provider say whether Studio shows "Review rules", instead of a waffle flag for one vendor.

``show_review_rules`` is asked of ``course.proctoring_provider``, never of the default provider (reviews of PR #37576).
Studio's block info has a local variable of that name, which would hide the function: there the call takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

from proctoring_config.refactor.fixer import Fixer, holding
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.source import Leftover, Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside
from proctoring_config.refactor.vendor import IS_VENDOR, is_negated, provider_of

_FLAG = "SHOW_REVIEW_RULES_FLAG"
_ASK = "show_review_rules"
_FLAG_ASKED = m.Call(func=m.Attribute(m.Name(_FLAG) | m.Attribute(attr=m.Name(_FLAG)), m.Name("is_enabled")))


@dataclass(frozen=True)
class _Branch:
    """Statements that together set the variable ``name`` by asking the flag for the vendor."""

    statements: Sequence[Any]
    name: str
    provider: cst.BaseExpression


def fix(source: Source) -> Result:
    """Replace every place that asks the flag for the vendor and says ``True`` for the others."""
    changes: Changes = {}
    leftovers: list[Leftover] = []
    for function in found(source.module, _FLAG, m.FunctionDef()):
        for block in inside(function, m.IndentedBlock()):
            for branch in _branches(block.body):
                answer = _answered(function, branch)
                changes.update(answer or {})
                leftovers += [] if answer else [_not_understood(source, branch)]
    if not changes:
        return Result(source, leftovers=leftovers)
    return Result(
        source.changed(add_import(edited(source.module, changes), "proctoring_config", _ASK)),
        notes=["Studio shows the review rules of an exam if an option of the course's provider says so"],
        breaking=[
            "Studio shows the review rules of exams for every provider. To hide them, as for an entry named "
            "`proctortrack` without the waffle flag, set `show_review_rules: false` in `PROCTORING_BACKENDS`."
        ],
        leftovers=leftovers,
    )


def _branches(body: Sequence[Any]) -> Iterator[_Branch]:
    """Yield the branches of a block: ``if`` with ``else``, ``if`` after a first ``= True``, or an expression."""
    for before, statement in zip([None, *body], body, strict=False):
        if m.matches(statement, m.If(test=IS_VENDOR, orelse=m.Else())):
            yield from _branch([statement], statement.test, _only(statement.body), _only(statement.orelse.body))
        elif m.matches(statement, m.If(test=IS_VENDOR, orelse=None)):
            yield from _branch([before, statement], statement.test, _only(statement.body), before)
        elif m.matches(statement, _assigned(m.IfExp(test=IS_VENDOR))):
            assign = statement.body[0]
            yes, no = (
                cst.SimpleStatementLine([assign.with_changes(value=value)])
                for value in (assign.value.body, assign.value.orelse)
            )
            yield from _branch([statement], assign.value.test, yes, no)


def _branch(statements: Sequence[Any], test: cst.Comparison, yes: Any, no: Any) -> Iterator[_Branch]:
    """Yield the branch if one side asks the flag for the vendor and the other says ``True`` for everybody else."""
    flag, others = (no, yes) if is_negated(test) else (yes, no)
    if flag and others and m.matches(flag, _assigned(_FLAG_ASKED)) and m.matches(others, _assigned(m.Name("True"))):
        names = {side.body[0].targets[0].target.value for side in (flag, others)}
        if len(names) == 1:
            yield _Branch(statements, names.pop(), provider_of(test))


def _answered(function: cst.FunctionDef, branch: _Branch) -> Changes | None:
    """Return the changes that make the provider's option decide, or ``None`` where the name is in the way."""
    call = cst.Call(cst.Name(_ASK), [cst.Arg(branch.provider)])
    first, *rest = branch.statements
    gone: Changes = dict.fromkeys(rest)
    if branch.name != _ASK:
        assign = cst.Assign([cst.AssignTarget(cst.Name(branch.name))], call)
        return {**gone, first: cst.SimpleStatementLine([assign], leading_lines=first.leading_lines)}
    use = _only_use(function, branch)
    return {**gone, first: None, use: call} if use else None


def _only_use(function: cst.FunctionDef, branch: _Branch) -> cst.CSTNode | None:
    """Return the one place after the branch that reads the variable, if the provider is still the same there."""
    name, root = m.Name(branch.name), (get_full_name_for_node(branch.provider) or "").partition(".")[0]
    namesakes = m.Attribute(attr=name) | m.Arg(keyword=name)
    order = inside(function, name | namesakes | m.AssignTarget(m.Name(root)) | m.If() | m.SimpleStatementLine())
    others = {node for statement in branch.statements for node in inside(statement, name)}
    others |= {node.attr for node in order if isinstance(node, cst.Attribute)}
    others |= {node.keyword for node in order if isinstance(node, cst.Arg)}
    uses = [node for node in order if isinstance(node, cst.Name) and node not in others]
    if len(uses) != 1:
        return None
    between = order[order.index(branch.statements[-1]) : order.index(uses[0])]
    return uses[0] if between and not any(isinstance(node, cst.AssignTarget) for node in between) else None


def _not_understood(source: Source, branch: _Branch) -> Leftover:
    return source.leftover(
        branch.statements[-1],
        what=_FLAG,
        why=f"the variable {_ASK} hides the function of that name, and is not read exactly once after it is set",
        todo="rename the variable and set it to proctoring_config.show_review_rules(course.proctoring_provider)",
    )


def _only(block: Any) -> Any:
    """Return the one statement of a block, or ``None``."""
    return block.body[0] if len(block.body) == 1 else None


def _assigned(value: Any) -> m.SimpleStatementLine:
    return m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name())], value)])


FIXER = Fixer(__name__, wants=holding(_FLAG), fix=fix)
