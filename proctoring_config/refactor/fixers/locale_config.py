"""
Takes the vendor's plugin off the lists of the i18n tools: whose strings are extracted, which files are merged.

The platform no longer installs the plugin (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from proctoring_config.files.splice import joined, split
from proctoring_config.files.yaml_nodes import compose, inside
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source

_PLUGIN = "edx_proctoring_proctortrack"


def fix(source: Source) -> Result:
    """Remove the items, each on a line of its own, from lists that have others."""
    root = compose(source.text)
    gone = {line for node in (inside(root) if root else ()) for line in _items(source.text, node)}
    if not gone:
        return Result(source)
    kept = [line for number, line in enumerate(split(source.text)) if number not in gone]
    return Result(source.changed(joined(kept, source.text)), notes=["the i18n tools pass over the vendor's plugin"])


def _items(text: str, node: yaml.Node) -> Iterator[int]:
    items = node.value if isinstance(node, yaml.SequenceNode) and not node.flow_style else ()
    gone = [item for item in items if item.value in (_PLUGIN, f"{_PLUGIN}.po")]
    for item in gone if len(gone) < len(items) else ():
        start = item.start_mark.index
        if text[text.rfind("\n", 0, start) + 1 : start].strip() == "-":
            yield text.count("\n", 0, start)


FIXER = Fixer(__name__, wants=at("conf/locale/config.yaml", word="proctortrack"), fix=fix)
