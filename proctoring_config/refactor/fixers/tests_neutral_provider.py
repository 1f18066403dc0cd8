"""
Replace the vendor in tests with a neutral provider whose options require an escalation email.

The name of a provider in a test is arbitrary, so it is replaced everywhere: in settings, courses, messages, comments
and names of tests. The option replaces what the vendor's name used to imply. Names and wordings are those of upstream's
later tests, so that merging them causes fewer conflicts (DEPR openedx-platform#36329, PR #37576). A file in which the
name has another meaning, or in which the settings are not a dict literal, is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import list_methods
from proctoring_config.refactor.fixer import Fixer, containing
from proctoring_config.refactor.literals import get_keys, insert_element, quote_like, remove_from_dict, split_long_dicts
from proctoring_config.refactor.nodes import STATEMENT, render_node, walk_nodes
from proctoring_config.refactor.source import FixResult, SourceFile
from proctoring_config.refactor.vendor import VENDOR, VENDOR_NAME

#: The provider of upstream's later tests, and the one used in a file where a test needs both it and the vendor.
NEUTRAL_PROVIDER = "test_proctoring_provider"
OTHER_PROVIDER = "mockprock"
OPTION = "requires_escalation_email"

_NAME = re.compile(rf"(?<![\w./@:+-]){VENDOR}(?![\w/@:+-]|\.\w)", re.IGNORECASE)
_RULES = (
    (
        rf"(\r?\n[ \t]*)If '{VENDOR}' is an available provider, (?=show)",
        rf"\1If proctoring provider has '{OPTION}' set to 'True',\1",
    ),
    (
        rf"(\r?\n[ \t]*)If '{VENDOR}' is not an available provider, (?=don't show)",
        rf"\1If proctoring provider does not have '{OPTION}' set to 'True',\1",
    ),
    (rf"'{VENDOR}' is an available provider", "an available provider requires an escalation email"),
    (rf"'{VENDOR}' is not an available provider", "no available provider requires an escalation email"),
    (rf"if {VENDOR} is the proctoring provider", f"if '{OPTION}' is set"),
    (rf"if {VENDOR} is not the proctoring provider", f"if '{OPTION}' is not set"),
    (rf"an escalation email \({VENDOR}\)", "an escalation email"),
)
_TESTS = {
    "test_validate_update_requires_escalation_email_for_proctortrack": (
        "test_validate_update_requires_escalation_email_if_relevant_flag_is_set"
    ),
    "test_validate_update_cannot_unset_escalation_email_when_proctortrack_is_provider": (
        "test_validate_update_cannot_unset_escalation_email_when_requires_escalation_email_set_on_provider"
    ),
    "test_validate_update_set_proctortrack_provider_with_valid_escalation_email": (
        "test_validate_update_set_proctoring_provider_with_valid_escalation_email"
    ),
    "test_xblock_was_ever_proctortrack_proctored_exam": "test_xblock_was_ever_linked_to_external_exam",
    "test_xblock_was_never_proctortrack_proctored_exam": "test_xblock_was_never_linked_to_external_exam",
    "test_non_proctortrack_provider": "test_requires_escalation_email_unset",
    "test_proctortrack_provider_with_email": "test_requires_escalation_email_set_with_email",
}
_SETTINGS = m.DictElement(key=VENDOR_NAME, value=m.Dict())
_EMPTY_SETTINGS = m.DictElement(value=m.Dict([]))
_KEY = m.DictElement(key=VENDOR_NAME) | m.SubscriptElement(m.Index(VENDOR_NAME))
_ZENDESK_SETTING = "create_zendesk_tickets"
_ABOUT_ZENDESK = m.FunctionDef(m.Name(m.MatchRegex("test.*zendesk.*")))
_TODO = f"give the test a provider with another name and the option {OPTION}"


def fix(file: SourceFile) -> FixResult:
    """Replace the name, and add the option to the provider's settings."""
    providers = _choose_providers(file.module)
    neutral = _Neutral(file.module, OTHER_PROVIDER if providers is None else NEUTRAL_PROVIDER, providers or {})
    for statement in file.module.body:
        for node, why in _find_doubts(file.module, statement, neutral):
            return FixResult(file, leftovers=[file.leftover(node, what=VENDOR, why=why, todo=_TODO)])
    body: list[Any] = [statement.visit(neutral) for statement in file.module.body]
    changed = file.replace_content(file.module.with_changes(body=body))
    if changed.text == file.text:
        return FixResult(file)
    notes = [f"use the provider {neutral.provider} in tests, with the option {OPTION}"] if neutral.settings else []
    notes += ["rename tests that name the vendor"] if neutral.renames_tests else []
    text = split_long_dicts(changed.text, file.text)
    return FixResult(
        changed if text == changed.text else file.replace_content(text),
        notes=notes or ["remove the vendor's name from tests"],
    )


