"""
YAML -> tree, as edx-platform's ``yaml.safe_load`` reads it.

The parser's events are taken one by one, so that neither deep nesting nor aliases of aliases can do harm.
"""

from __future__ import annotations

import re

import yaml
from yaml.reader import Reader

from proctoring_config.settings_files.builder import MERGE, Builder
from proctoring_config.settings_files.source import Source, UnparsableError
from proctoring_config.settings_files.tree import Block
from proctoring_config.settings_files.yaml_scalars import Scalars

_TAG = "tag:yaml.org,2002:"
# Quoted words of PyYAML's messages, other than its tokens and the punctuation that it expects.
_QUOTED = re.compile(r"""(?:, but (?:found|got))? (?:'(?!<|[,\[\]{}:-]')[^']*'|"[^"]*")""")
_TAKEN_BY_LIBYAML_ONLY = re.compile(r"[\t?]|[|>][-+\d]*#")
_NO_TOKEN = {
    "\t": "a tab, where only spaces may stand",
    "@": "an unquoted @ at the beginning of a value",
    "`": "an unquoted ` at the beginning of a value",
    "%": "an unquoted % at the beginning of a value",
}


def parse_yaml(source: Source) -> tuple[object, int | None]:
    """
    Return the tree of the first document, and where a second one begins (``None``: there is none).

    Raises UnparsableError for what ``safe_load`` refuses, except unknown tags: their values are ``Elsewhere``.
    """
    unprintable = Reader.NON_PRINTABLE.search(source.text)
    if unprintable:
        raise UnparsableError(unprintable.start(), "not valid YAML: a control character")
    try:
        return _first_document(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = mark.index if mark else 0
        raise UnparsableError(offset, f"not valid YAML: {_reason(error, source.text[offset : offset + 1])}") from None


def _first_document(source: Source) -> tuple[object, int | None]:
    builder, scalars = Builder(source), Scalars()
    anchors: dict[str, object] = {}
    documents = 0
    node: object
    for event in yaml.parse(source.text, Loader=loader_for(source.text)):
        offset = event.start_mark.index if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent):
            node = MERGE if builder.expects_key and scalars.is_merge_key(event) else scalars.value(event, offset)
            builder.add(node, offset)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            own_tags = (None, "!", _TAG + ("map" if is_mapping else "seq"))
            node = builder.open(Block() if is_mapping else [], offset, elsewhere=event.tag not in own_tags)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise UnparsableError(offset, "not valid YAML: an alias without its anchor")
            builder.add(anchors[event.anchor], offset)
            continue
        else:
            if isinstance(event, yaml.CollectionEndEvent):
                builder.close()
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return builder.root, offset
            continue
        if event.anchor in anchors:
            raise UnparsableError(offset, "not valid YAML: an anchor for the second time")
        if event.anchor is not None:
            anchors[event.anchor] = node
    return builder.root, None


def loader_for(text: str) -> type:
    """Return libyaml's loader, which is fast, or PyYAML's own, where libyaml might take what ``safe_load`` refuses."""
    return yaml.SafeLoader if _TAKEN_BY_LIBYAML_ONLY.search(text) else getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _reason(error: yaml.MarkedYAMLError, character: str) -> str:
    """Return PyYAML's words without what they quote of the text."""
    problem = error.problem or "an unknown reason"
    if "cannot start any token" in problem and character in _NO_TOKEN:
        return _NO_TOKEN[character]
    return _QUOTED.sub("", f"{problem} {error.context or ''}").strip()
