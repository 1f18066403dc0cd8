"""
Lets ``InstructorService.send_support_notification`` open no Zendesk ticket.

The method stays, with its signature: edx-proctoring calls it, without a guard, while it saves a suspicious review (DEPR
openedx-platform#36329). Other users of Zendesk in the platform, such as refunds, are not touched.
"""

from __future__ import annotations

from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.matching import LOGS
from proctoring_config.refactor.source import Leftover, Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside

_TICKET = "create_zendesk_ticket"
_METHOD = m.FunctionDef(name=m.Name("send_support_notification"), body=m.IndentedBlock())
_OPENS_TICKET = m.Call(m.Name(_TICKET) | m.Attribute(attr=m.Name(_TICKET)))
_SERVES = m.SimpleStatementLine(
    [m.Assign([m.AssignTarget(m.Name())]) | m.Expr(_OPENS_TICKET | LOGS | m.SimpleString()) | m.Return(None) | m.Pass()]
)
_DOCSTRING = '''\
"""
        Does nothing: proctoring opens no support ticket any more.

        edx-proctoring calls this method when a review calls an attempt suspicious, and needs it to be here.
        """'''


def fix(source: Source) -> Result:
    """Empty the method down to a docstring, if to open a ticket is all it does."""
    changes: Changes = {}
    leftovers: list[Leftover] = []
    for method in found(source.module, _TICKET, _METHOD):
        if not inside(method.body, _OPENS_TICKET):
            continue
        if all(_serves_the_ticket(statement) for statement in method.body.body):
            changes[method.body] = _emptied(method.body, source)
        else:
            leftovers.append(_does_more(source, method))
    if not changes:
        return Result(source, leftovers=leftovers)
    return Result(
        source.changed(edited(source.module, changes)),
        notes=["a suspicious review opens no Zendesk ticket; the method that edx-proctoring calls stays"],
        breaking=[
            "Suspicious reviews of proctored exams no longer open a Zendesk ticket. Tickets for refunds, financial "
            "assistance and the contact form stay as they are."
        ],
        leftovers=leftovers,
    )


def _serves_the_ticket(statement: Any) -> bool:
    """Return whether a statement only prepares, opens or logs about a ticket, or gives up doing so."""
    if isinstance(statement, cst.If):
        blocks = [statement.body] + ([statement.orelse.body] if isinstance(statement.orelse, cst.Else) else [])
        return not isinstance(statement.orelse, cst.If) and all(
            _serves_the_ticket(inner) for block in blocks for inner in block.body
        )
    return m.matches(statement, _SERVES)


def _does_more(source: Source, method: cst.FunctionDef) -> Leftover:
    return source.leftover(
        method,
        what=_TICKET,
        why="send_support_notification does more than open a ticket",
        todo="remove the ticket, and keep the method: edx-proctoring calls it",
    )


def _emptied(body: cst.IndentedBlock, source: Source) -> Any:
    text = _DOCSTRING.replace("\n", source.module.default_newline)
    docstring = cst.SimpleStatementLine([cst.Expr(cst.SimpleString(text))])
    return body.with_changes(body=[docstring])


FIXER = Fixer(__name__, wants=at("lms/djangoapps/instructor/services.py", word="create_zendesk_ticket"), fix=fix)
