"""
Remove the vendor's plugin from ``pyproject.toml``, and require ``proctoring-config`` where edx-proctoring is required.

Since the platform uses uv (PR #38915), its requirements are there, one on each line; they are edited like those of
``requirements_in``. ``uv.lock`` contains hashes, so only uv can change it: it is reported until it contains
``proctoring-config`` and no longer contains the plugin (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from proctoring_config.files.splice import ending, joined, place, split
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.requirements import (
    PROCTORING,
    REASON,
    UV_COMMAND,
    VENDOR_PLUGIN,
    as_pep508,
    describe_source,
    get_name,
    get_our_name,
)
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile

_PYPROJECT, _LOCK = "pyproject.toml", "uv.lock"
_TABLE = re.compile(r"^\[([^\]]+)\]")
_ARRAY = re.compile(r"^\s*[\w.\"-]+\s*=\s*\[\s*(?:#.*)?$")
_ITEM = re.compile(r"^(\s*)([\"'])([^\"\\]+?)\2(,?)\s*(?:#.*)?$")
_SOURCE = re.compile(r"^\"?([\w.-]+)\"?\s*=")
_COMMENT = re.compile(r"^\s*#")
_LOCKED = re.compile(r"^name = \"([^\"]+)\"\s*$", re.MULTILINE)
#: The tables with requirements; others contain constraints.
_REQUIRING = ("project", "dependency-groups", "project.optional-dependencies")


def fix(file: SourceFile) -> FixResult:
    """Edit ``pyproject.toml``, or report ``uv.lock``."""
    return _edit_pyproject(file) if file.path == _PYPROJECT else FixResult(file, leftovers=list(_report_lock(file)))


def _edit_pyproject(file: SourceFile) -> FixResult:
    ours = get_our_name(file.requirement)
    try:
        before = tomllib.loads(file.text)
    except (ValueError, RecursionError):
        return FixResult(file, leftovers=[_not_understood(file, ours, "it is not valid TOML")])
    required = set(_list_names([before.get("project"), before.get("dependency-groups")]))
    missing = PROCTORING in required and ours not in required
    tools = before.get("tool")
    others = set(_list_names({key: tools[key] for key in tools if key != "uv"} if isinstance(tools, dict) else {}))
    if PROCTORING in others - required and ours not in required | others:
        why = "no fixer edits the requirements of other tools"
        return FixResult(file, leftovers=[_not_understood(file, ours, why)])
    if not missing and VENDOR_PLUGIN not in _list_names(before):
        return FixResult(file)
    spec = as_pep508(file.requirement)
    if spec is None:
        return FixResult(file, leftovers=[_not_understood(file, ours, "the given requirement cannot be written there")])
    lines = split(file.text)
    kept = _remove_vendor(lines)
    comment = file.requirement.partition(" #")[2].strip() or REASON
    added = (json.dumps(spec, ensure_ascii=False), f" # {comment}{ending(file.text)}")
    text = joined(_add_ours(kept, ours, added) if missing else kept, file.text)
    if not _is_expected(before, text, ours, missing=missing):
        return FixResult(file, leftovers=[_not_understood(file, ours, "the requirements are not one on each line")])
    notes = ["remove the vendor's plugin"] if kept != lines else []
    return FixResult(
        file.replace_content(text),
        notes=[*notes, f"require {ours}"] if missing else notes,
        breaking=[describe_source(file.requirement)] if missing else [],
    )


def _list_names(value: Any) -> Iterator[str | None]:
    """Yield the names of packages: those of strings in lists, and those of keys."""
    if isinstance(value, dict):
        yield from map(get_name, value)
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(value, list) and isinstance(each, str):
            yield get_name(each)
        else:
            yield from _list_names(each)


def _is_expected(before: Any, text: str, ours: str, *, missing: bool) -> bool:
    """Return whether ``text`` has no plugin, has our requirement if it was missing, and equals ``before`` otherwise."""
    try:
        after = tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    names, changed = set(_list_names(after)), {ours, VENDOR_PLUGIN} if missing else {VENDOR_PLUGIN}
    complete = not missing or ours in names
    return complete and VENDOR_PLUGIN not in names and _without(before, changed) == _without(after, changed)


def _without(value: Any, names: set[str]) -> Any:
    if isinstance(value, list):
        return [_without(each, names) for each in value if not (isinstance(each, str) and get_name(each) in names)]
    if isinstance(value, dict):
        return {key: _without(each, names) for key, each in value.items() if get_name(key) not in names}
    return value


def _remove_vendor(lines: Sequence[str]) -> list[str]:
    """Return the lines without those of the plugin and the comments directly above them."""
    kept: list[str] = []
    for line in lines:
        item = _ITEM.match(line.rstrip())
        source = _SOURCE.match(line)
        if VENDOR_PLUGIN not in (item and get_name(item[3]), source and get_name(source[1])):
            kept.append(line)
            continue
        start = len(kept)
        while start and _COMMENT.match(kept[start - 1]):
            start -= 1
        is_first = start and _ARRAY.match(kept[start - 1].rstrip())  # then the comment may describe the whole array
        if not is_first or "proctortrack" in "".join(kept[start:]).lower():
            del kept[start:]
    return kept


def _add_ours(lines: Sequence[str], ours: str, added: tuple[str, str]) -> list[str]:
    """Return the lines with ``added``, a string and its comment, in each array of requirements with edx-proctoring."""
    new: list[str] = []
    array: list[str] | None = None
    table = ""
    for line in lines:
        if array is not None and line.lstrip().startswith("]"):
            new += _add_to_array(array, ours, added) if table in _REQUIRING else array
            array = None
        if array is not None:
            array.append(line)
            continue
        new.append(line)
        if match := _TABLE.match(line):
            table = match[1]
        elif _ARRAY.match(line.rstrip()):
            array = []
    return [*new, *(array or ())]


def _add_to_array(array: list[str], ours: str, added: tuple[str, str]) -> list[str]:
    items = [(index, item) for index, line in enumerate(array) if (item := _ITEM.match(line.rstrip()))]
    names = [get_name(item[3]) or "" for _, item in items]
    if PROCTORING not in names:
        return array
    index = place(names, ours)
    above, item = items[max(index - 1, 0)]
    new, comma = list(array), ","
    if index and not item[4]:
        comma, end = "", item.start(4)
        new[above] = f"{new[above][:end]},{new[above][end:]}"
    new.insert(above + 1 if index else above, f"{item[1]}{added[0]}{comma}{added[1]}")
    return new


def _report_lock(file: SourceFile) -> Iterator[Leftover]:
    """Yield a leftover for each line that names the plugin, or else for edx-proctoring if our package is not locked."""
    ours = get_our_name(file.requirement)
    locked = {match[1]: file.text.count("\n", 0, match.start()) + 1 for match in _LOCKED.finditer(file.text)}
    lines = [number for number, line in enumerate(split(file.text), start=1) if VENDOR_PLUGIN in line]
    missing = f"must not contain {VENDOR_PLUGIN}"
    if not lines and PROCTORING in locked and ours not in locked:
        lines = [locked[PROCTORING]]
        missing = f"must contain {ours}"
    for number in lines:
        why = f"this file {missing}, and only uv can write it"
        yield file.leftover(number, what=ours, why=why, todo=UV_COMMAND)


def _not_understood(file: SourceFile, ours: str, why: str) -> Leftover:
    line = file.text.partition(PROCTORING)[0].count("\n") + 1
    return file.leftover(line, what=ours, why=why, todo=f"require {ours} beside {PROCTORING}, without {VENDOR_PLUGIN}")


FIXER = Fixer(__name__, in_files(_PYPROJECT, _LOCK, word=PROCTORING), fix)
