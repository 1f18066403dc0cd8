"""Whether spans change no line of a text but those that name what is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from proctoring_config.editing.splice import Span

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def changes_only(before: str, after: str, spans: Iterable[Span], names: Iterable[str]) -> bool:
    """
    Return whether each line of ``before`` is in ``after`` as it was, those apart that ``spans`` mean.

    A span means the line that it stands on, which it must leave one line, or the whole lines that it adds. Each of
    those must hold one of ``names``. The last line of ``before`` gets a line break where lines are added below it.
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
