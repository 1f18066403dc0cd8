"""Compute the whole refactor before anything is written: what every file becomes, and what is left to do by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from proctoring_config.refactor import verify
from proctoring_config.refactor.advice import quote_line
from proctoring_config.refactor.fixer import Fixer, group_members
from proctoring_config.refactor.imports import remove_unused_imports
from proctoring_config.refactor.lines import first_changed_line, map_line
from proctoring_config.refactor.missing_requirement import find_missing_requirement
from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile, is_test
from proctoring_config.refactor.targets import TargetFile
from proctoring_config.refactor.traces import find_traces, is_record

_MOST_ROUNDS = 10
_AGAIN = "change that place by hand, then run this again"


@dataclass(frozen=True)
class Step:
    """One fixer's work on the text that the previous fixer left."""

    fixer: Fixer
    file: SourceFile
    result: FixResult

    @property
    def changed(self) -> bool:
        """Whether the fixer changed anything."""
        return self.result.file is not self.file

    @property
    def before(self) -> str:
        """The text before the step."""
        return self.file.text

    @property
    def after(self) -> str:
        """The text after the step."""
        return self.result.file.text


@dataclass(frozen=True)
class FileEdit:
    """The result of the fixers for one file; ``leftovers`` have the line numbers of the file on disk."""

    target: TargetFile
    after: str
    steps: Sequence[Step] = ()
    leftovers: Sequence[Leftover] = ()

    @property
    def before(self) -> str:
        """The text on disk."""
        return self.target.content.text

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before

    @property
    def changes(self) -> list[Step]:
        """The steps that changed something."""
        return [step for step in self.steps if step.changed]


@dataclass(frozen=True)
class Changeset:
    """
    The whole refactor: ``edits`` in the order in which they are written, those that remove a name last.

    ``leftovers`` are to be fixed by hand; ``records`` are mentions in documentation and translations. Both are sorted
    and have the line numbers of the files on disk.
    """

    edits: Sequence[FileEdit]
    leftovers: Sequence[Leftover]
    records: Sequence[Leftover]


def compute_changeset(
    targets: Iterable[TargetFile], fixers: Sequence[Fixer], unreadable: Iterable[Leftover] = ()
) -> Changeset:
    """
    Return the result of ``fixers``; those whose edits are not acceptable are withheld and reported.

    Other fixers of a target are not used; they only tell which of the places that are left they would change.
    """
    edits, withheld = compute_edits(list(targets), fixers)
    left = set(unreadable)
    left |= {leftover for leftovers in withheld.values() for leftover in leftovers}
    left |= {leftover for edit in edits for leftover in edit.leftovers}
    if edits and any(fixer.name.startswith("requirements_") for fixer in fixers):
        states = {edit.target.path: (edit.before, edit.after) for edit in edits}
        left |= set(find_missing_requirement(states, edits[0].target.requirement))
    known = {(leftover.path, leftover.line) for leftover in left}
    left |= {
        trace for edit in edits for trace in _find_traces_left(edit, withheld) if (trace.path, trace.line) not in known
    }
    texts = {edit.target.path: edit for edit in edits}
    records = {each for each in left if is_record(each, texts[each.path].after if each.path in texts else "")}
    quoted = [
        replace(each, quote=quote_line(each.path, texts[each.path].before, each.line)) if each.path in texts else each
        for each in sorted(left - records)
    ]
    return Changeset(list_changed(edits), quoted, sorted(records))


def compute_edits(
    targets: Sequence[TargetFile], fixers: Sequence[Fixer]
) -> tuple[list[FileEdit], dict[str, list[Leftover]]]:
    """Return the edit of each target, and the fixers that are not used, by name, each with the reasons."""
    selected = {fixer.name for fixer in fixers}
    withheld: dict[str, list[Leftover]] = {
        fixer.name: [] for target in targets for fixer in target.fixers if fixer.name not in selected
    }
    edits = [edit_file(target, withheld) for target in targets]
    while found := _find_withheld(edits, fixers):
        withheld.update(found)
        edits = [
            edit_file(edit.target, withheld) if any(step.fixer.name in found for step in edit.steps) else edit
            for edit in edits
        ]
    return edits, withheld


