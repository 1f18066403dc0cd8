"""
Label the escalation email on the instructor dashboard without the vendor's name; the CSS class stays.

The label is translatable; its translations are lost until the new label is translated (DEPR openedx-platform#36329,
PR #37576). Copies of the template, for example in a theme, are only reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctoring_config.refactor.fixer import Fixer, containing
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile
from proctoring_config.refactor.vendor import VENDOR

TEMPLATE = "lms/templates/instructor/instructor_dashboard_2/special_exams.html"

_LABEL = re.compile(r"(?<=_\()(\s*)([\"'])Proctortrack Escalation Email(:?)\2(?=\s*\))")


def fix(file: SourceFile) -> FixResult:
    """Reword the label in the platform's own template; report the vendor's name in other templates."""
    if file.path != TEMPLATE:
        return FixResult(file, leftovers=list(_report_copies(file)))
    strings = [
        (f"Proctortrack Escalation Email{colon}", f"Proctoring Escalation Email{colon}")
        for _, _, colon in _LABEL.findall(file.text)
    ]
    if not strings:
        return FixResult(file)
    text = _LABEL.sub(r"\1\2Proctoring Escalation Email\3\2", file.text)
    return FixResult(
        file.replace_content(text),
        notes=["remove the vendor's name from the label of the escalation email"],
        strings=strings,
    )


def _report_copies(file: SourceFile) -> Iterator[Leftover]:
    for number, line in enumerate(file.text.split("\n"), start=1):
        if VENDOR in line.lower():
            yield file.leftover(
                number,
                what=VENDOR,
                why="the template belongs to a theme or to the fork",
                todo="remove the vendor's name, as in the platform's own template",
            )


FIXER = Fixer(__name__, containing(VENDOR, suffix=".html"), fix)
