"""Describe the refactor for its pull request, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from proctoring_config.refactor.engine import FileEdit
from proctoring_config.refactor.parts import PARTS, get_part
from proctoring_config.refactor.report import Report, edit_diff, explain_leftover, explain_withheld
from proctoring_config.refactor.source import Place, is_test
from proctoring_config.text import escape_unprintable, pluralize

_TITLE = "refactor!: make the proctoring code provider-neutral"
_DEPR = "DEPR openedx-platform#36329"
_OPTIONS = (
    "The options of a proctoring provider in `PROCTORING_BACKENDS` configure what it requires.",
    "The code reads these options with `proctoring-config`.",
)
_NO_VENDOR = "The code no longer compares the provider's name with that of one vendor."
_NO_TICKETS = "Proctoring no longer opens Zendesk tickets."
_MOST_PATHS = 2
#: The fixers of rules that depend on the vendor's name or on the flag, up to Ulmo.
_OLD_RULES = {
    "course_metadata_escalation_email",
    "course_validation",
    "instructor_dashboard",
    "review_rules",
    "review_rules_flag",
}
_API = "`GET /api/contentstore/v1/proctored_exam_settings/`"
_SETTINGS = (
    "Before the upgrade, run `proctoring-config upgrade` on each settings file: it adds the options that keep the old "
    "behavior. `./manage.py cms proctoring_audit --all --suggest` suggests the value of `--review-rules`."
)
_ROWS = (
    "After the upgrade, `./manage.py cms proctoring_prune_flag` lists the rows of the flag `studio.show_review_rules` "
    "and of its overrides for courses and organizations, and deletes them with `--write`."
)
_NEW_MFE = (
    "Move the authoring MFE and this back end together: from Verawood on, the MFE does not load without "
    f"`requires_escalation_email_providers` in {_API}."
)
_OLD_MFE = (
    "Do not keep the authoring MFE of Teak or Ulmo: it crashes for platform staff where proctored exams are on, "
    f"because {_API} has no `create_zendesk_tickets`."
)
_CHECKED = (
    "`proctoring-config` checked that every changed Python file parses, and that no change leaves a name unused or "
    "undefined."
)


def render_markdown(report: Report, *, diffs: bool = False) -> str:
    """Return the description: why, what operators must do, what changes, what to test, and what is left to do."""
    edits = report.changeset.edits
    parts = [f"# {_TITLE}\n", *_explain(edits)] if edits else ["There is nothing to change.\n"]
    parts += _section("Breaking changes for operators", report.breaking())
    parts += _section("What operators must do", _list_actions(edits))
    parts += ["## What changes\n", *_describe_parts(edits)] if edits else []
    strings = (f"{_code(old)} → {_code(new)}" for old, new in report.strings())
    parts += _section("Translatable strings that change", strings)
    parts += ["## Before merging\n", "\n".join(_list_checks(report.checkout.root, edits))] if edits else []
    parts += _section(
        "Left to fix by hand",
        (
            f"{_place(each.place)} ({each.what}): {explain_leftover(each)}"
            + (f" {_code(each.quote)}" if each.quote else "")
            for each in report.leftovers
        ),
    )
    parts += _section("Not applied", _list_withheld(report))
    records = (f"{_place(each.place)} ({each.what})" for each in report.records)
    comments = (_place(each.place) + (f": {_code(each.quote)}" if each.quote else "") for each in report.comments)
    parts += _section("Comments, removed with the code next to them", comments)
    parts += _section("Records, left unchanged", records)
    parts += ["## Diff\n", *(_block(edit_diff(edit), "diff") for edit in edits)] if diffs and edits else []
    return "\n".join(parts)


def _list_withheld(report: Report) -> Iterator[str]:
    """Yield each reason with the list of fixers that are not applied because of it."""
    for causes, members in report.group_withheld():
        fixers = (f"\n  - {_code(each.fixer)}: {', '.join(map(_place, each.places))}" for each in members)
        yield f"{explain_withheld(map(_place, causes))}:{''.join(fixers)}"


def _list_actions(edits: Sequence[FileEdit]) -> Iterator[str]:
    """Yield what operators must do apart from the notes of the fixers."""
    steps = [step for edit in edits for step in edit.changes]
    fixers = {step.fixer.name for step in steps}
    if fixers & _OLD_RULES:
        yield _SETTINGS
    if "review_rules_flag" in fixers:
        yield _ROWS
    if "rest_provider_lists" in fixers:
        yield _NEW_MFE
    api = [edit.after for edit in edits if "/rest_api/" in edit.target.path and not is_test(edit.target.path)]
    if "rest_zendesk" in fixers and not any("create_zendesk_tickets" in text for text in api):
        yield _OLD_MFE


def _explain(edits: Sequence[FileEdit]) -> list[str]:
    """Return the reason for the change, with a list of what it achieves."""
    steps = [step for edit in edits for step in edit.changes]
    fixers = {step.fixer.name for step in steps}
    results = [*_OPTIONS] if {get_part(step.fixer, [step.fixer]).title for step in steps} & {"Vendor", "Flag"} else []
    results += [_NO_VENDOR] if fixers & _OLD_RULES else []
    results += [_NO_TICKETS] if "instructor_service_zendesk" in fixers else []
    if not results:
        return [f"This change is part of {_DEPR}.\n"]
    return [f"This change implements {_DEPR}:\n", "".join(f"- {each}\n" for each in results)]


def _describe_parts(edits: Sequence[FileEdit]) -> Iterator[str]:
    """Yield a title and a list of changes for each part."""
    fixers = [fixer for edit in edits for fixer in edit.target.fixers]
    changes: dict[str, dict[str, dict[str, None]]] = {part.title: {} for part in PARTS}
    for edit in edits:
        for step in edit.changes:
            for note in step.result.notes:
                of_part = changes[get_part(step.fixer, fixers).title]
                of_part.setdefault(note, {})[edit.target.path] = None
    for title, notes in changes.items():
        if notes:
            yield f"### {title}\n"
            yield "".join(f"- {note} ({_join_paths(list(paths))})\n" for note, paths in notes.items())


def _join_paths(paths: Sequence[str]) -> str:
    return ", ".join(map(_code, paths)) if len(paths) <= _MOST_PATHS else pluralize(len(paths), "file")


def _list_checks(root: Path, edits: Sequence[FileEdit]) -> Iterator[str]:
    """Yield lists and blocks: where the distribution comes from, and which tests of the tree to run."""
    names = {step.fixer.name: edit for edit in edits for step in edit.changes}
    requirements = [edit.target.requirement for name, edit in names.items() if name.startswith("requirements_")]
    for requirement in requirements[:1]:
        source = "reach its address" if "://" in requirement else "download it from the package index that it uses"
        yield f"- The build of LMS and Studio installs {_code(requirement)}, so it must be able to {source}."
    yield f"- {_CHECKED}"
    tests = sorted(_find_tests(root, edits))
    commands = ["npm ci"] if "npm_packages" in names else []
    for service in ("cms", "lms"):
        own = [path for path in tests if path.startswith("cms/") == (service == "cms")]
        commands += [" \\\n    ".join([f"pytest --ds={service}.envs.test", *own])] if own else []
    if commands:
        yield "- Install the requirements again, and run the tests of the changed code:\n"
        yield _block("\n".join(commands) + "\n", "console")


def _find_tests(root: Path, edits: Sequence[FileEdit]) -> set[str]:
    """Return the test modules that changed, and those of the modules that changed."""
    found = set()
    for edit in edits:
        path = PurePosixPath(edit.target.path)
        if is_test(str(path)):
            found |= {str(path)} if re.fullmatch(r"test_\w+\.py|\w+_test\.py", path.name) else set()
        elif path.suffix == ".py":
            tests = [str(folder / "tests" / f"test_{path.name}") for folder in path.parents]
            found |= {test for test in tests if (root / test).is_file()}
    return found


def _section(title: str, items: Iterable[str]) -> list[str]:
    lines = [f"- {item}\n" for item in items]
    return [f"## {title}\n", "".join(lines)] if lines else []


def _place(place: Place) -> str:
    return _code(f"{place.path}:{place.line}")


def _code(text: str) -> str:
    """Return ``text`` as code within a line."""
    text = escape_unprintable(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}" if len(fence) == 1 else f"{fence} {text} {fence}"


def _block(text: str, language: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}{fence}\n"