def list_changed(edits: Iterable[FileEdit]) -> list[FileEdit]:
    """Return the edits that change a file, in the order in which they are written: those that remove a name last."""
    return sorted((edit for edit in edits if edit.changed), key=lambda edit: (_removes_name(edit), edit.target.path))


def edit_file(target: TargetFile, withheld: Collection[str] = ()) -> FileEdit:
    """
    Run the file's fixers, except those named in ``withheld``, one after the other, until none changes anything.

    A fixer may understand a place only after another one has changed it, so only the leftovers of its last run count.
    """
    file = SourceFile(target.path, target.content.text, target.requirement)
    fixers = [fixer for fixer in target.fixers if fixer.name not in withheld]
    changes: list[Step] = []
    latest: dict[str, Step] = {}
    for _ in range(_MOST_ROUNDS):
        seen = len(changes)
        for fixer in fixers:
            if fixer.name in latest and latest[fixer.name].file is file:
                continue  # it would return the same result again
            latest[fixer.name] = step = Step(fixer, file, _run_fixer(fixer, file))
            file = step.result.file
            changes += [step] if step.changed else []
        if len(fixers) == 1 or len(changes) == seen:
            break
    steps = [each if each in latest.values() else _drop_leftovers(each) for each in changes]
    steps += [each for each in latest.values() if not each.changed]
    if target.is_python and changes:
        file = remove_unused_imports(target.content.text, file)
    leftovers = [
        replace(leftover, line=map_line(leftover.line, step.before, target.content.text))
        for step in steps
        for leftover in step.result.leftovers
    ]
    return FileEdit(target, file.text, steps, leftovers)


def _drop_leftovers(step: Step) -> Step:
    return replace(step, result=replace(step.result, leftovers=()))


def first_broken_step(edit: FileEdit) -> tuple[Step, str] | None:
    """Return the first step after which a changed Python file is not valid, with the reason; ``None`` if it is."""
    if not edit.target.is_python or not edit.changed or not _find_new_faults(edit.before, edit.after):
        return None
    for step in edit.changes:
        faults = _find_new_faults(edit.before, remove_unused_imports(edit.before, step.result.file).text)
        if faults:
            return step, faults[0]
    return edit.steps[-1], _find_new_faults(edit.before, edit.after)[0]


def _run_fixer(fixer: Fixer, file: SourceFile) -> FixResult:
    """Return the fixer's result; if it fails, the file is left unchanged and the other fixers still run."""
    try:
        return fixer.fix(file)
    except CannotParseError as reason:
        what, why = "the whole file", str(reason)
    except SyntaxError:  # in a literal, such as "\\x", which LibCST evaluates only on demand
        what, why = "the whole file", "Python cannot parse it"
    except RecursionError:
        what, why = "the whole file", "it is nested too deeply"
    except Exception as error:
        what, why = fixer.name, f"the fixer failed with {type(error).__name__}. Please report this"
    return FixResult(file, leftovers=[file.leftover(1, what=what, why=why, todo="change the file by hand")])


def _find_traces_left(edit: FileEdit, withheld: Mapping[str, Sequence[Leftover]]) -> Iterator[Leftover]:
    """Yield the traces in a file after the edit; those that a fixer in ``withheld`` would remove name it."""
    traces = list(_find_traces_on_disk(edit, edit.after))
    unused = {fixer.name for fixer in edit.target.fixers} & withheld.keys()
    removed: dict[tuple[int, str], str] = {}
    for step in edit_file(edit.target).changes if traces and unused else ():
        if step.fixer.name in unused:
            after = {(each.line, each.what) for each in _find_traces_on_disk(edit, step.after)}
            for each in _find_traces_on_disk(edit, step.before):
                if (each.line, each.what) not in after:
                    removed.setdefault((each.line, each.what), step.fixer.name)
    for each in traces:
        name = removed.get((each.line, each.what))
        if name is None:
            yield each
        elif withheld[name]:
            reason = withheld[name][0]
            why = f"the fixer {name} changes this, but is withheld because of {reason.path}:{reason.line}"
            yield replace(each, why=why, todo=_AGAIN)
        else:
            why = f"the fixer {name}, which changes this, was not selected"
            yield replace(each, why=why, todo="run this again without --only and --skip")


