"""Recognises a checkout of edx-platform, and whether what it runs on can run proctoring-config."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from proctoring_config.errors import InputError
from proctoring_config.text import describe_os_error

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


@dataclass(frozen=True)
class Tree:
    """A checkout: where it is, and what its own files say it is and runs on (``None`` where they do not say)."""

    root: Path
    release: str | None = None
    python: tuple[int, int] | None = None
    django: tuple[int, int] | None = None

    def __str__(self) -> str:
        facts = [f"release line {self.release}" if self.release else "release line unknown"]
        facts += [f"Python {_dotted(self.python)}"] if self.python else []
        facts += [f"Django {_dotted(self.django)}"] if self.django else []
        return ", ".join(facts)


def recognise(path: Path) -> Tree:
    """Return the checkout at ``path``. Raises ``InputError`` if it is none, or one too old to run us."""
    try:
        if not path.is_dir():
            raise InputError(f"{path}: no such directory" if not path.exists() else f"{path}: not a directory")
        root = path.resolve()
        there = any((root / landmark).exists() for landmark in LANDMARKS)
    except OSError as error:
        raise InputError(f"{path}: {describe_os_error(error)}") from None
    if not there:
        raise InputError(f"{path}: not a checkout of edx-platform: none of {', '.join(LANDMARKS)} is there")
    pins = _read(root / "requirements/edx/base.txt")
    release = _RELEASE.search(_read(root / "openedx/core/release.py"))
    tree = Tree(root, release and release.group(1), _version(_PYTHON, pins), _version(_DJANGO, pins))
    too_old = [
        f"{name} {_dotted(found)} (needed: {_dotted(oldest)} or newer)"
        for name, found, oldest in (("Python", tree.python, OLDEST_PYTHON), ("Django", tree.django, OLDEST_DJANGO))
        if found and found < oldest
    ]
    if too_old:
        raise InputError(f"{path}: this release cannot run proctoring-config: it has {' and '.join(too_old)}")
    return tree


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


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
