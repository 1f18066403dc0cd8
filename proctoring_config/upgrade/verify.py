"""Check, before a new text is written, that it contains the requested changes and no others."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence

from proctoring_config.errors import InputError
from proctoring_config.files import tree
from proctoring_config.files.read import Document, parse
from proctoring_config.files.setting import Setting
from proctoring_config.files.source import Source
from proctoring_config.files.splice import Span, UnsupportedSyntaxError, splice
from proctoring_config.files.values import same
from proctoring_config.upgrade.changes import Change, apply_all

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


def verify(
    document: Document,
    setting: Setting,
    changes: Sequence[Change],
    spans: Sequence[Span],
    text: str,
    anchor: int | None = None,
) -> None:
    """
    Raise UnsupportedSyntaxError unless ``text`` is ``document`` with ``changes`` made in ``setting``.

    ``anchor`` is the offset of an anchor on the changed value, if it has one; it is then the likely reason. The lines
    are compared as well, because another tool may read the text differently.
    """
    source = document.source
    try:
        root = parse(Source(source.name, text)).root
    except InputError:
        raise UnsupportedSyntaxError(setting.entry.offset, "syntax in which the change cannot be written") from None
    if not _is_changed_only_by(document.root, root, setting.path, changes):
        if anchor is not None:
            raise UnsupportedSyntaxError(anchor, "an anchor (&): other places that use it would also change")
        raise UnsupportedSyntaxError(spans[0][0], "syntax in which something else would also change")
    names = set().union(*(change.names() for change in changes))
    if text != splice(source.text, spans) or not changes_only(source.text, spans, names):
        raise UnsupportedSyntaxError(spans[0][0], "unrelated lines would change")


def _is_changed_only_by(
    before: tree.Node, after: tree.Node, path: Sequence[Hashable], changes: Sequence[Change]
) -> bool:
    """Return whether ``after`` is ``before`` with ``changes`` made to the value at ``path``."""
    for name in path:
        one, other = _children(before), _children(after)
        if not one or not other or one.keys() != other.keys() or name not in one:
            return False
        if not all(_equal(one[key], other[key]) for key in one if key != name):
            return False
        before, after = one[name], other[name]
    try:
        expected = apply_all(_two_levels(before), changes)
    except KeyError:
        return False
    return _equal(expected, _two_levels(after))


def _children(node: tree.Node) -> dict[Hashable, tree.Node]:
    return {key: entry.node for key, entry in node.entries.items()} if isinstance(node, tree.MappingNode) else {}


def _two_levels(backends: tree.Node) -> dict[Hashable, object]:
    """Return the providers, and of each provider the options, as dicts of nodes."""
    return {
        name: _children(options) if isinstance(options, tree.MappingNode) else options
        for name, options in _children(backends).items()
    }


def _equal(expected: object, found: object) -> bool:
    """Return whether a node is as expected: a dict of nodes, a node, or the boolean that a change wrote."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return expected.keys() == found.keys() and all(_equal(value, found[key]) for key, value in expected.items())
    if isinstance(expected, bool):
        return isinstance(found, tree.ScalarNode) and found.value is expected
    return isinstance(expected, tree.Node) and isinstance(found, tree.Node) and same(expected, found, as_written=True)


def changes_only(before: str, spans: Sequence[Span], names: Iterable[str]) -> bool:
    """
    Return whether the ``spans`` of ``before`` change only the intended lines.

    The intended lines are the line of a span, which must remain one line, and the whole lines that a span adds. Each of
    them must contain one of ``names``.
    """
    names = tuple(names)
    for start, end, text in spans:
        first = max(before.rfind("\n", 0, start), before.rfind("\r", 0, start)) + 1
        rest = _REST_OF_LINE.match(before, end)
        last = rest.end() if rest else end
        lines = _LINE_BREAK.split(text)
        if len(lines) == 1:
            inside = [(at - first, to - first, new) for at, to, new in spans if first <= at <= to <= last]
            lines = [splice(before[first:last], inside)]
        elif start == first and not lines[-1]:
            lines.pop()
        elif end == last and not lines[0]:
            lines.pop(0)
        else:
            return False
        if _LINE_BREAK.search(before, start, end) or not all(any(name in line for name in names) for line in lines):
            return False
    return True
