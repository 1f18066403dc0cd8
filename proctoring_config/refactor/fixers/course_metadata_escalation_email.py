"""
Validate the escalation email in Studio's settings with our function, which uses the option of the course's provider.

The forms, REST API and validators of proctoring_config use the same function, ``lacks_escalation_email``. Errors are
shown at the same settings as before (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within
from proctoring_config.refactor.source import Leftover, SourceFile
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, VENDOR_NAME, get_provider, is_negated, reword_comments

_FUNCTION = "lacks_escalation_email"
_VARIABLE = "lacks_email"
_LONGEST_LINE = 120
_EMAIL = m.Name(m.MatchRegex(".*email")) | m.Attribute(attr=m.Name("proctoring_escalation_email"))
_NO_EMAIL = m.UnaryOperation(m.Not(), _EMAIL)
_IF_NO_EMAIL = m.IndentedBlock([m.If(test=_NO_EMAIL, orelse=None)])
_ENABLED = m.Name(m.MatchRegex(".*enable.*"))
_WORDINGS = [
    (
        "if proctortrack is chosen as the proctoring provider",
        "if 'requires_escalation_email' is set in the proctoring backend",
    )
]


@dataclass(frozen=True)
class _Rule:
    """
    A branch for the vendor without an email: ``if ...: if not email:``, or all of it in one condition.

    ``before`` and ``after`` are the other operands of the condition, and ``body`` is the innermost block.
    """

    branch: Any
    before: Sequence[cst.BaseExpression]
    after: Sequence[cst.BaseExpression]
    provider: cst.BaseExpression
    email: cst.BaseExpression
    body: Any


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Replace the conditions made of the vendor's name and ``not email``, or none of them."""
    for enabled in find_nodes(file.module, VENDOR, m.If(test=_ENABLED)):
        branches = [
            branch
            for branch in find_within(enabled.body, m.If())
            if find_within(branch.test, VENDOR_NAME) and find_within(branch, _NO_EMAIL)
        ]
        rules = [rule for branch in branches if (rule := _read_rule(branch))]
        if branches and len(rules) == len(branches):
            yield from reword_comments(enabled, _WORDINGS)
            yield from _edit_rules(file, enabled, rules)
        elif rules:
            understood = {rule.branch for rule in rules}
            yield file.leftover(
                next(branch for branch in branches if branch not in understood),
                what=VENDOR,
                why="no fixer understands this condition, so the other conditions on the email are not changed either",
                todo=f"call {_FUNCTION} of proctoring_config.validators.course in all of them",
            )


def _read_rule(branch: Any) -> _Rule | None:
    """Return the branch if it is ``if ... and provider == vendor`` with ``not email`` there or directly inside."""
    if branch.orelse is not None or not m.matches(branch.test, m.BooleanOperation()):
        return None
    operands = list(_operands(branch.test))
    vendors = [operand for operand in operands if m.matches(operand, IS_VENDOR) and not is_negated(operand)]
    missing = [operand for operand in operands if m.matches(operand, _NO_EMAIL)]
    place, body = max([operands.index(each) for each in (*vendors, *missing)], default=0), branch.body
    if m.matches(body, _IF_NO_EMAIL):
        missing.append(body.body[0].test)
        place, body = len(operands), body.body[0].body
    if len(vendors) != 1 or len(missing) != 1:
        return None
    before, after = (
        [operand for operand in part if operand not in (*vendors, *missing)]
        for part in (operands[:place], operands[place:])
    )
    return _Rule(branch, before, after, get_provider(vendors[0]), missing[0].expression, body)


