"""
Gives the vendor's entry in the mock settings a neutral name, and says in options what its name used to say.

``mockprock`` stands for a provider elsewhere in the platform, too. The options keep what Studio did for the vendor:
the e-mail was demanded, and without the waffle flag the review rules were hidden (DEPR openedx-platform#36329, PR
#37576).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from proctoring_config.files.splice import Span, ending, splice
from proctoring_config.files.yaml_nodes import compose, inside, value_of
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.vendor import VENDOR

_NEUTRAL = "mockprock"
_NAMES = re.compile(r"proctortrack|testing\.verificient\.com", re.IGNORECASE)
_NEUTRAL_NAMES = {VENDOR: _NEUTRAL, "testing.verificient.com": "mockprock.example.com"}
_OPTIONS = {"requires_escalation_email": "true", "show_review_rules": "false"}


def fix(source: Source) -> Result:
    """Rename the entry, what its values call it, and the default that names it; add the options that are not there."""
    backends = value_of(compose(source.text), "PROCTORING_BACKENDS")
    key, entry = next(_entries(backends), (None, None))
    if key is None or entry is None:
        return Result(source)
    if value_of(backends, _NEUTRAL):
        left = source.leftover(
            source.text.count("\n", 0, key.start_mark.index) + 1,
            what=VENDOR,
            why=f"there is an entry {_NEUTRAL} already",
            todo="remove the vendor's entry, or give it another name",
        )
        return Result(source, leftovers=[left])
    named = [key, *(node for _, value in entry.value for node in inside(value))]
    default = value_of(backends, "DEFAULT")
    named += [default] if default is not None and default.value == VENDOR else []
    spans = [span for node in named for span in _renaming(source.text, node)]
    text = splice(source.text, [*spans, _addition(source.text, entry)])
    return Result(source.changed(text), notes=[f"the vendor's entry is called {_NEUTRAL}"])


def _entries(backends: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.MappingNode]]:
    """Yield the vendor's entry with its key, if it is a block of its own, no alias, that ends with a plain value."""
    for key, entry in backends.value if isinstance(backends, yaml.MappingNode) else ():
        if key.value == VENDOR and isinstance(entry, yaml.MappingNode) and entry.value and not entry.flow_style:
            name, last = entry.value[-1]
            here = key.end_mark.index < name.start_mark.index < last.start_mark.index
            if here and isinstance(last, yaml.ScalarNode) and last.style not in ("|", ">"):
                yield key, entry


def _renaming(text: str, node: yaml.Node) -> Iterator[Span]:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and _NAMES.search(text[start:end]):
        yield start, end, _NAMES.sub(lambda name: _NEUTRAL_NAMES[name.group().lower()], text[start:end])


def _addition(text: str, entry: yaml.MappingNode) -> Span:
    """Return the options that the entry does not have, below its last one."""
    indent = " " * entry.start_mark.column
    new = [f"{indent}{name}: {value}" for name, value in _OPTIONS.items() if value_of(entry, name) is None]
    end = text.find("\n", entry.value[-1][1].end_mark.index)
    end = len(text) if end < 0 else end
    end -= text[end - 1] == "\r"
    return end, end, "".join(ending(text) + line for line in new)


FIXER = Fixer(__name__, wants=at("cms/envs/mock.yml", "lms/envs/mock.yml", word=VENDOR), fix=fix)
