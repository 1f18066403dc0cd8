"""
Validate the escalation email in Studio's settings with our function, which uses the option of the course's provider.

The forms, REST API and validators of proctoring_config use the same function, ``lacks_escalation_email``. Errors are
shown at the same settings as before (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within
from proctoring_config.refactor.source import Leftover, SourceFile
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, VENDOR_NAME, get_provider, is_negated, reword_comments

_FUNCTION = "lacks_escalation_email"
_EMAIL = m.Name(m.MatchRegex(".*email")) | m.Attribute(attr=m.Name("proctoring_escalation_email"))
_NO_EMAIL = m.UnaryOperation(m.Not(), _EMAIL)
_IF_NO_EMAIL = m.IndentedBlock([m.If(test=_NO_EMAIL, orelse=None)])
_ENABLED = m.Name(m.MatchRegex(".*enable.*"))
_WORDINGS = [("if proctortrack is chosen as the proctoring provider", "if the chosen proctoring provider requires one")]


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Replace the conditions made of the vendor's name and ``not email``, or none of them."""
    for enabled in find_nodes(file.module, VENDOR, m.If(test=_ENABLED)):
        edited = {
            branch: list(_edit_branch(branch, enabled.test))
            for branch in find_within(enabled.body, m.If())
            if find_within(branch.test, VENDOR_NAME) and find_within(branch, _NO_EMAIL)
        }
        unknown = [branch for branch, changes in edited.items() if not changes]
        if edited and not unknown:
            for changes in edited.values():
                yield from changes
            yield from reword_comments(enabled, _WORDINGS)
        elif len(unknown) < len(edited):
            yield file.leftover(
                unknown[0],
                what=VENDOR,
                why="no fixer understands this condition, so the other conditions on the email are not changed either",
                todo=f"call {_FUNCTION} of proctoring_config.validators.course in all of them",
            )


def _edit_branch(branch: Any, enabled: cst.BaseExpression) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield the changes to ``if ... and provider == vendor`` with ``not email`` in the same or the next condition."""
    if branch.orelse is not None or not m.matches(branch.test, m.BooleanOperation()):
        return
    operands = list(_operands(branch.test))
    vendors = [operand for operand in operands if m.matches(operand, IS_VENDOR) and not is_negated(operand)]
    missing = [operand for operand in operands if m.matches(operand, _NO_EMAIL)]
    if m.matches(branch.body, _IF_NO_EMAIL):
        missing.append(branch.body.body[0].test)
    if len(vendors) == len(missing) == 1:
        yield missing[0], _make_call(enabled, get_provider(vendors[0]), missing[0].expression)
        yield from _remove_operand(branch.test, vendors[0])


def _make_call(*values: cst.BaseExpression) -> cst.BaseExpression:
    template: Any = cst.parse_expression(f"{_FUNCTION}(\n    enabled=_, provider=_, email=_\n)")
    call: cst.BaseExpression = template.with_changes(
        args=[arg.with_changes(value=value) for arg, value in zip(template.args, values, strict=True)]
    )
    return call


def _operands(test: Any) -> Iterator[Any]:
    """Yield the operands of a chain of ``and``; a part in its own parentheses is one operand."""
    if m.matches(test, m.BooleanOperation(operator=m.And())):
        left, right = test.left, test.right
        yield from _operands(left) if not left.lpar else [left]
        yield right
    else:
        yield test


def _remove_operand(test: Any, operand: cst.BaseExpression) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield the change that removes an operand from a chain of ``and`` and keeps the parentheses."""
    if operand in (test.left, test.right):
        other = test.right if operand is test.left else test.left
        yield test, other.with_changes(lpar=[*test.lpar, *other.lpar], rpar=[*other.rpar, *test.rpar])
    else:
        yield from _remove_operand(test.left, operand)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/models/settings/course_metadata.py", word=VENDOR),
    node_fix(
        edit,
        note="require an escalation email in proctoring settings if the provider requires one",
        breaking="Studio requires an escalation email only for providers with `requires_escalation_email: true` in "
        "`PROCTORING_BACKENDS`. To keep the old behavior, set the option in an entry named `proctortrack`.",
        add=("proctoring_config.validators.course", _FUNCTION),
    ),
)
