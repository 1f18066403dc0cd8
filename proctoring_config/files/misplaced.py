"""Decide what a key that looks like the setting is: that of another tool, or one that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace

from proctoring_config.files.read import Document
from proctoring_config.files.services import DEFAULT_IS_USED
from proctoring_config.files.setting import Setting, find, find_setting
from proctoring_config.files.tree import Entry, MappingNode, ScalarNode
from proctoring_config.files.values import is_unresolved
from proctoring_config.options import DEFAULT, NULL, SETTING, VENDOR
from proctoring_config.problems import Problem, kinds
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText

_NAME = re.compile(r"[\w.-]{1,60}")
_MOST_TYPOS = 3  # letters that a misspelled name has too many or too few
_SIMILAR = re.compile("proct|octor|backen|ckend", re.IGNORECASE)
_SPELLING = re.compile(r"proctoring[_-]?backends", re.IGNORECASE)
_IN_CAMEL_CASE = re.compile(r"(?:[a-z]\w*P|p)roctoringBackends")
_WITH_PREFIX = re.compile(r"[A-Z][A-Z0-9_]*_PROCTORING_BACKENDS|[a-z][a-z0-9_]*_proctoring_backends")
# edx-platform's names before 2019, for one provider and for several.
_OLD_NAME = re.compile(r"(?:[A-Z0-9]+_)*PROCTORING_BACKEND_PROVIDERS?")
# Settings of edx-platform that are mappings, with a prefix in the variables of Ansible.
_OTHER_SETTING = re.compile(r"(?:\w+_)?(?:FEATURES|PROCTORING_SETTINGS|ENV_TOKENS|AUTH_TOKENS|XBLOCK_SETTINGS)")
# A file with one of these at the top level is read by the platform itself.
_PLATFORM = {
    *("FEATURES", "SITE_NAME", "PLATFORM_NAME", "LMS_BASE", "CMS_BASE", "LMS_ROOT_URL", "CMS_ROOT_URL"),
    *("SECRET_KEY", "DATABASES", "CACHES"),
}

# A placeholder that takes a variable, at most in another notation.
_REFERENCE = re.compile(
    r"\{\{-?\s*(?:\.Values\.)?([\w.]+)\s*(?:\|\s*(?:to_(?:nice_)?(?:json|yaml)|default\([^(){}]*\))\s*)*-?\}\}"
)

_MOVE = TranslatableText("Move it to the top level of the settings")
_MOVE_AND_RENAME = TranslatableText("Move it to the top level of the settings, and rename it to PROCTORING_BACKENDS")
_MERGE = TranslatableText("Move its content into PROCTORING_BACKENDS at the top level, or remove it")
_REPLACE = TranslatableText(
    "Replace it with PROCTORING_BACKENDS: {{DEFAULT: name, name: {{}}}}, with the options between the inner braces"
)
_IGNORED = TranslatableText("This key is ignored")


def is_name(key: object) -> bool:
    """Return whether a key looks like a name, which may be shown."""
    return isinstance(key, str) and bool(_NAME.fullmatch(key))


def is_similar(text: str) -> bool:
    """Return whether a text may contain the setting or a misspelling. It is much faster than a comparison."""
    return bool(_SIMILAR.search(text))


def is_old(path: Sequence[Hashable]) -> bool:
    """Return whether the key at ``path`` is a name from before 2019, whose value has another structure."""
    return bool(_OLD_NAME.fullmatch(str(path[-1])))


def is_of_another_tool(root: MappingNode, path: Sequence[Hashable], *, is_inner: bool = False) -> bool:
    """
    Return whether Ansible or Helm can make the setting from the key at ``path`` below ``root``.

    ``root`` is the top level of the file unless it ``is_inner``.
    """
    *above, key = map(str, path)
    if any(map(_is_candidate, above)):
        return False
    if any(map(_is_setting, above)) or _PLATFORM & root.entries.keys():
        return not above and bool(_WITH_PREFIX.fullmatch(key))
    if _WITH_PREFIX.fullmatch(key) or _IN_CAMEL_CASE.fullmatch(key):
        return True
    return bool((above or is_inner) and _SPELLING.fullmatch(key))


def find_misplacement(root: MappingNode, path: Sequence[Hashable], *, is_beside: bool = False) -> Problem | None:
    """
    Return a problem if the key at ``path`` below ``root`` looks like the setting, but is not read.

    If the setting itself ``is_beside`` it, old names and values with an anchor do not count. There, and below other
    keys, as in the values of Helm, similar names count if their value looks like that of the setting.
    """
    *above, key = map(str, path)
    if any(map(_is_candidate, above)) or is_of_another_tool(root, path):
        return None
    is_inside = any(map(_is_setting, above)) or (above and not is_beside and bool(_PLATFORM & root.entries.keys()))
    hint: TranslatableText | None = None
    if is_inside and _SPELLING.fullmatch(key):
        hint = _MOVE if key == SETTING else _MOVE_AND_RENAME
    elif not above and key != SETTING:
        hint = _hint_at_top_level(key, is_beside)
        if is_beside and _is_misspelling(key) and _is_value(find(root, path), key):
            hint = _MERGE
    elif above and not is_beside and not _has_setting_beside(root, path) and _is_value(find(root, path), key):
        hint = _hint_at_top_level(key, is_beside)
        hint = _MOVE_AND_RENAME if hint and is_inside and hint is not _REPLACE else hint
    if hint is None or (is_beside and _is_shared(root, path)):
        return None
    hint = _MERGE if is_beside else hint
    return kinds.SETTING_NOT_READ.problem(tuple(path), effect=_IGNORED if is_beside else DEFAULT_IS_USED, hint=hint)


def ignore(problem: Problem) -> Problem:
    """Return the problem of a misplaced setting in a file that has another setting, so that no default is used."""
    message = problem.message
    if not isinstance(message, TranslatableText) or message.values.get("effect") is not DEFAULT_IS_USED:
        return problem
    return replace(problem, message=TranslatableText(message.template, **{**message.values, "effect": _IGNORED}))


def follow(document: Document, setting: Setting) -> Setting:
    """Return the setting from which a placeholder takes the value of another one, as in the variables of Ansible."""
    node = setting.entry.node
    value = node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else ""
    found = _REFERENCE.fullmatch(value.strip())
    target = find_setting(document, tuple(found[1].split("."))) if found else None
    return target if target and target.entry is not setting.entry else setting


def mentions(setting: Setting, path: Sequence[Hashable]) -> bool:
    """Return whether the value of ``setting`` is a placeholder with the name of the key at ``path``."""
    node = setting.entry.node
    if not is_unresolved(node) or not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return False
    return re.search(rf"(?<!\w){re.escape(str(path[-1]))}(?!\w)", node.value) is not None


def _hint_at_top_level(key: str, is_beside: bool) -> TranslatableText | None:
    if not _SPELLING.fullmatch(key):
        if is_beside:
            return None
        if _OLD_NAME.fullmatch(key):
            return _REPLACE
        prefix, _, rest = key.partition("_")
        if _is_misspelling(rest):
            return TranslatableText("Rename it to {name}", name=f"{prefix}_{SETTING}")
        if not _is_misspelling(key) and SETTING not in key.upper():
            return None
    return TranslatableText("Rename it to {name}", name=SETTING)


def _has_setting_beside(root: MappingNode, path: Sequence[Hashable]) -> bool:
    """Return whether the mapping with the key at ``path`` has the setting as well."""
    parent = [root, *(entry.node for entry in find(root, path[:-1]))][-1]
    return isinstance(parent, MappingNode) and any(_is_candidate(str(key)) for key in parent.entries if key != path[-1])


def _is_value(entries: Sequence[Entry], key: str) -> bool:
    """Return whether the last of ``entries``, whose key is ``key``, has a value like that of the setting."""
    node = entries[-1].node if entries and entries[-1].key == key else None
    return isinstance(node, MappingNode) and bool(
        _OLD_NAME.fullmatch(key) or {DEFAULT, NULL, VENDOR} & node.entries.keys()
    )


def _is_shared(root: MappingNode, path: Sequence[Hashable]) -> bool:
    """Return whether the value at ``path`` has an anchor, so that it is used elsewhere."""
    return bool(find(root, path)[-1].node.anchor)


def _is_misspelling(name: str) -> bool:
    return abs(len(name) - len(SETTING)) <= _MOST_TYPOS and closest_match(SETTING, [name]) is not None


def _is_candidate(name: str) -> bool:
    return bool(_SPELLING.fullmatch(name) or _WITH_PREFIX.fullmatch(name) or _IN_CAMEL_CASE.fullmatch(name))


def _is_setting(name: str) -> bool:
    return bool(_OTHER_SETTING.fullmatch(name))
