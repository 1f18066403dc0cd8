"""
Remove the waffle flag ``studio.show_review_rules``: its definition and the annotation above it.

The option ``show_review_rules`` of the course's provider replaces it (DEPR openedx-platform#36329, PR #37576). Rows
of the flag stay in the database and have no effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, containing, node_fix
from proctoring_config.refactor.source import SourceFile

_FLAG = "SHOW_REVIEW_RULES_FLAG"
_DEFINITION = m.SimpleStatementLine(
    body=[m.Assign(targets=[m.AssignTarget(m.Name(_FLAG))]) | m.AnnAssign(m.Name(_FLAG))]
)


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Remove a top-level definition."""
    return ((statement, None) for statement in file.module.body if m.matches(statement, _DEFINITION))


FIXER = Fixer(
    __name__,
    containing(_FLAG),
    node_fix(
        edit,
        note="remove the waffle flag studio.show_review_rules",
        breaking="The waffle flag `studio.show_review_rules` and its course overrides no longer have any effect. Set "
        "`show_review_rules` of the provider in `PROCTORING_BACKENDS` instead; the default is `True`.",
    ),
    removes_name=_FLAG,
)
