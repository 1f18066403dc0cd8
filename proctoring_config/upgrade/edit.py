"""
Changes -> the new text of a settings file.

The new characters are spliced in at the places that the parser gives, so every other one stays as it is. What that
would not be safe for is refused, and the result is read again before it is given out (``verify.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proctoring_config.editing.splice import Span, spliced
from proctoring_config.settings_files.loading import Document, is_json
from proctoring_config.settings_files.setting import Setting
from proctoring_config.settings_files.values import is_elsewhere
from proctoring_config.upgrade import insertion
from proctoring_config.upgrade.changes import Change, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.located import Node, OddFormError, located
from proctoring_config.upgrade.verify import verify

_NULL = "null"
_USUAL_STEP = 2
_COLON = re.compile(r"[ \t]*:")
# What makes the text around it appear more than once, or not at all, wherever it stands.
_TEMPLATE_BLOCK = re.compile(
    r"\{%|<%(?!=)|^[ \t]*#?[ \t]*%\{|\{\{[-~]?[ \t]*(?:[#/^]|(?:if|else|end|range|with|define|block|include)\b)", re.M
)


class NotEditableError(Exception):
    """The file is not edited; the message is one line that says at which line why, and quotes no value."""


@dataclass
class _Wanted:
    """What is wanted for one provider."""

    quoted: bool = False
    filled: bool = False
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, bool] = field(default_factory=dict)


def edited(document: Document, setting: Setting, changes: Sequence[Change]) -> str:
    """
    Return the text of the file with ``changes`` carried out in ``setting``, all else being as it was.

    Raises NotEditableError for what is not edited: a body that others share, comes from elsewhere or has an odd form;
    and whenever the new text, read again, is anything but the old settings with the changes.
    """
    source = document.source
    try:
        if not changes:
            return source.text
        editor = _Editor(document, setting)
        spans = list(editor.spans(changes))
        text = spliced(source.text, spans)
        verify(document, setting, changes, spans, text, editor.anchor)
    except OddFormError as odd:
        raise NotEditableError(f"line {source.position(odd.offset)[0]}: {odd.reason}") from None
    return text


class _Editor:
    """Finds the spans of one file."""

    def __init__(self, document: Document, setting: Setting) -> None:
        self.text = document.source.text
        self.json = is_json(document.source)
        self.path = setting.path
        self.root = located(document.source)
        self.anchor: int | None = None  # of what is changed, the last one that is met on the way

    def spans(self, changes: Iterable[Change]) -> Iterator[Span]:
        key, backends = None, self.root
        for name in self.path:
            key, backends = self._member(backends, name, key or backends)
        for provider, wanted in _by_provider(changes).items():
            written = None if wanted.quoted else provider
            yield from self._provider(backends, *self._member(backends, written, key or backends), wanted)

    def _provider(self, backends: Node, key: Node, body: Node, wanted: _Wanted) -> Iterator[Span]:
        self._refuse_template_blocks(key, body)
        if wanted.quoted:
            quote = '"' if any(other.style == '"' for other, _ in backends.members) else "'"
            yield self._instead(key, f"{quote}{_NULL}{quote}")
        if wanted.filled:
            yield self._filled(backends, key, body, wanted.values)
            return
        added = dict(wanted.values)
        for old, new in wanted.names.items():
            option, value = self._member(body, old, key)
            yield self._instead(option, f"{option.style or ''}{new}{option.style or ''}")
            if new in added:
                yield self._replaced(option, value, added.pop(new))
        for name in [name for name in added if any(option.value == name for option, _ in self._mapping(body, key))]:
            yield self._replaced(*self._member(body, name, key), added.pop(name))
        if added:
            self._mapping(body, key)
            yield insertion.into_mapping(self.text, body, added, json=self.json)

    def _mapping(self, node: Node, key: Node) -> list[tuple[Node, Node]]:
        """Return the members of a mapping that is this file's own."""
        if node.kind == "alias":
            raise OddFormError(key.start, "an alias (*), which others share")
        if node.kind != "mapping" or not node.is_own:
            raise OddFormError(key.start, "not a plain mapping")
        if node.anchor:
            self.anchor = node.start
        return node.members

    def _member(self, mapping: Node, name: str | None, above: Node) -> tuple[Node, Node]:
        """Return the one key of that name in ``mapping``, the value of the key ``above``, and its value."""
        found = [pair for pair in self._mapping(mapping, above) if _is(pair[0], name)]
        if not found:
            raise OddFormError(above.start, "what is to be changed comes from a merge (<<) or an alias (*)")
        if len(found) > 1:
            raise OddFormError(found[-1][0].start, "the same key for the second time: remove one of them")
        if self._is_explicit(found[0][0]):
            raise OddFormError(found[0][0].start, "a key after a question mark")
        return found[0]

    def _is_explicit(self, key: Node) -> bool:
        at = key.start - 1
        while at > 0 and self.text[at].isspace():
            at -= 1
        return at >= 0 and self.text[at] == "?" and (at == 0 or self.text[at - 1] in " \t\r\n{[,")

    def _instead(self, node: Node, new: str) -> Span:
        """Return the span that puts ``new`` in the place of a scalar or an alias."""
        old = self.text[node.start : node.end]
        if not old or "\n" in old or "\r" in old:
            raise OddFormError(node.start, "a key or value that is empty, or longer than one line")
        if node.kind != "alias" and (node.anchor or not node.is_own):
            raise OddFormError(node.start, "a key or value with an anchor (&), or with a tag of another tool")
        return node.start, node.end, new

    def _replaced(self, option: Node, value: Node, new: bool) -> Span:
        """Return the span that gives an option that has a ``value`` a ``new`` one."""
        if value.kind in ("mapping", "list"):
            raise OddFormError(option.start, "a mapping or a list where true or false is expected")
        if is_elsewhere(value.value):
            raise OddFormError(option.start, "a value that another tool makes")
        if self._is_absent(value):
            return self._behind_colon(option, value, str(new).lower())
        if re.search(r"[\r\n]", self.text[option.end : value.start]):
            raise OddFormError(option.start, "a value that does not stand on the line of its key")
        return self._instead(value, str(new).lower())

    def _filled(self, backends: Node, key: Node, body: Node, options: Mapping[str, bool]) -> Span:
        """Return the span that gives a provider without a body one."""
        if body.kind != "scalar" or body.value is not None:
            raise OddFormError(key.start, "not an empty body")
        braces = insertion.as_braces(options, json=self.json)
        if not self._is_absent(body):
            return self._instead(body, braces)
        if options and not backends.is_flow:
            return insertion.below(self.text, key, body, options, self._step(backends))
        return self._behind_colon(key, body, braces)

    def _behind_colon(self, key: Node, value: Node, new: str) -> Span:
        colon = _COLON.match(self.text, key.end, value.start)
        if not colon:
            raise OddFormError(key.start, "a key without a colon")
        return colon.end(), colon.end(), f" {new}"

    def _is_absent(self, value: Node) -> bool:
        return value.kind == "scalar" and value.start == value.end

    def _step(self, backends: Node) -> int:
        """Return by how much options are indented below their provider here."""
        for key, body in backends.members:
            outer = insertion.indentation(self.text, key)
            inner = insertion.indentation(self.text, body.members[0][0]) if body.members and not body.is_flow else None
            if outer is not None and inner is not None and inner > outer:
                return inner - outer
        return _USUAL_STEP

    def _refuse_template_blocks(self, key: Node, body: Node) -> None:
        """Refuse a provider within which a template's block begins or ends, which it can in comments only."""
        at = key.end
        for leaf in (*body.leaves(), None):
            end = leaf.start if leaf else max(body.end, at)
            if found := _TEMPLATE_BLOCK.search(self.text[at:end]):
                raise OddFormError(at + found.start(), "a template's block in a comment, among the options")
            at = leaf.end if leaf else end


def _is(key: Node, name: str | None) -> bool:
    return key.kind == "scalar" and type(key.value) is type(name) and key.value == name


def _by_provider(changes: Iterable[Change]) -> dict[str, _Wanted]:
    """Return what is wanted for each provider, by the name that it has in the end."""
    wanted: dict[str, _Wanted] = {}
    for change in changes:
        provider = _NULL if isinstance(change, QuoteName) else change.provider
        ours = wanted.setdefault(provider, _Wanted())
        if isinstance(change, QuoteName):
            ours.quoted = True
        elif isinstance(change, RenameOption):
            ours.names[change.old] = change.new
        elif isinstance(change, SetOption):
            ours.values[change.option] = change.value
        else:
            ours.filled = True
    return wanted
