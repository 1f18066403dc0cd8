"""
Ask git about a checkout without running the programs that its own configuration names.

A checkout may come from anywhere, and its ``.git/config`` can name hooks, a file system monitor, filters for the
content of files, and programs that fetch missing objects. None of them runs when we only read.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: Set while git runs a hook or ``rebase --exec``. If they were passed on, git would report on that repository instead.
_REPOSITORY_VARIABLES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
_SAFELY = ("--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_EMPTY = "_EMPTY"
#: No transport is allowed, so that git does not fetch the objects that a partial clone lacks.
_SAFE_VARIABLES = {"GIT_ALLOW_PROTOCOL": "none", _EMPTY: ""}


def git_command(root: Path) -> list[str]:
    """Return the beginning of a git command for the repository of ``root``."""
    return ["git", "-C", str(root)]


def git_environment() -> dict[str, str]:
    """Return the environment of a git command, without the variables that choose a repository."""
    return {name: value for name, value in os.environ.items() if name not in _REPOSITORY_VARIABLES}


def run_git(root: Path, *arguments: str) -> str | None:
    """Return what a git command that only reads prints, or ``None`` if it fails."""
    command = [*git_command(root), *_SAFELY, *arguments]
    environment = git_environment() | _SAFE_VARIABLES
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, check=True, stdin=subprocess.DEVNULL, env=environment
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return os.fsdecode(done.stdout)


def list_uncommitted(root: Path) -> list[str] | None:
    """
    Return the paths under ``root`` that git reports as changed or new, or ``None`` if git fails.

    Submodules are ignored, because git would use their configuration. Filters of the user, such as that of Git LFS, are
    used; those of the checkout are not, so that a file may be reported although only its filter would change it.
    """
    configured = run_git(root, "config", "--list", "--show-scope", "--name-only", "-z")
    if configured is None:
        return None
    fields = configured.split("\0")
    names = [name for scope, name in zip(fields[::2], fields[1::2], strict=False) if scope in ("local", "worktree")]
    filters = {name.removeprefix("filter.").rpartition(".")[0] for name in names if name.startswith("filter.")}
    off = [f"--config-env=filter.{each}.{key}={_EMPTY}" for each in filters for key in ("clean", "process", "required")]
    options = ("--porcelain", "-z", "--no-renames", "--ignore-submodules=all")
    status = run_git(root, *off, "status", *options, "--", ".")
    return None if status is None else [line[3:] for line in status.split("\0") if line]
