"""
Saves only those proctored exam settings that the client sent, and judges the opt-out on the body itself.

Until now an e-mail that the client did not send survived only because the lack of the Zendesk key made the body
invalid, and an opt-out was refused to non-staff only in bodies that were valid. Both hang on the Zendesk key, so this
goes together with ``rest_zendesk`` (DEPR openedx-platform#36329).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Leftover, Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside

_SENT = "sent_settings"
_OPT_OUT = "allow_proctoring_opt_out"
_IS_VALID = m.Name("is_valid")
_DATA = m.Arg(keyword=m.Name("data"))
_NO_STAFF = m.UnaryOperation(m.Not(), m.Attribute(attr=m.Name("is_staff")))
_VALID_FOR_STAFF = m.Call(m.Attribute(m.Call(m.Name(), [_DATA]), _IS_VALID), [])
_GUARD = m.If(
    m.BooleanOperation(m.BooleanOperation(_NO_STAFF, m.And(), m.Name()), m.And(), _VALID_FOR_STAFF),
    m.IndentedBlock([m.SimpleStatementLine([m.Return()])]),
    orelse=None,
)
_SAVES = m.For(
    m.Tuple([m.Element(m.Name()), m.Element(m.Name())]),
    m.Call(m.Attribute(m.Attribute(m.Name(), m.Name("data")), m.Name("items")), []),
)
_IF_KNOWN = m.If(m.Name(), orelse=None)
_IF_SENT = m.Comparison(comparisons=[m.ComparisonTarget(m.In() | m.NotIn())])


def fix(source: Source) -> Result:
    """Let ``post`` keep what the client sent, before validation, and judge and save by it."""
    changes: Changes = {}
    leftovers: list[Leftover] = []
    for post in found(source.module, "data.items()", m.FunctionDef(m.Name("post"))):
        loops = inside(post, _SAVES)
        if not loops or any(inside(loop, _IF_SENT) for loop in loops):
            continue
        understood = _changes(post.body.body, loops)
        changes.update(understood)
        leftovers += [] if understood else [_not_understood(source, loops[0])]
    if not changes:
        return Result(source, leftovers=leftovers)
    return Result(
        source.changed(edited(source.module, changes)),
        notes=["the REST API saves only the settings that the client sent, and refuses an opt-out from non-staff"],
        breaking=[
            "`POST /api/contentstore/v1/proctored_exam_settings/` answers 403 to every body of a non-staff user that "
            "holds `allow_proctoring_opt_out`; until now only to bodies that were valid otherwise."
        ],
        leftovers=leftovers,
    )


def _changes(body: Sequence[Any], loops: Sequence[Any]) -> Changes:
    """Return the changes to a method: ``C = s(data=...)``, ``V = C.is_valid()``, the guard by ``V``, the loop."""
    for made, validated, guard in zip(body, body[1:], body[2:], strict=False):
        config, valid = _variable(made, m.Call(args=[_DATA])), _variable(validated, m.Call())
        if not config or not valid or not m.matches(guard, _GUARD) or guard.test.left.right.value != valid:
            continue
        (loop, *others), saved = loops, loops[0].body.body[-1]
        is_valid = validated.body[0].value
        is_same = m.matches(is_valid, m.Call(m.Attribute(m.Name(config), _IS_VALID), []))
        if others or not is_same or loop.iter.func.value.value.value != config or not m.matches(saved, _IF_KNOWN):
            continue
        staff = cst.Module([]).code_for_node(guard.test.right.func.value.func)
        sent = cst.parse_statement(f"{_SENT} = {staff}(data={config}.initial_data).get_initial()")
        sent = sent.with_changes(leading_lines=[_comment("What the client sent, valid or not: only that is saved.")])
        return {
            validated: cst.FlattenSentinel([validated.with_changes(body=[cst.Expr(is_valid)]), sent]),
            guard.test: _both(guard.test.left.left, f"'{_OPT_OUT}' in {_SENT}").with_changes(
                lpar=guard.test.lpar, rpar=guard.test.rpar
            ),
            saved.test: _both(saved.test, f"{loop.target.elements[0].value.value} in {_SENT}"),
        }
    return {}


def _variable(statement: Any, value: m.Call) -> str | None:
    """Return the name of the variable that the statement sets to such a value."""
    assigns = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name())], value)])
    return str(statement.body[0].targets[0].target.value) if m.matches(statement, assigns) else None


def _both(first: cst.BaseExpression, second: str) -> cst.BooleanOperation:
    return cst.BooleanOperation(first, cst.And(), cst.parse_expression(second))


def _comment(text: str) -> cst.EmptyLine:
    return cst.EmptyLine(comment=cst.Comment(f"# {text}"))


def _not_understood(source: Source, loop: cst.For) -> Leftover:
    return source.leftover(
        loop,
        what="proctored exam settings",
        why="how the settings are saved is not understood, and without the Zendesk key it might erase e-mails",
        todo="save only the keys that the client sent, and answer 403 to an opt-out in the body of non-staff",
    )


FIXER = Fixer(
    __name__,
    wants=at("cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"),
    fix=fix,
    group="rest_settings",
)
