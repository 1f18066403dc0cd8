"""
Add ``requires_escalation_email_providers`` to the REST API of proctored exam settings.

The authoring MFE requires an email for these providers, and cannot load without the list. Both lists come from
``provider_lists``, which includes LTI in both or in neither (DEPR openedx-platform#36329, PR #37576,
frontend-app-authoring PR #2645).
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.nodes import (
    Replacements,
    find_nodes,
    find_within,
    get_target,
    match_assignment,
    match_string,
    replace_nodes,
)
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile
from proctoring_config.refactor.vendor import VENDOR

_VIEW = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"
_SERIALIZER = "cms/djangoapps/contentstore/rest_api/v1/serializers/proctoring.py"
_AVAILABLE = "available_proctoring_providers"
_REQUIRING = "requires_escalation_email_providers"
_LISTS = "providers"
_EXAMPLE = re.compile(rf"^([ \t]*)\"{_AVAILABLE}\": \[([^\]]*)\](,?)[ \t]*(\r?\n)", re.MULTILINE)
_NAMES = re.compile(r"\".*\"", re.DOTALL)
_NAME = re.compile(r"\"[^\"]*\"")
#: The provider in upstream's later example.
_REPLACEMENT = "software_secure"
_FIELD = match_assignment(m.Name(_AVAILABLE), m.Call())
_KEY = m.Subscript(slice=[m.SubscriptElement(m.Index(match_string(_AVAILABLE)))])
_FETCHED = match_assignment(m.Name(), m.Call(m.Name("get_available_providers"), []))
_REMOVED = m.SimpleStatementLine([m.Expr(m.Call(m.Attribute(m.Name(), m.Name("remove"))))])
_WITHOUT_LTI = m.If(
    m.UnaryOperation(m.Not(), m.Call(m.Name("exams_ida_enabled"))), m.IndentedBlock([_REMOVED]), orelse=None
)
_RETURNED = match_assignment(_KEY, m.Name())


def fix(file: SourceFile) -> FixResult:
    """Add both lists to the view, the key to the example in its docstring, and the field to the serializer."""
    if _REQUIRING in file.text:
        return FixResult(file)
    return _edit_view(file) if file.path == _VIEW else _edit_serializer(file)


def _edit_serializer(file: SourceFile) -> FixResult:
    field = f"{_REQUIRING} = serializers.ListField(child=serializers.CharField())"
    changes: Replacements = {
        each: cst.FlattenSentinel([each, cst.parse_statement(field)])
        for each in find_nodes(file.module, _AVAILABLE, _FIELD)
    }
    return FixResult(file.replace_content(replace_nodes(file.module, changes)) if changes else file)


def _edit_view(file: SourceFile) -> FixResult:
    changes: Replacements = {}
    for block in find_nodes(file.module, _AVAILABLE, m.IndentedBlock()):
        changes.update(_edit_block(file.module, block))
    if not changes:
        return FixResult(file, leftovers=[_not_understood(file)])
    for docstring in find_nodes(file.module, _AVAILABLE, m.Expr(m.SimpleString())):
        text = _EXAMPLE.sub(_add_example, docstring.value.value)
        changes[docstring.value] = docstring.value.with_changes(value=text)
    module = add_import(replace_nodes(file.module, changes), "proctoring_config.studio.providers", "provider_lists")
    return FixResult(
        file.replace_content(module),
        notes=[f"add {_REQUIRING} to the REST API, with LTI in both lists of providers or in neither"],
    )


def _edit_block(module: cst.Module, block: cst.IndentedBlock) -> Replacements:
    """Return the changes to a block that gets the providers, removes LTI, and returns the list, in this order."""
    chosen: list[Any] = [each for each in block.body if m.matches(each, _FETCHED | _WITHOUT_LTI | _RETURNED)]
    kinds: tuple[m.BaseMatcherNode, ...] = (_FETCHED, _WITHOUT_LTI, _RETURNED)
    if len(chosen) != len(kinds) or not all(m.matches(each, kind) for each, kind in zip(chosen, kinds, strict=True)):
        return {}
    fetched, without_lti, returned = chosen
    name = get_target(fetched)
    names = [without_lti.body.body[0].body[0].value.func.value, returned.body[0].value]
    if any(not each.deep_equals(name) for each in names) or len(find_within(block, m.Name(name.value))) != len(chosen):
        return {}
    has_lti, key = map(module.code_for_node, (without_lti.test.expression, get_target(returned)))
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
        returned: cst.FlattenSentinel([available.with_changes(leading_lines=returned.leading_lines), requiring]),
    }


def _add_example(example: re.Match[str]) -> str:
    """Return the example's list without the vendor, and a list of its last provider in the same layout."""
    indent, available, comma, end = example.groups()
    available = available.replace(VENDOR, _REPLACEMENT)
    names = _NAME.findall(available)
    requiring = _NAMES.sub(names[-1], available) if names else available
    return f'{indent}"{_AVAILABLE}": [{available}],{end}{indent}"{_REQUIRING}": [{requiring}]{comma}{end}'


def _not_understood(file: SourceFile) -> Leftover:
    line = file.text.partition(_AVAILABLE)[0].count("\n") + 1 if _AVAILABLE in file.text else 1
    return file.leftover(
        line,
        what=_AVAILABLE,
        why="no fixer understands how the list of providers is built",
        todo=f"get it and {_REQUIRING} from proctoring_config.studio.providers.provider_lists",
    )


FIXER = Fixer(__name__, in_files(_VIEW, _SERIALIZER), fix, group="rest_provider_lists")
