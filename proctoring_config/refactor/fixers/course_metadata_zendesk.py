"""
Remove the log entry about ``create_zendesk_tickets`` from the validation of proctoring settings.

Everything that was used only for the entry is removed as well: variables, the logger and its import (DEPR
openedx-platform#36329; upstream removed only the front end's part).
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.nodes import (
    LOGGER,
    LOGGER_CALL,
    find_nodes,
    find_within,
    match_assignment,
    match_string,
    render_module,
    replace_nodes,
)
from proctoring_config.refactor.source import FixResult, SourceFile

_SETTING = "create_zendesk_tickets"
_MENTION = m.Name(_SETTING) | match_string(_SETTING)
_SETS_VARIABLE = match_assignment(m.Name(), m.DoNotCare())
#: Calls that only read: a key of a dict, or a formatted text.
_READS = m.Call(
    m.Attribute(attr=m.Name("get")), [m.Arg(m.SimpleString(m.MatchRegex(r"^[\"']\w+[\"']$"))), m.ZeroOrMore()]
)
_FORMATS = m.Call(m.Attribute(attr=m.Name("format")))
_LOGS = m.SimpleStatementLine([m.Expr(LOGGER_CALL)])
_LOGGER_DEFINITION = match_assignment(m.Name(LOGGER), m.Call(m.Attribute(attr=m.Name("getLogger"))))


def fix(file: SourceFile) -> FixResult:
    """Remove the statements that read the setting if they only set variables and log."""
    removed: list[Any] = []
    for block in find_nodes(file.module, _SETTING, m.IndentedBlock()):
        about_it = [statement for statement in block.body if find_within(statement, _MENTION)]
        removed += about_it if all(_only_sets_or_logs(statement) for statement in about_it) else ()
    if not any(find_within(statement, LOGGER_CALL) for statement in removed):
        return FixResult(file)
    module = replace_nodes(file.module, dict.fromkeys(removed))
    return FixResult(
        file.replace_content(_remove_unused_logger(module)),
        notes=["remove the log entry about create_zendesk_tickets from the validation of proctoring settings"],
    )


def _only_sets_or_logs(statement: Any) -> bool:
    """Return whether a statement does nothing but set variables and log, without calling anything else."""
    if not all(m.matches(call, LOGGER_CALL | _READS | _FORMATS) for call in find_within(statement, m.Call())):
        return False
    if not isinstance(statement, cst.If):
        return m.matches(statement, _SETS_VARIABLE | _LOGS)
    blocks = [statement.body]
    if isinstance(statement.orelse, cst.Else):
        blocks.append(statement.orelse.body)
    return all(_only_sets_or_logs(inner) for block in blocks for inner in block.body) and (
        not isinstance(statement.orelse, cst.If) or _only_sets_or_logs(statement.orelse)
    )


def _remove_unused_logger(module: cst.Module) -> cst.Module:
    for statement in module.body:
        if m.matches(statement, _LOGGER_DEFINITION):
            (logger,) = m.findall(statement, m.Name(LOGGER))[:1]
            name = cst.ensure_type(logger, cst.Name).value
            if len(re.findall(rf"\b{name}\b", render_module(module))) == 1:
                return replace_nodes(module, {statement: None})
    return module


FIXER = Fixer(
    __name__, in_files("cms/djangoapps/models/settings/course_metadata.py", word=_SETTING), fix, group="zendesk"
)
