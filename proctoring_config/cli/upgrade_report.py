"""What comes of an upgrade, as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from proctoring_config.files.setting import find
from proctoring_config.problems import location
from proctoring_config.upgrade.changes import NULL, QuoteName
from proctoring_config.upgrade.process import FileResult
from proctoring_config.upgrade.settings_file import SettingsFile
from proctoring_config.wording import number

#: Of the JSON's shape; a field may be added, but none removed or changed, without another number.
VERSION = 1

_WHERE = {"python": "at the end of the settings modules of LMS and Studio", "tutor": "in a Tutor plugin"}


class _Line(NamedTuple):
    """A change or a note, ``change`` saying what it changes, and the place of the key that it is about."""

    word: str
    path: tuple[Hashable, ...]
    message: str
    place: tuple[int, int] | None
    change: dict[str, object]


def as_text(results: Sequence[FileResult], unlike: Sequence[str]) -> str:
    """Return a line for each change and note, and the lines to add or the diff, file by file."""
    parts = ["".join(line + "\n" for line in _text(result)) for result in results]
    return "\n".join(part for part in [*parts, "".join(f"{line}\n" for line in unlike)] if part)


def as_json(results: Sequence[FileResult], unlike: Sequence[str]) -> str:
    """Return one JSON object, ``{"version": 1, "files": [...], "differences": [...]}``, in ASCII."""
    files = [_object(result) for result in results]
    return json.dumps({"version": VERSION, "files": files, "differences": list(unlike)}, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[FileResult], Sequence[str]], str]] = {"text": as_text, "json": as_json}


def summary(results: Sequence[FileResult], unlike: Sequence[str]) -> str:
    """Return the line that says how much there is to do in how many files."""
    known = [result for result in results if not result.file.unreadable]
    changes = sum(len(result.plan.changes) for result in known)
    undecided = sum(len(result.plan.undecided) for result in known) + len(unlike)
    by_hand = sum(bool(one.file.unreadable and one.plan.changes) for one in results)
    written = sum(result.written for result in results)
    counted = [
        number(changes, "change") if changes else "",
        f"{undecided} undecided" if undecided else "",
        f"{number(by_hand, 'file')} to see to by hand" if by_hand else "",
    ]
    found = ", ".join(count for count in counted if count) or "nothing to do"
    return f"{found} in {number(len(results), 'file')}" + (f"; {written} written" if written else "")


def _text(result: FileResult) -> Iterator[str]:
    file = result.file
    name = file.source.name
    if file.unreadable and result.plan.changes:
        named = f":{file.mention}: names proctortrack, but" if file.mention else ":"
        yield f"{name}{named} cannot be read here, being {result.not_edited}"
    for line in _lines(result):
        place = f":{line.place[0]}:{line.place[1]}" if line.place else ""
        yield f"{name}{place}: {line.word} {location(line.path)}: {line.message}"
    if result.diff:
        yield result.diff.rstrip("\n")
    if result.written:
        yield f"{name}: written"
    elif result.snippet and not result.diff:
        yield from ["", f"{name}: {_heading(result)}:", "", result.snippet.rstrip("\n")]


def _heading(result: FileResult) -> str:
    origin = result.file.origin
    where = origin.where if result.form == origin.form else _WHERE.get(result.form, origin.where)
    if result.file.unreadable:
        return f"if the instance has an entry named proctortrack, these lines belong {where}"
    if result.not_edited:
        return f"not edited ({result.not_edited}), these lines belong {where}"
    return f"these lines belong {where}" + (", or pass --write" if result.form == origin.form else "")


def _lines(result: FileResult) -> Iterator[_Line]:
    plan, file = result.plan, result.file
    for change in () if file.unreadable else plan.changes:
        path = (*file.path, *change.path())
        if QuoteName() in plan.changes and path[len(file.path)] == NULL:
            path = (*file.path, None, *path[len(file.path) + 1 :])  # the name as it is in the file
        fields = {"change": change.kind, **asdict(change)}
        yield _Line("change", path, change.describe(), _place(file, path), fields)
    for note in plan.notes:
        word = "undecided" if note.undecided else "note"
        yield _Line(word, note.path, note.message, _place(file, note.path), {})


def _place(file: SettingsFile, path: tuple[Hashable, ...]) -> tuple[int, int] | None:
    if not file.setting:
        return None
    entry = file.setting.entry
    return [entry, *find(entry.node, path[len(file.path) :])][-1].position


def _object(result: FileResult) -> dict[str, object]:
    file = result.file
    lines = list(_lines(result))
    return {
        "file": file.source.name,
        **{key: [_line_object(line) for line in lines if line.word == word] for key, word in _KEYS.items()},
        "unreadable": file.unreadable,
        "mention": file.mention,
        "not_edited": result.not_edited,
        "where": file.origin.where,
        "snippet": {"form": result.form, "text": result.snippet} if result.snippet else None,
        "diff": result.diff,
        "written": result.written,
    }


_KEYS = {"changes": "change", "undecided": "undecided", "notes": "note"}


def _line_object(line: _Line) -> dict[str, object]:
    position = dict(zip(("line", "column"), line.place or (None, None), strict=True))
    return {**line.change, "path": location(line.path), "message": line.message, **position}
