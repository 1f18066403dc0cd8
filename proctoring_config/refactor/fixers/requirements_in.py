"""
Remove the vendor's plugin from the requirements, and require ``proctoring-config`` where edx-proctoring is required.

The plugin's line is removed with the comments directly above it, even if it is commented out, and so is the comment
that PR #37284 left behind. Operators who use the plugin install it themselves (DEPR openedx-platform#36329).
Requirements in ``setup.py``, ``setup.cfg``, ``Pipfile`` or ``environment.yml`` are not edited, but reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from proctoring_config.files.splice import ending, joined, place, split
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.missing_requirement import is_manifest, report_manifest
from proctoring_config.refactor.requirements import (
    FOLDER,
    PROCTORING,
    REASON,
    VENDOR_PLUGIN,
    describe_source,
    get_name,
    get_our_name,
    is_compiled,
)
from proctoring_config.refactor.source import FixResult, SourceFile

_COLUMN = 36
_ORPHAN = re.compile(r"^# *using hash to support django42\s*$", re.IGNORECASE)
_BANNER = re.compile(r"^#\s*[-=#*]{3,}")


def applies_to(path: str, content: bytes) -> bool:
    """Apply to files written by people: ``.in`` files, ``.txt`` files of requirements, and manifests."""
    if is_manifest(path):
        return b"edx-proctoring" in content
    if "requirements" not in path or b"proctor" not in content:
        return False
    return path.endswith(".in") or (path.endswith(".txt") and not is_compiled(content))


def fix(file: SourceFile) -> FixResult:
    """Remove the vendor's plugin, then add our package; report a manifest."""
    if is_manifest(file.path):
        return FixResult(file, leftovers=list(report_manifest(file)))
    lines = split(file.text)
    kept = _remove_vendor(lines)
    notes = ["remove the vendor's plugin"] if kept != lines else []
    breaking = []
    ours = get_our_name(file.requirement)
    names = [get_name(line) for line in kept]
    if file.path.startswith(FOLDER) and file.path.endswith(".in") and PROCTORING in names and ours not in names:
        kept = _add_ours(kept, names, ours, file.requirement)
        notes.append(f"require {ours}")
        breaking.append(describe_source(file.requirement))
    if not notes:
        return FixResult(file)
    return FixResult(file.replace_content(joined(kept, file.text)), notes=notes, breaking=breaking)


def _remove_vendor(lines: Sequence[str]) -> list[str]:
    kept, index = list(lines), len(lines)
    while index:
        index -= 1
        if _is_vendor(kept[index]):
            start = _comments_above(kept, index)
        elif _is_orphan(kept, index):
            start = index
        else:
            continue
        _remove_lines(kept, start, index + 1)
        index = min(start + 1, len(kept))  # the line below may now be an orphan
    return kept


def _is_vendor(line: str) -> bool:
    return VENDOR_PLUGIN in (get_name(line), get_name(line.removeprefix("#")) if line.startswith("#") else None)


def _is_orphan(lines: Sequence[str], index: int) -> bool:
    """Return whether this is the comment on the plugin's pin, below edx-proctoring and not above another pin."""
    if not _ORPHAN.match(lines[index]) or not index or get_name(lines[index - 1]) != PROCTORING:
        return False
    return "://" not in "".join(lines[index + 1 : index + 2])


def _comments_above(lines: Sequence[str], index: int) -> int:
    """Return the start of the comments directly above a line, below a blank line, a requirement or a banner."""
    start = index
    while start and lines[start - 1].startswith("#") and not _is_unrelated(lines[start - 1]):
        start -= 1
    return start


def _is_unrelated(comment: str) -> bool:
    return bool(_BANNER.match(comment)) or (
        ("==" in comment or "://" in comment.rpartition("#egg=")[0]) and not _is_vendor(comment)
    )


def _remove_lines(lines: list[str], start: int, end: int) -> None:
    """Remove lines, and the blank line above them if another one, or nothing, is below."""
    del lines[start:end]
    if start and not lines[start - 1].strip() and not "".join(lines[start : start + 1]).strip():
        del lines[start - 1]


def _add_ours(lines: Sequence[str], names: Sequence[str | None], ours: str, requirement: str) -> list[str]:
    """Return the lines with our requirement in its alphabetical place, with a comment like the others."""
    required = [index for index, name in enumerate(names) if name]
    index = place([str(names[index]) for index in required], ours)
    after = required[index - 1] + 1 if index else required[0]
    line = requirement if " #" in requirement else f"{requirement:<{_COLUMN - 1}} # {REASON}"
    return [*lines[:after], line + ending("".join(lines)), *lines[after:]]


FIXER = Fixer(__name__, applies_to, fix)
