"""
Annotate the setting ``PROCTORING_BACKENDS``, where it is defined, with the options that the platform reads.

Older releases define it twice, for Studio and for the LMS; newer releases define it once, with an annotation (DEPR
openedx-platform#36329).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from textwrap import TextWrapper

from proctoring_config.options import CAPABILITIES, Option
from proctoring_config.refactor.fixer import Fixer, in_files, text_fix
from proctoring_config.refactor.parse import CannotParseError, parse_ast

_SETTING = "PROCTORING_BACKENDS"
_LONGEST = 200
_DEFINITION = re.compile(rf"^{_SETTING}[ \t]*=(?!=)", re.MULTILINE)
#: Any other value is that of a fork, which may be long, or contain secrets.
_PLATFORM_DEFAULT = {"DEFAULT": "null", "null": {}}
_INTRODUCTION = (
    "Proctoring providers by name, each with its options. DEFAULT names the provider of courses that do not choose "
    "one. edx-platform reads the following options of a provider; edx-proctoring and the provider's plugin read the "
    "other options, and some of these."
)


def edit(text: str) -> str:
    """Insert the annotation directly above the definition, below the comment that is there."""
    place = None if f".. setting_name: {_SETTING}" in text else _find_definition(text)
    if place is None:
        return text
    line, default = place
    lines = text.split("\n")
    end = "\r" if lines[line].endswith("\r") else ""
    lines[line:line] = [new + end for new in _annotate(default)]
    return "\n".join(lines)


def _annotate(default: object) -> Iterator[str]:
    options = (f"{each.name} (default: {_describe_default(each)}): {each.summary}" for each in CAPABILITIES)
    comment = TextWrapper(120, "# .. setting_description: ", "#   ", break_on_hyphens=False)
    yield f"# .. setting_name: {_SETTING}"
    yield f"# .. setting_default: {default if default == _PLATFORM_DEFAULT else 'the value below'}"
    yield from comment.wrap(" ".join([_INTRODUCTION, *options]))
    yield "# .. setting_warning: The provider name null must be quoted in YAML."


def _describe_default(option: Option) -> str:
    return "the plugin's value" if option.has_default_of_plugin else str(option.default)


def _find_definition(text: str) -> tuple[int, object] | None:
    """Return the line index of the only definition, and its value if it is a literal."""
    starts = [match.start() for match in _DEFINITION.finditer(text)]
    value = _evaluate(text[starts[0] :].split("\n")) if len(starts) == 1 else None
    return (text.count("\n", 0, starts[0]), value) if isinstance(value, dict) else None


def _evaluate(lines: list[str]) -> object:
    """Return the literal assigned by the first statement of ``lines``. Parsing a whole settings file takes too long."""
    for end in range(1, min(len(lines), _LONGEST) + 1):
        try:
            assign, *others = parse_ast("\n".join(lines[:end])).body
        except CannotParseError:
            continue
        try:
            return ast.literal_eval(assign.value) if isinstance(assign, ast.Assign) and not others else None
        except (ValueError, TypeError, RecursionError):
            return None
    return None


FIXER = Fixer(
    __name__,
    in_files("cms/envs/common.py", "lms/envs/common.py", "openedx/envs/common.py", word=_SETTING),
    text_fix(edit, note=f"annotate the setting {_SETTING} with the options of a provider that the platform reads"),
)
