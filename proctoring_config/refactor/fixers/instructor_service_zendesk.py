"""
Make ``InstructorService.send_support_notification`` do nothing instead of opening a Zendesk ticket.

The method and its signature stay, because edx-proctoring always calls it when it saves a suspicious review (DEPR
openedx-platform#36329). Other uses of Zendesk in the platform, such as refunds, are not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import LOGGER_CALL, find_nodes, find_within
from proctoring_config.refactor.source import Leftover, SourceFile

_TICKET = "create_zendesk_ticket"
_METHOD = m.FunctionDef(name=m.Name("send_support_notification"), body=m.IndentedBlock())
_OPENS_TICKET = m.Call(m.Name(_TICKET) | m.Attribute(attr=m.Name(_TICKET)))
_FOR_TICKET = m.SimpleStatementLine(
    [
        m.Assign([m.AssignTarget(m.Name())])
        | m.AnnAssign(m.Name())
        | m.Expr(_OPENS_TICKET | LOGGER_CALL | m.SimpleString())
        | m.Return(None)
        | m.Pass()
    ]
)
#: Calls without side effects, which prepare the ticket.
_PREPARES = m.Call(
    m.Name(m.MatchRegex("_|u?gettext|str|getattr|modulestore|get_course_by_id"))
    | m.Attribute(attr=m.Name(m.MatchRegex("format|from_string|get_course|strip|join")))
    | m.Attribute(m.Attribute(m.Name("settings"), m.Name("FEATURES")), m.Name("get"))
)
_DOCSTRING = '''\
"""
        Do nothing, because proctoring no longer opens support tickets.

        edx-proctoring calls this method when a review marks an attempt as suspicious, so it must exist.
        """'''

#: What the docstring of the class promises.
_SENDS = re.compile(r",\s+send\s+notifications(\s+)related\s+to\s+proctored\s+exam\s+attempts,\s+and(?=\s+retrieve)")


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Reduce the method to a docstring if it only opens a ticket."""
    for method in find_nodes(file.module, _TICKET, _METHOD):
        if not find_within(method.body, _OPENS_TICKET):
            continue
        calls = find_within(method.body, m.Call())
        known = all(m.matches(call, _OPENS_TICKET | LOGGER_CALL | _PREPARES) for call in calls)
        if known and all(_is_for_ticket(statement) for statement in method.body.body):
            docstring = cst.SimpleString(_DOCSTRING.replace("\n", file.module.default_newline))
            yield method.body, method.body.with_changes(body=[cst.SimpleStatementLine([cst.Expr(docstring)])])
            for text in find_nodes(file.module, "notifications", m.SimpleString()):
                if _SENDS.search(text.value):
                    yield text, text.with_changes(value=_SENDS.sub(r"\1and", text.value))
        else:
            yield file.leftover(
                method,
                what=_TICKET,
                why="send_support_notification does more than open a ticket",
                todo="remove the ticket but keep the method, which edx-proctoring calls",
            )


def _is_for_ticket(statement: Any) -> bool:
    """Return whether a statement only prepares or opens a ticket, logs, or returns."""
    if isinstance(statement, cst.If):
        blocks = [statement.body] + ([statement.orelse.body] if isinstance(statement.orelse, cst.Else) else [])
        return not isinstance(statement.orelse, cst.If) and all(
            _is_for_ticket(inner) for block in blocks for inner in block.body
        )
    return m.matches(statement, _FOR_TICKET)


FIXER = Fixer(
    __name__,
    in_files("lms/djangoapps/instructor/services.py", word=_TICKET),
    node_fix(
        edit,
        note="stop opening Zendesk tickets for suspicious reviews, but keep the method that edx-proctoring calls",
        breaking="Suspicious reviews of proctored exams no longer open a Zendesk ticket. Tickets for refunds, "
        "financial assistance and the contact form are not affected.",
    ),
    group="zendesk",
)
