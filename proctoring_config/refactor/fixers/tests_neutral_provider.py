"""
Gives tests a neutral provider, whose settings say that it requires an escalation e-mail, in place of the vendor.

The name of a provider in a test is arbitrary, so it is replaced wherever it stands: in settings, courses, messages,
comments and names of tests. What the vendor's name used to imply, its settings now say (DEPR openedx-platform#36329,
PR #37576). A file in which the name does more than that, or in which the settings are not written out, is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import names_of_methods
from proctoring_config.refactor.code import statement_code
from proctoring_config.refactor.dicts import inserted, keys_of, like
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.uses import is_test
from proctoring_config.refactor.vendor import VENDOR, VENDOR_NAME

#: The provider of the tests, and of the mock settings of edx-platform after the change.
PROVIDER = "mockprock"
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
_TODO = f"give the test a provider of another name, whose settings hold {OPTION}"


def fix(source: Source) -> Result:
    """Replace the name, and add the option to the settings of the provider."""
    neutral = _Neutral(source.module)
    for statement in source.module.body:
        for node, why in _doubts(source.module, statement):
            return Result(source, leftovers=[source.leftover(node, what=VENDOR, why=why, todo=_TODO)])
    body: list[Any] = [statement.visit(neutral) for statement in source.module.body]
    changed = source.changed(source.module.with_changes(body=body))
    notes = (
        [f"the provider of the tests is {PROVIDER}, whose settings say what it requires"] if neutral.settings else []
    )
    return Result(
        changed if changed.text != source.text else source,
        notes=[*notes, *(f"the test {old} is now {new}" for old, new in neutral.tests.items())],
    )


def _doubts(module: cst.Module, statement: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, str]]:
    """Yield each place for which it is not certain that the name is only the name of a provider of the test."""
    nodes = list(_naming(module, statement))
    settings = [each for each in nodes if isinstance(each, cst.Dict) and "DEFAULT" in keys_of(each)]
    known = {element for each in settings for element in each.elements if m.matches(element, _SETTINGS)}
    for key in nodes:
        if m.matches(key, _KEY) and key not in known:
            yield key, "the vendor's name is a key, and its settings are not written out there"
    for each in settings:
        if PROVIDER in keys_of(each):
            yield each, f"there is a provider {PROVIDER} beside the vendor"
    tests = [each for each in nodes if isinstance(each, cst.FunctionDef) and each.name.value.startswith("test_")]
    own_names = {test.name for test in tests}
    for name in nodes:
        if isinstance(name, cst.Name) and VENDOR in name.value.lower() and name not in own_names:
            yield name, "a name holds the vendor's"
    inside = {test: list(_naming(module, test)) for test in tests if known}
    if not known.difference(*inside.values()):
        for scope in [inside[test] for test in tests if known.isdisjoint(inside[test])] if known else [nodes]:
            for node in scope:
                if m.matches(node, VENDOR_NAME):
                    yield node, "the settings of the provider are not written out for this test"
    taken = set(names_of_methods(statement)) if isinstance(statement, cst.ClassDef) else set()
    for test in tests:
        if _renamed(test.name.value) in taken - {test.name.value}:
            yield test, f"there is a test {_renamed(test.name.value)} already"


def _naming(module: cst.Module, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield ``node`` and what is within it, but no statement that does not hold the vendor's name."""
    if _is_named(module, node):
        yield node
        for child in node.children:
            yield from _naming(module, child)


def _is_named(module: cst.Module, node: cst.CSTNode) -> bool:
    """Return whether ``node`` is no statement, or one that holds the vendor's name."""
    statement = isinstance(node, cst.BaseCompoundStatement | cst.SimpleStatementLine)
    return not statement or VENDOR in statement_code(module, node).lower()


def _renamed(test: str) -> str:
    return _TESTS.get(test, test.replace(VENDOR, PROVIDER))


class _Neutral(cst.CSTTransformer):
    """Replaces the name; ``settings`` counts the settings of the provider, ``tests`` are new names by old ones."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__()
        self.module = module
        self.settings = 0
        self.tests: dict[str, str] = {}

    def on_visit(self, node: cst.CSTNode) -> bool:
        return _is_named(self.module, node)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(original_node, cst.FunctionDef) and VENDOR in original_node.name.value:
            self.tests[original_node.name.value] = name = _renamed(original_node.name.value)
            return updated_node.with_changes(name=cst.Name(name))
        if isinstance(original_node, cst.SimpleString | cst.FormattedStringText | cst.Comment):
            return updated_node.with_changes(value=_reworded(original_node.value))
        if m.matches(original_node, _SETTINGS):
            self.settings += 1
            return _requiring(updated_node)
        return updated_node


def _reworded(text: str) -> str:
    for old, new in _RULES if VENDOR in text.lower() else ():
        text = re.sub(old, new, text, flags=re.IGNORECASE)
    return _NAME.sub(PROVIDER, text)


def _requiring(element: cst.DictElement) -> cst.DictElement:
    """Return the provider with the option, which stays as it is where it is there."""
    settings = cst.ensure_type(element.value, cst.Dict)
    if OPTION in keys_of(settings):
        return element
    option = cst.DictElement(like(cst.ensure_type(element.key, cst.SimpleString), OPTION), cst.Name("True"))
    return element.with_changes(value=inserted(settings, len(settings.elements) - 1, option))


def _wants(path: str, content: bytes) -> bool:
    return path.endswith(".py") and VENDOR.encode() in content and is_test(path)


FIXER = Fixer(__name__, wants=_wants, fix=fix)
