"""
Replace the vendor in tests by a neutral provider with the option to require an escalation email.

The name of a provider in a test is arbitrary, so it is replaced everywhere: in settings, courses, messages, comments
and names of tests. The option replaces what the vendor's name used to imply (DEPR openedx-platform#36329, PR #37576).
A file in which the name has another meaning, or in which the settings are not a dict display, is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import list_methods
from proctoring_config.refactor.fixer import Fixer, containing
from proctoring_config.refactor.literals import get_keys, insert_element, quote_like
from proctoring_config.refactor.nodes import STATEMENT, render_node
from proctoring_config.refactor.source import FixResult, SourceFile
from proctoring_config.refactor.vendor import VENDOR, VENDOR_NAME

#: The provider of the tests, and of edx-platform's mock settings after the change.
NEUTRAL_PROVIDER = "mockprock"
OPTION = "requires_escalation_email"

_NAME = re.compile(rf"(?<![\w./@:+-]){VENDOR}(?![\w/@:+-]|\.\w)", re.IGNORECASE)
_RULES = (
    (f"'{VENDOR}' is an available provider", "an available provider requires an escalation email"),
    (f"'{VENDOR}' is not an available provider", "no available provider requires an escalation email"),
    (f"{VENDOR} is the proctoring provider", "the proctoring provider requires one"),
    (f"{VENDOR} is not the proctoring provider", "the proctoring provider requires none"),
)
_TESTS = {
    "test_validate_update_requires_escalation_email_for_proctortrack": (
        "test_validate_update_requires_escalation_email_if_provider_does"
    ),
    "test_validate_update_cannot_unset_escalation_email_when_proctortrack_is_provider": (
        "test_validate_update_cannot_unset_escalation_email_that_provider_requires"
    ),
    "test_validate_update_set_proctortrack_provider_with_valid_escalation_email": (
        "test_validate_update_set_provider_with_valid_escalation_email"
    ),
    "test_xblock_was_ever_proctortrack_proctored_exam": "test_xblock_was_ever_proctored_exam",
    "test_xblock_was_never_proctortrack_proctored_exam": "test_xblock_was_never_proctored_exam",
    "test_non_proctortrack_provider": "test_provider_that_requires_no_email",
    "test_proctortrack_provider_with_email": "test_provider_that_requires_email",
}
_SETTINGS = m.DictElement(key=VENDOR_NAME, value=m.Dict())
_KEY = m.DictElement(key=VENDOR_NAME) | m.SubscriptElement(m.Index(VENDOR_NAME))
_TODO = f"give the test a provider with another name and the option {OPTION}"


def fix(file: SourceFile) -> FixResult:
    """Replace the name, and add the option to the provider's settings."""
    neutral = _Neutral(file.module)
    for statement in file.module.body:
        for node, why in _find_doubts(file.module, statement):
            return FixResult(file, leftovers=[file.leftover(node, what=VENDOR, why=why, todo=_TODO)])
    body: list[Any] = [statement.visit(neutral) for statement in file.module.body]
    changed = file.replace_content(file.module.with_changes(body=body))
    notes = [f"use the provider {NEUTRAL_PROVIDER} in tests, with the option {OPTION}"] if neutral.settings else []
    return FixResult(
        changed if changed.text != file.text else file,
        notes=[*notes, *(f"rename the test {old} to {new}" for old, new in neutral.tests.items())],
    )


def _find_doubts(module: cst.Module, statement: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, str]]:
    """Yield each place where the name may be more than the name of the test's provider, with the reason."""
    nodes = list(_walk_naming(module, statement))
    settings = [each for each in nodes if isinstance(each, cst.Dict) and "DEFAULT" in get_keys(each)]
    known = {element for each in settings for element in each.elements if m.matches(element, _SETTINGS)}
    for key in nodes:
        if m.matches(key, _KEY) and key not in known:
            yield key, "the vendor's name is a key, but its settings are not a dict there"
    for each in settings:
        if NEUTRAL_PROVIDER in get_keys(each):
            yield each, f"a provider {NEUTRAL_PROVIDER} already exists"
    tests = [each for each in nodes if isinstance(each, cst.FunctionDef) and each.name.value.startswith("test_")]
    own_names = {test.name for test in tests}
    for name in nodes:
        if isinstance(name, cst.Name) and VENDOR in name.value.lower() and name not in own_names:
            yield name, "an identifier contains the vendor's name"
    inside = {test: list(_walk_naming(module, test)) for test in tests if known}
    if not known.difference(*inside.values()):
        for scope in [inside[test] for test in tests if known.isdisjoint(inside[test])] if known else [nodes]:
            for node in scope:
                if m.matches(node, VENDOR_NAME):
                    yield node, "this test does not define the provider's settings"
    taken = set(list_methods(statement)) if isinstance(statement, cst.ClassDef) else set()
    for test in tests:
        if _rename_test(test.name.value) in taken - {test.name.value}:
            yield test, f"a test {_rename_test(test.name.value)} already exists"


def _walk_naming(module: cst.Module, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield ``node`` and its descendants, except statements that do not contain the vendor's name."""
    if _may_name_vendor(module, node):
        yield node
        for child in node.children:
            yield from _walk_naming(module, child)


def _may_name_vendor(module: cst.Module, node: cst.CSTNode) -> bool:
    """Return whether ``node`` is not a statement, or a statement that contains the vendor's name."""
    return not isinstance(node, STATEMENT) or VENDOR in render_node(module, node).lower()


def _rename_test(test: str) -> str:
    return _TESTS.get(test, test.replace(VENDOR, NEUTRAL_PROVIDER))


class _Neutral(cst.CSTTransformer):
    """Replace the name; ``settings`` counts the provider's settings, ``tests`` maps old names of tests to new ones."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__()
        self.module = module
        self.settings = 0
        self.tests: dict[str, str] = {}

    def on_visit(self, node: cst.CSTNode) -> bool:
        return _may_name_vendor(self.module, node)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(original_node, cst.FunctionDef) and VENDOR in original_node.name.value:
            self.tests[original_node.name.value] = name = _rename_test(original_node.name.value)
            return updated_node.with_changes(name=cst.Name(name))
        if isinstance(original_node, cst.SimpleString | cst.FormattedStringText | cst.Comment):
            return updated_node.with_changes(value=_reword(original_node.value))
        if m.matches(original_node, _SETTINGS):
            self.settings += 1
            return _add_option(updated_node)
        return updated_node


def _reword(text: str) -> str:
    for old, new in _RULES if VENDOR in text.lower() else ():
        text = re.sub(old, new, text, flags=re.IGNORECASE)
    return _NAME.sub(NEUTRAL_PROVIDER, text)


def _add_option(element: cst.DictElement) -> cst.DictElement:
    """Return the provider with the option, unless it has the option."""
    settings = cst.ensure_type(element.value, cst.Dict)
    if OPTION in get_keys(settings):
        return element
    option = cst.DictElement(quote_like(cst.ensure_type(element.key, cst.SimpleString), OPTION), cst.Name("True"))
    return element.with_changes(value=insert_element(settings, len(settings.elements) - 1, option))


FIXER = Fixer(__name__, containing(VENDOR, tests=True), fix)
