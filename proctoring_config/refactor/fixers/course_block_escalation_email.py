"""
Reword the label and the help text of the course setting ``proctoring_escalation_email`` without the vendor's name.

Both are translatable; their translations are lost until the new strings are translated. The words are upstream's, with
the space that upstream's help text lacks between two sentences (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.nodes import Replacements, find_nodes, find_within, replace_nodes
from proctoring_config.refactor.source import FixResult, SourceFile
from proctoring_config.refactor.vendor import VENDOR

_SETTING = "proctoring_escalation_email"
_FIELD = m.Assign([m.AssignTarget(m.Name(_SETTING))], m.Call()) | m.AnnAssign(m.Name(_SETTING), value=m.Call())
_REQUIRED = "Required if 'requires_escalation_email' is set in the proctoring backend"
_WORDINGS = [
    (r"Proctortrack Exam Escalation Contact", "Proctoring Exam Escalation Contact"),
    (
        r"Required if ['\"]?proctortrack['\"]? is selected as your proctoring provider\.",
        f"{_REQUIRED}.",
    ),
]


def fix(file: SourceFile) -> FixResult:
    """Reword the strings of the field that name the vendor in a known wording."""
    replacements: Replacements = {}
    strings = []
    leftovers = []
    for field in find_nodes(file.module, _SETTING, _FIELD):
        for text in find_within(field.value, m.Arg(m.SimpleString() | m.ConcatenatedString())):
            reworded = _reword(text.value, is_last=True)
            if not reworded.deep_equals(text.value):
                replacements[text.value] = reworded
                strings.append((str(text.value.evaluated_value), str(reworded.evaluated_value)))
            if VENDOR in str(reworded.evaluated_value).lower():
                why = "no fixer understands this wording"
                todo = "reword it without the vendor's name"
                leftovers.append(file.leftover(text, what=VENDOR, why=why, todo=todo))
    if not replacements:
        return FixResult(file, leftovers=leftovers)
    return FixResult(
        file.replace_content(replace_nodes(file.module, replacements)),
        notes=["reword label and help text of the escalation email without the vendor's name"],
        strings=strings,
        leftovers=leftovers,
    )


def _reword(text: Any, *, is_last: bool) -> Any:
    """Return the text in the new words; ``is_last`` is whether nothing follows it."""
    if isinstance(text, cst.ConcatenatedString):
        left = _reword(text.left, is_last=False)
        return text.with_changes(left=left, right=_reword(text.right, is_last=is_last))
    if not isinstance(text, cst.SimpleString):
        return text
    value = text.value
    for old, new in _WORDINGS:
        value = re.sub(old, new, value, flags=re.IGNORECASE)
    if not is_last:
        value = re.sub(rf"({_REQUIRED}\.)(?=[\"']+$)", r"\1 ", value)
    return text.with_changes(value=value)


FIXER = Fixer(__name__, in_files("xmodule/course_block.py", word=_SETTING), fix, group="course_block_escalation_email")
