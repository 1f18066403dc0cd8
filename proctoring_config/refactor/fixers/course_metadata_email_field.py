"""
List the escalation email in Advanced Settings if any configured provider requires one.

This must depend on *any* provider, not the course's: hidden fields are dropped before validation, so with a rule per
course, authors could never choose a provider that requires an email. LTI does not count, because its email is stored
in edx-exams (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, match_string
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
_WORDINGS = [
    ("proctortrack exam escalation contact", "Proctoring Exam Escalation Contact"),
    ("if proctortrack is not", "unless a provider that requires it is"),
]


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Replace the conditions that hide the field unless the vendor is configured."""
    for rule in find_nodes(file.module, VENDOR, _RULE):
        condition = cst.UnaryOperation(cst.Not(), cst.Call(cst.Name(_FUNCTION)))
        yield rule.test, condition.with_changes(lpar=rule.test.lpar, rpar=rule.test.rpar)
        yield from reword_comments(rule, _WORDINGS)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/models/settings/course_metadata.py", word=VENDOR),
    node_fix(
        edit,
        note="list the escalation email in Advanced Settings if any configured provider requires one",
        add=("proctoring_config", _FUNCTION),
    ),
)
