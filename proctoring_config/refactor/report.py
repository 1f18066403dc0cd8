"""Report a run as text or as JSON."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import groupby

from proctoring_config.files.diff import hunks
from proctoring_config.refactor.checkout import Checkout
from proctoring_config.refactor.comments import find_removed_comments
from proctoring_config.refactor.engine import Changeset, FileEdit, Step
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.source import Leftover, Place
from proctoring_config.refactor.withhold import Withheld
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
        """Whether there was nothing to change, there is nothing to do by hand, and every fixer was applied."""
        return not self.changeset.edits and not self.changeset.leftovers and not self.changeset.withheld

    @property
    def leftovers(self) -> list[Leftover]:
        """The places left to fix by hand."""
        return self._map_lines(self.changeset.leftovers)

    @property
    def records(self) -> list[Leftover]:
        """Mentions in documentation and translations, which are never edited."""
        return self._map_lines(self.changeset.records)

    @property
    def withheld(self) -> list[Withheld]:
        """The fixers that were not applied although they would change something."""
        return [
            replace(each, places=tuple(map(self._map, each.places)), causes=tuple(map(self._map, each.causes)))
            for each in self.changeset.withheld
        ]

    def group_withheld(self) -> list[tuple[Sequence[Place], list[Withheld]]]:
        """Return the withheld fixers, grouped by their causes; those that were not selected have none, and are last."""
        withheld = sorted(self.withheld, key=lambda each: (not each.causes, each.causes, each.fixer))
        return [(causes, list(members)) for causes, members in groupby(withheld, key=lambda each: each.causes)]

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
        withheld = sum(1 for each in self.changeset.withheld if each.causes)
        not_selected = len(self.changeset.withheld) - withheld
        verb = "changed" if self.written else "would change"
        parts = [f"{pluralize(changes, 'file')} {verb}", f"{pluralize(left, 'place')} left to fix by hand"]
        parts += [f"{pluralize(withheld, 'fixer')} withheld"] if withheld else []
        parts += [f"{pluralize(not_selected, 'fixer')} not selected"] if not_selected else []
        return ", ".join(parts)

    def _steps(self) -> Iterator[Step]:
        return (step for edit in self.changeset.edits for step in edit.changes)

    @cached_property
    def _written_edits(self) -> dict[str, FileEdit]:
        return {edit.target.path: edit for edit in self.changeset.edits} if self.written else {}

    def _map(self, place: Place) -> Place:
        """Return the place in the current files."""
        edit = self._written_edits.get(place.path)
        return place._replace(line=map_line(place.line, edit.before, edit.after)) if edit else place

    def _map_lines(self, leftovers: Iterable[Leftover]) -> list[Leftover]:
        return sorted(replace(each, line=self._map(each.place).line) for each in leftovers)


def render_text(report: Report, *, diffs: bool = False) -> str:
    """Return the report for a terminal."""
    lines = []
    for edit in report.changeset.edits:
        lines.append(escape_unprintable(edit.target.path))
        lines += [f"  {step.fixer.name}: {note}" for step in edit.changes for note in step.result.notes]
        lines += [edit_diff(edit)] if diffs else []
    lines += ["Left to fix by hand:"] if report.leftovers else []
    for each in report.leftovers:
        lines.append(f"  {format_place(each.place)}: {each.what}: {explain_leftover(each)}")
        lines += [f"    {each.quote}"] if each.quote else []
    for causes, members in report.group_withheld():
        lines.append(f"{explain_withheld(map(format_place, causes))}:")
        lines += [f"  {each.fixer}: {', '.join(map(format_place, each.places))}" for each in members]
    comments = report.comments
    lines += ["Comments, removed with the code next to them:"] if comments else []
    lines += [f"  {format_place(each.place)}{each.quote and f': {each.quote}'}" for each in comments]
    lines += ["Records, left unchanged:"] if report.records else []
    lines += [f"  {format_place(each.place)}: {each.what}" for each in report.records]
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
            "withheld": [
                {
                    "fixer": each.fixer,
                    "places": [place._asdict() for place in each.places],
                    "because_of": [place._asdict() for place in each.causes],
                }
                for each in report.withheld
            ],
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


def explain_withheld(causes: Iterable[str]) -> str:
    """Return why fixers are not applied and what to do, given the places that must be fixed first."""
    places = ", ".join(causes)
    if not places:
        return "Not selected, so not applied. Run this again without --only and --skip"
    return f"Withheld because of {places}. Fix this, then run this again"


def format_place(place: Place) -> str:
    """Return a place as it is printed."""
    return f"{escape_unprintable(place.path)}:{place.line}"


def _change(edit: FileEdit, diffs: bool) -> dict[str, object]:
    fixers = [{"name": step.fixer.name, "notes": list(step.result.notes)} for step in edit.changes]
    change: dict[str, object] = {"path": edit.target.path, "fixers": fixers}
    return {**change, "diff": edit_diff(edit)} if diffs else change


def edit_diff(edit: FileEdit) -> str:
    """Return the difference that an edit makes."""
    return make_diff(edit.target.path, edit.before, edit.after)
