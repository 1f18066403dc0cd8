"""Whether a new text is the old one with the changes, no more and no less: read again, and line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Sequence

from proctoring_config.editing.splice import Span
from proctoring_config.errors import UntreatableError
from proctoring_config.settings_files.loading import Document, parsed
from proctoring_config.settings_files.setting import Setting
from proctoring_config.settings_files.source import Source
from proctoring_config.settings_files.tree import Block, Entry
from proctoring_config.settings_files.values import same
from proctoring_config.upgrade.changes import Change, FillBody, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.line_check import changes_only
from proctoring_config.upgrade.located import OddFormError

_NULL = "null"


def verify(
    document: Document,
    setting: Setting,
    changes: Sequence[Change],
    spans: Sequence[Span],
    text: str,
    anchor: int | None = None,
) -> None:
    """
    Raise OddFormError unless ``text`` holds the settings of ``document`` with ``changes`` in ``setting``.

    ``anchor`` is where the anchor stands of what is changed, if it has one, which is then the likely reason.
    The lines are looked at besides (``line_check.py``), because what another tool makes of a text is not known here.
    """
    source = document.source
    try:
        root = parsed(Source(source.name, text)).root
    except UntreatableError:
        raise OddFormError(setting.entry.offset, "a form in which the change cannot be written") from None
    if not same(_expected(document.root, setting, changes), root, as_written=True):
        if anchor is not None:
            raise OddFormError(anchor, "anchored (&): what uses the anchor elsewhere would change too")
        raise OddFormError(spans[0][0], "a form in which something else would change as well")
    if not changes_only(source.text, text, spans, _names(changes)):
        raise OddFormError(spans[0][0], "lines would change that do not name what is changed")


def _expected(root: Block, setting: Setting, changes: Iterable[Change]) -> Block:
    def backends(node: object) -> Block:
        for change in changes:
            node = _changed(node, change, setting.entry)
        return _block(node, setting.entry)

    changed: Callable[[object], Block] = backends
    for key in reversed(setting.path):
        changed = _within(key, changed, setting.entry)
    return changed(root)


def _within(key: Hashable, change: Callable[[object], object], place: Entry) -> Callable[[object], Block]:
    """Return the function that gives a mapping back with ``change`` made to what stands at its ``key``."""

    def changed(node: object) -> Block:
        block = _block(node, place)
        if key not in block.entries:
            raise OddFormError(place.offset, "what is to be changed is not there")
        entry = block.entries[key]
        return Block({**block.entries, key: Entry(key, change(entry.node), entry.source, entry.offset)})

    return changed


def _changed(backends: object, change: Change, place: Entry) -> Block:
    if isinstance(change, QuoteName):
        return _renamed(backends, None, _NULL, place)
    if isinstance(change, FillBody):
        return _within(change.provider, lambda _: Block(), place)(backends)
    if isinstance(change, RenameOption):
        return _within(change.provider, lambda body: _renamed(body, change.old, change.new, place), place)(backends)
    return _within(change.provider, lambda body: _with_option(body, change, place), place)(backends)


def _with_option(body: object, change: SetOption, place: Entry) -> Block:
    block = _block(body, place)
    return Block({**block.entries, change.option: Entry(change.option, change.value, place.source, place.offset)})


def _renamed(node: object, old: Hashable, new: str, place: Entry) -> Block:
    entries = dict(_block(node, place).entries)
    if old not in entries or new in entries:
        raise OddFormError(place.offset, "what is to be renamed is not there, or its new name is")
    return Block({new if key == old else key: entry for key, entry in entries.items()})


def _block(node: object, place: Entry) -> Block:
    if not isinstance(node, Block):
        raise OddFormError(place.offset, "not a mapping where one is expected")
    return node


def _names(changes: Iterable[Change]) -> set[str]:
    """Return what must stand on a line that is changed: a name that is written, or whose body is."""
    names = set()
    for change in changes:
        if isinstance(change, QuoteName):
            names.add(_NULL)
        elif isinstance(change, FillBody):
            names.update((change.provider, json.dumps(change.provider)[1:-1]))
        else:
            names.add(change.new if isinstance(change, RenameOption) else change.option)
    return names
