"""
Make the launch checklist require an escalation email if the course's provider requires one.

Previously, it compared the provider with the vendor's name (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within, match_string
from proctoring_config.refactor.source import Leftover, SourceFile
from proctoring_config.refactor.traces import TRACES
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, VENDOR_NAME, predicate_call, reword_comments

_KEY = "needs_proctoring_escalation_email"
_NEEDS = (
    m.Arg(keyword=m.Name(_KEY), value=IS_VENDOR)
    | m.DictElement(key=match_string(_KEY), value=IS_VENDOR)
    | m.Assign(targets=[m.AssignTarget(m.Name(_KEY))], value=IS_VENDOR)
    | m.AnnAssign(m.Name(_KEY), value=IS_VENDOR)
)
_WORDINGS = [
    (
        "A proctoring escalation email is currently only required for courses using proctortrack",
        "A proctoring escalation email is required if 'requires_escalation_email' is set on the proctoring backend",
    )
]


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Replace the comparison that determines ``needs_proctoring_escalation_email``; report other uses of the name."""
    found = find_nodes(file.module, VENDOR, _NEEDS)
    understood = [name for needs in found for name in find_within(needs.value, VENDOR_NAME)]
    for name in find_nodes(file.module, VENDOR, VENDOR_NAME):
        if name not in understood:
            yield file.leftover(name, what=VENDOR, why=TRACES[0].why, todo=TRACES[0].todo)
    for needs in found:
        yield needs.value, predicate_call(needs.value, "requires_escalation_email")
    for statement in file.module.body if found else ():
        yield from reword_comments(statement, _WORDINGS)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/api/views/course_validation.py", word=VENDOR),
    node_fix(
        edit,
        note="require an escalation email in the launch checklist if the course's provider requires one",
        add=("proctoring_config", "requires_escalation_email"),
    ),
    group="course_validation",
)
