"""
Save only the proctored exam settings that the client sent, and look for the opt-out in the request itself.

Previously, a request without an email kept the stored one only because it also lacked the Zendesk key, and so was
invalid; an opt-out from users who are not staff was rejected only in valid requests. Both depend on the Zendesk key, so
this is applied together with ``rest_zendesk`` (DEPR openedx-platform#36329).

What counts is which keys the request has, not which fields a serializer has: a fork may have fields that only users who
are not staff can save.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import Replacements, find_nodes, find_within, get_target, match_assignment
from proctoring_config.refactor.source import Leftover, SourceFile

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
_DOCSTRING = m.Expr(m.SimpleString())
_POST_FORBIDDEN = re.compile(
    r"(\n[ \t]*POST[ \t]*\r?\n.*?(\n[ \t]*)\* 403: The requesting user lacks access to the course)\.", re.DOTALL
)
_WHEN_FORBIDDEN = rf"\1, or sends{{}}\2  ``{_OPT_OUT}`` without being platform staff."


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Make ``post`` keep what the client sent, before validation, and use it to check and to save."""
    for post in find_nodes(file.module, "data.items()", m.FunctionDef(m.Name("post"))):
        loops = find_within(post, _SAVES)
        if not loops or any(find_within(loop, _IF_SENT) for loop in loops):
            continue
        changes = _edit_body(post.body.body, loops)
        yield from changes.items()
        yield from _edit_docs(file) if changes else ()
        if not changes:
            yield file.leftover(
                loops[0],
                what="proctored exam settings",
                why="no fixer understands how the settings are saved; without the Zendesk key, emails could be erased",
                todo="save only the sent keys, and respond with 403 if a user who is not staff sends the opt-out",
            )


def _edit_body(body: Sequence[Any], loops: Sequence[Any]) -> Replacements:
    """Return the changes to the body of ``post``: ``C = s(data=...)``, ``V = C.is_valid()``, the guard, the loop."""
    for made, validated, guard in zip(body, body[1:], body[2:], strict=False):
        config, valid = _assigned_name(made, m.Call(args=[_DATA])), _assigned_name(validated, m.Call())
        if not config or not valid or not m.matches(guard, _GUARD) or guard.test.left.right.value != valid:
            continue
        (loop, *others), saved = loops, loops[0].body.body[-1]
        is_valid = validated.body[0].value
        is_same = m.matches(is_valid, m.Call(m.Attribute(m.Name(config), _IS_VALID), []))
        if others or not is_same or loop.iter.func.value.value.value != config or not m.matches(saved, _IF_KNOWN):
            continue
        body = f"{config}.initial_data"
        sent = cst.parse_statement(f"{_SENT} = {body} if isinstance({body}, dict) else {{}}")
        validate = validated.with_changes(
            body=[cst.Expr(is_valid)],
            leading_lines=[
                *validated.leading_lines,
                _make_comment(f"{config}.data can be read only after validation. An invalid value gets its message"),
                _make_comment("from the course setting below."),
            ],
        )
        only_sent = [_make_comment("Save only the settings that the client sent, which may be any JSON value.")]
        return {
            validated: cst.FlattenSentinel([validate, sent.with_changes(leading_lines=only_sent)]),
            guard.test: _and(guard.test.left.left, f"'{_OPT_OUT}' in {_SENT}").with_changes(
                lpar=guard.test.lpar, rpar=guard.test.rpar
            ),
            saved.test: _and(saved.test, f"{loop.target.elements[0].value.value} in {_SENT}"),
        }
    return {}


def _edit_docs(file: SourceFile) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """Yield the docstrings that list the responses to POST, with the new reason for 403."""
    for docstring in find_nodes(file.module, "* 403:", _DOCSTRING):
        end = "\r" if file.module.default_newline == "\r\n" else ""
        text = _POST_FORBIDDEN.sub(_WHEN_FORBIDDEN.format(end), docstring.value.value, count=1)
        if text != docstring.value.value:
            yield docstring.value, docstring.value.with_changes(value=text)


def _assigned_name(statement: Any, value: m.Call) -> str | None:
    """Return the name of the variable to which the statement assigns such a value, or ``None``."""
    return str(get_target(statement).value) if m.matches(statement, match_assignment(m.Name(), value)) else None


def _and(first: cst.BaseExpression, second: str) -> cst.BooleanOperation:
    return cst.BooleanOperation(first, cst.And(), cst.parse_expression(second))


def _make_comment(text: str) -> cst.EmptyLine:
    return cst.EmptyLine(comment=cst.Comment(f"# {text}"))


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"),
    node_fix(
        edit,
        note="save only the settings that the client sent, and reject an opt-out from users who are not staff",
        breaking="`POST /api/contentstore/v1/proctored_exam_settings/` responds with 403 if a user who is not platform "
        "staff sends `allow_proctoring_opt_out`. Previously, it did so only if the request was otherwise valid.",
    ),
    group="zendesk",
)
