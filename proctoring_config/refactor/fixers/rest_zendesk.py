"""
Removes ``create_zendesk_tickets`` from the REST API of proctored exam settings: fields, key list and docstring.

From an old client the key is ignored. Without the field the body of today's authoring MFE becomes valid, and a valid
body has ``None`` for an e-mail it lacks; so this goes together with ``rest_sent_settings``, which saves only what was
sent (DEPR openedx-platform#36329, frontend-app-authoring PR #2517).
"""

from __future__ import annotations

import re

import libcst.matchers as m

from proctoring_config.refactor.elements import without_elements
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.matching import literal
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import Changes, edited, found

_SETTING = "create_zendesk_tickets"
_FIELD = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name(_SETTING))], m.Call())])
_KEY = m.Element(literal(_SETTING))
_DOCSTRING = m.Expr(m.SimpleString())
_LAST_LINE = re.compile(rf",([ \t]*\r?\n)[ \t]*\"{_SETTING}\": *(?:true|false)[ \t]*\r?\n(?=[ \t]*\}})")
_OTHER_LINE = re.compile(rf"[ \t]*\"{_SETTING}\": *(?:true|false),[ \t]*\r?\n")


def fix(source: Source) -> Result:
    """Take the key out of serializers, lists of keys, and examples in docstrings."""
    changes: Changes = dict.fromkeys(found(source.module, _SETTING, _FIELD))
    for docstring in found(source.module, _SETTING, _DOCSTRING):
        text = _OTHER_LINE.sub("", _LAST_LINE.sub(r"\1", docstring.value.value))
        if text != docstring.value.value:
            changes[docstring.value] = docstring.value.with_changes(value=text)
    module = edited(source.module, changes) if changes else source.module
    module = without_elements(module, _SETTING, _KEY)
    if module is source.module:
        return Result(source)
    return Result(source.changed(module), notes=["the REST API of proctored exam settings has no Zendesk key"])


FIXER = Fixer(
    __name__,
    wants=at(
        "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py",
        "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py",
        word="create_zendesk_tickets",
    ),
    fix=fix,
    group="rest_settings",
)
