"""
Shows the escalation e-mail on the instructor dashboard if the course's provider requires one, not if it is the vendor.

The e-mail of an LTI course lives in edx-exams, and its branch stays as it is (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, asked

_EMAIL = m.Attribute(attr=m.Name("proctoring_escalation_email"))


def fix(source: Source) -> Result:
    """Ask the provider wherever the vendor's name decides whether the course's e-mail is read."""
    changes: Changes = {
        comparison: asked(comparison, "requires_escalation_email")
        for branch in found(source.module, VENDOR, m.If() | m.IfExp())
        if inside(branch.body, _EMAIL)
        for comparison in inside(branch.test, IS_VENDOR)
    }
    if not changes:
        return Result(source)
    module = add_import(edited(source.module, changes), "proctoring_config", "requires_escalation_email")
    return Result(
        source.changed(module),
        notes=["the instructor dashboard shows the escalation e-mail if the course's provider requires one"],
    )


FIXER = Fixer(
    __name__, wants=at("lms/djangoapps/instructor/views/instructor_dashboard.py", word="proctortrack"), fix=fix
)
