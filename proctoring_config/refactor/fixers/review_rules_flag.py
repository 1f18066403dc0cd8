"""
Removes the waffle flag ``studio.show_review_rules``: its definition, with the annotation above it.

The option ``show_review_rules`` of the course's provider answers instead (DEPR openedx-platform#36329, PR #37576).
Rows of the flag in the database stay and do nothing.
"""

from __future__ import annotations

import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, holding
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import edited

FLAG = "SHOW_REVIEW_RULES_FLAG"

_DEFINITION = m.SimpleStatementLine(body=[m.Assign(targets=[m.AssignTarget(m.Name(FLAG))]) | m.AnnAssign(m.Name(FLAG))])


def fix(source: Source) -> Result:
    """Take out a definition on the module's top level."""
    gone = [statement for statement in source.module.body if m.matches(statement, _DEFINITION)]
    if not gone:
        return Result(source)
    return Result(
        source.changed(edited(source.module, dict.fromkeys(gone))),
        notes=["the waffle flag studio.show_review_rules is gone"],
        breaking=[
            "The waffle flag `studio.show_review_rules` and its course overrides no longer do anything. Set "
            "`show_review_rules` of the provider in `PROCTORING_BACKENDS` instead; it is `True` by default."
        ],
    )


FIXER = Fixer(__name__, wants=holding(FLAG), fix=fix, takes_away=FLAG)
