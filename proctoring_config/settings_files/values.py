"""What a node's value is: as the validator judges it, and compared with another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from proctoring_config.settings_files.tree import Block, Entry
from proctoring_config.validators.skeleton import Elsewhere

MOST_ENTRIES = 100_000

# Levels of mappings and lists that are judged: the setting, a provider's options, an option's value.
_LEVELS = 3

# One placeholder and nothing else: Jinja, Helm and Go; shells and Kubernetes; ERB; Python; eyaml and SOPS.
_PLACEHOLDER = re.compile(
    r"""
    \{\{ (?:(?!\{\{).)* \}\} | \{% .* %\} | \$\{ [^{}]* \} | \$\( [^()]* \) | \$ [A-Z_][A-Z0-9_]*
    | <% (?:(?!<%).)* %> | %\( \w+ \)s | ENC\[ [^\]]* \]
    """,
    re.VERBOSE | re.DOTALL,
)

_T = TypeVar("_T")


class _TooMany(Exception):  # noqa: N818  (never seen outside)
    pass


def is_elsewhere(node: object) -> bool:
    """Return whether another tool makes the value: its tag is not YAML's own, or it is one whole placeholder."""
    return isinstance(node, Elsewhere) or (isinstance(node, str) and bool(_PLACEHOLDER.fullmatch(node.strip())))


def plain(setting: Entry) -> object:
    """
    Return the value of ``setting`` as deep as it is judged; mappings and lists below that are empty.

    Raises UntreatableError when it has more than 100,000 entries, as aliases of aliases can make it have.
    """
    try:
        return _plain(setting.node, _LEVELS, iter(range(MOST_ENTRIES)))
    except _TooMany:
        reason = f"more than {MOST_ENTRIES:,} entries, aliases followed"
        raise setting.source.untreatable(setting.offset, reason) from None


def _plain(node: object, levels: int, left: Iterator[int]) -> object:
    if is_elsewhere(node):
        return Elsewhere()
    if isinstance(node, Block):
        entries = _counted(node.entries.values(), levels, left)
        judged = (entry for entry in entries if not isinstance(entry.key, Elsewhere))
        return {entry.key: _plain(entry.node, levels - 1, left) for entry in judged}
    if isinstance(node, list):
        return [_plain(item, levels - 1, left) for item in _counted(node, levels, left)]
    return node


def _counted(children: Iterable[_T], levels: int, left: Iterator[int]) -> Iterator[_T]:
    for child in children if levels else ():
        if next(left, None) is None:
            raise _TooMany
        yield child


def same(one: object, other: object, *, as_written: bool = False) -> bool:
    """
    Return whether two nodes have the same value; what another tool makes may always turn out the same.

    ``as_written``: a placeholder is the text that it is, and a value with a tag of another tool only like such a one.
    """
    pending, seen = [(one, other)], set()
    while pending:
        left, right = pending.pop()
        if left is right or (id(left), id(right)) in seen or _unknown(left, right, as_written):
            continue
        seen.add((id(left), id(right)))
        if isinstance(left, Block) and isinstance(right, Block):
            if left.entries.keys() != right.entries.keys():
                return False
            pending += [(entry.node, right.entries[key].node) for key, entry in left.entries.items()]
        elif isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            pending += zip(left, right, strict=True)
        elif type(left) is not type(right) or (left != right and (left == left or right == right)):
            return False
    return True


def _unknown(one: object, other: object, as_written: bool) -> bool:
    if as_written:
        return isinstance(one, Elsewhere) and isinstance(other, Elsewhere)
    return is_elsewhere(one) or is_elsewhere(other)
