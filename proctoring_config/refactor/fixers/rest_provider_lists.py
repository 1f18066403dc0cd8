"""
Adds ``requires_escalation_email_providers`` to the REST API of proctored exam settings.

The authoring MFE asks for the e-mail of these providers, and cannot load without the list. Both lists come from
``provider_lists``, which names LTI in both or in neither (DEPR openedx-platform#36329, PR #37576,
frontend-app-authoring PR #2645).
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.matching import literal
from proctoring_config.refactor.source import Leftover, Result, Source
from proctoring_config.refactor.statements import Changes, edited, found, inside

_VIEW = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"
_SERIALIZER = "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py"
_AVAILABLE = "available_proctoring_providers"
_REQUIRING = "requires_escalation_email_providers"
_LISTS = "providers"
_EXAMPLE = re.compile(rf"^([ \t]*)\"{_AVAILABLE}\": \[[^\]]*\],?[ \t]*(\r?\n)", re.MULTILINE)
_FIELD = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name(_AVAILABLE))], m.Call())])
_KEY = m.Subscript(slice=[m.SubscriptElement(m.Index(literal(_AVAILABLE)))])
_FETCHED = m.SimpleStatementLine([m.Assign([m.AssignTarget(m.Name())], m.Call(m.Name("get_available_providers"), []))])
_REMOVED = m.SimpleStatementLine([m.Expr(m.Call(m.Attribute(m.Name(), m.Name("remove"))))])
_WITHOUT_LTI = m.If(
    m.UnaryOperation(m.Not(), m.Call(m.Name("exams_ida_enabled"))), m.IndentedBlock([_REMOVED]), orelse=None
)
_TOLD = m.SimpleStatementLine([m.Assign([m.AssignTarget(_KEY)], m.Name())])


def fix(source: Source) -> Result:
    """Give the view both lists, its docstring's example the key, and the serializer the field."""
    if _REQUIRING in source.text:
        return Result(source)
    return _in_view(source) if source.path == _VIEW else _in_serializer(source)


def _in_serializer(source: Source) -> Result:
    field = f"{_REQUIRING} = serializers.ListField(child=serializers.CharField())"
    changes: Changes = {
        each: cst.FlattenSentinel([each, cst.parse_statement(field)])
        for each in found(source.module, _AVAILABLE, _FIELD)
    }
    return Result(source.changed(edited(source.module, changes)) if changes else source)


def _in_view(source: Source) -> Result:
    changes: Changes = {}
    for block in found(source.module, _AVAILABLE, m.IndentedBlock()):
        changes.update(_told(source.module, block))
    if not changes:
        return Result(source, leftovers=[_not_understood(source)])
    for docstring in found(source.module, _AVAILABLE, m.Expr(m.SimpleString())):
        text = _EXAMPLE.sub(_both, docstring.value.value)
        changes[docstring.value] = docstring.value.with_changes(value=text)
    module = add_import(edited(source.module, changes), "proctoring_config.studio.providers", "provider_lists")
    return Result(
        source.changed(module),
        notes=[f"the REST API names the {_REQUIRING}, with LTI in both lists of providers or in neither"],
    )


def _told(module: cst.Module, block: cst.IndentedBlock) -> Changes:
    """Return the changes to a block that fetches the providers, removes LTI, and tells the list, in this order."""
    chosen: list[Any] = [each for each in block.body if m.matches(each, _FETCHED | _WITHOUT_LTI | _TOLD)]
    kinds: tuple[m.BaseMatcherNode, ...] = (_FETCHED, _WITHOUT_LTI, _TOLD)
    if len(chosen) != len(kinds) or not all(m.matches(each, kind) for each, kind in zip(chosen, kinds, strict=True)):
        return {}
    fetched, without_lti, told = chosen
    name = fetched.body[0].targets[0].target
    names = [without_lti.body.body[0].body[0].value.func.value, told.body[0].value]
    if any(not each.deep_equals(name) for each in names) or len(inside(block, m.Name(name.value))) != len(chosen):
        return {}
    has_lti, key = map(module.code_for_node, (without_lti.test.expression, told.body[0].targets[0].target))
    lists, available, requiring = (
        cst.parse_statement(text)
        for text in (
            f"{_LISTS} = provider_lists(lti_available={has_lti})",
            f"{key} = {_LISTS}.available",
            f"{key.replace(_AVAILABLE, _REQUIRING)} = {_LISTS}.requiring_escalation_email",
        )
    )
    return {
        fetched: lists.with_changes(leading_lines=fetched.leading_lines),
        without_lti: None,
        told: cst.FlattenSentinel([available.with_changes(leading_lines=told.leading_lines), requiring]),
    }


def _both(example: re.Match[str]) -> str:
    """Return the example's list of providers, and after it the list of those that require the e-mail."""
    indent, end = example.groups()
    lists = ((_AVAILABLE, ("mockprock", "null")), (_REQUIRING, ("mockprock",)))
    lines = []
    for key, providers in lists:
        lines += [f'"{key}": [', *(f'    "{name}",' for name in providers), "],"]
        lines[-2] = lines[-2].rstrip(",")
    return "".join(f"{indent}{line}{end}" for line in lines)


def _not_understood(source: Source) -> Leftover:
    line = source.text.partition(_AVAILABLE)[0].count("\n") + 1 if _AVAILABLE in source.text else 1
    return source.leftover(
        line,
        what=_AVAILABLE,
        why="how the list of providers is made is not understood",
        todo=f"take it and {_REQUIRING} from proctoring_config.studio.providers.provider_lists",
    )


FIXER = Fixer(__name__, wants=at(_VIEW, _SERIALIZER), fix=fix, group="rest_provider_lists")
