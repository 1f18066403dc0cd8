"""Report a run as text, as JSON, and in Markdown for the description of the pull request."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from proctoring_config.files.diff import hunks
from proctoring_config.refactor.checkout import Checkout
from proctoring_config.refactor.engine import Changeset, FileEdit, Step
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.lines import map_line
from proctoring_config.refactor.source import Leftover
from proctoring_config.text import escape_unprintable, pluralize

#: The version of the JSON format.
VERSION = 1

_NO_NEWLINE = "\n\\ No newline at end of file"
_TITLE = "refactor!: make the proctoring code provider-neutral"
_WHY = """\
This change implements DEPR openedx-platform#36329. What a proctoring provider requires is configured by its options
in `PROCTORING_BACKENDS`, which `proctoring-config` reads; the code no longer compares the provider's name with that of
one vendor. Proctoring no longer opens Zendesk tickets.
"""


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

    def breaking(self) -> list[str]:
        """Return the notes for operators, without duplicates."""
        return list(dict.fromkeys(note for step in self._steps() for note in step.result.breaking))

    def strings(self) -> list[tuple[str, str]]:
        """Return the translatable strings that change, old and new, without duplicates."""
        return list(dict.fromkeys(pair for step in self._steps() for pair in step.result.strings))

    def by_fixer(self) -> list[tuple[Fixer, list[str], list[str]]]:
        """Return the fixers that change something, sorted by name, each with its notes and the paths of its files."""
        found: dict[str, tuple[Fixer, list[str], list[str]]] = {}
        for edit in self.changeset.edits:
            for step in edit.steps:
                if step.changed:
                    _, notes, paths = found.setdefault(step.fixer.name, (step.fixer, [], []))
                    notes += [note for note in step.result.notes if note not in notes]
                    paths.append(edit.target.path)
        return [found[name] for name in sorted(found)]

    def summary(self) -> str:
        """Return the last line of every run."""
        changes, left = len(self.changeset.edits), len(self.changeset.leftovers)
        verb = "changed" if self.written else "would change"
        return f"{pluralize(changes, 'file')} {verb}, {pluralize(left, 'place')} left to fix by hand"

    def _steps(self) -> Iterator[Step]:
        return (step for edit in self.changeset.edits for step in edit.steps if step.changed)

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
        lines += [f"  {step.fixer.name}: {note}" for step in edit.steps if step.changed for note in step.result.notes]
        lines += [_edit_diff(edit)] if diffs else []
    lines += ["Left to fix by hand:"] if report.leftovers else []
    for each in report.leftovers:
        lines.append(f"  {escape_unprintable(each.path)}:{each.line}: {each.what}: {_explain(each)}")
        lines += [f"    {each.quote}"] if each.quote else []
    lines += ["Records, left unchanged:"] if report.records else []
    lines += [f"  {escape_unprintable(each.path)}:{each.line}: {each.what}" for each in report.records]
    return "".join(line + "\n" for line in lines)


def render_json(report: Report, *, diffs: bool = False) -> str:
    """Return the report for a program; ``version`` is raised when a key is removed or changes its meaning."""
    return json.dumps(
        {
            "version": VERSION,
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
            "records": [asdict(each) for each in report.records],
        },
        indent=2,
    )


def render_markdown(report: Report) -> str:
    """Return the description of the pull request: why, what changes, what breaks for operators, what is left to do."""
    changes = (
        f"**{fixer.name}**: {'; '.join(notes)} ({', '.join(f'`{escape_unprintable(path)}`' for path in paths)})"
        for fixer, notes, paths in report.by_fixer()
    )
    parts = [f"# {_TITLE}\n", _WHY]
    parts += _section("Breaking changes for operators", report.breaking())
    parts += _section("What changes", changes)
    parts += _section("Translatable strings that change", (f"`{old}` → `{new}`" for old, new in report.strings()))
    parts += _section(
        "Left to fix by hand",
        (f"`{escape_unprintable(each.path)}:{each.line}` ({each.what}): {_explain(each)}" for each in report.leftovers),
    )
    parts += _section(
        "Records, left unchanged",
        (f"`{escape_unprintable(each.path)}:{each.line}` ({each.what})" for each in report.records),
    )
    return "\n".join(parts)


def make_diff(path: str, before: str, after: str) -> str:
    """Return the difference in the format of ``git diff``, which ``patch -p1`` accepts."""
    old, new = _split_lines(before), _split_lines(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return "".join(f"{line}\n" for line in [f"--- a/{path}", f"+++ b/{path}", *hunks(matcher, old, new)])


def _split_lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*lines, last + _NO_NEWLINE] if last else lines


def _explain(leftover: Leftover) -> str:
    return f"{leftover.why}. {leftover.todo[0].upper()}{leftover.todo[1:]}."


def _change(edit: FileEdit, diffs: bool) -> dict[str, object]:
    fixers = [{"name": step.fixer.name, "notes": list(step.result.notes)} for step in edit.steps if step.changed]
    change: dict[str, object] = {"path": edit.target.path, "fixers": fixers}
    return {**change, "diff": _edit_diff(edit)} if diffs else change


def _edit_diff(edit: FileEdit) -> str:
    return make_diff(edit.target.path, edit.before, edit.after)


def _section(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"- {item}\n" for item in items]
    return [f"## {title}\n", "".join(lines)] if lines else []
