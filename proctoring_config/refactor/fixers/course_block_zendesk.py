"""
Remove the course setting ``create_zendesk_tickets``.

Courses with a stored value still load; the value has no effect. The setting stays as long as anything in the tree
reads it (DEPR openedx-platform#36329; upstream removed only the front end's part).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, match_assignment
from proctoring_config.refactor.source import SourceFile

_SETTING = "create_zendesk_tickets"
_FIELD = match_assignment(m.Name(_SETTING), m.Call())


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Remove the field."""
    for block in find_nodes(file.module, _SETTING, m.ClassDef(body=m.IndentedBlock())):
        for field in block.body.body:
            if m.matches(field, _FIELD):
                yield field, None


FIXER = Fixer(
    __name__,
    in_files("xmodule/course_block.py", word=_SETTING),
    node_fix(
        edit,
        note="remove the course setting create_zendesk_tickets",
        breaking="The course setting `create_zendesk_tickets` is removed from Advanced Settings and from the REST API, "
        "which ignores it when an old client sends it. Stored values stay in courses and have no effect.",
    ),
    group="zendesk",
    removes_name=_SETTING,
)
