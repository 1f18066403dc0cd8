"""
Removes the log entry about ``create_zendesk_tickets`` from the validation of proctoring settings.

The setting goes, and with it what was computed for the entry only: variables, the logger and its import (DEPR
openedx-platform#36329, which upstream carried out in the front end only).
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.code import module_code
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.matching import LOGGER, LOGS, literal
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import edited, found, inside

_SETTING = "create_zendesk_tickets"
_MENTION = m.Name(_SETTING) | literal(_SETTING)
_SETS_VARIABLE = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name())])])
_LOGS = m.SimpleStatementLine([m.Expr(LOGS)])
_LOGGER_DEFINITION = m.SimpleStatementLine(
    [m.Assign([m.AssignTarget(m.Name(LOGGER))], m.Call(m.Attribute(attr=m.Name("getLogger"))))]
)


def fix(source: Source) -> Result:
    """Take out the statements that read the setting, if all they do is to set variables and to log."""
    gone = [
        statement
        for block in found(source.module, _SETTING, m.IndentedBlock())
        for statement in block.body
        if _only_sets_or_logs(statement) and inside(statement, _MENTION)
    ]
    if not any(inside(statement, LOGS) for statement in gone):
        return Result(source)
    module = edited(source.module, dict.fromkeys(gone))
    return Result(
        source.changed(_without_idle_logger(module)),
        notes=["the validation of proctoring settings no longer logs about create_zendesk_tickets"],
    )


def _only_sets_or_logs(statement: Any) -> bool:
    if not isinstance(statement, cst.If):
        return m.matches(statement, _SETS_VARIABLE | _LOGS)
    blocks = [statement.body]
    if isinstance(statement.orelse, cst.Else):
        blocks.append(statement.orelse.body)
    return all(_only_sets_or_logs(inner) for block in blocks for inner in block.body) and (
        not isinstance(statement.orelse, cst.If) or _only_sets_or_logs(statement.orelse)
    )


def _without_idle_logger(module: cst.Module) -> cst.Module:
    """Return the module without its logger if nothing uses it."""
    for statement in module.body:
        if m.matches(statement, _LOGGER_DEFINITION):
            (logger,) = m.findall(statement, m.Name(LOGGER))[:1]
            name = cst.ensure_type(logger, cst.Name).value
            if len(re.findall(rf"\b{name}\b", module_code(module))) == 1:
                return edited(module, {statement: None})
    return module


FIXER = Fixer(
    __name__, wants=at("cms/djangoapps/models/settings/course_metadata.py", word="create_zendesk_tickets"), fix=fix
)