def _choose_providers(module: cst.Module) -> dict[cst.CSTNode, str] | None:
    """
    Return the settings that have both the vendor and ``NEUTRAL_PROVIDER``, each with the one that is removed.

    The test uses at most one of them. Returns ``None`` if any test uses both.
    """
    removed: dict[cst.CSTNode, str] = {}
    for scope in _iter_scopes(module):
        settings = [each for part in scope for each in _find_vendor_settings(module, part)]
        names = _find_used_names(module, scope, settings)
        if settings and {VENDOR, NEUTRAL_PROVIDER} <= names:
            return None
        for each in settings:
            own = [element for element in each.elements if m.matches(element, _named(NEUTRAL_PROVIDER))]
            if own and VENDOR in names and not m.matches(own[0], _EMPTY_SETTINGS):
                return None
            if own:
                removed[each] = NEUTRAL_PROVIDER if VENDOR in names else VENDOR
    return removed


def _iter_scopes(module: cst.Module) -> Iterator[Sequence[cst.CSTNode]]:
    """Yield the parts of the file in which the same settings apply: each method with its own, and then the rest."""
    rest: list[cst.CSTNode] = []
    for statement in module.body:
        if not _may_name(module, statement):
            continue
        if isinstance(statement, cst.ClassDef):
            own = [each for each in statement.body.body if isinstance(each, cst.FunctionDef)]
            own = [each for each in own if _find_vendor_settings(module, each)]
            yield from ([each] for each in own)
            rest += [*statement.decorators, *(each for each in statement.body.body if each not in own)]
        else:
            rest.append(statement)
    yield rest


def _find_vendor_settings(module: cst.Module, node: cst.CSTNode) -> list[Any]:
    dicts = (each for each in _walk_naming(module, node) if isinstance(each, cst.Dict))
    return [each for each in dicts if _is_settings(each) and VENDOR in get_keys(each)]


def _find_used_names(module: cst.Module, scope: Sequence[cst.CSTNode], settings: list[Any]) -> set[str]:
    """Return which of the two names the scope uses outside of settings; a text that has both uses both."""
    own = {node for each in settings for element in each.elements for node in (element.key, element.value)}
    used: set[str] = set()
    for text in (each for part in scope for each in _walk_naming(module, part, (VENDOR, NEUTRAL_PROVIDER))):
        if isinstance(text, cst.SimpleString) and text not in own and not text.value.endswith('"""'):
            value = str(text.evaluated_value)
            mentioned = {name for name in (VENDOR, NEUTRAL_PROVIDER) if name in value.lower()}
            used |= mentioned if len(mentioned) > 1 else mentioned & {value}
    return used


def _is_settings(node: cst.Dict) -> bool:
    return "DEFAULT" in get_keys(node)


def _named(name: str) -> m.DictElement:
    return m.DictElement(key=m.SimpleString(m.MatchRegex(rf"^[\"']{name}[\"']$")))


def _find_doubts(module: cst.Module, statement: cst.CSTNode, neutral: _Neutral) -> Iterator[tuple[cst.CSTNode, str]]:
    """Yield each place where the name may be more than the name of the test's provider, with the reason."""
    nodes = list(_walk_naming(module, statement))
    settings = [each for each in nodes if isinstance(each, cst.Dict) and _is_settings(each)]
    known = {element for each in settings for element in each.elements if m.matches(element, _SETTINGS)}
    for key in nodes:
        if m.matches(key, _KEY) and key not in known:
            yield key, "the vendor's name is a key, but its settings are not a dict there"
    for each in settings:
        if neutral.provider in get_keys(each) and each not in neutral.removed:
            yield each, f"a provider {neutral.provider} already exists"
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


