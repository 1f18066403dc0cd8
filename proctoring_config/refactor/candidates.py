"""Which files of a checkout are looked at: what git knows or would add, without git every file that is not hidden."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

_NOT_TEXT = (
    ".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff", ".woff2", ".ttf", ".eot", ".otf", ".gz", ".zip", ".pdf", ".mp4",
    ".bcmap", ".mmdb", ".mo", ".pyc", ".swf", ".mp3",
)  # fmt: skip
#: Set while git runs a hook or ``rebase --exec``; then git would answer for that repository, wherever it is asked.
_OF_A_REPOSITORY = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
_NOT_WALKED = {"node_modules", "__pycache__"}


def candidates(root: Path) -> Iterator[str]:
    """
    Yield the paths, relative to ``root``, of its files that may be text, sorted; symbolic links among them.

    Raises ``OSError`` naming a folder that cannot be listed, where there is no git to say what is in it.
    """
    for path in sorted(set(_by_git(root) or _by_walk(root))):
        if not path.lower().endswith(_NOT_TEXT):
            yield path


def uncommitted(root: Path) -> list[str] | None:
    """Return the paths that git calls changed or new under ``root``; ``None`` where git has no say."""
    status = _git(root, "status", "--porcelain", "-z", "--no-renames", "--", ".")
    return None if status is None else [line[3:] for line in status.split("\0") if line]


def _by_git(root: Path) -> list[str]:
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [path for path in (listed or "").split("\0") if path]


def _by_walk(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _NOT_WALKED]
        for name in names:
            yield Path(folder, name).relative_to(root).as_posix()


def _refuse(error: OSError) -> None:
    raise error


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    try:
        done = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL, env=environment)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return os.fsdecode(done.stdout)
