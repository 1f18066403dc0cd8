"""What a run tells its user: the facts once, for every format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from proctoring_config.refactor.edit import Edit, Step
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.lines import diff, moved
from proctoring_config.refactor.plan import Plan
from proctoring_config.refactor.source import Leftover
from proctoring_config.refactor.tree import Tree
from proctoring_config.text import escape_unprintable, pluralize

#: The version of the JSON shape.
VERSION = 1


@dataclass(frozen=True)
class Report:
    """A plan for a tree, written to it or not; places are given as the files now are."""

    tree: Tree
    plan: Plan
    written: bool

    @property
    def is_clean(self) -> bool:
        """Whether there was nothing to change and nothing is left to do."""
        return not self.plan.edits and not self.plan.leftovers

    @property
    def leftovers(self) -> list[Leftover]:
        """What is left to do by hand."""
        return self._placed(self.plan.leftovers)

    @property
    def records(self) -> list[Leftover]:
        """Mentions in documentation and translations, which stay as they are."""
        return self._placed(self.plan.records)

    def breaking(self) -> list[str]:
        """Return the notes for operators, each once."""
        return list(dict.fromkeys(note for step in self._steps() for note in step.result.breaking))

    def strings(self) -> list[tuple[str, str]]:
        """Return the translatable strings that change, old and new, each pair once."""
        return list(dict.fromkeys(pair for step in self._steps() for pair in step.result.strings))

    def by_fixer(self) -> list[tuple[Fixer, list[str], list[str]]]:
        """Return the fixers that change something, by name, each with its notes and its files."""
        found: dict[str, tuple[Fixer, list[str], list[str]]] = {}
        for edit in self.plan.edits:
            for step in edit.steps:
                if step.changed:
                    _, notes, paths = found.setdefault(step.fixer.name, (step.fixer, [], []))
                    notes += [note for note in step.result.notes if note not in notes]
                    paths.append(edit.document.path)
        return [found[name] for name in sorted(found)]

    def summary(self) -> str:
        """Return the one line that ends every run."""
        changes, left = len(self.plan.edits), len(self.plan.leftovers)
        verb = "changed" if self.written else "would change"
        return f"{pluralize(changes, 'file')} {verb}, {pluralize(left, 'place')} left to treat by hand"

    def _steps(self) -> Iterator[Step]:
        return (step for edit in self.plan.edits for step in edit.steps if step.changed)

    def _placed(self, leftovers: Sequence[Leftover]) -> list[Leftover]:
        edits = {edit.document.path: edit for edit in self.plan.edits} if self.written else {}
        return sorted(
            replace(each, line=moved(each.line, edits[each.path].before, edits[each.path].after))
            if each.path in edits
            else each
            for each in leftovers
        )


def as_text(report: Report, *, diffs: bool = False) -> str:
    """Return the report for a terminal."""
    lines = []
    for edit in report.plan.edits:
        lines.append(escape_unprintable(edit.document.path))
        lines += [f"  {step.fixer.name}: {note}" for step in edit.steps if step.changed for note in step.result.notes]
        lines += [_diff(edit)] if diffs else []
    lines += ["Left to treat by hand:"] if report.leftovers else []
    lines += [
        f"  {escape_unprintable(each.path)}:{each.line}: {each.what}: {each.why}; {each.todo}"
        for each in report.leftovers
    ]
    lines += ["Left as records:"] if report.records else []
    lines += [f"  {escape_unprintable(each.path)}:{each.line}: {each.what}" for each in report.records]
    return "".join(line + "\n" for line in lines)


def as_json(report: Report, *, diffs: bool = False) -> str:
    """Return the report for a program; ``version`` grows when a key changes its meaning or goes."""
    return json.dumps(
        {
            "version": VERSION,
            "tree": {
                "release": report.tree.release,
                "python": report.tree.python,
                "django": report.tree.django,
            },
            "written": report.written,
            "changes": [_change(edit, diffs) for edit in report.plan.edits],
            "breaking": report.breaking(),
            "strings": [{"old": old, "new": new} for old, new in report.strings()],
            "leftovers": [asdict(each) for each in report.leftovers],
            "records": [asdict(each) for each in report.records],
        },
        indent=2,
    )


def _change(edit: Edit, diffs: bool) -> dict[str, object]:
    fixers = [{"name": step.fixer.name, "notes": list(step.result.notes)} for step in edit.steps if step.changed]
    change: dict[str, object] = {"path": edit.document.path, "fixers": fixers}
    return {**change, "diff": _diff(edit)} if diffs else change


def _diff(edit: Edit) -> str:
    return diff(edit.document.path, edit.before, edit.after)
