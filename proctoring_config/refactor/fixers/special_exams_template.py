"""
Labels the escalation e-mail on the instructor dashboard without the vendor's name; the CSS class stays.

The label is translatable, and its translations are lost until the new one is translated (DEPR openedx-platform#36329,
PR #37576). Copies of the template, in a theme for instance, are somebody else's words: they are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctoring_config.refactor.fixer import Fixer, holding
from proctoring_config.refactor.source import Leftover, Result, Source
from proctoring_config.refactor.vendor import VENDOR

TEMPLATE = "lms/templates/instructor/instructor_dashboard_2/special_exams.html"

_LABEL = re.compile(r"(?<=_\()(\s*)([\"'])Proctortrack Escalation Email(:?)\2(?=\s*\))")


def fix(source: Source) -> Result:
    """Reword the label in the platform's own template, report the vendor's name in any other."""
    if source.path != TEMPLATE:
        return Result(source, leftovers=list(_elsewhere(source)))
    strings = [
        (f"Proctortrack Escalation Email{colon}", f"Proctoring Escalation Email{colon}")
        for _, _, colon in _LABEL.findall(source.text)
    ]
    if not strings:
        return Result(source)
    text = _LABEL.sub(r"\1\2Proctoring Escalation Email\3\2", source.text)
    return Result(source.changed(text), notes=["the label of the escalation e-mail names no vendor"], strings=strings)


def _elsewhere(source: Source) -> Iterator[Leftover]:
    for number, line in enumerate(source.text.split("\n"), start=1):
        if VENDOR in line.lower():
            yield source.leftover(
                number,
                what=VENDOR,
                why="the template is a theme's or the fork's own",
                todo="word it without the vendor's name, as the platform's own template is",
            )


FIXER = Fixer(__name__, wants=holding(VENDOR, suffix=".html"), fix=fix)
