"""The report as the description of the pull request."""

from __future__ import annotations

from collections.abc import Iterable

from proctoring_config.refactor.report import Report
from proctoring_config.text import escape_unprintable

_TITLE = "refactor!: make the proctoring code provider-neutral"
_WHY = """\
DEPR openedx-platform#36329: what a proctoring provider needs is said by its options in `PROCTORING_BACKENDS`, not by
comparisons with one vendor's name. The rules are those of `proctoring-config`; the Zendesk hook of proctoring goes.
"""


def as_markdown(report: Report) -> str:
    """Return the description: why, what changes, what breaks for operators, which strings, what is left."""
    parts = [f"# {_TITLE}\n", _WHY]
    parts += _section("Breaking changes for operators", report.breaking())
    parts += _section("What changes", _changes(report))
    parts += _section("Translatable strings that change", (f"`{old}` → `{new}`" for old, new in report.strings()))
    parts += _section(
        "Left to treat by hand",
        (
            f"`{escape_unprintable(each.path)}:{each.line}` ({each.what}): {each.why}; {each.todo}"
            for each in report.leftovers
        ),
    )
    parts += _section(
        "Left as records", (f"`{escape_unprintable(each.path)}:{each.line}` ({each.what})" for each in report.records)
    )
    return "\n".join(parts)


def _changes(report: Report) -> Iterable[str]:
    for fixer, notes, paths in report.by_fixer():
        files = ", ".join(f"`{escape_unprintable(path)}`" for path in paths)
        yield f"**{fixer.name}**: {'; '.join(notes)} ({files})"


def _section(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"- {item}\n" for item in items]
    return [f"## {title}\n", "".join(lines)] if lines else []
