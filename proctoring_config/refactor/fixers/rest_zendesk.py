"""
Remove ``create_zendesk_tickets`` from the REST API of proctored exam settings: fields, list of keys and docstring.

The key is ignored if an old client sends it. Without the field, the request body of today's authoring MFE is valid,
and a valid body has ``None`` for a missing email. Therefore this is applied together with ``rest_sent_settings``,
which saves only what was sent (DEPR openedx-platform#36329, frontend-app-authoring PR #2517).

The authoring MFE of Teak and Ulmo cannot show its page to platform staff if the response to GET lacks the key. Trees of
these releases and earlier ones keep it there, always false; they are the ones in which the view does not use
``get_requires_escalation_email_providers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files, node_fix
from proctoring_config.refactor.literals import remove_elements
from proctoring_config.refactor.nodes import find_nodes, find_within, match_assignment, match_string
from proctoring_config.refactor.source import NEW_FUNCTION, REST_VIEW, Leftover, SourceFile

_SETTING = "create_zendesk_tickets"
_FIELD = match_assignment(m.Name(_SETTING), m.Call())
_KEY = m.Element(match_string(_SETTING))
_DOCSTRING = m.Expr(m.SimpleString())
_LAST_LINE = re.compile(rf",([ \t]*\r?\n)[ \t]*\"{_SETTING}\": *(?:true|false)[ \t]*\r?\n(?=[ \t]*\}})")
_GET = m.FunctionDef(m.Name("get"))
_RESPONSE = m.SimpleStatementLine([m.Return(m.Call(m.Name("Response"), [m.Arg(m.Attribute(attr=m.Name("data")))]))])
_SETS_SETTINGS = m.AssignTarget(
    m.Subscript(slice=[m.SubscriptElement(m.Index(match_string("proctored_exam_settings")))])
)
_OLD_FRONT_ENDS = f"""
response_data = _
# The authoring MFE of Teak and Ulmo fails for platform staff without this key, which is ignored in
# requests. Remove it when you upgrade to Verawood or later.
response_data['proctored_exam_settings']['{_SETTING}'] = False
return Response(response_data)
"""
_OTHER_LINE = re.compile(rf"(?<![ \t])[ \t]*\"{_SETTING}\": *(?:true|false),[ \t]*\r?\n")


def edit(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Remove the key from serializers, from lists of keys, and from examples in docstrings; keep it for old clients."""
    for field in find_nodes(file.module, _SETTING, _FIELD):
        yield field, None
    for docstring in find_nodes(file.module, _SETTING, _DOCSTRING):
        text = _OTHER_LINE.sub("", _LAST_LINE.sub(r"\1", docstring.value.value))
        if text != docstring.value.value:
            yield docstring.value, docstring.value.with_changes(value=text)
    keys = list(remove_elements(file.module, _SETTING, _KEY))
    yield from keys
    if keys and file.path == REST_VIEW and NEW_FUNCTION not in file.text:
        yield from _keep_for_old_front_ends(file)


def _keep_for_old_front_ends(file: SourceFile) -> Iterator[tuple[cst.CSTNode, Any] | Leftover]:
    """Add the key to the response to GET, always false."""
    for get in find_nodes(file.module, "proctored_exam_settings", _GET):
        if not find_within(get, _SETS_SETTINGS):
            continue
        responses = find_within(get, _RESPONSE)
        if len(responses) == 1:
            (response,) = responses
            body: list[Any] = list(cst.parse_module(_OLD_FRONT_ENDS).body)
            first = body[0].body[0].with_changes(value=response.body[0].value.args[0].value)
            body[0] = body[0].with_changes(body=[first], leading_lines=response.leading_lines)
            yield response, cst.FlattenSentinel(body)
        else:
            yield file.leftover(
                get,
                what=_SETTING,
                why="no fixer understands the response to GET, in which the authoring MFE up to Ulmo needs the key",
                todo="add the key to the response, always false",
            )


FIXER = Fixer(
    __name__,
    in_files(
        "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py",
        REST_VIEW,
        word=_SETTING,
    ),
    node_fix(edit, note="remove the Zendesk key from the REST API of proctored exam settings"),
    group="zendesk",
)
