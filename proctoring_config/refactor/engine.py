"""Compute the whole refactor before anything is written: what every file becomes, and what is left to do by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from proctoring_config.refactor.advice import quote_line
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.imports import remove_unused_imports
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.missing_requirement import find_missing_requirement
from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile
from proctoring_config.refactor.targets import TargetFile
from proctoring_config.refactor.traces import is_record
from proctoring_config.refactor.withhold import Withheld, find_traces_on_disk, find_unacceptable, list_withheld

_MOST_ROUNDS = 10


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
    """The result of the fixers for one file."""

    target: TargetFile
    after: str
    steps: Sequence[Step] = ()

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

    @property
    def leftovers(self) -> list[Leftover]:
        """The places left, with the line numbers of the file on disk."""
        return [leftover for _, leftover in self.list_refusals()]

    def list_refusals(self) -> Iterator[tuple[Fixer, Leftover]]:
        """Yield each of the places left, with the fixer that left it."""
        for step in self.steps:
            for leftover in step.result.leftovers:
                yield step.fixer, replace(leftover, line=map_line(leftover.line, step.before, self.before))


@dataclass(frozen=True)
class Changeset:
    """
    The whole refactor: ``edits`` in the order in which they are written, those that remove a name last.

    ``leftovers`` are to be fixed by hand; ``records`` are mentions in documentation and translations; ``withheld`` are
    fixers that are not applied although they would change something. All are sorted and have the line numbers of the
    files on disk.
    """

    edits: Sequence[FileEdit]
    leftovers: Sequence[Leftover]
    records: Sequence[Leftover]
    withheld: Sequence[Withheld] = ()


def compute_changeset(
    targets: Iterable[TargetFile], fixers: Sequence[Fixer], unreadable: Iterable[Leftover] = ()
) -> Changeset:
    """
    Return the result of ``fixers``; those whose edits are not acceptable are withheld.

    Other fixers of a target are not used; those that would change anything are listed as withheld without causes.
    """
    edits, causes = compute_edits(list(targets), fixers)
    whole = {
        edit.target.path: edit_file(edit.target)
        for edit in edits
        if any(fixer.name in causes for fixer in edit.target.fixers)
    }
    left = set(unreadable)
    found = {(cause.place, cause.what): cause for member in reversed(causes.values()) for cause in reversed(member)}
    left |= set(found.values())
    left |= {leftover for edit in edits for leftover in edit.leftovers}
    if edits and any(fixer.name.startswith("requirements_") for fixer in fixers):
        states = {edit.target.path: (edit.before, edit.after) for edit in edits}
        left |= set(find_missing_requirement(states, edits[0].target.requirement))
    known = {leftover.place for leftover in left}
    left |= {
        trace
        for edit in edits
        for trace in _find_traces_left(edit, whole.get(edit.target.path, edit))
        if trace.place not in known
    }
    texts = {edit.target.path: edit for edit in edits}
    records = {each for each in left if is_record(each, texts[each.path].after if each.path in texts else "")}
    quoted = [
        replace(each, quote=quote_line(each.path, texts[each.path].before, each.line)) if each.path in texts else each
        for each in sorted(left - records)
    ]
    return Changeset(list_changed(edits), quoted, sorted(records), list_withheld(list(whole.values()), causes))


def compute_edits(
    targets: Sequence[TargetFile], fixers: Sequence[Fixer]
) -> tuple[list[FileEdit], dict[str, list[Leftover]]]:
    """Return the edit of each target, and the fixers that are not used, by name, each with the causes."""
    selected = {fixer.name for fixer in fixers}
    withheld: dict[str, list[Leftover]] = {
        fixer.name: [] for target in targets for fixer in target.fixers if fixer.name not in selected
    }
    edits = [edit_file(target, withheld) for target in targets]
    while found := find_unacceptable(edits, fixers):
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
    file = SourceFile(target.path, target.content.text, target.requirement, has_old_front_end=target.has_old_front_end)
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
    return FileEdit(target, file.text, steps)


def _drop_leftovers(step: Step) -> Step:
    return replace(step, result=replace(step.result, leftovers=()))


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


def _find_traces_left(edit: FileEdit, whole: FileEdit) -> Iterator[Leftover]:
    """Yield the traces after the edit, except those that ``whole``, the edit by all fixers, removes."""
    kept = {(each.line, each.what) for each in find_traces_on_disk(whole)} if whole is not edit else None
    for trace in find_traces_on_disk(edit):
        if kept is None or (trace.line, trace.what) in kept:
            yield trace


def _removes_name(edit: FileEdit) -> bool:
    return any(step.fixer.removes_name for step in edit.changes)