def _edit_rules(file: SourceFile, enabled: Any, rules: Sequence[_Rule]) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Yield the changed branches; rules that follow each other and have the same email call the function once."""
    first = rules[0]
    indent = file.text.split("\n")[file.line_of(first.branch) - 1]
    room = _LONGEST_LINE - (len(indent) - len(indent.lstrip()))
    call = _make_call(first, room - len(f"{_VARIABLE} = "))
    if len(rules) > 1 and _can_share(enabled.body.body, rules) and _VARIABLE not in file.text:
        assign = cst.SimpleStatementLine([cst.Assign([cst.AssignTarget(cst.Name(_VARIABLE))], call)])
        assign = assign.with_changes(leading_lines=first.branch.leading_lines)
        below = _join(first, cst.Name(_VARIABLE)).with_changes(leading_lines=_lines_above(first)[1])
        yield first.branch, cst.FlattenSentinel([assign, below])
        for rule in rules[1:]:
            yield rule.branch, _join(rule, cst.Name(_VARIABLE))
    else:
        for rule in rules:
            others = sum(len(_render(operand)) + len(" and ") for operand in (*rule.before, *rule.after))
            yield rule.branch, _join(rule, _make_call(rule, room - others - len("if :")))


def _can_share(block: Sequence[Any], rules: Sequence[_Rule]) -> bool:
    """Return whether the branches follow each other in the block, with the same provider and email for all of them."""
    places = [block.index(rule.branch) for rule in rules if rule.branch in block]
    same = all(rule.provider.deep_equals(rules[0].provider) for rule in rules)
    same = same and all(rule.email.deep_equals(rules[0].email) for rule in rules)
    assigned = [each.target for rule in rules for each in find_within(rule.body, m.AssignTarget() | m.AnnAssign())]
    same = same and not any(
        each.deep_equals(rules[0].provider) or each.deep_equals(rules[0].email) for each in assigned
    )
    return same and len(places) == len(rules) and places[-1] - places[0] == len(rules) - 1


def _join(rule: _Rule, condition: cst.BaseExpression) -> cst.If:
    """Return the branch with one condition, which contains ``condition``; comments stay."""
    operands: list[cst.BaseExpression] = [*rule.before, condition, *rule.after]
    test = operands[0]
    for other in operands[1:]:
        test = cst.BooleanOperation(test, cst.And(), other)
    above, inner = _lines_above(rule)
    body = rule.body
    if body is not rule.branch.body:
        body = body.with_changes(footer=[*body.footer, *rule.branch.body.footer])
    joined = rule.branch.with_changes(test=test, body=body, leading_lines=[*above, *inner])
    for comment, reworded in reword_comments(joined, _WORDINGS):
        joined = joined.deep_replace(comment, reworded)
    return cst.ensure_type(joined, cst.If).with_changes(whitespace_before_test=cst.SimpleWhitespace(" "))


def _lines_above(rule: _Rule) -> tuple[Sequence[cst.EmptyLine], Sequence[cst.EmptyLine]]:
    """Return the lines above the branch, and the comments that belong to the condition inside it."""
    if rule.body is rule.branch.body:
        return rule.branch.leading_lines, ()
    header = rule.branch.body.header.comment
    comments = [cst.EmptyLine(comment=header)] if header else []
    comments += [line for line in rule.branch.body.body[0].leading_lines if line.comment]
    return rule.branch.leading_lines, comments


def _make_call(rule: _Rule, room: int) -> cst.BaseExpression:
    """
    Return the call of the function, on several lines if it needs more than ``room`` columns.

    The branch is inside ``if enable...:``, so the call does not need ``enabled``.
    """
    values = f"provider={_render(rule.provider)}, email={_render(rule.email)}"
    call = f"{_FUNCTION}({values})"
    return cst.parse_expression(call if len(call) <= room else f"{_FUNCTION}(\n    {values}\n)")


def _render(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _operands(test: Any) -> Iterator[Any]:
    """Yield the operands of a chain of ``and``; a part in its own parentheses is one operand."""
    if m.matches(test, m.BooleanOperation(operator=m.And())):
        left, right = test.left, test.right
        yield from _operands(left) if not left.lpar else [left]
        yield right
    else:
        yield test


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/models/settings/course_metadata.py", word=VENDOR),
    node_fix(
        edit,
        note="require an escalation email in proctoring settings if the provider requires one",
        breaking="Studio requires an escalation email only for providers with `requires_escalation_email: true` in "
        "`PROCTORING_BACKENDS`. To keep the old behavior for `proctortrack`, set the option in its entry.",
        add=("proctoring_config.validators.course", _FUNCTION),
    ),
    group="course_metadata_escalation_email",
)
