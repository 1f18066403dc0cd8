"""
Remove the vendor's translations from ``make extract_translations``.

They belong to the vendor's plugin, which the platform no longer installs (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

import re

from proctoring_config.refactor.fixer import Fixer, in_files, text_fix

_FILE = r"(?:[\w./-]*/)?edx_proctoring_proctortrack\.po"
#: ``msgcat`` or ``rm`` with its operands, on one line, up to the next command.
_COMMAND = re.compile(r"(?<![\w-])(?:msgcat|rm)(?=[ \t])[^\n;&|#\\]*")
_OPERAND = re.compile(rf"(?<![ \t])[ \t]+{_FILE}(?=\s|$)")
_OUTPUT = re.compile(rf"(?:^|\s)(?:-o|--output-file)[ \t=]*{_FILE}(?=\s|$)")
_OTHER = re.compile(r"\s(?!-)\S+\.po(?=\s|$)")


def edit(text: str) -> str:
    """Remove the file from commands that have other files."""
    return _COMMAND.sub(lambda command: _remove_file(command.group()), text)


def _remove_file(command: str) -> str:
    shorter = _OPERAND.sub("", command)
    operands = re.sub(r"\s(?:-o|--output-file)[ \t=]*\S+", "", shorter)
    return command if _OUTPUT.search(command) or not _OTHER.search(operands) else shorter


FIXER = Fixer(
    __name__,
    in_files("Makefile", word="proctortrack"),
    text_fix(edit, note="remove the translations of the vendor's plugin from extract_translations"),
)
