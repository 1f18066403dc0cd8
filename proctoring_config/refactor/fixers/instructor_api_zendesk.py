"""
Remove ``create_zendesk_tickets`` from the instructor API v2 of proctoring settings: serializers, responses and saving.

The key is ignored if a client sends it. All other keys are optional, so settings that a request does not contain stay
unchanged (DEPR openedx-platform#36329; the API: PR #38359).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.literals import get_key, remove_elements, remove_from_dict
from proctoring_config.refactor.nodes import find_nodes, match_assignment, match_string
from proctoring_config.refactor.source import SourceFile

_SETTING = "create_zendesk_tickets"
_FIELD = match_assignment(m.Name(_SETTING), m.Call())


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Remove the field from serializers, and the key from dicts and from lists of keys."""
    for field in find_nodes(file.module, _SETTING, _FIELD):
        yield field, None
    for response in find_nodes(file.module, _SETTING, m.Dict()):
        shorter = remove_from_dict(response, lambda element: get_key(element) == _SETTING)
        if len(shorter.elements) < len(response.elements):
            yield response, shorter
    yield from remove_elements(file.module, _SETTING, m.Element(match_string(_SETTING)))


FIXER = Fixer(
    __name__,
    in_files(
        "lms/djangoapps/instructor/views/api_v2.py",
        "lms/djangoapps/instructor/views/serializers_v2.py",
        word=_SETTING,
    ),
    node_fix(
        edit,
        note="remove the Zendesk key from the instructor API v2 of proctoring settings",
        breaking="`/api/instructor/v2/courses/{course_id}/proctoring_settings` no longer contains "
        "`create_zendesk_tickets`, and ignores the key if a client sends it.",
    ),
    group="zendesk",
)
