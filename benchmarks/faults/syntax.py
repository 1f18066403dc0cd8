"""Faults of characters: quotes, spaces, tabs, colons, commas and braces. Most make the file unreadable."""

from __future__ import annotations

from random import Random

from benchmarks.faults.entries import ROOT, Entry, Text, is_loaded
from benchmarks.faults.fault import (
    ALL,
    BOOLEANS,
    NOT_CHECKED,
    STRINGS,
    UNREADABLE,
    YAML,
    Broken,
    blocks,
    choose,
    fault,
    options,
    providers,
)
from benchmarks.faults.places import shifted

NBSP = "\u00a0"
_QUOTED = ("W023", "W024", "W003")


def _lines_within(text: Text, entry: Entry | None) -> list[Entry]:
    return text.below(*entry.path) if entry else []


@fault("typographic quotes around the name of a provider", *_QUOTED, languages=YAML)
def _curly_provider(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in providers(text) if text.slice(one.key)[0] in "'\""])
    if entry is None:
        return None
    marks = random.choice(("“”", "„“", "«»"))
    return Broken(
        text.replace(entry.key, marks[0] + text.slice(entry.key)[1:-1] + marks[1]), (text.line(entry.key[0]),)
    )


@fault("typographic quotes around DEFAULT's value", *_QUOTED, languages=YAML)
def _curly_default(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT, "DEFAULT")
    if entry is None:
        return None
    name = text.slice(entry.value).strip("'\"")
    return Broken(text.replace(entry.value, f"“{name}”"), (text.line(entry.key[0]),))


@fault("typographic quotes around a boolean", "W004", "W023", languages=YAML)
def _curly_boolean(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    return entry and Broken(text.replace(entry.value, f"“{text.slice(entry.value)}”"), (text.line(entry.key[0]),))


@fault("typographic quotes", UNREADABLE, languages=("json", "python"))
def _curly_string(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in options(text, STRINGS) if text.slice(one.value)[0] == '"'])
    if entry is None:
        return None
    return Broken(text.replace(entry.value, f"“{text.slice(entry.value)[1:-1]}”"), (text.line(entry.key[0]),))


@fault("quote not closed", UNREADABLE, languages=ALL)
def _unclosed_quote(text: Text, random: Random) -> Broken | None:
    quoted = [one for one in text.entries() if one.path[0] == ROOT and text.slice(one.value)[:1] in ("'", '"')]
    entry = choose(random, quoted)
    if entry is None:
        return None
    broken = text.replace((entry.value[1] - 1, entry.value[1]), "")
    return None if is_loaded(broken) else Broken(broken, (text.line(entry.key[0]),))


@fault(
    "non-breaking space after a colon", "W004", "W005", "W007", "W023", "W024", "E007", UNREADABLE, languages=("block",)
)
def _nbsp_after_colon(text: Text, random: Random) -> Broken | None:
    found = [one for one in options(text) if one.type == "scalar" and text.text[one.key[1] :][:2] == ": "]
    entry = choose(random, found)
    return entry and Broken(text.replace((entry.key[1] + 1, entry.key[1] + 2), NBSP), (text.line(entry.key[0]),))


@fault("non-breaking spaces as indentation", "W006", "W007", "W023", "W024", "E006", UNREADABLE, languages=("block",))
def _nbsp_indentation(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [child for one in blocks(text) for child in _lines_within(text, one)])
    if entry is None:
        return None
    start = entry.key[0] - text.column(entry.key[0])
    return Broken(text.replace((start, entry.key[0]), NBSP * (entry.key[0] - start)), (text.line(entry.key[0]),))


@fault("non-breaking space between tokens", UNREADABLE, languages=("json", "python"))
def _nbsp_token(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text))
    if entry is None or text.text[entry.key[1] : entry.key[1] + 2] != ": ":
        return None
    return Broken(text.replace((entry.key[1] + 1, entry.key[1] + 2), NBSP), (text.line(entry.key[0]),))


@fault("byte order mark in the middle", "W006", "W007", "W023", "W024", UNREADABLE, languages=("json", "python"))
def _inner_bom(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT)
    return entry and Broken(text.replace((entry.key[0], entry.key[0]), "\ufeff"), (text.line(entry.key[0]),))


@fault("tab as indentation", UNREADABLE, languages=("block",))
def _tab(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [child for one in blocks(text) for child in _lines_within(text, one)])
    if entry is None:
        return None
    start = entry.key[0] - text.column(entry.key[0])
    return Broken(text.replace((start, entry.key[0]), "\t"), (text.line(entry.key[0]),))


@fault("one option indented too far", UNREADABLE, languages=("block",))
def _one_space_more(text: Text, random: Random) -> Broken | None:
    found = [
        child
        for one in blocks(text)
        for before, child in zip(text.below(*one.path), text.below(*one.path)[1:], strict=False)
        if before.type == "scalar" and child.type == "scalar" and text.slice(before.value)[0] not in "|>&*"
    ]
    entry = choose(random, found)
    if entry is None:
        return None
    line = text.line(entry.key[0])
    return Broken(shifted(text, line, text.lines_of(entry)[1], random.choice((1, 2))), (line,))


