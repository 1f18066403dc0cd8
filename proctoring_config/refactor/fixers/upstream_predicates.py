"""
Replace the two predicates in upstream's own module with those of proctoring-config.

Upstream's predicates raise an exception for a provider with empty options, and take values such as ``1`` and ``"true"``
for true (Verawood and later, PR #37576). The launch checklist, the instructor dashboard, Studio's settings and block
info import the predicates from this module, so they follow our rules without being changed.
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile
from proctoring_config.refactor.vendor import EMAIL_OPTION_IS_STRICT, RULES_OPTION_IS_STRICT

_PREDICATES = ("requires_escalation_email", "show_review_rules")
_EXPORTS = f"""\
from proctoring_config import {", ".join(_PREDICATES)}

__all__ = [{", ".join(f"'{name}'" for name in _PREDICATES)}]
"""
_PARAMETERS = m.Parameters(params=[m.Param(default=None)], kwonly_params=[], star_kwarg=None)
_PREDICATE = m.OneOf(*(m.FunctionDef(name=m.Name(name), params=_PARAMETERS, decorators=[]) for name in _PREDICATES))
_OTHERS = m.SimpleStatementLine([m.ImportFrom() | m.Import() | m.Expr(m.SimpleString())])


def fix(file: SourceFile) -> FixResult:
    """Replace the two functions if the module contains nothing else, and each takes only the provider."""
    body = file.module.body
    functions = [statement for statement in body if isinstance(statement, cst.FunctionDef)]
    if {function.name.value for function in functions}.isdisjoint(_PREDICATES):
        return FixResult(file)
    predicates = [statement for statement in body if m.matches(statement, _PREDICATE)]
    rest = [statement for statement in body if statement not in predicates]
    if len(predicates) != len(_PREDICATES) or not all(m.matches(statement, _OTHERS) for statement in rest):
        return FixResult(file, leftovers=[_not_understood(file, functions[0])])
    docstring = [statement for statement in rest if m.matches(statement, m.SimpleStatementLine([m.Expr()]))]
    exports = list(cst.parse_module(_EXPORTS, config=file.module.config_for_parsing).body)
    exports[0] = exports[0].with_changes(leading_lines=[cst.EmptyLine()] if docstring else [])
    return FixResult(
        file.replace_content(file.module.with_changes(body=[*docstring, *exports])),
        notes=["re-export the predicates of proctoring_config"],
        breaking=[EMAIL_OPTION_IS_STRICT, RULES_OPTION_IS_STRICT],
    )


def _not_understood(file: SourceFile, function: cst.FunctionDef) -> Leftover:
    return file.leftover(
        function,
        what=function.name.value,
        why="the module contains more than the two predicates, or they do not take exactly one provider",
        todo="import both from proctoring_config instead, and pass the course's provider, never DEFAULT",
    )


FIXER = Fixer(__name__, in_files("common/djangoapps/util/proctoring.py"), fix)
