"""
Obey the hints of ``proctoring-config check``: make the edit that a hint names, mechanically, in the text of a file.

Tests check the result again. An edit finds its place by the position of the problem, and what to write in the hint, as
an operator does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.obey_text import CannotEditError, Edit, SettingsText, quote
from proctoring_config.cli.report import LocatedProblem
from proctoring_config.files.tree import ListNode, MappingNode, Node, ScalarNode
from proctoring_config.problems.names import straighten

_Edits = Iterator[Edit]
_Obeyer = Callable[[SettingsText, LocatedProblem, "re.Match[str]"], _Edits]
_OBEYERS: list[tuple[re.Pattern[str], _Obeyer]] = []


def obey(text: str, located: LocatedProblem, name: str = "lms.yml") -> str | None:
    """
    Return ``text`` after the edit that the hint of a problem names, or ``None`` if the hint names no single edit.

    ``name`` is the name of the file, which tells YAML from JSON. Where a hint offers choices, the first is taken.
    """
    for pattern, obeyer in _OBEYERS:
        found = pattern.match(located.problem.hint)
        if found:
            file = SettingsText(name, text)
            try:
                return file.apply(list(obeyer(file, located, found)))
            except CannotEditError:
                return None
    return None


def _hint(pattern: str) -> Callable[[_Obeyer], _Obeyer]:
    """Register an obeyer for the hints that match ``pattern``."""

    def register(obeyer: _Obeyer) -> _Obeyer:
        _OBEYERS.append((re.compile(pattern, re.DOTALL), obeyer))
        return obeyer

    return register


@_hint(r"Add (DEFAULT: ('[^']*'))(?:, and '[^']*': \{\})?\Z")
def _add_default(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    added = [("DEFAULT", found[2])] + ([(found[2], "{}")] if "{}" in found[0] else [])
    yield file.insert(file.entry(located), added)


@_hint(r"Add (.*) to keep the old behavior\Z")
def _add_options(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    yield file.insert(file.entry(located), re.findall(r"(\w+): (true|false)", found[1]))


@_hint(r"Rename (?:'.*'|it) to (\S+)\Z")
def _rename(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    key = file.key(located)
    if located.problem.id.endswith("W001"):  # the position is that of the setting
        mapping = file.entry(located).node
        assert isinstance(mapping, MappingNode)
        key = next(pair[0] for pair in mapping.pairs if straighten(pair[0].value).upper() == "DEFAULT")  # type: ignore[attr-defined]
    yield key.start, key.end, quote(found[1], file.is_json, always=False)


@_hint(r"Quote the name(?: where the provider is configured)?(?:: ('[^']*'))?")
def _quote_name(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    key = file.key(located)
    if "where" in found[0]:
        pairs = _pairs(file.holder(located))
        key = next(key for key, _ in pairs if not isinstance(key.value, str))
    name = found[1] or file.text[key.start : key.end]
    yield key.start, key.end, quote(name, file.is_json)


@_hint(r"Put quotes around the name, here and")
def _quote_names(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    node = file.entry(located).node
    written = file.text[node.start : node.end]
    yield node.start, node.end, quote(written, file.is_json)
    for key, _ in file.holder(located).pairs:
        if file.text[key.start : key.end] == written:
            yield key.start, key.end, quote(written, file.is_json)


@_hint(r"Keep only one of it|Remove (?:it\b|the entry|all but one)")
def _remove(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    yield file.remove(located)


@_hint(
    r"(?:Remove the comma: w|W)rite (?:\w+): (true|false)\b|Write DEFAULT: ('[^']*')"
    r"|Write one number, such as \w+: (\S+)"
)
def _write(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    value = next(group for group in found.groups() if group)
    yield file.value(located, quote(value, file.is_json, always=False))


@_hint(
    r"Write (?:PROCTORING_BACKENDS|'.*'|a mapping, such as \w+): (\{.*?\})|Write the name of the option .* ('.*': \{\})"
)
def _write_mapping(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    written = found[1] or "{}"
    yield file.value(located, written if not file.is_json or written == "{}" else '{"DEFAULT": "null", "null": {}}')


@_hint(r"Write each provider as a key")
def _write_providers(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    value = file.plain(file.entry(located).node)
    names = [quote(str(name), file.is_json) for name in (value if isinstance(value, list) else [value])]
    default = quote("DEFAULT", file.is_json, always=file.is_json)
    yield file.value(located, "{" + ", ".join([f"{default}: {names[0]}", *(f"{name}: {{}}" for name in names)]) + "}")


@_hint(r"Write the options that it requires: (.*)\Z")
def _write_options(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    yield file.insert(file.entry(located), [(name, quote("x", file.is_json)) for name in found[1].split(", ")])


@_hint(r"Indent the options below it|(?:Indent it under|Move it into the options of (?:its provider: )?)\s?('[^']*')")
def _indent(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    if found[1] is None:
        yield from file.indent_following(located)
    else:
        yield from file.move_into(located, found[1][1:-1])


@_hint(r"Write ('[^']*'): above (?:it|its options), and indent")
def _write_above(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    yield from file.wrap_options(located, found[1])


@_hint(r"Move (?:it out of|DEFAULT out of ('[^']*'))")
def _unindent(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    if found[1]:
        setting = file.entry(located).node
        assert isinstance(setting, MappingNode)
        place = file.source.position(setting.entries[found[1][1:-1]].node.entries["DEFAULT"].offset)  # type: ignore[attr-defined]
        located = located._replace(line=place[0], column=place[1])
    yield from file.move_out(located)


@_hint(r"Make the list one mapping")
def _make_mapping(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    node = file.entry(located).node
    assert isinstance(node, ListNode)
    if not node.is_flow:
        for item in node.written:
            dash = file.text.rindex("-", 0, item.start)
            yield dash, dash + 1, " "
        return
    pairs = [file.text[key.start : value.end] for item in node.items for key, value in _pairs(item)]
    yield node.start, node.end, "{" + ", ".join(pairs) + "}"


@_hint(r"Remove the quotes around the text, or the")
def _unquote(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    node = file.entry(located).node
    assert isinstance(node, ScalarNode)
    if file.is_json and not node.value.startswith(('{"', "{}")):
        raise CannotEditError
    if node.style in ("|", ">"):
        yield node.start, file.text.index("\n", node.start), ""
    else:
        yield node.start, node.end, node.value


@_hint(r"Write a space after (?:each|the) colon|Write a colon and a space instead of each")
def _separate(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    if file.is_json:
        raise CannotEditError
    node: Node = file.entry(located).node
    if located.problem.id.endswith("W001"):
        mapping = file.entry(located).node
        node = next(key for key, _ in _pairs(mapping) if str(key.value).startswith("DEFAULT"))  # type: ignore[attr-defined]
    elif located.problem.id.endswith("W026"):
        node = file.key(located)
    text = file.text[node.start : node.end]
    yield node.start, node.end, re.sub(r"(?m)((?:^|[\s,])[\w.-]+)[ ]?[:=\uff1a][ ]?(?=\S)", r"\1: ", text)


@_hint(r"Put quotes around the value|Write the value without them")
def _quote_value(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    node = file.entry(located).node
    written = straighten(str(file.plain(node))) if "without" in found[0] else file.text[node.start : node.end]
    yield file.value(located, quote(written, file.is_json))


@_hint(r"Put quotes around each item")
def _quote_items(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    node = file.entry(located).node
    for item in node.items if isinstance(node, ListNode) else ():
        if not isinstance(file.plain(item), str):
            yield item.start, item.end, quote(file.text[item.start : item.end].strip("{}[]"), file.is_json)


@_hint(r"Put brackets around the value")
def _bracket(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    items = str(file.plain(file.entry(located).node)).split(",")
    yield file.value(located, "[" + ", ".join(quote(item.strip(), file.is_json) for item in items) + "]")


@_hint(r"Write the number ")
def _write_number(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    number = re.search(r"[-+]?\d+(?:\.\d+)?", str(file.plain(file.entry(located).node)))
    yield file.value(located, number[0] if number else "1")


@_hint(r"Write one number\Z|Write the value in quotes after|Write (?:one|the) value in quotes|Write a list in brackets")
def _write_anything(file: SettingsText, located: LocatedProblem, found: re.Match[str]) -> _Edits:
    items = file.plain(file.entry(located).node)
    string = items[0] if isinstance(items, list) and items else ""
    written = {"Write one number": "1", "Write a list in brackets": "[]"}.get(found[0])
    yield file.value(located, written or quote(str(string), file.is_json))


def _pairs(node: Any) -> list[tuple[Any, Any]]:
    return node.pairs if isinstance(node, MappingNode) else []
