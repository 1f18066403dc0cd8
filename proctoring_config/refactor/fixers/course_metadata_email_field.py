"""
Show the escalation email in Advanced Settings if any configured provider requires one.

This must depend on *any* provider, not the course's: hidden fields are dropped before validation, so with a rule per
course, authors could never choose a provider that requires an email. LTI does not count, because its email is stored
in edx-exams (DEPR openedx-platform#36329, PR #37576). Verawood and later have this rule already, as a loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within, match_assignment, match_string
from proctoring_config.refactor.source import SourceFile
from proctoring_config.refactor.vendor import VENDOR, VENDOR_NAME, reword_comments

_FIELD = "proctoring_escalation_email"
_FUNCTION = "providers_requiring_escalation_email"
_BACKENDS = m.Attribute(attr=m.Name("PROCTORING_BACKENDS"))
_NO_BACKENDS = m.UnaryOperation(m.Not(), _BACKENDS)
_VENDOR_ENTRY = m.Call(m.Attribute(_BACKENDS, m.Name("get")), [m.Arg(VENDOR_NAME)])
_NO_VENDOR = (
    m.Comparison(_VENDOR_ENTRY, [m.ComparisonTarget(m.Is(), m.Name("None"))])
    | m.UnaryOperation(m.Not(), _VENDOR_ENTRY)
    | m.Comparison(VENDOR_NAME, [m.ComparisonTarget(m.NotIn(), _BACKENDS)])
)
_HIDES_FIELD = m.SimpleStatementLine(
    [m.Expr(m.Call(m.Attribute(attr=m.Name("append")), [m.Arg(match_string(_FIELD))]))]
)
_RULE = m.If(
    test=_NO_VENDOR | m.BooleanOperation(_NO_BACKENDS, m.Or(), _NO_VENDOR),
    body=m.IndentedBlock([_HIDES_FIELD]),
    orelse=None,
)
_ASKS = m.Call(m.Name("requires_escalation_email"), [m.Arg(m.Name())])
_PROVIDERS = m.Call(m.Name("get_available_providers"), [])
_HIDES_UNLESS_ANY = m.If(
    m.UnaryOperation(
        m.Not(), m.Call(m.Name("any"), [m.Arg(m.GeneratorExp(_ASKS, m.CompFor(m.Name(), _PROVIDERS, ifs=[])))])
    ),
    m.IndentedBlock([_HIDES_FIELD]),
    orelse=None,
)
_STARTS_WITH_FALSE = match_assignment(m.Name(), m.Name("False"))
_LOOP = m.For(
    m.Name(),
    _PROVIDERS,
    m.IndentedBlock(
        [
            m.If(
                _ASKS,
                m.IndentedBlock(
                    [
                        match_assignment(m.Name(), m.Name("True")),
                        m.ZeroOrOne(m.SimpleStatementLine([m.Break()])),
                    ]
                ),
                orelse=None,
            )
        ]
    ),
    orelse=None,
)
_HIDES_UNLESS_FLAG = m.If(m.UnaryOperation(m.Not(), m.Name()), m.IndentedBlock([_HIDES_FIELD]), orelse=None)
_WORDINGS = [
    ("proctortrack exam escalation contact", "Proctoring Exam Escalation Contact"),
    ("if proctortrack is not", "unless a provider that requires it is"),
]


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Replace the conditions that hide the field unless the vendor is configured, or any provider requires it."""
    for rule in find_nodes(file.module, VENDOR, _RULE):
        yield _replace_condition(rule)
        yield from reword_comments(rule, _WORDINGS)
    for rule in find_nodes(file.module, _FIELD, _HIDES_UNLESS_ANY):
        yield _replace_condition(rule)
    for block in find_nodes(file.module, _FIELD, m.IndentedBlock()):
        for statements in zip(block.body, block.body[1:], block.body[2:], strict=False):
            if _is_loop_with_flag(block, *statements):
                start, loop, rule = statements
                yield start, rule.with_changes(test=_make_condition(), leading_lines=start.leading_lines)
                yield loop, None
                yield rule, None


def _is_loop_with_flag(block: cst.IndentedBlock, start: Any, loop: Any, rule: Any) -> bool:
    """Return whether the statements are ``flag = False``, the loop that sets it, and ``if not flag``, its only use."""
    kinds: tuple[m.BaseMatcherNode, ...] = (_STARTS_WITH_FALSE, _LOOP, _HIDES_UNLESS_FLAG)
    if not all(m.matches(each, kind) for each, kind in zip((start, loop, rule), kinds, strict=True)):
        return False
    flag = m.Name(rule.test.expression.value)
    same = all(find_within(each, flag) for each in (start, loop))
    return same and len(find_within(block, flag)) == len(kinds)


def _replace_condition(rule: Any) -> tuple[cst.CSTNode, cst.CSTNode]:
    return rule.test, _make_condition().with_changes(lpar=rule.test.lpar, rpar=rule.test.rpar)


def _make_condition() -> cst.UnaryOperation:
    return cst.UnaryOperation(cst.Not(), cst.Call(cst.Name(_FUNCTION)))


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/models/settings/course_metadata.py", word=_FIELD),
    node_fix(
        edit,
        note="show the escalation email in Advanced Settings if any configured provider requires one",
        add=("proctoring_config", _FUNCTION),
    ),
    group="course_metadata_email_field",
)
