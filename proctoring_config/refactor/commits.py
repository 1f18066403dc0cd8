"""Commit the refactor part by part, so that the tree is valid after every commit."""

from __future__ import annotations

import subprocess
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from proctoring_config.errors import InputError
from proctoring_config.refactor.checkout import check_permissions, write_edits
from proctoring_config.refactor.engine import Changeset, FileEdit, compute_edits, list_changed
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.git import git_command, git_environment, run_git
from proctoring_config.refactor.parts import PARTS, get_part
from proctoring_config.refactor.targets import TargetFile

_WIDTH = 72
_BREAKING = "BREAKING CHANGE: "
_REASON = "See DEPR openedx-platform#36329."
_AGAIN = "run git checkout . and then this command again"


@dataclass(frozen=True)
class Commit:
    """The edits of one part, starting from the texts of the previous commit, and the message."""

    edits: Sequence[FileEdit]
    subject: str
    body: str


def plan_commits(targets: Sequence[TargetFile], final: Changeset, fixers: Sequence[Fixer]) -> list[Commit]:
    """
    Return the commits that lead to ``final``, the changeset of ``fixers``.

    The tree after each commit is the result of all fixers of its part and of the previous parts. Fixers whose edits are
    not acceptable without a later part are withheld until then.
    """
    commits = []
    texts = {target.path: target.content.text for target in targets}
    last = [part for part in PARTS if any(get_part(fixer, fixers) is part for fixer in fixers)][-1:]
    names: set[str] = set()
    described: set[str] = set()
    for part in PARTS:
        added = [fixer.name for fixer in fixers if get_part(fixer, fixers) is part]
        if not added:
            continue
        names.update(added)
        selected = [fixer for fixer in fixers if fixer.name in names]
        changed = final.edits if part in last else list_changed(compute_edits(targets, selected)[0])
        edits = list(_find_differences(texts, changed, targets))
        if edits:
            body = _describe(changed, described)
            subject = part.subject.replace(":", "!:", 1) if _BREAKING in body else part.subject
            commits.append(Commit(edits, subject, body))
            texts.update({edit.target.path: edit.after for edit in edits})
    return commits


def check_repository(root: Path, commits: Sequence[Commit]) -> None:
    """Raise ``InputError`` if git cannot commit these changes, or if a file cannot be replaced."""
    check_permissions(root, [edit for commit in commits for edit in commit.edits])
    tracked = set((run_git(root, "ls-files", "-z") or "").split("\0"))
    for path in sorted({edit.target.path for commit in commits for edit in commit.edits}):
        if path not in tracked:
            raise InputError(f"{root / path}: not tracked by git, so --commit cannot commit it")
    for head in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"):
        if run_git(root, "rev-parse", "--quiet", "--verify", head):
            raise InputError(f"{root}: a merge, cherry-pick or revert is in progress ({head}). Finish or abort it")
    for identity in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if not run_git(root, "var", identity):
            raise InputError("git does not know who the author is. Set user.name and user.email with git config")


def write_commits(root: Path, commits: Sequence[Commit]) -> None:
    """
    Write the edits of each commit, and commit them with the hooks and the configuration of the repository.

    Raises ``InputError`` if a file cannot be written, if git or a hook refuses a commit, or if a hook changes a file.
    Raises ``KeyboardInterrupt`` if the user interrupts the run. Commits that were made stay.
    """
    for done, commit in enumerate(commits):
        progress = f"{done} of {len(commits)} commits were made"
        try:
            write_edits(root, commit.edits, _AGAIN)
            _commit(root, commit)
        except InputError as error:
            raise InputError(f"{error}. {progress}") from None
        except KeyboardInterrupt as interrupt:
            reason = str(interrupt) or f"interrupted. To finish, {_AGAIN}"
            raise KeyboardInterrupt(f"{reason}. {progress}") from None


def _find_differences(
    texts: dict[str, str], changed: Sequence[FileEdit], targets: Sequence[TargetFile]
) -> Iterator[FileEdit]:
    """Yield edits from ``texts`` to the texts after the edits in ``changed``, in their order."""
    edits = {edit.target.path: edit.after for edit in changed}
    by_path = {target.path: target for target in targets}
    undone = {path: target.content.text for path, target in by_path.items() if path not in edits}
    for path, after in {**undone, **edits}.items():
        if after != texts[path]:
            target = by_path[path]
            yield FileEdit(replace(target, content=replace(target.content, text=texts[path])), after)


def _describe(changed: Sequence[FileEdit], described: set[str]) -> str:
    """
    Return the body of a commit message: what changes, why, and what operators must know.

    Fixers in ``described`` are left out, because earlier commits applied them; the others are added to it.
    """
    steps = [step for edit in changed for step in edit.changes]
    results = [step.result for step in steps if step.fixer.name not in described]
    described.update(step.fixer.name for step in steps)
    notes = dict.fromkeys(note for result in results for note in result.notes)
    breaking = dict.fromkeys(note for result in results for note in result.breaking)
    paragraphs = ["\n".join(_fill(f"* {note}", indent="  ") for note in notes)]
    paragraphs += [_REASON, *(_fill(f"{_BREAKING}{note}") for note in breaking)]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _fill(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _commit(root: Path, commit: Commit) -> None:
    """Commit exactly the edited files."""
    options = ["--quiet", "--only", "--pathspec-from-file=-", "--pathspec-file-nul"]
    message = ["-m", commit.subject, "-m", commit.body] if commit.body else ["-m", commit.subject]
    command = [*git_command(root), "--literal-pathspecs", "commit", *options, *message]
    paths = b"\0".join(edit.target.path.encode(errors="surrogateescape") for edit in commit.edits)
    try:
        done = subprocess.run(command, input=paths, env=git_environment(), check=False)  # noqa: S603
    except OSError as error:
        raise InputError(f"{error}. The changes of this commit are in the tree. To undo them, {_AGAIN}") from None
    if done.returncode:
        raise InputError(f"git commit failed. Fix this, then {_AGAIN}")
    for edit in commit.edits:
        if (root / edit.target.path).read_bytes() != edit.target.content.encoded(edit.after):
            raise InputError(
                f"{root / edit.target.path} was changed by a hook of the repository. Fix this, then {_AGAIN}"
            )
