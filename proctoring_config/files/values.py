"""Convert nodes to plain values for validators, and compare nodes."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from proctoring_config.files.tree import MERGE, Entry, ListNode, MappingNode, Node, ScalarNode, resolve
from proctoring_config.validators.skeleton import LEVELS, PartlyKnown, Unresolved

MOST_ENTRIES = 100_000

# One placeholder and nothing else: Jinja, Helm and Go; shells and Kubernetes; ERB; Python; eyaml and SOPS.
_PLACEHOLDER = re.compile(
    r"""
    \{\{ (?:(?!\{\{).)* \}\} | \{% .* %\} | \$\{ [^{}]* \} | \$\( [^()]* \) | \$ [A-Z_][A-Z0-9_]*
    | <% (?:(?!<%).)* %> | %\( \w+ \)s | ENC\[ [^\]]* \]
    """,
    re.VERBOSE | re.DOTALL,
)

_T = TypeVar("_T")


class _TooManyError(Exception):
    pass


def is_unresolved(node: object) -> bool:
    """Return whether another tool fills in a value or node: it has a tool's tag, or it is a placeholder."""
    value = node.value if isinstance(node, ScalarNode) else node
    return isinstance(value, Unresolved) or (isinstance(value, str) and bool(_PLACEHOLDER.fullmatch(value.strip())))


def find_unresolved_key(node: Node) -> int | None:
    """
    Return the offset of a key that is known only at run time in a mapping, or of a merge (``<<``) that may add keys.

    That is ``None`` if all keys are known.
    """
    pending: list[tuple[Node, int | None]] = [(node, None)]
    seen = set()
    while pending:
        mapping, outer = pending.pop()
        if not isinstance(mapping, MappingNode) or id(mapping) in seen:
            continue
        seen.add(id(mapping))
        unknown = [entry.offset for key, entry in mapping.entries.items() if is_unresolved(key)]
        for written, value in mapping.pairs:
            key, at = resolve(written), written.start if outer is None else outer
            is_merge = isinstance(key, ScalarNode) and key.value is MERGE
            merged = [resolve(part) for part in (value.written if isinstance(value, ListNode) else [value])]
            if is_unresolved(key) or (is_merge and any(map(is_unresolved, merged))):
                unknown.append(at)
            pending += [(one, at) for one in merged] if is_merge else []
        if unknown:
            return unknown[0]
    return None


def plain(setting: Entry) -> object:
    """
    Return the value of ``setting`` down to the validated depth; mappings and lists below are empty.

    A mapping with keys that are not known is ``PartlyKnown``.

    Raises InputError if it has more than 100,000 entries, for example because of nested aliases.
    """
    try:
        return _plain(setting.node, LEVELS, iter(range(MOST_ENTRIES)))
    except _TooManyError:
        reason = f"more than {MOST_ENTRIES:,} entries with aliases resolved"
        raise setting.source.error_at(setting.offset, reason) from None


def find_unresolved(path: tuple[Hashable, ...], setting: Entry) -> Iterator[tuple[tuple[Hashable, ...], Entry]]:
    """
    Yield the parts of ``setting``, found at ``path``, that are not validated because another tool fills them in.

    These are the setting, providers and options, each with its path and entry. A key that another tool fills in has the
    path of its mapping.
    """
    level, seen = [(path, setting)], set()
    for depth in range(LEVELS):
        below = []
        for above, entry in level:
            node = entry.node
            if is_unresolved(node) or (isinstance(node, ListNode) and any(map(is_unresolved, node.items))):
                yield above, entry
            elif isinstance(node, MappingNode) and id(node) not in seen and depth < LEVELS - 1:
                seen.add(id(node))
                for key, child in node.entries.items():
                    if is_unresolved(key):
                        yield above, child
                    else:
                        below.append(((*above, key), child))
        level = below


def _plain(node: Node, levels: int, left: Iterator[int]) -> object:
    if is_unresolved(node):
        return Unresolved()
    if isinstance(node, MappingNode):
        entries = _count(node.entries.items(), levels, left)
        values = {key: _plain(entry.node, levels - 1, left) for key, entry in entries}
        known = {key: value for key, value in values.items() if not is_unresolved(key)}
        return PartlyKnown(known) if len(known) < len(values) else known
    if isinstance(node, ListNode):
        items = [_plain(item, levels - 1, left) for item in _count(node.items, levels, left)]
        return tuple(items) if node.is_tuple else items
    return node.value if isinstance(node, ScalarNode) else None


def _count(children: Iterable[_T], levels: int, left: Iterator[int]) -> Iterator[_T]:
    for child in children if levels else ():
        if next(left, None) is None:
            raise _TooManyError
        yield child


def same(one: Node, other: Node, *, as_written: bool = False) -> bool:
    """
    Return whether two nodes have the same value. Values that another tool fills in are considered equal to any value.

    If ``as_written`` is set, placeholders are compared as text, and a value with another tool's tag equals only another
    one.
    """
    pending, seen = [(one, other)], set()
    while pending:
        left, right = pending.pop()
        if left is right or (id(left), id(right)) in seen or _is_unknown(left, right, as_written):
            continue
        seen.add((id(left), id(right)))
        if isinstance(left, MappingNode) and isinstance(right, MappingNode):
            if left.entries.keys() != right.entries.keys():
                return False
            pending += [(entry.node, right.entries[key].node) for key, entry in left.entries.items()]
        elif isinstance(left, ListNode) and isinstance(right, ListNode):
            if len(left.written) != len(right.written):
                return False
            pending += zip(left.items, right.items, strict=True)
        elif (
            not isinstance(left, ScalarNode) or not isinstance(right, ScalarNode) or not _equal(left.value, right.value)
        ):
            return False
    return True


def _equal(one: object, other: object) -> bool:
    return type(one) is type(other) and (one == other or (one != one and other != other))  # NaN differs from itself


def _is_unknown(one: Node, other: Node, as_written: bool) -> bool:
    if as_written:
        return all(isinstance(node, ScalarNode) and isinstance(node.value, Unresolved) for node in (one, other))
    return is_unresolved(one) or is_unresolved(other)
