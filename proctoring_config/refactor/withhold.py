"""Find the fixers whose edits are not acceptable in a tree, so that none of their edits is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from proctoring_config.refactor import verify
from proctoring_config.refactor.fixer import Fixer, group_members
from proctoring_config.refactor.imports import remove_unused_imports
from proctoring_config.refactor.lines import first_changed_line, map_line
from proctoring_config.refactor.lost_names import find_lost_names
from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.source import Leftover, Place, is_test
from proctoring_config.refactor.traces import find_traces, is_record
from proctoring_config.refactor.vendor import VENDOR

if TYPE_CHECKING:
    from proctoring_config.refactor.engine import FileEdit, Step


@dataclass(frozen=True)
class Withheld:
    """
    A fixer that is not applied: ``places`` are its first change in each file, ``causes`` what must be fixed first.

    There are no causes if the fixer was not selected.
    """

    fixer: str
    places: tuple[Place, ...]
    causes: tuple[Place, ...]


def find_unacceptable(edits: Sequence[FileEdit], fixers: Sequence[Fixer]) -> dict[str, list[Leftover]]:
    """
    Return the names of the fixers to withhold now, each with the causes; empty if all edits are acceptable.

    A fixer is withheld with its whole group if a member of it meets code that it does not understand, if it breaks a
    file, if the name that it removes is still used, or if it adds tests of code that is not changed. Only the first of
    these rules that any fixer breaks is applied.
    """
    found = (
        list(_find_refused(edits))
        or list(_find_broken(edits))
        or [*_find_still_used(edits, fixers), *find_lost_names(edits, fixers)]
        or list(_find_tests_of_old_code(edits))
    )
    withheld: dict[str, list[Leftover]] = {}
    for fixer, cause in found:
        for member in group_members(fixer, fixers):
            withheld.setdefault(member.name, []).append(cause)
    return withheld


def list_withheld(edits: Sequence[FileEdit], causes: Mapping[str, Sequence[Leftover]]) -> list[Withheld]:
    """Return the fixers in ``causes`` that change anything in ``edits``, which are those of all fixers."""
    places: dict[str, dict[str, Place]] = {}
    for edit in edits:
        for step in edit.changes:
            if step.fixer.name in causes:
                places.setdefault(step.fixer.name, {}).setdefault(edit.target.path, _find_first_change(edit, step))
    return [
        Withheld(name, tuple(sorted(found.values())), tuple(sorted({cause.place for cause in causes[name]})))
        for name, found in sorted(places.items())
    ]


def first_broken_step(edit: FileEdit) -> tuple[Step, Leftover] | None:
    """Return the first step after which a changed Python file is not valid, and why; ``None`` if the file is valid."""
    if not edit.target.is_python or not edit.changed or not _find_new_faults(edit.before, edit.after):
        return None
    for step in edit.changes:
        text = remove_unused_imports(edit.before, step.result.file).text
        faults = _find_new_faults(edit.before, text)
        if faults:
            break
    else:
        step, text, faults = edit.changes[-1], edit.after, _find_new_faults(edit.before, edit.after)
    fault = faults[0]
    place = _find_first_change(edit, step)
    if isinstance(fault, verify.NameFault):
        place = place._replace(line=map_line(fault.line, text, edit.before))
    todo = "change this place by hand and run this again, or make the change of the fixer by hand"
    return step, Leftover(*place, step.fixer.name, f"not applied: {fault}", todo)


def _find_new_faults(before: str, after: str) -> Sequence[verify.NameFault | str]:
    try:
        return verify.find_new_faults(before, after)
    except CannotParseError:
        return ["the file would no longer parse"]


def _find_refused(edits: Sequence[FileEdit]) -> Iterator[tuple[Fixer, Leftover]]:
    for edit in edits:
        if not is_test(edit.target.path):
            yield from ((fixer, leftover) for fixer, leftover in edit.list_refusals() if fixer.group)


def _find_broken(edits: Sequence[FileEdit]) -> Iterator[tuple[Fixer, Leftover]]:
    for edit in edits:
        if broken := first_broken_step(edit):
            step, leftover = broken
            yield step.fixer, leftover


def _find_still_used(edits: Sequence[FileEdit], fixers: Sequence[Fixer]) -> Iterator[tuple[Fixer, Leftover]]:
    """Yield each fixer that removes a name, with a leftover for each file that would still use or define the name."""
    changing = {step.fixer for edit in edits for step in edit.changes}
    for fixer in fixers:
        name = fixer.removes_name
        if name is None or changing.isdisjoint(group_members(fixer, fixers)):
            continue
        for edit in edits:
            line = verify.find_first_use(name, edit.target.path, edit.after)
            if line:
                traces = [trace for trace in find_traces(edit.target.path, edit.after) if trace.line == line]
                traces.sort(key=lambda trace: trace.what != name)
                unknown = Leftover(edit.target.path, line, name, "", "remove it here, then run this again")
                cause = replace(
                    next(iter(traces), unknown),
                    line=map_line(line, edit.after, edit.before),
                    why="it is still used or defined here, so it cannot be removed elsewhere",
                )
                if not is_record(cause, edit.after):
                    yield fixer, cause


def _find_tests_of_old_code(edits: Sequence[FileEdit]) -> Iterator[tuple[Fixer, Leftover]]:
    """
    Yield each fixer that changes tests although its group changes no code, with the uses of the vendor's name there.

    If the code does not contain the name, the last place that is left in it is the cause.
    """
    code = [edit for edit in edits if not is_test(edit.target.path)]
    changed = {step.fixer.group for edit in code for step in edit.changes}
    testing = {step.fixer for edit in edits for step in edit.changes} if len(code) < len(edits) else set()
    for fixer in sorted(testing, key=lambda each: each.name):
        if fixer.group and fixer.group not in changed:
            own = [edit for edit in code if any(each.group == fixer.group for each in edit.target.fixers)]
            left = [trace for edit in own for trace in find_traces_on_disk(edit) if not is_record(trace, edit.after)]
            yield from ((fixer, trace) for trace in [each for each in left if each.what == VENDOR] or left[-1:])


def find_traces_on_disk(edit: FileEdit) -> Iterator[Leftover]:
    """Yield the traces after the edit, with the line numbers of the file on disk."""
    for trace in find_traces(edit.target.path, edit.after):
        yield replace(trace, line=map_line(trace.line, edit.after, edit.before))


def _find_first_change(edit: FileEdit, step: Step) -> Place:
    """Return the first line, as on disk, that a step of the edit changes."""
    return Place(edit.target.path, map_line(first_changed_line(step.before, step.after), step.before, edit.before))
