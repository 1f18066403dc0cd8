"""
Remove the vendor's plugin from the lists of the i18n tools: extracted packages and merged files.

The platform no longer installs the plugin (DEPR openedx-platform#36329, PR #37284).
"""

from __future__ import annotations

from collections.abc import Iterator

from proctoring_config.files.read_yaml import try_parse_yaml
from proctoring_config.files.splice import joined, split
from proctoring_config.files.tree import ListNode, Node, ScalarNode, walk
from proctoring_config.refactor.fixer import Fixer, in_files, text_fix

_PLUGIN = "edx_proctoring_proctortrack"


def edit(text: str) -> str:
    """Remove the items, each on its own line, from lists that have others."""
    root = try_parse_yaml(text)
    removed = {line for node in (walk(root) if root else ()) for line in _find_lines(text, node)}
    if not removed:
        return text
    return joined([line for number, line in enumerate(split(text)) if number not in removed], text)


def _find_lines(text: str, node: Node) -> Iterator[int]:
    items = node.written if isinstance(node, ListNode) and not node.is_flow else []
    found = [item for item in items if isinstance(item, ScalarNode) and item.value in (_PLUGIN, f"{_PLUGIN}.po")]
    for item in found if len(found) < len(items) else ():
        if text[text.rfind("\n", 0, item.start) + 1 : item.start].strip() == "-":
            yield text.count("\n", 0, item.start)


FIXER = Fixer(
    __name__,
    in_files("conf/locale/config.yaml", word="proctortrack"),
    text_fix(edit, note="remove the vendor's plugin from the lists of the i18n tools"),
)
