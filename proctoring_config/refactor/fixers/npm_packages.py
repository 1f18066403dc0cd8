"""
Remove the vendor's JavaScript plugin from ``package.json`` and ``package-lock.json``, and change nothing else there.

``@edx/edx-proctoring`` stays. Operators who use the plugin install it themselves, with pip and with npm (DEPR
openedx-platform#36329, PR #37384).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from proctoring_config.files.read_json import parse_json
from proctoring_config.files.source import Source, UnparsableError
from proctoring_config.files.splice import Span, splice
from proctoring_config.files.tree import MappingNode, Node, child
from proctoring_config.refactor.fixer import Fixer
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
        root = parse_json(Source(file.path, file.text))
    except UnparsableError:
        root = None
    if not isinstance(root, MappingNode):
        why = "the file is not a JSON object"
        return FixResult(file, leftovers=[file.leftover(1, what="proctortrack", why=why, todo="repair the file")])
    spans = list(_manifest(root) if file.path.endswith(_MANIFEST) else _lock(root))
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


def _manifest(package: Node | None) -> Iterator[Span]:
    """Yield the removals from the sections of a package: all kinds of dependencies, overrides, and so on."""
    for _, section in package.pairs if isinstance(package, MappingNode) else ():
        yield from _removals(section, VENDOR_PLUGIN.__eq__)


def _lock(root: MappingNode) -> Iterator[Span]:
    """Yield the removals from a lock file: version 1 has ``dependencies``, 3 has ``packages``, 2 has both."""
    packages = child(root, "packages")
    yield from _removals(child(root, "dependencies"), VENDOR_PLUGIN.__eq__)
    yield from _removals(packages, lambda key: bool(_INSTALLED.search(key)))
    yield from _manifest(child(packages, ""))


def _removals(mapping: Node | None, gone: Callable[[str], bool]) -> Iterator[Span]:
    """Yield the spans of the members whose key is ``gone``; the separators between the others do not change."""
    pairs = mapping.pairs if isinstance(mapping, MappingNode) else []
    kept = [not gone(str(getattr(key, "value", ""))) for key, _ in pairs]
    if isinstance(mapping, MappingNode) and pairs and not any(kept):
        yield mapping.inner, mapping.end - 1, ""
        return
    for index, (key, value) in enumerate(pairs):
        if not kept[index]:
            yield (
                (pairs[index - 1][1].end, value.end, "")
                if any(kept[:index])
                else (key.start, pairs[index + 1][0].start, "")
            )


FIXER = Fixer(__name__, applies_to, fix, group="npm_packages")
