"""
Annotates the setting ``PROCTORING_BACKENDS``, where it is defined, with the two options that the platform reads.

That is twice before Ulmo, in Studio and in the LMS; later once, annotated by upstream (DEPR openedx-platform#36329).
"""

from __future__ import annotations

import ast
import re

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source

_SETTING = "PROCTORING_BACKENDS"
_LONGEST = 200
_DEFINITION = re.compile(rf"^{_SETTING}[ \t]*=(?!=)", re.MULTILINE)
_TEXT = """\
# .. setting_name: PROCTORING_BACKENDS
# .. setting_default: {default}
# .. setting_description: The proctoring providers of this instance by name, each with its options; DEFAULT names the
#   provider of courses that choose none. Studio and the LMS read two options of a provider:
#   requires_escalation_email (False by default), whether Studio demands an escalation e-mail from courses that use the
#   provider, and show_review_rules (True by default), whether Studio shows the "Review rules" of its proctored exams.
#   All other options are the provider's own.
# .. setting_warning: The provider named null needs quotes in YAML."""


def fix(source: Source) -> Result:
    """Put the annotation right above the definition, below the comment that is there; nothing else is read."""
    place = None if f".. setting_name: {_SETTING}" in source.text else _definition(source.text)
    if place is None:
        return Result(source)
    line, default = place
    lines = source.text.split("\n")
    end = "\r" if lines[line].endswith("\r") else ""
    lines[line:line] = [text + end for text in _TEXT.format(default=default).split("\n")]
    return Result(
        source.changed("\n".join(lines)),
        notes=[f"the setting {_SETTING} is annotated with the options of a provider that the platform reads"],
    )


def _definition(text: str) -> tuple[int, object] | None:
    """Return the index of the line of the only definition, and its value, if that is written out."""
    starts = [match.start() for match in _DEFINITION.finditer(text)]
    value = _value(text[starts[0] :].split("\n")) if len(starts) == 1 else None
    return (text.count("\n", 0, starts[0]), value) if isinstance(value, dict) else None


def _value(lines: list[str]) -> object:
    """Return the literal that the statement assigns with which the lines begin; settings files are long."""
    for end in range(1, min(len(lines), _LONGEST) + 1):
        try:
            assign, *others = ast.parse("\n".join(lines[:end])).body
        except SyntaxError:
            continue
        try:
            return ast.literal_eval(assign.value) if isinstance(assign, ast.Assign) and not others else None
        except ValueError:
            return None
    return None


FIXER = Fixer(
    __name__, wants=at("cms/envs/common.py", "lms/envs/common.py", "openedx/envs/common.py", word=_SETTING), fix=fix
)
