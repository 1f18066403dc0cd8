"""
Gives tests a neutral provider, whose settings say that it requires an escalation e-mail, in place of the vendor.

The name of a provider in a test is arbitrary, so it is replaced wherever it stands: in settings, courses, messages,
comments and names of tests. What the vendor's name used to imply, its settings now say (DEPR openedx-platform#36329,
PR #37576). A file in which the name does more than that, or in which the settings are not written out, is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.dicts import inserted, keys_of, like
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import edited, inside
from proctoring_config.refactor.uses import is_test
from proctoring_config.refactor.vendor import VENDOR

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
_EXACT = m.SimpleString(value=m.MatchRegex(rf"^[\"']{VENDOR}[\"']$"))
_PROSE = m.SimpleString() | m.FormattedStringText() | m.Comment()
_SETTINGS = m.DictElement(key=_EXACT, value=m.Dict())
_ELSEWHERE = m.DictElement(key=_EXACT) | m.Subscript(slice=[m.SubscriptElement(m.Index(_EXACT))])
_TODO = f"give the test a provider of another name, whose settings hold {OPTION}"


def fix(source: Source) -> Result:
    """Replace the name, and add the option to the settings of the provider."""
    statements = [each for each in source.module.body if VENDOR in source.module.code_for_node(each).lower()]
    if not statements:
        return Result(source)
    for statement in statements:
        for node, why in _doubts(statement):
            return Result(source, leftovers=[source.leftover(node, what=VENDOR, why=why, todo=_TODO)])
    options: dict[cst.CSTNode, cst.CSTNode | None] = {}
    names: dict[cst.CSTNode, cst.CSTNode | None] = {}
    for statement in statements:
        options.update({element.value: _requiring(element) for element in inside(statement, _SETTINGS)})
    module = edited(source.module, options) if options else source.module
    tests: dict[str, str] = {}
    for statement in module.body:
        if VENDOR in module.code_for_node(statement).lower():
            names.update(_reworded(statement))
            renamed = _renamed(statement)
            names.update({test.name: cst.Name(name) for test, name in renamed.items()})
            tests.update({test.name.value: name for test, name in renamed.items()})
    changed = source.changed(edited(module, names))
    notes = [f"the provider of the tests is {PROVIDER}, whose settings say what it requires"] if options else []
    return Result(
        changed if changed.text != source.text else source,
        notes=[*notes, *(f"the test {old} is now {new}" for old, new in tests.items())],
    )


def _doubts(statement: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, str]]:
    """Yield each place for which it is not certain that the name is only the name of a provider of the test."""
    settings = [each for each in inside(statement, m.Dict()) if _is_settings(each)]
    known = {element for each in settings for element in each.elements if m.matches(element, _SETTINGS)}
    for element in inside(statement, _ELSEWHERE):
        if element not in known:
            yield element, "the vendor's name is a key, and its settings are not written out there"
    for each in settings:
        if PROVIDER in keys_of(each) and VENDOR in keys_of(each):
            yield each, f"there is a provider {PROVIDER} beside the vendor"
    own_names = {test.name for test in _renamed(statement)}
    for name in inside(statement, m.Name(m.MatchIfTrue(lambda value: VENDOR in value.lower()))):
        if name not in own_names:
            yield name, "a name holds the vendor's"
    for string in _without_settings(statement, known):
        yield string, "the settings of the provider are not written out for this test"
    taken = {function.name.value for function in inside(statement, m.FunctionDef())}
    for test, name in _renamed(statement).items():
        if name in taken:
            yield test, f"there is a test {name} already"


def _without_settings(statement: cst.CSTNode, known: set[cst.DictElement]) -> Iterator[cst.CSTNode]:
    """Yield the names of the provider in each test that has no settings of it, nor its class."""
    tests = inside(statement, m.FunctionDef(m.Name(m.MatchRegex("test_.*"))))
    own = {test: known & set(inside(test, _SETTINGS)) for test in tests}
    if known - set().union(*own.values()):
        return
    for scope in [test for test in tests if not own[test]] if known else [statement]:
        yield from inside(scope, _EXACT)


def _is_settings(node: cst.Dict) -> bool:
    return "DEFAULT" in keys_of(node)


def _requiring(element: cst.DictElement) -> cst.CSTNode:
    """Return the settings with the option, which stays as it is where it is there."""
    settings = cst.ensure_type(element.value, cst.Dict)
    if OPTION in keys_of(settings):
        return settings
    option = cst.DictElement(like(cst.ensure_type(element.key, cst.SimpleString), OPTION), cst.Name("True"))
    return inserted(settings, len(settings.elements) - 1, option)


def _reworded(statement: cst.CSTNode) -> Mapping[cst.CSTNode, cst.CSTNode]:
    changes = {}
    for node in inside(statement, _PROSE):
        text = node.value
        for old, new in _RULES:
            text = re.sub(old, new, text, flags=re.IGNORECASE)
        text = _NAME.sub(PROVIDER, text)
        if text != node.value:
            changes[node] = node.with_changes(value=text)
    return changes


def _renamed(statement: cst.CSTNode) -> Mapping[cst.FunctionDef, str]:
    """Return the tests whose name holds the vendor's, each with its new name."""
    tests = inside(statement, m.FunctionDef(m.Name(m.MatchRegex(f"test_.*{VENDOR}.*"))))
    return {test: _TESTS.get(test.name.value, test.name.value.replace(VENDOR, PROVIDER)) for test in tests}


def _wants(path: str, content: bytes) -> bool:
    return path.endswith(".py") and is_test(path) and VENDOR.encode() in content


FIXER = Fixer(__name__, wants=_wants, fix=fix)
