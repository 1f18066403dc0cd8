"""
Remove the vendor's plugin from the lists of the i18n tools: extracted packages and merged files.

The platform no longer installs the plugin (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from proctoring_config.files.splice import joined, split
from proctoring_config.files.yaml_nodes import compose, inside
from proctoring_config.refactor.fixer import Fixer, in_files, text_fix

_PLUGIN = "edx_proctoring_proctortrack"


def edit(text: str) -> str:
    """Remove the items, each on its own line, from lists that have others."""
    root = compose(text)
    removed = {line for node in (inside(root) if root else ()) for line in _find_lines(text, node)}
    if not removed:
        return text
    return joined([line for number, line in enumerate(split(text)) if number not in removed], text)


def _find_lines(text: str, node: yaml.Node) -> Iterator[int]:
    items = node.value if isinstance(node, yaml.SequenceNode) and not node.flow_style else ()
    found = [item for item in items if item.value in (_PLUGIN, f"{_PLUGIN}.po")]
    for item in found if len(found) < len(items) else ():
        start = item.start_mark.index
        if text[text.rfind("\n", 0, start) + 1 : start].strip() == "-":
            yield text.count("\n", 0, start)


FIXER = Fixer(
    __name__,
    in_files("conf/locale/config.yaml", word="proctortrack"),
    text_fix(edit, note="remove the vendor's plugin from the lists of the i18n tools"),
)