def _find_traces_on_disk(edit: FileEdit, text: str) -> Iterator[Leftover]:
    """Yield the traces in ``text``, a state of the file, with the line numbers of the file on disk."""
    for trace in find_traces(edit.target.path, text):
        yield replace(trace, line=map_line(trace.line, text, edit.before))


def _find_new_faults(before: str, after: str) -> list[str]:
    try:
        return [verify.describe_fault(fault) for fault in verify.find_new_faults(before, after)]
    except CannotParseError:
        return ["the file would no longer parse"]


def _removes_name(edit: FileEdit) -> bool:
    return any(step.fixer.removes_name for step in edit.changes)


def _find_withheld(edits: Sequence[FileEdit], fixers: Sequence[Fixer]) -> dict[str, list[Leftover]]:
    """Return the names of the fixers to withhold now, each with its leftovers; empty if all edits are acceptable."""
    withheld: dict[str, list[Leftover]] = {}
    for fixer, own in _find_unacceptable(edits, fixers):
        for member in group_members(fixer, fixers):
            why = f"it must be applied together with {fixer.name}, which does not understand {own.path}:{own.line}"
            places = (
                [own]
                if member == fixer
                else [Leftover(path, line, member.name, why, _AGAIN) for path, line in _find_places(edits, member)]
            )
            withheld.setdefault(member.name, []).extend(places)
    return withheld


def _find_unacceptable(edits: Sequence[FileEdit], fixers: Sequence[Fixer]) -> list[tuple[Fixer, Leftover]]:
    """Return the fixers that break the first of three rules broken by any fixer, each with a leftover."""
    refused = [
        (step.fixer, leftover)
        for edit in edits
        for step in edit.steps
        for leftover in step.result.leftovers
        if step.fixer.group and not is_test(edit.target.path)
    ]
    return refused or list(_find_broken(edits)) or list(_find_still_used(edits, fixers))


def _find_broken(edits: Sequence[FileEdit]) -> Iterator[tuple[Fixer, Leftover]]:
    for edit in edits:
        if broken := first_broken_step(edit):
            step, fault = broken
            line = map_line(first_changed_line(step.before, step.after), step.before, edit.before)
            todo = "make this change by hand"
            yield step.fixer, Leftover(edit.target.path, line, step.fixer.name, f"not applied: {fault}", todo)


def _find_still_used(edits: Sequence[FileEdit], fixers: Sequence[Fixer]) -> Iterator[tuple[Fixer, Leftover]]:
    for fixer in fixers:
        places = list(_find_places(edits, fixer)) if fixer.removes_name else []
        for edit in edits if places else ():
            line = verify.find_first_use(str(fixer.removes_name), edit.target.path, edit.after)
            if line:
                path, own_line = places[0]
                why = f"{fixer.removes_name} cannot be removed: {edit.target.path}:{line} still uses it"
                yield fixer, Leftover(path, own_line, fixer.name, why, _AGAIN)
                break


def _find_places(edits: Sequence[FileEdit], fixer: Fixer) -> Iterator[tuple[str, int]]:
    """Yield path and first changed line, as on disk, of each file that the fixer changes."""
    for edit in edits:
        for step in edit.changes:
            if step.fixer == fixer:
                line = first_changed_line(step.before, step.after)
                yield edit.target.path, map_line(line, step.before, edit.before)
