"""
Parse YAML into a tree, with the values that ``yaml.safe_load`` of the installed PyYAML gives edx-platform.

PyYAML composes and constructs. This module adds the position of each node, a value for the tags of other tools, and
limits on nesting and merging.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.reader import Reader
from yaml.resolver import Resolver

from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.tree import (
    DEEPEST,
    MERGE,
    MOST_MERGED,
    AliasNode,
    Entry,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    resolve,
)
from proctoring_config.validators.skeleton import Unresolved

_LONGEST_NUMBER = 4_300  # the limit of Python's int(); 1:59:59:... would take PyYAML quadratic time

_BYTE_ORDER_MARK = "\ufeff"
_TAG = "tag:yaml.org,2002:"
_MERGE = _TAG + "merge"
_KEEPS_BLANK_LINES = re.compile(r"[^\n\r]*[|>]\d?\+")
# Quotes in PyYAML's messages, except tokens and expected punctuation.
_QUOTED = re.compile(r"""(?:, but (?:found|got))? (?:'(?!<|[,\[\]{}:-]')[^']*'|"[^"]*")""")
#: Syntax that libyaml reads differently from PyYAML's own parser, which the platform uses.
READ_DIFFERENTLY = re.compile(r"[\t?\ufeff]|[|>][-+\d]*#|!(?!!?\w+(?:\s|\Z))")
_WHY_NO_TOKEN = {
    "\t": "a tab where only spaces are allowed",
    "@": "an unquoted @ at the beginning of a value",
    "`": "an unquoted ` at the beginning of a value",
    "%": "an unquoted % at the beginning of a value",
}


def parse_yaml(source: Source) -> tuple[Node | None, int | None]:
    """
    Return the tree of the first document, and the offset of a second one (``None``: there is none).

    Raises UnparsableError for everything that ``safe_load`` rejects, and for nesting or merging beyond the limits. Tags
    of other tools (``!vault``) are accepted: the value of such a node is ``Unresolved``.
    """
    if source.text.startswith(_BYTE_ORDER_MARK):  # part of the first key, where nobody sees it
        raise UnparsableError(0, "a second byte order mark; remove both")
    unprintable = Reader.NON_PRINTABLE.search(source.text)
    if unprintable:
        raise UnparsableError(unprintable.start(), "not valid YAML: a control character")
    if _LIBYAML_LOADER is not None and not READ_DIFFERENTLY.search(source.text):
        try:
            return _LIBYAML_LOADER(source.text).tree(source)  # type: ignore[no-any-return]
        except (yaml.YAMLError, RecursionError, ValueError, OverflowError):  # PyYAML's own parser accepts more
            pass
    return _load(source)


def try_parse_yaml(text: str) -> Node | None:
    """Return the tree of ``text`` if it is one document of YAML, else ``None``."""
    try:
        root, second = parse_yaml(Source("", text))
    except UnparsableError:
        return None
    return root if second is None else None


