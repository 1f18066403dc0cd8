"""
Lets upstream's own module of the two predicates re-export those of proctoring_config.

Upstream's ask ``PROCTORING_BACKENDS`` without a guard, and raise for a provider whose options are empty (Ulmo and
later, PR #37576). Everything that imports them stays as it is.
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Leftover, Result, Source

_PREDICATES = ("requires_escalation_email", "show_review_rules")
_EXPORTS = f"""\
from proctoring_config import {", ".join(_PREDICATES)}

__all__ = [{", ".join(f"'{name}'" for name in _PREDICATES)}]
"""
_PARAMETERS = m.Parameters(params=[m.Param(default=None)], kwonly_params=[], star_kwarg=None)
_PREDICATE = m.OneOf(*(m.FunctionDef(name=m.Name(name), params=_PARAMETERS, decorators=[]) for name in _PREDICATES))
_OTHERS = m.SimpleStatementLine([m.ImportFrom() | m.Import() | m.Expr(m.SimpleString())])


def fix(source: Source) -> Result:
    """Replace the two functions if they are all there is, and each takes exactly the provider."""
    body = source.module.body
    functions = [statement for statement in body if isinstance(statement, cst.FunctionDef)]
    if {function.name.value for function in functions}.isdisjoint(_PREDICATES):
        return Result(source)
    predicates = [statement for statement in body if m.matches(statement, _PREDICATE)]
    rest = [statement for statement in body if statement not in predicates]
    if len(predicates) != len(_PREDICATES) or not all(m.matches(statement, _OTHERS) for statement in rest):
        return Result(source, leftovers=[_not_understood(source, functions[0])])
    docstring = [statement for statement in rest if m.matches(statement, m.SimpleStatementLine([m.Expr()]))]
    exports = list(cst.parse_module(_EXPORTS, config=source.module.config_for_parsing).body)
    exports[0] = exports[0].with_changes(leading_lines=[cst.EmptyLine()] if docstring else [])
    return Result(
        source.changed(source.module.with_changes(body=[*docstring, *exports])),
        notes=["upstream's predicates are those of proctoring_config"],
    )


def _not_understood(source: Source, function: cst.FunctionDef) -> Leftover:
    return source.leftover(
        function,
        what=function.name.value,
        why="the module holds more than the two predicates, or they do not take exactly the provider",
        todo="import both from proctoring_config instead, and pass the course's provider, never DEFAULT",
    )


FIXER = Fixer(__name__, wants=at("common/djangoapps/util/proctoring.py"), fix=fix)
