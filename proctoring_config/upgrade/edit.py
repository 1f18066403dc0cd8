"""
Apply changes to the text of a settings file.

New text is inserted at the positions that the parser reports, so every other character stays as it is. If that is not
safe, the edit is refused. The result is read again before it is returned (``verify.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from proctoring_config.errors import InputError
from proctoring_config.files.read import Document, is_json
from proctoring_config.files.setting import Setting
from proctoring_config.files.splice import Span, UnsupportedSyntaxError, splice
from proctoring_config.files.tree import AliasNode, MappingNode, Node, ScalarNode, leaves
from proctoring_config.files.values import is_unresolved
from proctoring_config.options import NULL
from proctoring_config.upgrade import insertion
from proctoring_config.upgrade.changes import Change, FillBody, QuoteName, RenameOption, SetOption, by_provider
from proctoring_config.upgrade.verify import verify

_TAG = "tag:yaml.org,2002:"
_OWN_TAGS = {None, "!", *(_TAG + name for name in ("map", "str", "null", "bool"))}
_USUAL_STEP = 2
_COLON = re.compile(r"[ \t]*:")
# Template syntax that can repeat or omit the text around it, even inside a comment.
_TEMPLATE_BLOCK = re.compile(
    r"\{%|<%(?!=)|^[ \t]*(?:#[ \t]*)?%\{|\{\{[-~]?[ \t]*(?:[#/^]|(?:if|else|end|range|with|define|block|include)\b)",
    re.M,
)


class NotEditableError(InputError):
    """The file is not edited. The message is one line with the line number and the reason, and quotes no values."""


@dataclass
class _Wanted:
    """The changes to one provider."""

    quoted: bool = False
    filled: bool = False
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, bool] = field(default_factory=dict)


def edit_text(document: Document, setting: Setting, changes: Sequence[Change]) -> str:
    """
    Return the text of the file with ``changes`` made in ``setting``; nothing else changes.

    Raises NotEditableError if the options are shared, come from elsewhere or are written in an unsupported way, or if
    the new text, when read again, does not contain exactly the old settings with the changes.
    """
    source = document.source
    try:
        if not changes:
            return source.text
        editor = _Editor(document, setting)
        spans = list(editor.spans(changes))
        text = splice(source.text, spans)
        verify(document, setting, changes, spans, text, editor.anchor)
    except UnsupportedSyntaxError as error:
        raise NotEditableError(f"line {source.position(error.offset)[0]}: {error.reason}") from None
    return text


class _Editor:
    """Finds the spans of one file."""

    def __init__(self, document: Document, setting: Setting) -> None:
        self.text = document.source.text
        self.json = is_json(document.source)
        self.path = setting.path
        self.root = document.root
        self.anchor: int | None = None  # offset of the last anchor on the path to the change

    def spans(self, changes: Sequence[Change]) -> Iterator[Span]:
        key: Node = self.root
        backends: Node = self.root
        for name in self.path:
            key, backends = self._member(backends, name, key)
        for provider, wanted in _wanted(changes).items():
            written = None if wanted.quoted else provider
            yield from self._provider(backends, *self._member(backends, written, key), wanted)

    def _provider(self, backends: Node, key: ScalarNode, body: Node, wanted: _Wanted) -> Iterator[Span]:
        self._refuse_template_blocks(key, body)
        if wanted.quoted:
            quote = '"' if any(other.style == '"' for other, _ in _members(backends)) else "'"
            yield self._replace(key, f"{quote}{NULL}{quote}")
        if wanted.filled:
            yield self._fill(backends, key, body, wanted.values)
            return
        added = dict(wanted.values)
        for old, new in wanted.names.items():
            option, value = self._member(body, old, key)
            yield self._replace(option, f"{option.style or ''}{new}{option.style or ''}")
            if new in added:
                yield self._replace_value(option, value, added.pop(new))
        if not added:
            return
        mapping = self._mapping(body, key)
        for name in [name for name in added if any(option.value == name for option, _ in _members(mapping))]:
            yield self._replace_value(*self._member(body, name, key), added.pop(name))
        if added:
            yield insertion.into_mapping(self.text, mapping, added, json=self.json)

    def _mapping(self, node: Node, key: Node) -> MappingNode:
        """Return ``node`` if it is a mapping that is used only at this place in the file."""
        if isinstance(node, AliasNode):
            raise UnsupportedSyntaxError(key.start, "an alias (*), which is shared")
        if not isinstance(node, MappingNode):
            raise UnsupportedSyntaxError(key.start, "not a plain mapping")
        if node.anchor:
            self.anchor = node.start
        return node

    def _member(self, mapping: Node, name: str | None, above: Node) -> tuple[ScalarNode, Node]:
        """Return the only key ``name`` in ``mapping``, the value of the key ``above``, together with its value."""
        found = [pair for pair in _members(self._mapping(mapping, above)) if _is(pair[0], name)]
        if not found:
            raise UnsupportedSyntaxError(above.start, "the value to change comes from a merge (<<) or an alias (*)")
        if len(found) > 1:
            raise UnsupportedSyntaxError(found[-1][0].start, "a duplicate key: remove one of them")
        if self._is_explicit(found[0][0]):
            raise UnsupportedSyntaxError(found[0][0].start, "a key after a question mark")
        return found[0]

    def _is_explicit(self, key: Node) -> bool:
        at = key.start - 1
        while at > 0 and self.text[at].isspace():
            at -= 1
        return at >= 0 and self.text[at] == "?" and (at == 0 or self.text[at - 1] in " \t\r\n{[,")

    def _replace(self, node: Node, new: str) -> Span:
        """Return the span that replaces a scalar or an alias."""
        old = self.text[node.start : node.end]
        if not old or "\n" in old or "\r" in old:
            raise UnsupportedSyntaxError(node.start, "a key or value that is empty, or longer than one line")
        if not isinstance(node, AliasNode) and (node.anchor or node.tag not in _OWN_TAGS):
            raise UnsupportedSyntaxError(node.start, "a key or value with an anchor (&), or with another tool's tag")
        return node.start, node.end, new

    def _replace_value(self, option: ScalarNode, value: Node, new: bool) -> Span:
        """Return the span that gives an option a ``new`` value instead of ``value``."""
        if not isinstance(value, ScalarNode | AliasNode):
            raise UnsupportedSyntaxError(option.start, "a mapping or a list where true or false is expected")
        if is_unresolved(value):
            raise UnsupportedSyntaxError(option.start, "a value that another tool fills in")
        if _is_absent(value):
            return self._insert_after_colon(option, value, str(new).lower())
        if re.search(r"[\r\n]", self.text[option.end : value.start]):
            raise UnsupportedSyntaxError(option.start, "a value that is not on the line of its key")
        return self._replace(value, str(new).lower())

    def _fill(self, backends: Node, key: ScalarNode, body: Node, options: dict[str, bool]) -> Span:
        """Return the span that gives options to a provider without a body."""
        if not isinstance(body, ScalarNode) or body.value is not None:
            raise UnsupportedSyntaxError(key.start, "not an empty body")
        braces = insertion.as_braces(options, json=self.json)
        if not _is_absent(body):
            return self._replace(body, braces)
        if options and isinstance(backends, MappingNode) and not backends.is_flow:
            return insertion.below(self.text, key, body, options, self._step(backends))
        return self._insert_after_colon(key, body, braces)

    def _insert_after_colon(self, key: Node, value: Node, new: str) -> Span:
        colon = _COLON.match(self.text, key.end, value.start)
        if not colon:
            raise UnsupportedSyntaxError(key.start, "a key without a colon")
        return colon.end(), colon.end(), f" {new}"

    def _step(self, backends: MappingNode) -> int:
        """Return by how much options are indented below their provider in this file."""
        for key, body in _members(backends):
            outer = insertion.indentation(self.text, key)
            members = _members(body) if isinstance(body, MappingNode) and not body.is_flow else []
            inner = insertion.indentation(self.text, members[0][0]) if members else None
            if outer is not None and inner is not None and inner > outer:
                return inner - outer
        return _USUAL_STEP

    def _refuse_template_blocks(self, key: Node, body: Node) -> None:
        """Refuse a provider in which a template block begins or ends, which is possible only in comments."""
        at = key.end
        for leaf in (*leaves(body), None):
            end = leaf.start if leaf else max(body.end, at)
            if found := _TEMPLATE_BLOCK.search(self.text[at:end]):
                raise UnsupportedSyntaxError(at + found.start(), "a template's block in a comment, among the options")
            at = leaf.end if leaf else end


def _members(node: Node) -> list[tuple[ScalarNode, Node]]:
    """Return the keys and values of a mapping, as written."""
    pairs = node.pairs if isinstance(node, MappingNode) else []
    return [(key, value) for key, value in pairs if isinstance(key, ScalarNode)]


def _is(key: ScalarNode, name: str | None) -> bool:
    return type(key.value) is type(name) and key.value == name


def _is_absent(value: Node) -> bool:
    return isinstance(value, ScalarNode) and value.start == value.end


def _wanted(changes: Iterable[Change]) -> dict[str, _Wanted]:
    """Return the changes to each provider, by the name that it has after all changes."""
    changes = list(changes)
    wanted = {NULL: _Wanted(quoted=True)} if QuoteName() in changes else {}
    for provider, own in by_provider(changes):
        ours = wanted.setdefault(provider, _Wanted())
        for change in own:
            if isinstance(change, RenameOption):
                ours.names[change.old] = change.new
            elif isinstance(change, SetOption):
                ours.values[change.option] = change.value
            elif isinstance(change, FillBody):
                ours.filled = True
    return wanted
