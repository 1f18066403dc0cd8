"""
Takes the vendor's JavaScript plugin out of ``package.json`` and ``package-lock.json``, and leaves their other bytes.

``@edx/edx-proctoring`` stays. An operator who uses the plugin installs it as an extra, with pip and with npm (DEPR
openedx-platform#36329, PR #37384).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctoring_config.files.json_members import members, removals, root
from proctoring_config.files.splice import Span, splice
from proctoring_config.refactor.fixer import Fixer
from proctoring_config.refactor.requirements import VENDOR
from proctoring_config.refactor.source import Result, Source

_INSTALLED = re.compile(rf"(?:^|/)node_modules/{VENDOR}(?:/|$)")
_MANIFEST, _LOCK = "package.json", "package-lock.json"


def wants(path: str, content: bytes) -> bool:
    """Want the manifest and the lock, of the platform or of a package within it."""
    return path.rpartition("/")[2] in {_MANIFEST, _LOCK} and b"proctortrack" in content


def fix(source: Source) -> Result:
    """Splice the members out; a file that is no JSON object is left, and so is its counterpart then."""
    try:
        start = root(source.text)
        spans = [*_manifest(source.text, start)] if source.path.endswith(_MANIFEST) else [*_lock(source.text, start)]
    except (ValueError, RecursionError):
        left = source.leftover(1, what="proctortrack", why="the file is not one JSON object", todo="repair the file")
        return Result(source, leftovers=[left])
    if not spans:
        return Result(source)
    return Result(
        source.changed(splice(source.text, spans)),
        notes=["the vendor's JavaScript plugin is no longer installed"],
        breaking=[
            f"The vendor's plugin `{VENDOR}` is no longer installed, neither by pip nor by npm. Instances that use it "
            "install it themselves, with both."
        ],
    )


def _manifest(text: str, start: int) -> Iterator[Span]:
    """Yield what goes from the sections of a package: its dependencies of every kind, overrides, and the like."""
    for section in members(text, start):
        yield from removals(text, section.value, VENDOR.__eq__)


def _lock(text: str, start: int) -> Iterator[Span]:
    """Yield what goes from a lock of any version: 1 has ``dependencies``, 3 has ``packages``, 2 has both."""
    for section in members(text, start):
        if section.key == "dependencies":
            yield from removals(text, section.value, VENDOR.__eq__)
        if section.key == "packages":
            yield from removals(text, section.value, lambda key: bool(_INSTALLED.search(key)))
            for package in members(text, section.value):
                if package.key == "":
                    yield from _manifest(text, package.value)


FIXER = Fixer(__name__, wants=wants, fix=fix, group="npm_packages")
