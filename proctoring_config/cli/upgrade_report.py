"""What comes of an upgrade, as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from proctoring_config.problems import location
from proctoring_config.settings_files.lookup import find
from proctoring_config.upgrade.changes import Change, FillBody, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.subjects import Subject
from proctoring_config.upgrade.treatment import Treatment
from proctoring_config.wording import number

#: Of the JSON's shape; a field may be added, but none removed or changed, without another number.
VERSION = 1

_WORDS: Mapping[type, str] = {
    SetOption: "set_option",
    RenameOption: "rename_option",
    QuoteName: "quote_name",
    FillBody: "fill_body",
}
_WHERE = {"python": "at the end of the settings modules of LMS and Studio", "tutor": "in a Tutor plugin"}


class _Line(NamedTuple):
    """A change or a note, ``change`` saying what it changes, and the place of the key that it is about."""

    word: str
    path: tuple[Hashable, ...]
    message: str
    place: tuple[int, int] | None
    change: dict[str, object]


def as_text(treatments: Sequence[Treatment], unlike: Sequence[str]) -> str:
    """Return a line for each change and note, and the lines to add or the diff, file by file."""
    parts = ["".join(line + "\n" for line in _text(treatment)) for treatment in treatments]
    return "\n".join(part for part in [*parts, "".join(f"{line}\n" for line in unlike)] if part)


def as_json(treatments: Sequence[Treatment], unlike: Sequence[str]) -> str:
    """Return one JSON object, ``{"version": 1, "files": [...], "differences": [...]}``, in ASCII."""
    files = [_object(treatment) for treatment in treatments]
    return json.dumps({"version": VERSION, "files": files, "differences": list(unlike)}, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Treatment], Sequence[str]], str]] = {"text": as_text, "json": as_json}


def summary(treatments: Sequence[Treatment], unlike: Sequence[str]) -> str:
    """Return the line that says how much there is to do in how many files."""
    known = [treatment for treatment in treatments if not treatment.subject.unreadable]
    changes = sum(len(treatment.plan.changes) for treatment in known)
    undecided = sum(len(treatment.plan.undecided) for treatment in known) + len(unlike)
    by_hand = sum(bool(one.subject.unreadable and one.plan.changes) for one in treatments)
    written = sum(treatment.written for treatment in treatments)
    counted = [
        number(changes, "change") if changes else "",
        f"{undecided} undecided" if undecided else "",
        f"{number(by_hand, 'file')} to see to by hand" if by_hand else "",
    ]
    found = ", ".join(count for count in counted if count) or "nothing to do"
    return f"{found} in {number(len(treatments), 'file')}" + (f"; {written} written" if written else "")


def _text(treatment: Treatment) -> Iterator[str]:
    subject = treatment.subject
    name = subject.source.name
    if subject.unreadable and treatment.plan.changes:
        named = f":{subject.mention}: names proctortrack, but" if subject.mention else ":"
        yield f"{name}{named} cannot be read here, being {treatment.not_edited}"
    for line in _lines(treatment):
        place = f":{line.place[0]}:{line.place[1]}" if line.place else ""
        yield f"{name}{place}: {line.word} {location(line.path)}: {line.message}"
    if treatment.diff:
        yield treatment.diff.rstrip("\n")
    if treatment.written:
        yield f"{name}: written"
    elif treatment.snippet and not treatment.diff:
        yield from ["", f"{name}: {_heading(treatment)}:", "", treatment.snippet.rstrip("\n")]


def _heading(treatment: Treatment) -> str:
    place = treatment.subject.place
    where = place.where if treatment.form == place.form else _WHERE.get(treatment.form, place.where)
    if treatment.subject.unreadable:
        return f"if the instance has an entry named proctortrack, these lines belong {where}"
    if treatment.not_edited:
        return f"not edited ({treatment.not_edited}), these lines belong {where}"
    return f"these lines belong {where}" + (", or pass --write" if treatment.form == place.form else "")


def _lines(treatment: Treatment) -> Iterator[_Line]:
    plan, subject = treatment.plan, treatment.subject
    for change in () if subject.unreadable else plan.changes:
        path, message = _told(change, subject.path, null=None if QuoteName() in plan.changes else "null")
        fields = {"change": _WORDS[type(change)], **asdict(change)}
        yield _Line("change", path, message, _place(subject, path), fields)
    for note in plan.notes:
        word = "undecided" if note.undecided else "note"
        yield _Line(word, note.path, note.message, _place(subject, note.path), {})


def _told(change: Change, root: tuple[str, ...], null: str | None) -> tuple[tuple[Hashable, ...], str]:
    """Return the path of what changes, and to what; ``null`` is the key of that provider as it stands in the file."""
    if isinstance(change, QuoteName):
        return (*root, None), "write 'null', with quotes"
    provider = null if change.provider == "null" else change.provider
    if isinstance(change, FillBody):
        return (*root, provider), "write {}"
    if isinstance(change, RenameOption):
        return (*root, provider, change.old), f"rename to {change.new}"
    return (*root, provider, change.option), f"write {str(change.value).lower()}"


def _place(subject: Subject, path: tuple[Hashable, ...]) -> tuple[int, int] | None:
    if not subject.setting:
        return None
    entry = subject.setting.entry
    return [entry, *find(entry.node, path[len(subject.path) :])][-1].position


def _object(treatment: Treatment) -> dict[str, object]:
    subject = treatment.subject
    lines = list(_lines(treatment))
    return {
        "file": subject.source.name,
        **{key: [_line_object(line) for line in lines if line.word == word] for key, word in _KEYS.items()},
        "unreadable": subject.unreadable,
        "mention": subject.mention,
        "not_edited": treatment.not_edited,
        "where": subject.place.where,
        "snippet": {"form": treatment.form, "text": treatment.snippet} if treatment.snippet else None,
        "diff": treatment.diff,
        "written": treatment.written,
    }


_KEYS = {"changes": "change", "undecided": "undecided", "notes": "note"}


def _line_object(line: _Line) -> dict[str, object]:
    position = dict(zip(("line", "column"), line.place or (None, None), strict=True))
    return {**line.change, "path": location(line.path), "message": line.message, **position}
