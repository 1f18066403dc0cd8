"""
Removes ``create_zendesk_tickets`` from the information about a course that Studio's pages get.

Nothing reads the key; the course setting behind it goes (DEPR openedx-platform#36329, which upstream carried out in the
front end only).
"""

from __future__ import annotations

import libcst.matchers as m

from proctoring_config.refactor.elements import without_elements
from proctoring_config.refactor.fixer import Fixer, holding
from proctoring_config.refactor.matching import literal
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.uses import is_test

_SETTING = "create_zendesk_tickets"
_ENTRY = m.DictElement(key=literal(_SETTING), value=m.Attribute(attr=m.Name(_SETTING)))


def fix(source: Source) -> Result:
    """Take out the entries whose value is the course's setting, except in tests."""
    if is_test(source.path):
        return Result(source)
    module = without_elements(source.module, _SETTING, _ENTRY)
    if module is source.module:
        return Result(source)
    return Result(
        source.changed(module), notes=["Studio's information about a course no longer has create_zendesk_tickets"]
    )


FIXER = Fixer(__name__, wants=holding(_SETTING, under="cms/djangoapps/contentstore/"), fix=fix)
