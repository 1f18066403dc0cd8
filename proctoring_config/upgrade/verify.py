"""Check, before a new text is written, that it contains the requested changes and no others."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence

from proctoring_config.errors import InputError
from proctoring_config.files import tree
from proctoring_config.files.read import Document, parse
from proctoring_config.files.setting import Setting
from proctoring_config.files.source import Source
from proctoring_config.files.splice import Span, UnsupportedSyntaxError
from proctoring_config.files.values import same
from proctoring_config.upgrade.changes import Change, apply_all

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


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
    if not changes_only(source.text, text, spans, names):
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


def changes_only(before: str, after: str, spans: Iterable[Span], names: Iterable[str]) -> bool:
    """
    Return whether an edit that turns ``before`` into ``after`` changes only the intended lines.

    The intended lines are the line of a span, which must remain one line, and the whole lines that a span adds. Each of
    them must contain one of ``names``. The last line of ``before`` gets a line break if lines are added below it.
    """
    old, new = _LINE.findall(before), _LINE.findall(after)
    changed: set[int] = set()
    written: set[int] = set()
    number = done = added = 0
    for start, _, text in sorted(spans):
        number += len(_LINE_BREAK.findall(before, done, start))
        done = start
        breaks = len(_LINE_BREAK.findall(text))
        if breaks == 0:
            changed.add(number)
            written.add(number + added)
        else:
            first = number + added + (0 if _LINE_BREAK.search(text, len(text) - 1) else 1)
            written.update(range(first, first + breaks))
            added += breaks
    names = tuple(names)
    if not all(number < len(new) and any(name in new[number] for name in names) for number in written):
        return False
    kept = [line for number, line in enumerate(old) if number not in changed]
    found = [line for number, line in enumerate(new) if number not in written]
    if found and len(old) - 1 not in changed and len(new) - 1 in written and not _LINE_BREAK.search(old[-1]):
        found[-1] = _LINE_BREAK.sub("", found[-1])
    return kept == found
