"""
Takes the course setting ``create_zendesk_tickets`` out of tests: it is in no body, no answer and no argument any more.

A test that is about the setting, by its name, goes, and so does what only such tests called (DEPR
openedx-platform#36329). A test that says something else about the setting is left.
"""

from __future__ import annotations

import re
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.code import module_code, statement_code
from proctoring_config.refactor.dicts import key_of, without
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import edited, found, inside
from proctoring_config.refactor.uses import is_test

SETTING = "create_zendesk_tickets"

_NAMED = m.Name(SETTING)
_ABOUT_IT = m.FunctionDef(m.Name(m.MatchRegex("test.*zendesk.*")))


def fix(source: Source) -> Result:
    """Take out the tests about the setting, then its keys in dicts, then parameters that this leaves unused."""
    module, removed = _without_tests(source.module)
    module = module.visit(_WithoutKeys(module))
    module = module.visit(_WithoutParameter(module))
    if module_code(module) == source.text:
        return Result(source)
    notes = [f"the test {name} is gone with the setting {SETTING}" for name in removed]
    return Result(source.changed(module), notes=[*notes, f"tests neither send nor expect {SETTING}"])


def _without_tests(module: cst.Module) -> tuple[cst.Module, list[str]]:
    """Return the module without the tests about the setting and their helpers, and the names of those tests."""
    methods = [method for statement in module.body if _holds(module, statement) for method in _methods(statement)]
    tests = [method for method in methods if m.matches(method, _ABOUT_IT) and _holds(module, method)]
    if not tests:
        return module, []
    whole, code = module_code(module), "".join(statement_code(module, test) for test in tests)
    helpers = {
        method
        for method in methods
        if re.match("_[a-z]", name := method.name.value)
        and _count(name, code)
        and _count(name, whole) == _count(name, code) + 1
    }
    return edited(module, dict.fromkeys([*tests, *helpers])), [test.name.value for test in tests]


def _methods(statement: cst.CSTNode) -> list[cst.FunctionDef]:
    body = statement.body.body if isinstance(statement, cst.ClassDef) else ()
    return [each for each in body if isinstance(each, cst.FunctionDef)]


def _count(name: str, code: str) -> int:
    return len(re.findall(rf"\b{name}\b", code))


def _holds(module: cst.Module, node: cst.CSTNode) -> bool:
    return SETTING in statement_code(module, node)


class _Visitor(cst.CSTTransformer):
    """Passes over the statements that do not name the setting."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__()
        self.module = module

    def on_visit(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.BaseCompoundStatement | cst.SimpleStatementLine) or _holds(self.module, node)


class _WithoutKeys(_Visitor):
    """Takes the setting out of dicts that hold something else too."""

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if not isinstance(original_node, cst.Dict):
            return updated_node
        changed = without(updated_node, lambda element: key_of(element) == SETTING)
        return changed if changed.elements and len(changed.elements) < len(updated_node.elements) else updated_node


class _WithoutParameter(_Visitor):
    """Takes the setting out of functions whose last parameter it is, unused, with a default that no call changes."""

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if not isinstance(original_node, cst.FunctionDef) or not self.is_spare(original_node):
            return updated_node
        parameters = updated_node.params
        *kept, last = parameters.params
        kept[-1] = kept[-1].with_changes(comma=last.comma)
        return updated_node.with_changes(params=parameters.with_changes(params=kept))

    def is_spare(self, function: cst.FunctionDef) -> bool:
        """Return whether the function has the parameter last, and nothing needs it."""
        parameters = function.params
        others = parameters.kwonly_params or parameters.star_kwarg or isinstance(parameters.star_arg, cst.CSTNode)
        return (
            len(parameters.params) > 1
            and m.matches(parameters.params[-1], m.Param(_NAMED))
            and parameters.params[-1].default is not None
            and not others
            and not inside(function.body, _NAMED)
            and self.only_by_keyword(function.name.value)
        )

    def only_by_keyword(self, name: str) -> bool:
        """Return whether every call of the function gives keywords only, and the setting never."""
        by_name = m.Call(m.Name(name) | m.Attribute(attr=m.Name(name)))
        return all(
            argument.keyword is not None and argument.keyword.value != SETTING
            for call in found(self.module, name, by_name)
            for argument in call.args
        )


def _wants(path: str, content: bytes) -> bool:
    return path.endswith(".py") and SETTING.encode() in content and is_test(path)


FIXER = Fixer(__name__, wants=_wants, fix=fix)
