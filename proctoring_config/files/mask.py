"""
Show the changes to a settings file without its secrets.

Brackets, punctuation, space and the booleans of the capabilities stay visible, and so do the names of settings,
providers and options, as found by the parser. Everything else may be a secret and is masked: values, comments, anchors,
tags, and keys within the values of options and of other settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from proctoring_config.files.diff import hunks
from proctoring_config.files.read import is_json
from proctoring_config.files.read_json import parse_json
from proctoring_config.files.read_yaml import parse_yaml
from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.tree import ListNode, MappingNode, Node, ScalarNode
from proctoring_config.options import CAPABILITIES, DEFAULT, OPTIONS
from proctoring_config.problems.names import looks_like_name

MASK = "***"
_LEVELS = 2  # of names in the setting: providers and options
_BOOLEANS = {"true", "false", "yes", "no", "on", "off"}
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_HIDDEN = re.compile("\0(?:[\0 \t]*\0)?")
# Text between the scalars: comments, anchors and tags, which stay hidden, then punctuation, which may be shown.
_BETWEEN = re.compile(
    r"\#[^\r\n]*|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|[&*!%]\S*|(?P<shown>---|\.\.\.|[-?:,{}\[\]])", re.DOTALL
)
_COLON = re.compile(r"\s*:")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


def masked_diff(name: str, before: str, after: str, path: Sequence[str]) -> str:
    """
    Return a unified diff of two texts of the file ``name``, with masked values; it is empty if they are equal.

    ``path`` are the keys that lead to the setting. A text that cannot be parsed is masked completely.
    """
    matcher = SequenceMatcher(None, _lines(before), _lines(after))
    found = list(hunks(matcher, _lines(masked(name, before, path)), _lines(masked(name, after, path))))
    return "".join(f"{line}\n" for line in [f"--- {name}", f"+++ {name}", *found]) if found else ""


def masked(name: str, text: str, path: Sequence[str]) -> str:
    """Return ``text`` of the file ``name`` with everything masked that may be a secret. Line breaks are kept."""
    characters = [character if character in " \t\r\n" else "\0" for character in text]
    for start, end in _shown(name, text, path):
        characters[start:end] = text[start:end]
    return _HIDDEN.sub(MASK, "".join(characters))


def _shown(name: str, text: str, path: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans that may be shown, or nothing if the text cannot be parsed."""
    source = Source(name, text)
    try:
        if is_json(source):
            root: Node | None = parse_json(source)
            end = len(text)
        else:
            root, second = parse_yaml(source)
            end = len(text) if second is None else second
    except UnparsableError:
        return
    at = 0
    for leaf, is_shown in _leaves(text, root, path) if root else ():
        yield from _punctuation(text, at, leaf.start)
        if is_shown and text[leaf.start : leaf.end].isprintable():
            yield leaf.start + _length_of_properties(text, leaf), leaf.end
        at = leaf.end
    yield from _punctuation(text, at, end)


def _leaves(text: str, root: Node, path: Sequence[str]) -> Iterator[tuple[Node, bool]]:
    """Yield the scalars and aliases of a tree in order, each with whether it may be shown: names, and our booleans."""
    capabilities = {option.name for option in CAPABILITIES}
    pending: list[tuple[Node, bool, _Level]] = [(root, False, _Level(tuple(path)))]
    while pending:
        node, is_shown, level = pending.pop()
        if isinstance(node, MappingNode):
            for key, value in reversed(node.pairs):
                name = key.value if isinstance(key, ScalarNode) and isinstance(key.value, str) else None
                name = name or text[key.start : key.end]  # inside a value of another tool
                is_boolean = text[value.start : value.end].lower() in _BOOLEANS
                is_key = isinstance(key, ScalarNode) and bool(_COLON.match(text, key.end)) and _is_name(key.value, name)
                pending += [
                    (value, is_boolean and name in capabilities, level.below(name)),
                    (key, is_key and level.has_name(name), _NO_NAMES),
                ]
        elif isinstance(node, ListNode):
            pending += [(item, False, _NO_NAMES) for item in reversed(node.written)]
        elif isinstance(node, ScalarNode) and node.inside:
            pending.append((node.inside, False, level))
        else:
            yield node, is_shown


class _Level(NamedTuple):
    """The keys from a mapping to the setting or, in and below the setting, how many levels have names as keys."""

    path: tuple[str, ...] = ()
    names: int = _LEVELS

    def has_name(self, key: str) -> bool:
        """Return whether ``key`` is the name of a setting, a provider or an option, or leads to the setting."""
        if self.path:
            return len(self.path) == 1 or key == self.path[0]
        return self.names > 0 or key in OPTIONS

    def below(self, key: str) -> _Level:
        """Return the level of the mapping at ``key``."""
        if self.path:
            return _Level(self.path[1:]) if key == self.path[0] else _NO_NAMES
        if self.names == _LEVELS and key == DEFAULT:  # not a provider
            return _NO_NAMES
        return _Level(names=self.names - 1)


_NO_NAMES = _Level(names=0)


def _is_name(value: object, name: str) -> bool:
    """Return whether a key may be shown: other strings than names may be secrets (``{client_secret:abc}``)."""
    return looks_like_name(name.strip("'\"")) if isinstance(value, str) else not isinstance(value, bytes | float)


def _punctuation(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of punctuation between two leaves. Comments, anchors and tags stay hidden."""
    for found in _BETWEEN.finditer(text, start, end):
        if found.lastgroup == "shown":
            yield found.span()


def _length_of_properties(text: str, leaf: Node) -> int:
    """Return the length of the anchor and tag before a scalar, which stay hidden."""
    found = _PROPERTIES.match(text, leaf.start, leaf.end) if leaf.anchor or leaf.tag else None
    return len(found.group()) if found else 0


def _lines(text: str) -> list[str]:
    return [found.group(1) for found in _LINE.finditer(text)][:-1] if text else []
