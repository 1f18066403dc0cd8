"""Computes the whole refactor before anything is written: what every file becomes, and what is left as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from proctoring_config.refactor import leftovers
from proctoring_config.refactor.documents import Found
from proctoring_config.refactor.edit import Edit, culprits, edit
from proctoring_config.refactor.fixer import Fixer, mates
from proctoring_config.refactor.lines import first_difference, moved
from proctoring_config.refactor.source import Leftover
from proctoring_config.refactor.uses import first_use

_AGAIN = "treat that place by hand, then run this again"


@dataclass(frozen=True)
class Plan:
    """
    ``edits`` change their file, those that take a definition away last; ``leftovers`` are left to do; ``records`` name
    the same things but are history or translation. Both are sorted, with the lines of the files as they are on disk.
    """

    edits: Sequence[Edit]
    leftovers: Sequence[Leftover]
    records: Sequence[Leftover]


def make_plan(found: Found, fixers: Sequence[Fixer]) -> Plan:
    """Return what the fixers make of the documents; those whose edits cannot stand are withheld, with the reason."""
    withheld: dict[str, list[Leftover]] = {}
    edits = [edit(document, withheld) for document in found.documents]
    while reasons := _reasons(edits, fixers):
        withheld.update(reasons)
        edits = [
            edit(each.document, withheld) if any(step.fixer.name in reasons for step in each.steps) else each
            for each in edits
        ]
    left = set(found.leftovers)
    left |= {leftover for reasons in withheld.values() for leftover in reasons}
    left |= {leftover for each in edits for leftover in each.leftovers}
    known = {(leftover.path, leftover.line) for leftover in left}
    traces = [
        replace(trace, line=moved(trace.line, each.after, each.before))
        for each in edits
        for trace in leftovers.traces(each.document.path, each.after)
    ]
    left |= {trace for trace in traces if (trace.path, trace.line) not in known}
    records = {leftover for leftover in left if leftovers.is_record(leftover.path)}
    changed = sorted((each for each in edits if each.changed), key=lambda each: (_takes_away(each), each.document.path))
    return Plan(changed, sorted(left - records), sorted(records))


def _takes_away(each: Edit) -> bool:
    return any(step.changed and step.fixer.takes_away for step in each.steps)


def _reasons(edits: Sequence[Edit], fixers: Sequence[Fixer]) -> dict[str, list[Leftover]]:
    """Return the fixers to withhold now, each with what is to be reported about it; nothing when all edits stand."""
    reasons: dict[str, list[Leftover]] = {}
    for fixer, own in _unfit(edits, fixers):
        for mate in mates(fixer, list(fixers)):
            places = list(_places(edits, mate))
            place = f"{own.path}:{own.line}"
            why = f"it makes sense only together with {fixer.name}, which does not understand {place}"
            reasons.setdefault(mate.name, []).extend(
                [own] if mate == fixer else [Leftover(path, line, mate.name, why, _AGAIN) for path, line in places]
            )
    return reasons


def _unfit(edits: Sequence[Edit], fixers: Sequence[Fixer]) -> list[tuple[Fixer, Leftover]]:
    """Return the fixers whose edits cannot stand, by the first of three rules that any of them breaks."""
    refused = [
        (step.fixer, leftover)
        for each in edits
        for step in each.steps
        for leftover in step.result.leftovers
        if step.fixer.group
    ]
    return refused or list(_unverified(edits)) or list(_still_used(edits, fixers))


def _unverified(edits: Sequence[Edit]) -> Iterator[tuple[Fixer, Leftover]]:
    for each in edits:
        for step, fault in culprits(each):
            path, line = each.document.path, first_difference(step.before, step.after)
            line = moved(line, step.before, each.before)
            yield step.fixer, Leftover(path, line, step.fixer.name, f"withdrawn: {fault}", "make this change by hand")


def _still_used(edits: Sequence[Edit], fixers: Sequence[Fixer]) -> Iterator[tuple[Fixer, Leftover]]:
    for fixer in fixers:
        places = list(_places(edits, fixer)) if fixer.takes_away else []
        for each in edits if places else ():
            line = first_use(str(fixer.takes_away), each.document.path, each.after)
            if line:
                path, own_line = places[0]
                why = f"{fixer.takes_away} has to stay: {each.document.path}:{line} still uses it"
                yield fixer, Leftover(path, own_line, fixer.name, why, _AGAIN)
                break


def _places(edits: Sequence[Edit], fixer: Fixer) -> Iterator[tuple[str, int]]:
    """Yield where the fixer changes something: path, and the first line as the file is on disk."""
    for each in edits:
        for step in each.steps:
            if step.fixer == fixer and step.changed:
                line = first_difference(step.before, step.after)
                yield each.document.path, moved(line, step.before, each.before)