def _load(source: Source) -> tuple[Node | None, int | None]:
    loader = _Loader(source.text)
    try:
        return loader.tree(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = mark.index if mark else 0
        raise UnparsableError(offset, _reason(error, source.text[offset : offset + 1])) from None
    except RecursionError:
        raise UnparsableError(0, "merges (<<) nested too deep") from None
    except (ValueError, OverflowError):  # "\\U00110000", which PyYAML passes on to chr()
        raise UnparsableError(loader.get_mark().index, "not valid YAML: a character that does not exist") from None


class _Located(Composer, SafeConstructor, Resolver):
    """Composes and constructs as PyYAML does, and keeps the position of each node."""

    peek_event: Callable[[], Any]  # defined by the parser, the other base of each subclass

    def __init__(self, text: str) -> None:
        self._text = text
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)
        self._nodes: dict[Any, Node] = {}
        self._anchored: dict[str, Node] = {}
        self._children: list[list[Node]] = [[]]
        self._values: dict[yaml.Node, object] = {}
        self._flat: set[yaml.Node] = set()
        self._merged = self._merging = 0

    def tree(self, source: Source) -> tuple[Node | None, int | None]:
        """Return the tree of the first document, and the offset of a second one."""
        if not self.check_node():
            return None, None
        top: Any = self.get_node()
        self.construct_document(top)
        for composed, node in self._nodes.items():
            if isinstance(node, ScalarNode):
                unread = MERGE if composed.tag == _MERGE else Unresolved()
                node.value = self._values.get(composed, unread)
        for composed, node in self._nodes.items():
            body = node.inside if isinstance(node, ScalarNode) else node
            if isinstance(body, MappingNode) and composed in self._flat:
                self._fill(body, composed, source)
        second = self.peek_event().start_mark.index if self.check_node() else None
        return self._nodes[top], second

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()
        composed: Any
        is_alias = isinstance(event, yaml.AliasEvent)
        if is_alias:
            composed = super().compose_node(parent, index)
            alias = AliasNode(event.start_mark.index, event.end_mark.index, target=self._anchored[event.anchor])
            self._children[-1].append(alias)
            return composed
        if len(self._children) > DEEPEST and not isinstance(event, yaml.ScalarEvent):
            raise UnparsableError(event.start_mark.index, f"nested more than {DEEPEST} levels deep")
        node = _begin(event)
        if event.anchor is not None and event.anchor not in self._anchored:
            self._anchored[event.anchor] = node
        self._children[-1].append(node)
        self._children.append([])
        composed = super().compose_node(parent, index)
        children = self._children.pop()
        body = node.inside if isinstance(node, ScalarNode) and node.inside else node
        if isinstance(body, MappingNode):
            body.pairs = list(zip(children[::2], children[1::2], strict=True))
        elif isinstance(body, ListNode):
            body.written = children
        if isinstance(body, MappingNode | ListNode):
            end = composed.end_mark.index if body.is_flow else children[-1].end if children else body.inner
            node.end = body.end = end
        elif isinstance(node, ScalarNode) and node.style in ("|", ">"):
            node.end = _end_of_block_scalar(self._text, node.start, node.end)
        self._nodes[composed] = node
        return composed

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        if node.tag in (_TAG + "int", _TAG + "float") and ":" in node.value and len(node.value) > _LONGEST_NUMBER:
            raise UnparsableError(node.start_mark.index, "not valid YAML: a number with too many digits")
        try:
            value: object = super().construct_object(node, deep)
        except (yaml.YAMLError, UnparsableError, RecursionError):
            raise
        except Exception:  # 2024-13-01, !!bool x, !!int '': each of them raises another exception
            kind = node.tag.removeprefix(_TAG)
            raise UnparsableError(node.start_mark.index, f"not valid YAML: an invalid value of type {kind}") from None
        self._values[node] = value
        return value

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        self._flat.add(node)
        if any(key.tag == _MERGE for key, _ in node.value):
            node.value = [pair for pair in map(_without_tags_of_other_tools, node.value) if pair]
            self._merging += 1
            super().flatten_mapping(node)
            self._merging -= 1
        else:
            super().flatten_mapping(node)
        if self._merging:
            self._merged += len(node.value)
            if self._merged > MOST_MERGED:
                raise UnparsableError(node.start_mark.index, f"merges more than {MOST_MERGED:,} keys")

    def _fill(self, node: MappingNode, composed: yaml.MappingNode, source: Source) -> None:
        """Add the entries of a mapping that PyYAML has merged."""
        own = [pair for pair in node.pairs if _value(pair[0]) is not MERGE]
        written = MappingNode(0, 0)
        for name, value in own:
            written.add(Entry(_value(name), resolve(value), source, name.start))
        node.repeated = written.repeated
        for key_node, value_node in composed.value:
            key: Any = self._values.get(key_node, MERGE)
            entry = written.entries.get(key)
            node.entries[key] = entry or Entry(key, self._nodes[value_node], source, self._nodes[key_node].start)


