"""Report the files that must require proctoring-config but that no fixer edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from proctoring_config.files.splice import split
from proctoring_config.refactor.requirements import PROCTORING, get_name, get_our_name
from proctoring_config.refactor.source import Leftover, SourceFile

#: Files in the root of a checkout, other than ``pyproject.toml``, from which a build may read what to install.
_MANIFEST = re.compile(r"(?:setup\.py|setup\.cfg|Pipfile|environment\.ya?ml)$")
_PROCTORING = re.compile(rf"(?<![\w./-]){PROCTORING}(?![\w-])")


def is_manifest(path: str) -> bool:
    """Return whether :func:`report_manifest` can report the file at ``path``."""
    return bool(_MANIFEST.match(path))


def report_manifest(file: SourceFile) -> Iterator[Leftover]:
    """Yield a leftover for every line of a manifest that requires edx-proctoring, if none requires our package."""
    ours = get_our_name(file.requirement)
    if _contains(file.text, ours):
        return
    for number, line in enumerate(split(file.text), start=1):
        if _PROCTORING.search(line) and not line.lstrip().startswith("#"):
            why = f"no fixer edits this file, and the changed modules import {ours}"
            todo = f"require {ours} here as well, and update the lock file, if there is one"
            yield file.leftover(number, what=ours, why=why, todo=todo)


def find_missing_requirement(edits: Mapping[str, tuple[str, str]], requirement: str) -> Iterator[Leftover]:
    """
    Yield a leftover for every line on disk that requires edx-proctoring, if no file requires our package after the run.

    ``edits`` are the texts of files before and after it, by path. The fixers add our package only to ``pyproject.toml``
    and to files under ``requirements/edx/``; a fork may have others. Only developers install ``private.txt``.
    """
    ours = get_our_name(requirement)
    files = {path: texts for path, texts in edits.items() if "requirements" in path and path.endswith((".in", ".txt"))}
    installed = [after for path, (_, after) in files.items() if not path.endswith("/private.txt")]
    manifests = [after for path, (_, after) in edits.items() if is_manifest(path) or path == "pyproject.toml"]
    if any(get_name(line) == ours for after in installed for line in split(after)):
        return
    if any(_contains(after, ours) for after in manifests):
        return
    for path, (before, _) in files.items():
        for number, line in enumerate(split(before), start=1):
            if get_name(line) == PROCTORING:
                why = f"no requirements file contains {ours}, which the changed modules import"
                yield Leftover(path, number, ours, why, f"require {ours} here, or where your build reads it")


def _contains(text: str, name: str) -> bool:
    return name in text.replace("_", "-").lower()
