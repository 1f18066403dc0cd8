"""
Remove the vendor's JavaScript plugin from ``package.json`` and ``package-lock.json`` without touching other bytes.

``@edx/edx-proctoring`` stays. Operators who use the plugin install it themselves, with pip and with npm (DEPR
openedx-platform#36329, PR #37384).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctoring_config.files.splice import Span, splice
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.json_members import members, removals, root
from proctoring_config.refactor.requirements import VENDOR_PLUGIN
from proctoring_config.refactor.source import FixResult, SourceFile

_INSTALLED = re.compile(rf"(?:^|/)node_modules/{VENDOR_PLUGIN}(?:/|$)")
_MANIFEST, _LOCK = "package.json", "package-lock.json"


def applies_to(path: str, content: bytes) -> bool:
    """Apply to the manifest and the lock file of the platform or of a package within it."""
    return path.rpartition("/")[2] in {_MANIFEST, _LOCK} and b"proctortrack" in content


def fix(file: SourceFile) -> FixResult:
    """Remove the members. If a file is not a JSON object, it is left unchanged, and so is its counterpart."""
    try:
        start = root(file.text)
        spans = [*_manifest(file.text, start)] if file.path.endswith(_MANIFEST) else [*_lock(file.text, start)]
    except (ValueError, RecursionError):
        why = "the file is not a JSON object"
        return FixResult(file, leftovers=[file.leftover(1, what="proctortrack", why=why, todo="repair the file")])
    if not spans:
        return FixResult(file)
    return FixResult(
        file.replace_content(splice(file.text, spans)),
        notes=["remove the vendor's JavaScript plugin"],
        breaking=[
            f"The vendor's plugin `{VENDOR_PLUGIN}` is no longer installed. Instances that use it must install it "
            "themselves, with pip and with npm."
        ],
    )


def _manifest(text: str, start: int) -> Iterator[Span]:
    """Yield the removals from the sections of a package: all kinds of dependencies, overrides, and so on."""
    for section in members(text, start):
        yield from removals(text, section.value, VENDOR_PLUGIN.__eq__)


def _lock(text: str, start: int) -> Iterator[Span]:
    """Yield the removals from a lock file: version 1 has ``dependencies``, 3 has ``packages``, 2 has both."""
    for section in members(text, start):
        if section.key == "dependencies":
            yield from removals(text, section.value, VENDOR_PLUGIN.__eq__)
        if section.key == "packages":
            yield from removals(text, section.value, lambda key: bool(_INSTALLED.search(key)))
            for package in members(text, section.value):
                if package.key == "":
                    yield from _manifest(text, package.value)


FIXER = Fixer(__name__, applies_to, fix, group="npm_packages")
