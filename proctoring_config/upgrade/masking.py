"""
Differences between two texts of a settings file that can be shown to anybody.

Shown are keys, the booleans of our own options, brackets, punctuation and space, at the places where the parser finds
them; everything else is a secret until the contrary is known: values, comments, anchors, tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import yaml

from proctoring_config.editing.hunks import hunks
from proctoring_config.options import CAPABILITIES
from proctoring_config.settings_files.json_tree import SCALAR, json_events
from proctoring_config.settings_files.loading import is_json
from proctoring_config.settings_files.source import Source, UnparsableError
from proctoring_config.settings_files.yaml_tree import loader_for

MASK = "***"
_CAPABILITIES = {option.name for option in CAPABILITIES}
_BOOLEANS = {"true", "false", "yes", "no", "on", "off"}
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_HIDDEN = re.compile("\0(?:[\0 \t]*\0)?")
_PUNCTUATION = {
    yaml.BlockEntryToken: "-",
    yaml.KeyToken: "?",
    yaml.ValueToken: ":",
    yaml.FlowEntryToken: ",",
    yaml.FlowMappingStartToken: "{",
    yaml.FlowMappingEndToken: "}",
    yaml.FlowSequenceStartToken: "[",
    yaml.FlowSequenceEndToken: "]",
    yaml.DocumentStartToken: "---",
    yaml.DocumentEndToken: "...",
}
_Piece = tuple[int, int]


def masked_diff(name: str, before: str, after: str) -> str:
    """
    Return what changes between two texts of the file ``name``, as a unified diff in which values are masked.

    It is empty if nothing changes. A text that cannot be parsed is masked as a whole.
    """
    matcher = SequenceMatcher(None, _lines(before), _lines(after))
    found = list(hunks(matcher, _lines(masked(name, before)), _lines(masked(name, after))))
    return "".join(f"{line}\n" for line in [f"--- {name}", f"+++ {name}", *found]) if found else ""


def masked(name: str, text: str) -> str:
    """Return ``text`` of the file ``name`` with everything masked that may be a secret; its lines stay lines."""
    characters = [character if character in " \t\r\n" else "\0" for character in text]
    for start, end in _pieces(name, text):
        characters[start:end] = text[start:end]
    return _HIDDEN.sub(MASK, "".join(characters))


def _pieces(name: str, text: str) -> list[_Piece]:
    """Return what may be shown; nothing of a text in which the parser's places prove wrong."""
    source = Source(name, text)
    try:
        return list(_of_json(text) if is_json(source) else _of_yaml(text))
    except (yaml.YAMLError, UnparsableError, _WrongPlaceError):
        return []


class _WrongPlaceError(Exception):
    pass


def _of_json(text: str) -> Iterator[_Piece]:
    events = list(json_events(text))
    key = None
    for event, following in zip(events, [*events[1:], None], strict=True):
        if event.kind != SCALAR:
            yield event.start, event.end
        elif following and following.kind == ":":
            key = event.value
            if text[event.start : event.end].isprintable():
                yield event.start, event.end
            continue
        elif key in _CAPABILITIES and isinstance(event.value, bool):
            yield event.start, event.end
        if event.kind != ":":
            key = None


def _of_yaml(text: str) -> Iterator[_Piece]:
    for _ in yaml.parse(text, Loader=loader_for(text)):
        pass  # raises an error where the tokens make no sense
    is_key, key = False, None
    for token in yaml.scan(text, Loader=loader_for(text)):
        start, end = token.start_mark.index, token.end_mark.index
        piece = text[start:end]
        if isinstance(token, yaml.ScalarToken):
            if is_key and piece.isprintable():
                if piece != token.value if token.plain else piece[0] not in "'\"" or piece[0] != piece[-1]:
                    raise _WrongPlaceError
                yield start, end
            elif key in _CAPABILITIES and token.plain and piece == token.value and piece.lower() in _BOOLEANS:
                yield start, end
            key = token.value if is_key else None
        elif type(token) in _PUNCTUATION and piece:
            if piece != _PUNCTUATION[type(token)]:
                raise _WrongPlaceError
            yield start, end
        if not isinstance(token, yaml.ScalarToken | yaml.ValueToken):
            key = None
        is_key = isinstance(token, yaml.KeyToken)


def _lines(text: str) -> list[str]:
    return [found.group(1) for found in _LINE.finditer(text)][:-1] if text else []
