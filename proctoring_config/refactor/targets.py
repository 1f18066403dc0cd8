"""Read the few files of a checkout that a fixer applies to, that contain something to report, or that import those."""

from __future__ import annotations

import errno
import mmap
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from proctoring_config.files.encoding import Text, UnreadableError, decode
from proctoring_config.refactor import traces
from proctoring_config.refactor.advice import is_settings
from proctoring_config.refactor.fixer import Fixer, InFiles
from proctoring_config.refactor.lost_names import ModuleSearch
from proctoring_config.refactor.source import NEW_FUNCTION, REQUIREMENT, REST_VIEW, Leftover, is_test
from proctoring_config.text import describe_os_error

MAX_SOURCE_BYTES = 50_000_000


@dataclass(frozen=True)
class TargetFile:
    """
    A file as it is on disk: its path in the checkout, its content, and the fixers that apply to it.

    The other fields are those of :class:`~proctoring_config.refactor.source.SourceFile`.
    """

    path: str
    content: Text
    fixers: Sequence[Fixer]
    requirement: str = REQUIREMENT
    has_old_front_end: bool = True

    @property
    def is_python(self) -> bool:
        """Whether LibCST and pyflakes can read it."""
        return self.path.endswith(".py")


def read_targets(
    root: Path, paths: Iterable[str], fixers: Sequence[Fixer], requirement: str = REQUIREMENT
) -> tuple[list[TargetFile], list[Leftover]]:
    """Return the target files among ``paths`` (relative to ``root``), and a leftover for each that is unreadable."""
    targets, unreadable = [], []
    in_files = {path for fixer in fixers if isinstance(fixer.applies_to, InFiles) for path in fixer.applies_to.paths}
    # Fixers change only comments in settings modules, so no name is lost there.
    search = ModuleSearch(path for path in in_files if not is_test(path) and not is_settings(path))
    anywhere = [fixer for fixer in fixers if not isinstance(fixer.applies_to, InFiles)]
    for path in paths:
        try:
            content = _read(f"{root}/{path}")
        except OSError as error:
            why = f"it cannot be read: {describe_os_error(error)}"
            unreadable.append(_unreadable(path, why, "make it readable, then run this again"))
            continue
        except UnreadableError as refusal:
            unreadable.append(_unreadable(path, str(refusal), "change the file by hand"))
            continue
        if content is None:
            continue
        lowered = content.lower()
        applying = [fixer for fixer in (fixers if path in in_files else anywhere) if fixer.applies_to(path, lowered)]
        if not applying and not traces.may_contain_trace(lowered) and not search.may_use(path, lowered):
            continue
        file = root / path
        if not file.resolve().is_relative_to(root):
            unreadable.append(_unreadable(path, "it leads out of the checkout", "change the file where it is"))
            continue
        if file.is_symlink():
            continue
        try:
            text = decode(content, python=path.endswith(".py"))
        except UnreadableError as refusal:
            unreadable.append(_unreadable(path, str(refusal), "change the file by hand"))
            continue
        targets.append(TargetFile(path, text, applying, requirement))
    if any(target.path == REST_VIEW and NEW_FUNCTION in target.content.text for target in targets):
        targets = [replace(target, has_old_front_end=False) for target in targets]
    return targets, unreadable


def _read(name: str) -> bytes | None:
    """
    Return the content of a file; ``None`` if it is not checked out, a submodule, a dangling link, or not a plain file.

    A file too large to be source is only searched: the result is ``None`` if it contains nothing to report, otherwise
    ``UnreadableError`` is raised. Raises ``OSError`` for an existing file that cannot be read.
    """
    try:
        status = os.stat(name)
        if not stat.S_ISREG(status.st_mode):
            return None
        with open(name, "rb", buffering=0) as file:
            if status.st_size <= MAX_SOURCE_BYTES:
                return file.read()
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                if not traces.WORD.search(content):
                    return None
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            return None
        raise
    raise UnreadableError(f"it is larger than {MAX_SOURCE_BYTES // 1_000_000} MB")


def _unreadable(path: str, why: str, todo: str) -> Leftover:
    return Leftover(path, 1, "the whole file", why, todo)
