"""
Lists the escalation e-mail in Advanced Settings if any configured provider requires one.

It has to be *any* provider, not the course's: hidden fields are dropped before validation, so a rule per course would
keep authors from ever choosing a provider that requires the e-mail. LTI does not count; its e-mail lives in edx-exams.
(DEPR openedx-platform#36329, PR #37576.)
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.matching import literal
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import Changes, edited, found
from proctoring_config.refactor.vendor import VENDOR, VENDOR_NAME, reworded

_FIELD = "proctoring_escalation_email"
_ASK = "providers_requiring_escalation_email"
_BACKENDS = m.Attribute(attr=m.Name("PROCTORING_BACKENDS"))
_NO_BACKENDS = m.UnaryOperation(m.Not(), _BACKENDS)
_VENDOR_ENTRY = m.Call(m.Attribute(_BACKENDS, m.Name("get")), [m.Arg(VENDOR_NAME)])
_NO_VENDOR = (
    m.Comparison(_VENDOR_ENTRY, [m.ComparisonTarget(m.Is(), m.Name("None"))])
    | m.UnaryOperation(m.Not(), _VENDOR_ENTRY)
    | m.Comparison(VENDOR_NAME, [m.ComparisonTarget(m.NotIn(), _BACKENDS)])
)
_HIDES_FIELD = m.SimpleStatementLine([m.Expr(m.Call(m.Attribute(attr=m.Name("append")), [m.Arg(literal(_FIELD))]))])
_RULE = m.If(
    test=_NO_VENDOR | m.BooleanOperation(_NO_BACKENDS, m.Or(), _NO_VENDOR),
    body=m.IndentedBlock([_HIDES_FIELD]),
    orelse=None,
)
_WORDINGS = [
    ("proctortrack exam escalation contact", "Proctoring Exam Escalation Contact"),
    ("if proctortrack is not", "unless a provider that requires it is"),
]


def fix(source: Source) -> Result:
    """Ask for the providers that require the e-mail where the field was hidden without the vendor."""
    changes: Changes = {}
    for rule in found(source.module, VENDOR, _RULE):
        ask = cst.UnaryOperation(cst.Not(), cst.Call(cst.Name(_ASK)))
        changes |= {rule.test: ask.with_changes(lpar=rule.test.lpar, rpar=rule.test.rpar), **reworded(rule, _WORDINGS)}
    if not changes:
        return Result(source)
    return Result(
        source.changed(add_import(edited(source.module, changes), "proctoring_config", _ASK)),
        notes=["Advanced Settings list the escalation e-mail if any configured provider requires one"],
    )


FIXER = Fixer(__name__, wants=at("cms/djangoapps/models/settings/course_metadata.py", word="proctortrack"), fix=fix)
