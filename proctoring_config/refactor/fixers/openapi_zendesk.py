"""
Remove ``create_zendesk_tickets`` from the OpenAPI specifications of the platform's APIs.

Handwritten specifications, such as that of the instructor API v2, and generated ones have an entry for each key of a
request or response (DEPR openedx-platform#36329; the specification: PR #38359).
"""

from __future__ import annotations

import re

from proctoring_config.files.splice import joined, split
from proctoring_config.refactor.fixer import Fixer, text_fix

_SETTING = "create_zendesk_tickets"
_IS_SPECIFICATION = re.compile(rb"^['\"]?(?:swagger|openapi)['\"]?:", re.MULTILINE)
_ITEM = rf"[ \t]*- ['\"]?{_SETTING}['\"]?[ \t]*\r?\n"
_ONLY_REQUIRED = re.compile(rf"^[ \t]*required:[ \t]*\r?\n{_ITEM}(?![ \t]*- )", re.MULTILINE)
_REQUIRED = re.compile(rf"^{_ITEM}", re.MULTILINE)
_PROPERTY = re.compile(rf"^([ \t]*){_SETTING}:[ \t]*\r?\n(?:\1[ \t]+\S[^\n]*\n)+", re.MULTILINE)


def applies_to(path: str, content: bytes) -> bool:
    """Apply to specifications in YAML that contain the key."""
    return path.endswith((".yaml", ".yml")) and _SETTING.encode() in content and bool(_IS_SPECIFICATION.search(content))


def edit(text: str) -> str:
    """Remove the key from lists of required keys, and its description."""
    whole = "".join(split(text))
    for pattern in (_ONLY_REQUIRED, _REQUIRED, _PROPERTY):
        whole = pattern.sub("", whole)
    return joined([whole], text)


FIXER = Fixer(
    __name__,
    applies_to,
    text_fix(edit, note="remove the Zendesk key from the specification of the API"),
    group="zendesk",
)
