"""A settings file -> nodes that know where in the text they begin and end, so that the text itself can be edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from proctoring_config.settings_files.json_tree import SCALAR, json_events
from proctoring_config.settings_files.loading import is_json
from proctoring_config.settings_files.source import Source
from proctoring_config.settings_files.yaml_scalars import Scalars
from proctoring_config.settings_files.yaml_tree import loader_for

_TAG = "tag:yaml.org,2002:"
_OWN_TAGS = {None, "!", *(_TAG + name for name in ("map", "seq", "str", "null", "bool"))}
_KEEPS_BLANK_LINES = re.compile(r"[^\n\r]*[|>]\d?\+")
_LINE_BREAK_AT_END = re.compile(r"(?:\r\n|\r|\n) *\Z")


class OddFormError(Exception):
    """What stands at ``offset`` is written in a way that is not edited; ``reason`` quotes no value."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


@dataclass(eq=False, slots=True)
class Node:
    """
    A node of the file, from ``start`` (of its anchor or tag, if it has one) to ``end``.

    ``is_flow``: it stands in brackets, between which its text begins at ``inner``. ``value`` is a scalar's value,
    ``style`` its quote or the character of its block. A list's items are pairs too, without a key.
    """

    kind: Literal["mapping", "list", "scalar", "alias"]
    start: int
    end: int
    inner: int = 0
    is_flow: bool = False
    anchor: str | None = None
    tag: str | None = None
    style: str | None = None
    value: object = None
    pairs: list[tuple[Node | None, Node]] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        """Whether the node is what it looks like: no alias, and no value that another tool makes."""
        return self.kind != "alias" and self.tag in _OWN_TAGS

    @property
    def members(self) -> list[tuple[Node, Node]]:
        """The keys and values of a mapping."""
        return [(key, value) for key, value in self.pairs if key is not None]

    def leaves(self) -> Iterator[Node]:
        """Yield the scalars and aliases within the node, in order."""
        pending = [self]
        while pending:
            node = pending.pop()
            if node.kind in ("scalar", "alias"):
                yield node
            pending += [part for pair in reversed(node.pairs) for part in reversed(pair) if part is not None]


def located(source: Source) -> Node:
    """Return the node of the whole of a file that ``settings_files.loading`` could parse."""
    root = Node("list", 0, len(source.text))
    stack: list[tuple[Node, list[Node]]] = [(root, [])]
    for node, ends in _nodes(source):
        above, waiting = stack[-1]
        if ends:
            done, _ = stack.pop()
            done.end = node.end if done.is_flow else done.pairs[-1][1].end if done.pairs else done.inner
            continue
        if above.kind == "mapping" and not waiting:
            waiting.append(node)
        else:
            above.pairs.append((waiting.pop() if waiting else None, node))
        if node.kind in ("mapping", "list"):
            stack.append((node, []))
    return root.pairs[0][1]


def _nodes(source: Source) -> Iterator[tuple[Node, bool]]:
    """Yield each node when it begins, and a mapping or list once more when it ends."""
    return _of_json(source.text) if is_json(source) else _of_yaml(source.text)


def _of_json(text: str) -> Iterator[tuple[Node, bool]]:
    for event in json_events(text):
        if event.kind == SCALAR:
            style = '"' if isinstance(event.value, str) else None
            yield Node("scalar", event.start, event.end, style=style, value=event.value), False
        elif event.kind in ("{", "["):
            yield Node("mapping" if event.kind == "{" else "list", event.start, 0, event.end, is_flow=True), False
        elif event.kind in ("}", "]"):
            yield Node("scalar", event.start, event.end), True


def _of_yaml(text: str) -> Iterator[tuple[Node, bool]]:
    scalars = Scalars()
    for event in yaml.parse(text, Loader=loader_for(text)):
        start, end = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            end = _end_of_block_scalar(text, start, end) if event.style in ("|", ">") else end
            value = scalars.value(event, start)
            yield Node("scalar", start, end, 0, False, event.anchor, event.tag, event.style, value), False
        elif isinstance(event, yaml.AliasEvent):
            yield Node("alias", start, end, anchor=event.anchor), False
        elif isinstance(event, yaml.CollectionStartEvent):
            kind: Literal["mapping", "list"] = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            yield Node(kind, start, 0, end, bool(event.flow_style), event.anchor, event.tag), False
        elif isinstance(event, yaml.CollectionEndEvent):
            yield Node("scalar", start, end), True


def _index(mark: Any) -> int:
    return int(mark.index)


def _end_of_block_scalar(text: str, start: int, end: int) -> int:
    """Return where the last line ends that belongs to the value, of which the parser's end may be lines away."""
    if _KEEPS_BLANK_LINES.match(text, start):
        return len(_LINE_BREAK_AT_END.sub("", text[:end])) if end < len(text) else end
    return start + len(text[start:end].rstrip())
