"""
Remove the course setting ``create_zendesk_tickets`` from requests, responses and arguments in tests.

Tests that are about the setting, according to their names, are removed with the helpers that only they call (DEPR
openedx-platform#36329). Other uses of the setting in tests are not changed. It stays in the expected response to GET
where ``tests_exam_settings_zendesk`` made it false, because old front ends need it.
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, containing
from proctoring_config.refactor.literals import get_key, get_keys, remove_from_dict
from proctoring_config.refactor.nodes import (
    STATEMENT,
    find_nodes,
    find_within,
    match_string,
    render_module,
    render_node,
    replace_nodes,
)
from proctoring_config.refactor.source import FixResult, SourceFile

ZENDESK_SETTING = "create_zendesk_tickets"

_NAMED = m.Name(ZENDESK_SETTING)
_EXPECTS_FALSE = m.Dict([m.ZeroOrMore(), m.DictElement(match_string(ZENDESK_SETTING), m.Name("False")), m.ZeroOrMore()])
_ABOUT_IT = m.FunctionDef(m.Name(m.MatchRegex("test.*zendesk.*")))


def fix(file: SourceFile) -> FixResult:
    """Remove the tests about the setting, then its keys in dicts, then parameters that are unused afterwards."""
    rest, removed = _remove_tests(file.module)
    module = rest.visit(_KeyRemover(rest))
    module = module.visit(_ParameterRemover(module))
    text = render_module(module)
    if text == file.text:
        return FixResult(file)
    notes = [f"remove the tests of the setting {ZENDESK_SETTING}: {', '.join(removed)}"] if removed else []
    if text != render_module(rest):
        notes.append(f"remove {ZENDESK_SETTING} from requests and expected responses in tests")
    return FixResult(file.replace_content(module), notes=notes)


def _remove_tests(module: cst.Module) -> tuple[cst.Module, list[str]]:
    """Return the module without the tests about the setting and their helpers, and the names of the tests."""
    methods = [
        method for statement in module.body if _names_setting(module, statement) for method in _methods(statement)
    ]
    tests = [method for method in methods if m.matches(method, _ABOUT_IT) and _names_setting(module, method)]
    if not tests:
        return module, []
    whole, code = render_module(module), "".join(render_node(module, test) for test in tests)
    helpers = {
        method
        for method in methods
        if re.match("_[a-z]", name := method.name.value)
        and _count(name, code)
        and _count(name, whole) == _count(name, code) + 1
    }
    return replace_nodes(module, dict.fromkeys([*tests, *helpers])), [test.name.value for test in tests]


def _methods(statement: cst.CSTNode) -> list[cst.FunctionDef]:
    body = statement.body.body if isinstance(statement, cst.ClassDef) else ()
    return [each for each in body if isinstance(each, cst.FunctionDef)]


def _count(name: str, code: str) -> int:
    return len(re.findall(rf"\b{name}\b", code))


def _names_setting(module: cst.Module, node: cst.CSTNode) -> bool:
    return ZENDESK_SETTING in render_node(module, node)


class _Visitor(cst.CSTTransformer):
    """Skip statements that do not name the setting."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__()
        self.module = module

    def on_visit(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, STATEMENT) or _names_setting(self.module, node)


class _KeyRemover(_Visitor):
    """Remove the setting from dicts that contain something else too."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__(module)
        self.kept: set[cst.CSTNode] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Dict) and "available_proctoring_providers" in get_keys(node):
            self.kept.update(each.value for each in node.elements if m.matches(each.value, _EXPECTS_FALSE))
        return super().on_visit(node)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if not isinstance(original_node, cst.Dict) or original_node in self.kept:
            return updated_node
        changed = remove_from_dict(updated_node, lambda element: get_key(element) == ZENDESK_SETTING)
        return changed if changed.elements and len(changed.elements) < len(updated_node.elements) else updated_node


class _ParameterRemover(_Visitor):
    """Remove the setting from functions if it is the last parameter, unused, with a default that no call overrides."""

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if not isinstance(original_node, cst.FunctionDef) or not self.is_superfluous(original_node):
            return updated_node
        parameters = updated_node.params
        *kept, last = parameters.params
        kept[-1] = kept[-1].with_changes(comma=last.comma)
        return updated_node.with_changes(params=parameters.with_changes(params=kept))

    def is_superfluous(self, function: cst.FunctionDef) -> bool:
        """Return whether the setting is the last parameter and nothing needs it."""
        parameters = function.params
        others = parameters.kwonly_params or parameters.star_kwarg or isinstance(parameters.star_arg, cst.CSTNode)
        return (
            len(parameters.params) > 1
            and m.matches(parameters.params[-1], m.Param(_NAMED))
            and parameters.params[-1].default is not None
            and not others
            and not find_within(function.body, _NAMED)
            and self.is_never_passed(function.name.value)
        )

    def is_never_passed(self, name: str) -> bool:
        """Return whether every call of the function uses only keywords, and never the setting."""
        by_name = m.Call(m.Name(name) | m.Attribute(attr=m.Name(name)))
        return all(
            argument.keyword is not None and argument.keyword.value != ZENDESK_SETTING
            for call in find_nodes(self.module, name, by_name)
            for argument in call.args
        )


FIXER = Fixer(__name__, containing(ZENDESK_SETTING, tests=True), fix, group="zendesk")
