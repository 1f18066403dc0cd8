"""
Reject a PATCH to the instructor API v2 that would leave a course without a required escalation email.

The API saves settings without Studio's validation, so a required email could be erased. Now it calls
``lacks_escalation_email`` before it saves, as Studio does (DEPR openedx-platform#36329; the API: PR #38359).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within, match_assignment
from proctoring_config.refactor.source import Leftover, SourceFile

_FUNCTION = "lacks_escalation_email"
_EMAIL, _ENABLED, _PROVIDER = "proctoring_escalation_email", "enable_proctored_exams", "proctoring_provider"
_SETS = m.Call(m.Name("setattr"), [m.Arg(m.Name()), m.Arg(m.Name()), m.Arg(m.Subscript(m.Name()))])
_SAVES = m.For(iter=m.Tuple() | m.List(), orelse=None)
_IS_FLAG = match_assignment(m.Name(), m.Name("False"))
_BAD_REQUEST = m.Arg(m.Attribute(attr=m.Name("HTTP_400_BAD_REQUEST")), keyword=m.Name("status"))
_REFUSAL = m.Return(m.Call(m.Name("Response"), [m.AtLeastN(n=1), _BAD_REQUEST]))


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Insert the check above the loop that saves the settings."""
    for patch in find_nodes(file.module, _EMAIL, m.FunctionDef(m.Name("patch"))):
        if find_within(patch, m.Name(_FUNCTION)):
            continue
        change = _insert_check(file.module, patch)
        if change:
            yield change
            continue
        yield file.leftover(
            patch,
            what=_EMAIL,
            why="no fixer understands how the settings are saved, and a required email could be erased",
            todo=f"before saving, respond with 400 if {_FUNCTION} of proctoring_config.validators.course is true for "
            "the settings after the save",
        )


def _insert_check(module: cst.Module, patch: cst.FunctionDef) -> tuple[cst.CSTNode, Any] | None:
    """Return the statement that starts the saving, and its replacement; ``None`` if it is not understood."""
    body: Any = patch.body.body
    for index, loop in enumerate(body):
        keys = _list_keys(loop) if m.matches(loop, _SAVES) else ()
        calls, refusals = find_within(loop, _SETS), find_within(patch, _REFUSAL)
        if _EMAIL not in keys or _PROVIDER in keys or len(calls) != 1 or not refusals:
            continue
        course, sent = calls[0].args[0].value.value, calls[0].args[2].value.value.value
        status = module.code_for_node(refusals[0].value.args[-1].value)
        first = body[index - 1] if index and m.matches(body[index - 1], _IS_FLAG) else loop
        check = _make_check(course, sent, status, with_enabled=_ENABLED in keys)
        blank = list(takewhile(lambda line: line.comment is None, first.leading_lines))
        comments = first.leading_lines[len(blank) :]
        return first, cst.FlattenSentinel(
            [
                check.with_changes(leading_lines=[*blank, *check.leading_lines]),
                first.with_changes(leading_lines=[cst.EmptyLine(indent=False), *comments]),
            ]
        )
    return None


def _list_keys(loop: Any) -> list[str | None]:
    return [getattr(element.value, "evaluated_value", None) for element in loop.iter.elements]


def _make_check(course: str, sent: str, status: str, *, with_enabled: bool) -> Any:
    enabled = f"{sent}.get('{_ENABLED}', {course}.{_ENABLED})" if with_enabled else f"{course}.{_ENABLED}"
    return cst.parse_statement(
        f"""\
# Check the settings that the course would have after the save.
if {sent} and {_FUNCTION}(
    enabled={enabled},
    provider={course}.{_PROVIDER},
    email={sent}.get('{_EMAIL}', {course}.{_EMAIL}),
):
    message = f"Provider '{{{course}.{_PROVIDER}}}' requires an exam escalation contact."
    return Response({{'{_EMAIL}': [message]}}, status={status})
"""
    )


FIXER = Fixer(
    __name__,
    in_files("lms/djangoapps/instructor/views/api_v2.py", word=_EMAIL),
    node_fix(
        edit,
        note="reject requests to the instructor API v2 that would erase a required escalation email",
        breaking="`PATCH /api/instructor/v2/courses/{course_id}/proctoring_settings` responds with 400 if the course "
        "would lack an escalation email that its provider requires.",
        add=("proctoring_config.validators.course", _FUNCTION),
    ),
    group="instructor_api_escalation_email",
)
