"""
Takes the vendor's plugin off the lists of the i18n tools: whose strings are extracted, which files are merged.

The platform no longer installs the plugin (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.splice import Span, spliced
from proctoring_config.refactor.yaml_nodes import compose, inside

_PLUGIN = "edx_proctoring_proctortrack"


def fix(source: Source) -> Result:
    """Remove the items from lists that have others."""
    root = compose(source.text) if _PLUGIN in source.text else None
    spans = [span for node in (inside(root) if root else ()) for span in _removals(source.text, node)]
    if not spans:
        return Result(source)
    return Result(source.changed(spliced(source.text, spans)), notes=["the i18n tools pass over the vendor's plugin"])


def _removals(text: str, node: yaml.Node) -> Iterator[Span]:
    items = node.value if isinstance(node, yaml.SequenceNode) and not node.flow_style else ()
    gone = [item for item in items if item.value in (_PLUGIN, f"{_PLUGIN}.po")]
    for item in gone if len(gone) < len(items) else ():
        start = text.rfind("\n", 0, item.start_mark.index) + 1
        end = text.find("\n", item.end_mark.index) + 1 or len(text)
        if text[start : item.start_mark.index].strip() == "-":
            yield start, end, ""


FIXER = Fixer(__name__, wants=at("conf/locale/config.yaml"), fix=fix)
