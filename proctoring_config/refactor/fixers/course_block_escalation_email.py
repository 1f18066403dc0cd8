"""
Words the label and the help of the course setting ``proctoring_escalation_email`` without the vendor's name.

Both are translatable, and their translations are lost until the new strings are translated (DEPR
openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside

_SETTING = "proctoring_escalation_email"
_FIELD = m.Assign([m.AssignTarget(m.Name(_SETTING))], m.Call())
_WORDINGS = [
    (r"Proctortrack Exam Escalation Contact", "Proctoring Exam Escalation Contact"),
    (
        r"Required if ['\"]?proctortrack['\"]? is selected as your proctoring provider\.",
        "Required if the selected proctoring provider requires one.",
    ),
]


def fix(source: Source) -> Result:
    """Reword the strings of the field that name the vendor in one of the known ways."""
    changes: Changes = {}
    strings = []
    for field in found(source.module, _SETTING, _FIELD):
        for text in inside(field.value, m.Arg(m.SimpleString() | m.ConcatenatedString())):
            reworded = _reworded(text.value)
            if not reworded.deep_equals(text.value):
                changes[text.value] = reworded
                strings.append((str(text.value.evaluated_value), str(reworded.evaluated_value)))
    if not changes:
        return Result(source)
    return Result(
        source.changed(edited(source.module, changes)),
        notes=["label and help of the escalation e-mail name no vendor"],
        strings=strings,
    )


def _reworded(text: Any) -> Any:
    if isinstance(text, cst.ConcatenatedString):
        return text.with_changes(left=_reworded(text.left), right=_reworded(text.right))
    if not isinstance(text, cst.SimpleString):
        return text
    value = text.value
    for old, new in _WORDINGS:
        value = re.sub(old, new, value, flags=re.IGNORECASE)
    return text.with_changes(value=value)


FIXER = Fixer(__name__, wants=at("xmodule/course_block.py", word="proctortrack"), fix=fix)
