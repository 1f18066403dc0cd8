"""
Remove ``create_zendesk_tickets`` from the course information that Studio's pages receive.

Nothing reads the key, and the course setting behind it is removed too (DEPR openedx-platform#36329; upstream removed
only the front end's part).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, containing, node_fix
from proctoring_config.refactor.literals import remove_elements
from proctoring_config.refactor.nodes import match_string
from proctoring_config.refactor.source import SourceFile

_SETTING = "create_zendesk_tickets"
_ENTRY = m.DictElement(key=match_string(_SETTING), value=m.Attribute(attr=m.Name(_SETTING)))


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Remove dict entries whose value is the course's setting."""
    return remove_elements(file.module, _SETTING, _ENTRY)


FIXER = Fixer(
    __name__,
    containing(_SETTING, under="cms/djangoapps/contentstore/", tests=False),
    node_fix(edit, note="remove create_zendesk_tickets from the course information in Studio"),
    group="zendesk",
)
