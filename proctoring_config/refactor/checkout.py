"""Detect a checkout of edx-platform, list its files, and write changed files to it."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.specifiers import SpecifierSet

from proctoring_config.errors import InputError
from proctoring_config.files import write
from proctoring_config.refactor.git import run_git
from proctoring_config.text import describe_os_error, pluralize

if TYPE_CHECKING:
    from proctoring_config.refactor.engine import FileEdit

LANDMARKS = (
    "openedx/core/release.py",
    "xmodule/course_block.py",
    "cms/envs/common.py",
    "lms/envs/common.py",
    "cms/djangoapps/contentstore",
    "lms/djangoapps/instructor",
)
OLDEST_PYTHON = (3, 11)
OLDEST_DJANGO = (4, 2)

_RELEASE = re.compile(r"^RELEASE_LINE\s*=\s*[\"']([\w.-]+)[\"']", re.MULTILINE)
_PYTHON = re.compile(r"pip-compile with [Pp]ython (\d+)\.(\d+)|--python-version[= ](\d+)\.(\d+)")
_DJANGO = re.compile(r"^django==(\d+)\.(\d+)", re.IGNORECASE | re.MULTILINE)
_NOT_TEXT = (
    ".png", ".jpg", ".jpeg", ".gif", ".ico", ".woff", ".woff2", ".ttf", ".eot", ".otf", ".gz", ".zip", ".pdf", ".mp4",
    ".bcmap", ".mmdb", ".mo", ".pyc", ".swf", ".mp3",
)  # fmt: skip
_NEWEST_MINOR = 30
_NOT_WALKED = {"node_modules", "__pycache__"}


@dataclass(frozen=True)
class Checkout:
    """A checkout: its root, and its release and versions as its own files give them (``None`` if unknown)."""

    root: Path
    release: str | None = None
    python: tuple[int, int] | None = None
    django: tuple[int, int] | None = None

    def __str__(self) -> str:
        facts = [f"release line {self.release}" if self.release else "release line unknown"]
        facts += [f"Python {_dotted(self.python)}"] if self.python else []
        facts += [f"Django {_dotted(self.django)}"] if self.django else []
        return ", ".join(facts)


def detect_checkout(path: Path) -> Checkout:
    """Return the checkout at ``path``. Raises ``InputError`` if there is none, or if it is too old."""
    try:
        if not path.is_dir():
            raise InputError(f"{path}: no such directory" if not path.exists() else f"{path}: not a directory")
        root = path.resolve()
        found = any((root / landmark).exists() for landmark in LANDMARKS)
    except OSError as error:
        raise InputError(f"{path}: {describe_os_error(error)}") from None
    if not found:
        raise InputError(f"{path}: not a checkout of edx-platform. None of {', '.join(LANDMARKS)} exists")
    pins = _read(root / "requirements/edx/base.txt")
    release = _RELEASE.search(_read(root / "openedx/core/release.py"))
    python = _version(_PYTHON, pins) or _required_python(_read(root / "pyproject.toml"))
    checkout = Checkout(root, release and release.group(1), python, _version(_DJANGO, pins))
    required = (("Python", checkout.python, OLDEST_PYTHON), ("Django", checkout.django, OLDEST_DJANGO))
    too_old = [
        f"{name} {_dotted(version)} (required: {_dotted(oldest)} or newer)"
        for name, version, oldest in required
        if version and version < oldest
    ]
    if too_old:
        raise InputError(f"{path}: this release cannot run proctoring-config. It uses {' and '.join(too_old)}")
    return checkout


def list_files(root: Path) -> Iterator[str]:
    """
    Yield the paths, relative to ``root``, of all files that may be text, sorted; symbolic links are included.

    These are the files that git tracks or would add; without git, all that are not hidden. Raises ``OSError`` naming a
    folder that cannot be listed without git.
    """
    for path in sorted(set(_list_by_git(root) or _walk(root))):
        if not path.lower().endswith(_NOT_TEXT):
            yield path


def clean_up(root: Path, paths: Iterable[str]) -> None:
    """Remove the half-written files of a killed run from ``paths``."""
    for path in paths:
        write.remove_debris(root / path)


def check_permissions(root: Path, edits: Sequence[FileEdit]) -> None:
    """Raise ``InputError`` if the permissions of a file or of its folder do not let this process replace it."""
    if denied := [path for path in (root / edit.target.path for edit in edits) if not _is_replaceable(path)]:
        others = f", and {pluralize(len(denied) - 1, 'other file')}" if len(denied) > 1 else ""
        raise InputError(
            f"{denied[0]}: permission denied, because the file or its folder is read-only{others}. No file was written"
        )


def write_edits(
    root: Path, edits: Sequence[FileEdit], finish: str = "run this again with --write --allow-dirty"
) -> None:
    """
    Replace every changed file, each atomically, in this order.

    Raises ``InputError`` if a file cannot be replaced, including if it changed after it was read. The permissions of
    all files and their folders are checked first, so that usually all are written or none. Raises
    ``KeyboardInterrupt`` if the user interrupts the run. Both messages tell how many files were written; ``finish``
    is the advice that follows.
    """
    check_permissions(root, edits)
    try:
        for edit in edits:
            path = root / edit.target.path
            write.replace(path, _exchange(path, _encode(edit, edit.before), _encode(edit, edit.after)), root=root)
    except OSError as reason:
        raise InputError(f"{reason}. {_describe_progress(root, edits, f'Fix this, then {finish}')}") from None
    except KeyboardInterrupt:
        progress = _describe_progress(root, edits, f"To finish, {finish}")
        raise KeyboardInterrupt(f"interrupted. {progress}") from None


def _is_replaceable(path: Path) -> bool:
    """Return whether the permissions of a file, if it still exists, and of its folder let this process replace it."""
    effective = os.access in os.supports_effective_ids
    if not path.exists():
        return True
    if not os.access(path.parent, os.W_OK | os.X_OK, effective_ids=effective):
        return False
    folder = path.parent.stat()
    owners = {0, folder.st_uid, path.stat().st_uid}
    return os.access(path, os.W_OK, effective_ids=effective) and (
        not folder.st_mode & stat.S_ISVTX or os.geteuid() in owners
    )


def _describe_progress(root: Path, edits: Sequence[FileEdit], finish: str) -> str:
    written = 0
    for edit in edits:
        with suppress(OSError):
            written += (root / edit.target.path).read_bytes() == _encode(edit, edit.after)
    if not written:
        return "No file was written"
    return f"{written} of {pluralize(len(edits), 'file')} were written. {finish}"


def _encode(edit: FileEdit, text: str) -> bytes:
    return edit.target.content.encoded(text)


def _exchange(path: Path, old: bytes, new: bytes) -> write.Edit:
    def edit(content: bytes) -> bytes:
        if content != old:
            raise write.ChangedError(f"{path} was changed by another program during the run")
        return new

    return edit


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return ""


def _version(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    match = pattern.search(text)
    if not match:
        return None
    major, minor = (int(number) for number in match.groups() if number)
    return major, minor


def _required_python(pyproject: str) -> tuple[int, int] | None:
    """Return the oldest Python that ``requires-python`` admits and we support, or else the newest that it admits."""
    try:
        required = SpecifierSet(tomllib.loads(pyproject)["project"]["requires-python"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    admitted = [(3, minor) for minor in range(_NEWEST_MINOR) if required.contains(f"3.{minor}.99")]
    return next((version for version in admitted if version >= OLDEST_PYTHON), admitted[-1] if admitted else None)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def _list_by_git(root: Path) -> list[str]:
    listed = run_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [path for path in (listed or "").split("\0") if path]


def _walk(root: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(root, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _NOT_WALKED]
        for name in names:
            yield Path(folder, name).relative_to(root).as_posix()


def _raise(error: OSError) -> None:
    raise error