def _walk_naming(module: cst.Module, node: cst.CSTNode, names: Sequence[str] = (VENDOR,)) -> Iterator[cst.CSTNode]:
    """Yield ``node`` and its descendants, except statements that contain none of the ``names``."""
    return walk_nodes(node, lambda statement: _may_name(module, statement, names))


def _may_name(module: cst.Module, node: cst.CSTNode, names: Sequence[str] = (VENDOR,)) -> bool:
    """
    Return whether ``node`` is not a statement, or a statement that contains one of the ``names``.

    Tests of the Zendesk setting count as not containing them: in these tests, the name has the meaning that it has in
    the platform's log entry, and ``tests_zendesk`` removes them together with that entry.
    """
    if not isinstance(node, STATEMENT):
        return True
    text = render_node(module, node).lower()
    return any(name in text for name in names) and not (m.matches(node, _ABOUT_ZENDESK) and _ZENDESK_SETTING in text)


def _rename_test(test: str) -> str:
    return _TESTS.get(test, test.replace(VENDOR, "proctoring_provider"))


class _Neutral(cst.CSTTransformer):
    """
    Replace the name by ``provider``, and remove the providers in ``removed`` from settings.

    ``settings`` counts the provider's settings, ``tests`` maps old names of tests to new ones.
    """

    def __init__(self, module: cst.Module, provider: str, removed: dict[cst.CSTNode, str]) -> None:
        super().__init__()
        self.module = module
        self.provider = provider
        self.removed = removed
        self.settings = 0
        self.renames_tests = False

    def on_visit(self, node: cst.CSTNode) -> bool:
        return _may_name(self.module, node)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(original_node, STATEMENT) and not _may_name(self.module, original_node):
            return updated_node
        if isinstance(original_node, cst.FunctionDef) and VENDOR in original_node.name.value:
            self.renames_tests = True
            return updated_node.with_changes(name=cst.Name(_rename_test(original_node.name.value)))
        if isinstance(original_node, cst.SimpleString | cst.FormattedStringText | cst.Comment):
            return updated_node.with_changes(value=self.reword(original_node.value))
        if m.matches(original_node, _SETTINGS):
            self.settings += 1
            return _add_option(updated_node)
        if isinstance(original_node, cst.Dict) and _is_settings(original_node) and VENDOR in get_keys(original_node):
            return self.finish_settings(original_node, updated_node)
        return updated_node

    def reword(self, text: str) -> str:
        """Return a string or comment with upstream's wordings, and with the provider's name."""
        for old, new in _RULES if VENDOR in text.lower() else ():
            text = re.sub(old, new, text, flags=re.IGNORECASE)
        return _NAME.sub(self.provider, text)

    def finish_settings(self, original: cst.Dict, settings: cst.Dict) -> cst.Dict:
        """Return the settings without the removed provider; if they have several lines, the last ends with a comma."""
        name = self.removed.get(original)
        if name:
            keys = get_keys(original)
            unwanted = settings.elements[keys.index(name)]
            settings = remove_from_dict(settings, lambda element: element is unwanted)
        last = settings.elements[-1]
        if isinstance(settings.rbrace.whitespace_before, cst.ParenthesizedWhitespace) and not isinstance(
            last.comma, cst.Comma
        ):
            settings = settings.with_changes(elements=[*settings.elements[:-1], last.with_changes(comma=cst.Comma())])
        return settings


def _add_option(element: cst.DictElement) -> cst.DictElement:
    """Return the provider with the option, unless it has the option."""
    settings = cst.ensure_type(element.value, cst.Dict)
    if OPTION in get_keys(settings):
        return element
    example = getattr(settings.elements[0], "key", None) if settings.elements else None
    key = quote_like(example if isinstance(example, cst.SimpleString) else cst.SimpleString('""'), OPTION)
    option = cst.DictElement(key, cst.Name("True"))
    return element.with_changes(value=insert_element(settings, len(settings.elements) - 1, option))


FIXER = Fixer(__name__, containing(VENDOR, tests=True), fix)
