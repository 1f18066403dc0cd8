"""
Lets the launch checklist ask whether the course's provider requires an escalation e-mail.

Before, it compared the provider with the vendor's name (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.matching import literal
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import Changes, edited, found
from proctoring_config.refactor.vendor import IS_VENDOR, VENDOR, asked, reworded

_KEY = "needs_proctoring_escalation_email"
_NEEDS = (
    m.Arg(keyword=m.Name(_KEY), value=IS_VENDOR)
    | m.DictElement(key=literal(_KEY), value=IS_VENDOR)
    | m.Assign(targets=[m.AssignTarget(m.Name(_KEY))], value=IS_VENDOR)
)
_WORDINGS = [
    (
        "A proctoring escalation email is currently only required for courses using proctortrack",
        "An option of the course's proctoring provider says whether an escalation email is required",
    )
]


def fix(source: Source) -> Result:
    """Ask the provider for the value of ``needs_proctoring_escalation_email``."""
    changes: Changes = {
        needs.value: asked(needs.value, "requires_escalation_email") for needs in found(source.module, VENDOR, _NEEDS)
    }
    if not changes:
        return Result(source)
    for statement in source.module.body:
        changes.update(reworded(statement, _WORDINGS))
    module = add_import(edited(source.module, changes), "proctoring_config", "requires_escalation_email")
    return Result(
        source.changed(module),
        notes=["the launch checklist asks for an escalation e-mail if the course's provider requires one"],
    )


FIXER = Fixer(
    __name__, wants=at("cms/djangoapps/contentstore/api/views/course_validation.py", word="proctortrack"), fix=fix
)
