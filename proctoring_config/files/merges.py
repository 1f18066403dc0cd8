"""
Find keys to which several merges (``<<``) give different values.

If the key ``<<`` is repeated, the last one wins in all releases of PyYAML. Otherwise, the value may depend on the
release. Both ways of merging are replayed on the tree: PyYAML 6.0.3 and older let the first mapping of a list win,
PyYAML 6.0.4 the last one, unless the keys are the same string object.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from proctoring_config.files.tree import MERGE, MOST_MERGED, ListNode, MappingNode, Node, ScalarNode, resolve
from proctoring_config.files.values import same

_Pair = tuple[ScalarNode, Node]


class _TooManyError(Exception):
    pass


def find_unstable_keys(mapping: MappingNode) -> dict[Hashable, int]:
    """
    Return the keys to which the releases give different values, with the offset of the last ``<<`` in ``mapping``.

    The result is empty if the merges are too many, or nested too deep, to be replayed.
    """
    merges = [key.start for key, _ in mapping.pairs if _is_merge(key)]
    if not merges:
        return {}
    try:
        before, after = (_Merger(by_identity).load(mapping) for by_identity in (False, True))
    except (_TooManyError, RecursionError):
        return {}
    compared: dict[tuple[int, int], bool] = {}
    unstable = {}
    for key, node in before.items():
        ids = id(node), id(after[key])
        if ids not in compared:
            compared[ids] = same(node, after[key], as_written=True)
        if not compared[ids]:
            unstable[key] = merges[-1]
    return unstable


def find_overridden_keys(mapping: MappingNode) -> dict[Hashable, tuple[int, int]]:
    """
    Return the keys to which a repeated ``<<`` in ``mapping`` gives another value than an earlier one.

    Each has the offsets of the first and the last ``<<`` with the key. Keys that the mapping itself sets, and those
    whose value depends on the release, are left out. The result is empty if the merges cannot be replayed.
    """
    merges = [(key.start, resolve(value)) for key, value in mapping.pairs if _is_merge(key)]
    if len(merges) < 2:
        return {}
    own = {key.value for key, _ in mapping.pairs if isinstance(key, ScalarNode)}
    first: dict[Hashable, tuple[int, Node]] = {}
    overridden = {}
    try:
        for start, value in merges:
            for key, node in _Merger(by_identity=False).load_merge(value).items():
                if key in own:
                    continue
                begin, before = first.setdefault(key, (start, node))
                if node is not before and not same(before, node, as_written=True):
                    overridden[key] = begin, start
    except (_TooManyError, RecursionError):
        return {}
    unstable = find_unstable_keys(mapping)
    return {key: starts for key, starts in overridden.items() if key not in unstable}


class _Merger:
    """Merges as PyYAML 6.0.4 does (``by_identity``), or as older releases do."""

    def __init__(self, by_identity: bool) -> None:
        self._by_identity = by_identity
        self._flat: dict[int, list[_Pair]] = {}

    def load(self, mapping: MappingNode) -> dict[Hashable, Node]:
        """Return the nodes of the values, by key."""
        return {key.value: value for key, value in self._flatten(mapping)}

    def load_merge(self, value: Node) -> dict[Hashable, Node]:
        """Return the nodes of the values that ``<<`` with this ``value`` merges, by key."""
        return {key.value: node for key, node in self._pairs_to_merge(value)}

    def _flatten(self, mapping: MappingNode) -> list[_Pair]:
        """Return the pairs of a mapping with those that it merges, the winning ones last."""
        if id(mapping) in self._flat:
            return self._flat[id(mapping)]
        self._flat[id(mapping)] = []  # for a mapping that merges itself
        merged: list[_Pair] = []
        own: list[_Pair] = []
        seen: set[Hashable] = set()
        for written_key, written_value in mapping.pairs:
            key, value = resolve(written_key), resolve(written_value)
            if not isinstance(key, ScalarNode):
                continue
            if key.value is not MERGE:
                own.append((key, value))
                continue
            for pair in self._pairs_to_merge(value):
                if self._by_identity and _identity(pair[0]) in seen:
                    continue
                seen.add(_identity(pair[0]))
                merged.append(pair)
                if len(merged) > MOST_MERGED:
                    raise _TooManyError
        self._flat[id(mapping)] = [*merged, *own]
        return self._flat[id(mapping)]

    def _pairs_to_merge(self, value: Node) -> Iterable[_Pair]:
        items = value.items if isinstance(value, ListNode) else [value]
        for item in items if self._by_identity else reversed(items):
            node = item.inside if isinstance(item, ScalarNode) else item  # merging ignores tags
            if isinstance(node, MappingNode):
                yield from self._flatten(node)


def _is_merge(key: Node) -> bool:
    return isinstance(key, ScalarNode) and key.value is MERGE


def _identity(key: ScalarNode) -> Hashable:
    """Return a value for the identity of a key's string: strings of one character have only one object in Python."""
    is_short = len(key.value) < 2 if isinstance(key.value, str) else key.end - key.start < 2
    return ("text", key.value) if is_short else ("node", id(key))