@fault("one option indented too little", UNREADABLE, languages=("block",))
def _one_space_less(text: Text, random: Random) -> Broken | None:
    found = [
        (child, text.column(child.key[0]) - text.column(one.key[0]))
        for one in blocks(text)
        for child in text.below(*one.path)[1:]
    ]
    found = [(child, gap) for child, gap in found if gap > 1]
    if not found:
        return None
    entry, _ = random.choice(found)
    line = text.line(entry.key[0])
    return Broken(shifted(text, line, text.lines_of(entry)[1], -1), (line,))


@fault("no space after a colon", "W004", "E007", "E006", "W007", "W024", UNREADABLE, languages=("block",))
def _no_space(text: Text, random: Random) -> Broken | None:
    entry = choose(
        random, [one for one in options(text) if one.type == "scalar" and text.text[one.key[1] :][:2] == ": "]
    )
    return entry and Broken(text.replace((entry.key[1] + 1, entry.value[0]), ""), (text.line(entry.key[0]),))


@fault("no space after a colon in braces", "W007", "W006", "W024", UNREADABLE, languages=("flow",))
def _no_space_in_braces(text: Text, random: Random) -> Broken | None:
    entry = choose(
        random, [one for one in options(text) if one.type == "scalar" and text.slice(one.key)[0] not in "'\""]
    )
    return entry and Broken(text.replace((entry.key[1] + 1, entry.value[0]), ""), (text.line(entry.key[0]),))


@fault("missing colon", "E007", "W007", "W024", UNREADABLE)
def _no_colon(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in options(text) if one.type == "scalar"])
    return entry and Broken(text.replace((entry.key[1], entry.value[0]), " "), (text.line(entry.key[0]),))


@fault("missing colon after a provider", UNREADABLE, languages=("block",))
def _no_colon_after_provider(text: Text, random: Random) -> Broken | None:
    entry = choose(random, blocks(text))
    if entry is None:
        return None
    at = text.text.index(":", entry.key[1])
    return Broken(text.replace((at, at + 1), ""), (text.line(entry.key[0]), text.line(entry.value[0])))


@fault("equals sign for a colon", "E007", "W007", "W024", UNREADABLE)
def _equals(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in options(text) if one.type == "scalar"])
    return entry and Broken(text.replace((entry.key[1], entry.value[0]), " = "), (text.line(entry.key[0]),))


@fault("trailing comma", UNREADABLE, languages=("json",))
def _trailing_comma(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in providers(text) if text.below(*one.path)])
    if entry is None:
        return None
    last = text.below(*entry.path)[-1]
    return Broken(text.replace((last.value[1], last.value[1]), ","), (text.line(last.value[1] - 1),))


@fault("missing comma", UNREADABLE, languages=("flow", "json", "python"))
def _no_comma(text: Text, random: Random) -> Broken | None:
    found = [one for one in options(text) if text.text[one.value[1] : one.value[1] + 1] == ","]
    found = [one for one in found if one.type == "scalar" and text.below(*one.path[:-1])[-1] != one]
    entry = choose(random, found)
    if entry is None:
        return None
    line = text.line(entry.key[0])
    return Broken(text.replace((entry.value[1], entry.value[1] + 1), ""), (line, line + 1))


@fault("single quotes", UNREADABLE, languages=("json",))
def _single_quotes(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text))
    return entry and Broken(text.replace(entry.key, f"'{entry.path[-1]}'"), (text.line(entry.key[0]),))


@fault("Python's True in JSON", UNREADABLE, languages=("json",))
def _python_word(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    return entry and Broken(text.replace(entry.value, text.slice(entry.value).title()), (text.line(entry.key[0]),))


@fault("YAML's true in Python", NOT_CHECKED, "W004", UNREADABLE, languages=("python",))
def _yaml_word(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    return entry and Broken(text.replace(entry.value, text.slice(entry.value).lower()), (text.line(entry.key[0]),))


@fault("brace not closed", UNREADABLE, languages=("flow", "json", "python"))
def _unclosed_brace(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in providers(text) if text.below(*one.path)])
    if entry is None:
        return None
    end = entry.value[1]
    lines = (text.line(entry.value[0]), text.line(end - 1), text.line(end) + 1)
    return Broken(text.replace((end - 1, end), ""), lines)


@fault("secret that begins with a special character", UNREADABLE, languages=YAML, loses=True)
def _special_character(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, ("client_secret", "secret_key", "crypto_key")))
    mark = random.choice("@`%")
    return entry and Broken(text.replace(entry.value, f"{mark}not-a-secret"), (text.line(entry.key[0]),))


@fault("colon within a value", UNREADABLE, languages=("block",), loses=True)
def _colon_in_value(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, ("verbose_name", "exam_sponsor", "tech_support_phone")))
    return entry and Broken(text.replace(entry.value, "Academy: exams"), (text.line(entry.key[0]),))


@fault("second document", UNREADABLE, languages=("block",))
def _second_document(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    if root is None or text.entries()[0] == root or "*" in text.text:  # an alias needs its anchor
        return None
    start = text.offset(text.line(root.key[0]))
    return Broken(text.replace((start, start), "---\n"), (text.line(start),))


@fault("template block left", UNREADABLE, languages=("block", "json"))
def _template(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    if root is None:
        return None
    start = text.offset(text.line(root.key[0]))
    if text.text[start : root.key[0]].strip():
        return None
    return Broken(text.replace((start, start), "{% if PROCTORING %}\n"), (text.line(start),))
