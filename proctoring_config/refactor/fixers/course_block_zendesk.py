"""
Removes the course setting ``create_zendesk_tickets``.

Courses that have it stored keep loading; the value means nothing any more. The setting stays as long as anything in the
tree still reads it (DEPR openedx-platform#36329, which upstream carried out in the front end only).
"""

from __future__ import annotations

import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import edited, found

_SETTING = "create_zendesk_tickets"
_FIELD = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name(_SETTING))], m.Call())])


def fix(source: Source) -> Result:
    """Take out the field."""
    gone = [
        field
        for block in found(source.module, _SETTING, m.ClassDef(body=m.IndentedBlock()))
        for field in block.body.body
        if m.matches(field, _FIELD)
    ]
    if not gone:
        return Result(source)
    return Result(
        source.changed(edited(source.module, dict.fromkeys(gone))),
        notes=["the course setting create_zendesk_tickets is gone"],
        breaking=[
            "The course setting `create_zendesk_tickets` is gone from Advanced Settings and from the REST API, which "
            "ignores it when an old client sends it. Stored values stay in courses and do nothing."
        ],
    )


FIXER = Fixer(
    __name__, wants=at("xmodule/course_block.py", word="create_zendesk_tickets"), fix=fix, takes_away=_SETTING
)
