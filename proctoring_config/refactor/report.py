"""Report a run as text or as JSON."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from proctoring_config.files.diff import hunks
from proctoring_config.refactor.checkout import Checkout
from proctoring_config.refactor.comments import find_removed_comments
from proctoring_config.refactor.engine import Changeset, FileEdit, Step
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.source import Leftover
from proctoring_config.text import escape_unprintable, pluralize

#: The version of the JSON format.
_VERSION = 1

_NO_NEWLINE = "\n\\ No newline at end of file"


@dataclass(frozen=True)
class Report:
    """A changeset for a checkout, written to it or not. Line numbers refer to the current files."""

    checkout: Checkout
    changeset: Changeset
    written: bool

    @property
    def is_clean(self) -> bool:
        """Whether there was nothing to change and there is nothing to do by hand."""
        return not self.changeset.edits and not self.changeset.leftovers

    @property
    def leftovers(self) -> list[Leftover]:
        """The places left to fix by hand."""
        return self._map_lines(self.changeset.leftovers)

    @property
    def records(self) -> list[Leftover]:
        """Mentions in documentation and translations, which are never edited."""
        return self._map_lines(self.changeset.records)

    @property
    def comments(self) -> list[Leftover]:
        """The comments that are removed with the code next to them."""
        edits = self.changeset.edits
        found = (each for edit in edits for each in find_removed_comments(edit.target.path, edit.before, edit.after))
        return self._map_lines(list(found))

    def breaking(self) -> list[str]:
        """Return the notes for operators, without duplicates."""
        return list(dict.fromkeys(note for step in self._steps() for note in step.result.breaking))

    def strings(self) -> list[tuple[str, str]]:
        """Return the translatable strings that change, old and new, without duplicates."""
        return list(dict.fromkeys(pair for step in self._steps() for pair in step.result.strings))

    def summary(self) -> str:
        """Return the last line of every run."""
        changes, left = len(self.changeset.edits), len(self.changeset.leftovers)
        verb = "changed" if self.written else "would change"
        return f"{pluralize(changes, 'file')} {verb}, {pluralize(left, 'place')} left to fix by hand"

    def _steps(self) -> Iterator[Step]:
        return (step for edit in self.changeset.edits for step in edit.changes)

    def _map_lines(self, leftovers: Sequence[Leftover]) -> list[Leftover]:
        edits = {edit.target.path: edit for edit in self.changeset.edits} if self.written else {}
        return sorted(
            replace(each, line=map_line(each.line, edits[each.path].before, edits[each.path].after))
            if each.path in edits
            else each
            for each in leftovers
        )


def render_text(report: Report, *, diffs: bool = False) -> str:
    """Return the report for a terminal."""
    lines = []
    for edit in report.changeset.edits:
        lines.append(escape_unprintable(edit.target.path))
        lines += [f"  {step.fixer.name}: {note}" for step in edit.changes for note in step.result.notes]
        lines += [edit_diff(edit)] if diffs else []
    lines += ["Left to fix by hand:"] if report.leftovers else []
    for each in report.leftovers:
        lines.append(f"  {escape_unprintable(each.path)}:{each.line}: {each.what}: {explain_leftover(each)}")
        lines += [f"    {each.quote}"] if each.quote else []
    comments = report.comments
    lines += ["Comments, removed with the code next to them:"] if comments else []
    lines += [f"  {escape_unprintable(each.path)}:{each.line}{each.quote and f': {each.quote}'}" for each in comments]
    lines += ["Records, left unchanged:"] if report.records else []
    lines += [f"  {escape_unprintable(each.path)}:{each.line}: {each.what}" for each in report.records]
    return "".join(line + "\n" for line in lines)


def render_json(report: Report, *, diffs: bool = False) -> str:
    """Return the report for a program; ``version`` is raised when a key is removed or changes its meaning."""
    return json.dumps(
        {
            "version": _VERSION,
            "tree": {
                "release": report.checkout.release,
                "python": report.checkout.python,
                "django": report.checkout.django,
            },
            "written": report.written,
            "changes": [_change(edit, diffs) for edit in report.changeset.edits],
            "breaking": report.breaking(),
            "strings": [{"old": old, "new": new} for old, new in report.strings()],
            "leftovers": [asdict(each) for each in report.leftovers],
            "comments": [asdict(each) for each in report.comments],
            "records": [asdict(each) for each in report.records],
        },
        indent=2,
    )


def make_diff(path: str, before: str, after: str) -> str:
    """Return the difference in the format of ``git diff``, which ``patch -p1`` accepts."""
    old, new = _split_lines(before), _split_lines(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return "".join(f"{line}\n" for line in [f"--- a/{path}", f"+++ b/{path}", *hunks(matcher, old, new)])


def _split_lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*lines, last + _NO_NEWLINE] if last else lines


def explain_leftover(leftover: Leftover) -> str:
    """Return the reason and the advice as sentences."""
    return f"{leftover.why}. {leftover.todo[0].upper()}{leftover.todo[1:]}."


def _change(edit: FileEdit, diffs: bool) -> dict[str, object]:
    fixers = [{"name": step.fixer.name, "notes": list(step.result.notes)} for step in edit.changes]
    change: dict[str, object] = {"path": edit.target.path, "fixers": fixers}
    return {**change, "diff": edit_diff(edit)} if diffs else change


def edit_diff(edit: FileEdit) -> str:
    """Return the difference that an edit makes."""
    return make_diff(edit.target.path, edit.before, edit.after)
