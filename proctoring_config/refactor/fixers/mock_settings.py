"""
Give the vendor's entry in the mock settings a neutral name, and options that keep its behavior.

The platform uses the provider name ``mockprock`` elsewhere, too. The options keep what Studio did for the vendor: it
required the email and, without the waffle flag, hid the review rules (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proctoring_config.files.read_yaml import try_parse_yaml
from proctoring_config.files.splice import Span, ending, splice
from proctoring_config.files.tree import MappingNode, Node, ScalarNode, child, walk
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult, SourceFile
from proctoring_config.refactor.vendor import VENDOR

_NEUTRAL = "mockprock"
_NAMES = re.compile(r"proctortrack|testing\.verificient\.com", re.IGNORECASE)
_NEUTRAL_NAMES = {VENDOR: _NEUTRAL, "testing.verificient.com": "mockprock.example.com"}
_OPTIONS = {"requires_escalation_email": "true", "show_review_rules": "false"}


def fix(file: SourceFile) -> FixResult:
    """Rename the entry, its mentions in values, and the default; add the missing options."""
    backends = child(try_parse_yaml(file.text), "PROCTORING_BACKENDS")
    key, entry = next(_entries(backends), (None, None))
    if key is None or entry is None:
        return FixResult(file)
    if child(backends, _NEUTRAL):
        leftover = file.leftover(
            file.text.count("\n", 0, key.start) + 1,
            what=VENDOR,
            why=f"an entry {_NEUTRAL} already exists",
            todo="remove or rename the vendor's entry",
        )
        return FixResult(file, leftovers=[leftover])
    nodes = [key, *(node for _, value in entry.pairs for node in walk(value))]
    default = child(backends, "DEFAULT")
    nodes += [default] if isinstance(default, ScalarNode) and default.value == VENDOR else []
    spans = {span for node in nodes for span in _rename(file.text, node)}
    text = splice(file.text, [*spans, _add_options(file.text, entry)])
    return FixResult(file.replace_content(text), notes=[f"rename the vendor's entry to {_NEUTRAL}"])


def _entries(backends: Node | None) -> Iterator[tuple[ScalarNode, MappingNode]]:
    """Yield the vendor's entry with its key if it is a block, not an alias, that ends with a plain value."""
    for key, entry in backends.pairs if isinstance(backends, MappingNode) else ():
        if isinstance(key, ScalarNode) and key.value == VENDOR and isinstance(entry, MappingNode) and not entry.is_flow:
            last = entry.pairs[-1][1] if entry.pairs else None
            if isinstance(last, ScalarNode) and last.style not in ("|", ">"):
                yield key, entry


def _rename(text: str, node: Node) -> Iterator[Span]:
    old = text[node.start : node.end]
    if isinstance(node, ScalarNode) and not node.inside and _NAMES.search(old):
        yield node.start, node.end, _NAMES.sub(lambda name: _NEUTRAL_NAMES[name.group().lower()], old)


def _add_options(text: str, entry: MappingNode) -> Span:
    """Return the span that adds the missing options below the last one."""
    first = entry.pairs[0][0].start
    indent = " " * (first - text.rfind("\n", 0, first) - 1)
    new = [f"{indent}{name}: {value}" for name, value in _OPTIONS.items() if child(entry, name) is None]
    end = text.find("\n", entry.pairs[-1][1].end)
    end = len(text) if end < 0 else end
    end -= text[end - 1] == "\r"
    return end, end, "".join(ending(text) + line for line in new)


FIXER = Fixer(__name__, in_files("cms/envs/mock.yml", "lms/envs/mock.yml", word=VENDOR), fix)
