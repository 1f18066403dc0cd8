"""
Give the vendor's entry in the mock settings a neutral name, and options that keep its behavior.

The platform uses the provider name ``mockprock`` elsewhere, too. The options keep what Studio did for the vendor: it
required the email and, without the waffle flag, hid the review rules (DEPR openedx-platform#36329, PR #37576).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from proctoring_config.files.splice import Span, ending, splice
from proctoring_config.files.yaml_nodes import compose, inside, value_of
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.source import FixResult, SourceFile
from proctoring_config.refactor.vendor import VENDOR

_NEUTRAL = "mockprock"
_NAMES = re.compile(r"proctortrack|testing\.verificient\.com", re.IGNORECASE)
_NEUTRAL_NAMES = {VENDOR: _NEUTRAL, "testing.verificient.com": "mockprock.example.com"}
_OPTIONS = {"requires_escalation_email": "true", "show_review_rules": "false"}


def fix(file: SourceFile) -> FixResult:
    """Rename the entry, its mentions in values, and the default; add the missing options."""
    backends = value_of(compose(file.text), "PROCTORING_BACKENDS")
    key, entry = next(_entries(backends), (None, None))
    if key is None or entry is None:
        return FixResult(file)
    if value_of(backends, _NEUTRAL):
        leftover = file.leftover(
            file.text.count("\n", 0, key.start_mark.index) + 1,
            what=VENDOR,
            why=f"an entry {_NEUTRAL} already exists",
            todo="remove or rename the vendor's entry",
        )
        return FixResult(file, leftovers=[leftover])
    nodes = [key, *(node for _, value in entry.value for node in inside(value))]
    default = value_of(backends, "DEFAULT")
    nodes += [default] if default is not None and default.value == VENDOR else []
    spans = [span for node in nodes for span in _rename(file.text, node)]
    text = splice(file.text, [*spans, _add_options(file.text, entry)])
    return FixResult(file.replace_content(text), notes=[f"rename the vendor's entry to {_NEUTRAL}"])


def _entries(backends: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.MappingNode]]:
    """Yield the vendor's entry with its key if it is a block, not an alias, that ends with a plain value."""
    for key, entry in backends.value if isinstance(backends, yaml.MappingNode) else ():
        if key.value == VENDOR and isinstance(entry, yaml.MappingNode) and entry.value and not entry.flow_style:
            name, last = entry.value[-1]
            here = key.end_mark.index < name.start_mark.index < last.start_mark.index
            if here and isinstance(last, yaml.ScalarNode) and last.style not in ("|", ">"):
                yield key, entry


def _rename(text: str, node: yaml.Node) -> Iterator[Span]:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and _NAMES.search(text[start:end]):
        yield start, end, _NAMES.sub(lambda name: _NEUTRAL_NAMES[name.group().lower()], text[start:end])


def _add_options(text: str, entry: yaml.MappingNode) -> Span:
    """Return the span that adds the missing options below the last one."""
    indent = " " * entry.start_mark.column
    new = [f"{indent}{name}: {value}" for name, value in _OPTIONS.items() if value_of(entry, name) is None]
    end = text.find("\n", entry.value[-1][1].end_mark.index)
    end = len(text) if end < 0 else end
    end -= text[end - 1] == "\r"
    return end, end, "".join(ending(text) + line for line in new)


FIXER = Fixer(__name__, in_files("cms/envs/mock.yml", "lms/envs/mock.yml", word=VENDOR), fix)