def _construct_unknown(loader: Any, node: yaml.Node) -> object:
    if node.tag.startswith(_TAG):
        return loader.construct_undefined(node)
    return Unresolved()


_Located.add_constructor(None, _construct_unknown)


class _Loader(_Located, yaml.SafeLoader):
    """Parses like ``yaml.safe_load``."""

    def __init__(self, text: str) -> None:
        yaml.SafeLoader.__init__(self, text)
        _Located.__init__(self, text)


def _with_libyaml() -> type | None:
    """Return the loader based on libyaml, which is much faster, or ``None`` if PyYAML was built without it."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return None

    class LibyamlLoader(_Located, CParser):
        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            _Located.__init__(self, text)

    return LibyamlLoader


_LIBYAML_LOADER = _with_libyaml()


def _begin(event: Any) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    names = {"anchor": event.anchor, "tag": event.tag}
    if isinstance(event, yaml.ScalarEvent):
        return ScalarNode(start, end, style=event.style, **names)
    kind, own_tag = (MappingNode, "map") if isinstance(event, yaml.MappingStartEvent) else (ListNode, "seq")
    node: Node = kind(start, end, inner=end, is_flow=bool(event.flow_style), **names)
    return node if event.tag in (None, "!", _TAG + own_tag) else ScalarNode(start, end, inside=node, **names)


def _value(key: Node) -> Hashable:
    node = resolve(key)
    return node.value if isinstance(node, ScalarNode) else None


def _without_tags_of_other_tools(pair: tuple[yaml.Node, yaml.Node]) -> tuple[yaml.Node, yaml.Node] | None:
    """Return a pair of a mapping without the values that another tool merges, or ``None`` if nothing is left."""
    key, value = pair
    if key.tag != _MERGE:
        return pair
    if _is_of_another_tool(value):
        return None
    if isinstance(value, yaml.SequenceNode) and any(map(_is_of_another_tool, value.value)):
        items = [item for item in value.value if not _is_of_another_tool(item)]
        return key, yaml.SequenceNode(value.tag, items, value.start_mark, value.end_mark)
    return pair


def _is_of_another_tool(node: yaml.Node) -> bool:
    """Return whether PyYAML would refuse to merge a node because only another tool knows what it is."""
    if node.tag.startswith(_TAG) or isinstance(node, yaml.MappingNode):  # merging ignores the tag of a mapping
        return False
    items = node.value if isinstance(node, yaml.SequenceNode) else [None]
    return not all(isinstance(item, yaml.MappingNode) for item in items)


def _end_of_block_scalar(text: str, start: int, end: int) -> int:
    """Return the end of the last line of the value. The parser's end may be several lines further."""
    value = text[start:end]
    if not _KEEPS_BLANK_LINES.match(value):
        return start + len(value.rstrip())
    without_indentation = value.rstrip(" ")
    if end == len(text) or not without_indentation.endswith(("\r", "\n")):
        return end
    return start + len(without_indentation) - (2 if without_indentation.endswith("\r\n") else 1)


def _reason(error: yaml.MarkedYAMLError, character: str) -> str:
    """Return PyYAML's message without quotes from the text."""
    problem, context = error.problem or "an unknown reason", error.context or ""
    if "unhashable" in problem:
        return "a mapping or a list as a key"
    if "for merging" in problem:
        return "<< takes a mapping, or a list of mappings"
    if "could not determine a constructor" in problem:
        return "not valid YAML: an unknown tag of YAML's own"
    if "base64" in problem:
        return "not valid YAML: an invalid value of type binary"
    if "undefined alias" in problem:
        problem = "an alias without its anchor"
    elif "duplicate anchor" in context:
        problem, context = "a second anchor with the same name", ""
    elif "cannot start any token" in problem and character in _WHY_NO_TOKEN:
        problem, context = _WHY_NO_TOKEN[character], ""
    return "not valid YAML: " + _QUOTED.sub("", f"{problem} {context}").strip()
