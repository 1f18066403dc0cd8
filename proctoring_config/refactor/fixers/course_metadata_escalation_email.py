"""
Validates the escalation e-mail in Studio's settings by one function of ours, which asks the course's provider.

``lacks_escalation_email`` is the rule that forms, REST API and validators of proctoring_config use too. At which of the
submitted settings an error is shown stays as it was (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, is_negated, provider_of, reworded

_ASK = "lacks_escalation_email"
_EMAIL = m.Name(m.MatchRegex(".*email")) | m.Attribute(attr=m.Name("proctoring_escalation_email"))
_NO_EMAIL = m.UnaryOperation(m.Not(), _EMAIL)
_IF_NO_EMAIL = m.IndentedBlock([m.If(test=_NO_EMAIL, orelse=None)])
_ENABLED = m.Name(m.MatchRegex(".*enable.*"))
_WORDINGS = [("if proctortrack is chosen as the proctoring provider", "if the chosen proctoring provider requires one")]


def fix(source: Source) -> Result:
    """Ask where the vendor's name, together with ``not email``, decided that an e-mail is missing."""
    changes: Changes = {}
    for enabled in found(source.module, VENDOR, m.If(test=_ENABLED)):
        for branch in inside(enabled.body, m.If(test=m.BooleanOperation(), orelse=None)):
            changes.update(_asked(branch, enabled.test))
        if changes:
            changes.update(reworded(enabled, _WORDINGS))
    if not changes:
        return Result(source)
    module = add_import(edited(source.module, changes), "proctoring_config.validators.course", _ASK)
    return Result(
        source.changed(module),
        notes=["the validation of proctoring settings demands an escalation e-mail if the provider requires one"],
        breaking=[
            "Studio demands an escalation e-mail only for providers with `requires_escalation_email: true` in "
            "`PROCTORING_BACKENDS`. An entry named `proctortrack` needs the option now to behave as before."
        ],
    )


def _asked(branch: Any, enabled: cst.BaseExpression) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield the changes to ``if ... and provider == vendor`` with ``not email`` beside it or right below."""
    operands = list(_operands(branch.test))
    vendors = [operand for operand in operands if m.matches(operand, IS_VENDOR) and not is_negated(operand)]
    missing = [operand for operand in operands if m.matches(operand, _NO_EMAIL)]
    if m.matches(branch.body, _IF_NO_EMAIL):
        missing.append(branch.body.body[0].test)
    if len(vendors) == len(missing) == 1:
        yield missing[0], _call(enabled, provider_of(vendors[0]), missing[0].expression)
        yield from _dropped(branch.test, vendors[0])


def _call(*values: cst.BaseExpression) -> cst.BaseExpression:
    call: Any = cst.parse_expression(f"{_ASK}(\n    enabled=_, provider=_, email=_\n)")
    asked: cst.BaseExpression = call.with_changes(
        args=[arg.with_changes(value=value) for arg, value in zip(call.args, values, strict=True)]
    )
    return asked


def _operands(test: Any) -> Iterator[Any]:
    """Yield the operands of a chain of ``and``; a part in parentheses of its own is one operand."""
    if m.matches(test, m.BooleanOperation(operator=m.And())):
        left, right = test.left, test.right
        yield from _operands(left) if not left.lpar else [left]
        yield right
    else:
        yield test


def _dropped(test: Any, operand: cst.BaseExpression) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield the change that takes an operand out of a chain of ``and``, the parentheses kept."""
    if operand in (test.left, test.right):
        other = test.right if operand is test.left else test.left
        yield test, other.with_changes(lpar=[*test.lpar, *other.lpar], rpar=[*other.rpar, *test.rpar])
    else:
        yield from _dropped(test.left, operand)


FIXER = Fixer(__name__, wants=at("cms/djangoapps/models/settings/course_metadata.py", word="proctortrack"), fix=fix)
