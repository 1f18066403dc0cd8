"""
Takes the vendor's translations out of ``make extract_translations``.

They belong to the vendor's plugin, which the platform no longer installs (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

import re

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source

_FILE = r"(?:[\w./-]*/)?edx_proctoring_proctortrack\.po"
#: ``msgcat`` or ``rm`` with its operands, on one line, up to the next command.
_COMMAND = re.compile(r"(?<![\w-])(?:msgcat|rm)(?=[ \t])[^\n;&|#\\]*")
_OPERAND = re.compile(rf"[ \t]+{_FILE}(?=\s|$)")
_OUTPUT = re.compile(rf"(?:^|\s)(?:-o|--output-file)[ \t=]*{_FILE}(?=\s|$)")
_OTHER = re.compile(r"\s(?!-)\S+\.po(?=\s|$)")


def fix(source: Source) -> Result:
    """Remove the file from commands that have others to work on."""
    text = _COMMAND.sub(lambda command: _without(command.group()), source.text)
    if text == source.text:
        return Result(source)
    return Result(source.changed(text), notes=["extract_translations merges no translations of the vendor's plugin"])


def _without(command: str) -> str:
    shorter = _OPERAND.sub("", command)
    operands = re.sub(r"\s(?:-o|--output-file)[ \t=]*\S+", "", shorter)
    return command if _OUTPUT.search(command) or not _OTHER.search(operands) else shorter


FIXER = Fixer(__name__, wants=at("Makefile", word="proctortrack"), fix=fix)
