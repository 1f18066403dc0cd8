"""
Show the escalation email on the instructor dashboard if the course's provider requires one.

The branch for LTI courses is not changed, because their email is stored in edx-exams (DEPR openedx-platform#36329, PR
#37576).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.nodes import find_nodes, find_within
from proctoring_config.refactor.source import Leftover, SourceFile
from proctoring_config.refactor.traces import TRACES
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, VENDOR_NAME, predicate_call

_EMAIL = m.Attribute(attr=m.Name("proctoring_escalation_email"))


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Replace the comparisons that decide whether the course's email is read; report other uses of the name."""
    understood: list[cst.CSTNode] = []
    for branch in find_nodes(file.module, VENDOR, m.If() | m.IfExp()):
        if find_within(branch.body, _EMAIL):
            for comparison in find_within(branch.test, IS_VENDOR):
                yield comparison, predicate_call(comparison, "requires_escalation_email")
                understood += find_within(comparison, VENDOR_NAME)
    for name in find_nodes(file.module, VENDOR, VENDOR_NAME):
        if name not in understood:
            yield file.leftover(name, what=VENDOR, why=TRACES[0].why, todo=TRACES[0].todo)


FIXER = Fixer(
    __name__,
    in_files("lms/djangoapps/instructor/views/instructor_dashboard.py", word=VENDOR),
    node_fix(
        edit,
        note="show the escalation email on the instructor dashboard if the course's provider requires one",
        add=("proctoring_config", "requires_escalation_email"),
    ),
    group="instructor_dashboard",
)
