"""
Remove ``create_zendesk_tickets`` from the REST API of proctored exam settings: fields, list of keys and docstring.

The key is ignored if an old client sends it. Without the field, the request body of today's authoring MFE is valid,
and a valid body has ``None`` for a missing email. Therefore this is applied together with ``rest_sent_settings``,
which saves only what was sent (DEPR openedx-platform#36329, frontend-app-authoring PR #2517).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.literals import remove_elements
from proctoring_config.refactor.nodes import find_nodes, match_string
from proctoring_config.refactor.source import SourceFile

_SETTING = "create_zendesk_tickets"
_FIELD = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name(_SETTING))], m.Call())])
_KEY = m.Element(match_string(_SETTING))
_DOCSTRING = m.Expr(m.SimpleString())
_LAST_LINE = re.compile(rf",([ \t]*\r?\n)[ \t]*\"{_SETTING}\": *(?:true|false)[ \t]*\r?\n(?=[ \t]*\}})")
_OTHER_LINE = re.compile(rf"[ \t]*\"{_SETTING}\": *(?:true|false),[ \t]*\r?\n")


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Remove the key from serializers, from lists of keys, and from examples in docstrings."""
    for field in find_nodes(file.module, _SETTING, _FIELD):
        yield field, None
    for docstring in find_nodes(file.module, _SETTING, _DOCSTRING):
        text = _OTHER_LINE.sub("", _LAST_LINE.sub(r"\1", docstring.value.value))
        if text != docstring.value.value:
            yield docstring.value, docstring.value.with_changes(value=text)
    yield from remove_elements(file.module, _SETTING, _KEY)


FIXER = Fixer(
    __name__,
    in_files(
        "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py",
        "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py",
        word=_SETTING,
    ),
    node_fix(edit, note="remove the Zendesk key from the REST API of proctored exam settings"),
    group="rest_settings",
)
