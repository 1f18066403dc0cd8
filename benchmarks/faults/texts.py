"""Faults in and after values: quotes closed too late, commas, entries without a value, options outside the setting."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import yaml

from benchmarks.faults.entries import ROOT, Entry, Text, is_loaded
from benchmarks.faults.fault import (
    SECRETS,
    STRINGS,
    Broken,
    blocks,
    choose,
    fault,
    inserted,
    is_alias,
    options,
    providers,
    with_key,
    with_value,
)
from benchmarks.faults.places import shifted

_PLAIN = re.compile(r"[\w./:@ -]+")
# Texts, and secrets that are no passwords: these may end with a comma.
_WITHOUT_SIGNS = re.compile(r"[\w\"'].*"), re.compile(r"[\"']?[\w+/=.~-]+[\"']?", re.ASCII)


def _with_late_quote(text: Text, random: Random, pairs: list[tuple[Entry, Entry]]) -> Broken | None:
    """Return the text with the closing quote of the first value of a pair at the end of the second one."""
    found = [
        (one, two)
        for one, two in pairs
        if text.slice(one.value)[0] in "'\"" and _PLAIN.fullmatch(text.slice(two.value)) and "#" not in text.text
    ]
    if not found:
        return None
    one, two = random.choice(found)
    mark = text.slice(one.value)[0]
    end = one.value[1]
    if mark in text.text[end : two.value[1]]:
        return None
    broken = text.replace((two.value[1], two.value[1]), mark).replace((end - 1, end), "")
    return Broken(broken, (text.line(one.key[0]),)) if is_loaded(broken) else None


def _siblings(text: Text, parent: Entry) -> list[tuple[Entry, Entry]]:
    return [(one, two) for one, two in pairwise(text.below(*parent.path)) if one.type == two.type == "scalar"]


@fault("quote closed on a later line", "W034", languages=("block",))
def _late_quote(text: Text, random: Random) -> Broken | None:
    return _with_late_quote(text, random, [pair for one in blocks(text) for pair in _siblings(text, one)])


@fault("quote closed after the next option", "W034", languages=("flow",))
def _late_quote_in_braces(text: Text, random: Random) -> Broken | None:
    pairs = [pair for one in providers(text) if one.is_flow for pair in _siblings(text, one)]
    return _with_late_quote(text, random, pairs)


@fault("comma after a text", "W035")
def _comma_after_text(text: Text, random: Random) -> Broken | None:
    found = [one for one in options(text, (*STRINGS, "base_url")) if one.type == "scalar"]
    entry = choose(
        random, [one for one in found if _WITHOUT_SIGNS[one.path[-1] in SECRETS].fullmatch(text.slice(one.value))]
    )
    if entry is None:
        return None
    at = entry.value[1] - (text.slice(entry.value)[-1] in "'\"")
    if at == entry.value[1] and (text.find(*entry.path[:-1]) or entry).is_flow:
        return None
    return Broken(text.replace((at, at), random.choice(",,;")), (text.line(entry.key[0]),))


@fault("comma after an item", "W035", languages=("block",))
def _comma_after_item(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in options(text, ("passing_statuses",)) if not one.is_flow])
    if entry is None:
        return None
    item = random.choice(list(re.finditer(r"(?m)^ *- *\w+$|(?<=\A- )\w+$", text.slice(entry.value))))
    at = entry.value[0] + item.end()
    return Broken(text.replace((at, at), ","), (text.line(entry.key[0]), text.line(at)))


@fault("provider again, without a value", "W017")
def _null_provider_again(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in providers(text) if one.path[-1].isalpha() and not is_alias(text, one)])
    root = text.find(ROOT)
    if entry is None or root is None:
        return None
    name, end = text.slice(entry.key), entry.value[1]
    if text.language == "block" and not root.is_flow:
        again = "\n" + " " * text.column(entry.key[0]) + f"{name}:"
        end = text.text.find("\n", end - 1)
    else:
        again = f", {name}: {'None' if text.language == 'python' else 'null'}"
    broken = text.replace((end, end), again)
    return Broken(broken, (broken.line(end + len(again) - 1),)) if is_loaded(broken) else None


@fault("options at the top level, one in capitals", "E006", languages=("block",))
def _capitals_at_top(text: Text, random: Random) -> Broken | None:
    last = text.below(ROOT)[-1:]
    entry = choose(random, [one for one in blocks(text) if one in last])
    child = choose(random, [one for one in options(text) if entry and one.path[:-1] == entry.path])
    if entry is None or child is None or child.path[-1].upper() in ("SECRET_KEY", "TECH_SUPPORT_EMAIL"):
        return None
    upper = with_key(text, child, child.path[-1].upper())
    first, end = text.line(entry.value[0]), text.lines_of(entry)[1]
    lines = (text.line(entry.key[0]), *range(first, end + 1))
    return upper and Broken(shifted(upper.text, first, end, -text.column(entry.value[0])), lines)


@fault("setting misspelled, and a provider without a value", "E006")
def _two_faults(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    entry = choose(random, [one for one in providers(text) if text.slice(one.value) == "{}"])
    if root is None or entry is None:
        return None
    literal = "" if text.is_yaml else "None" if text.language == "python" else "null"
    span = (entry.value[0] - (not literal and text.text[entry.value[0] - 1] == " "), entry.value[1])
    name = "PROCTORING_BACKEND" if text.language == "python" else text.name("PROCTORING_BACKEND")
    broken = text.replace(span, literal).replace(root.key, name)
    return Broken(broken, (text.line(entry.key[0]),))


@fault("PROCTORING_SETTINGS null, without the setting", "E014", languages=("block", "flow", "json"), loses=True)
def _only_null_neighbor(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    rest = text.remove(root) if root and len(text.below()) > 1 else None
    if rest is None or "*" in rest.text or rest.find("PROCTORING_SETTINGS"):
        return None
    literal = "None" if text.language == "python" else "null"
    return inserted(rest, (), "PROCTORING_SETTINGS", literal)


@fault("base_url without https://", "W027")
def _without_scheme(text: Text, random: Random) -> Broken | None:
    found = [one for one in options(text, ("base_url",)) if "https://" in text.slice(one.value)]
    entry = choose(random, found)
    if entry is None:
        return None
    at = text.text.index("https://", entry.value[0])
    return Broken(text.replace((at, at + 8), random.choice(("", "https:", "https:/"))), (text.line(entry.key[0]),))


@fault("space at the end of a value", "W023")
def _space_after_value(text: Text, random: Random) -> Broken | None:
    quoted = [one for one in options(text, STRINGS) if re.fullmatch(r"([\"'])\w.*\1", text.slice(one.value))]
    entry = choose(random, quoted)
    if entry is None:
        return None
    at = entry.value[1] - 1
    return Broken(text.replace((at, at), random.choice((" ", "  "))), (text.line(entry.key[0]),))


@fault("secret as a block scalar", "W023", languages=("block",))
def _secret_as_block_scalar(text: Text, random: Random) -> Broken | None:
    found = [one for one in options(text, SECRETS) if not (text.find(*one.path[:-1]) or one).is_flow]
    found = [one for one in found if one.type == "scalar" and re.match(r"[\w\"']", text.slice(one.value))]
    entry = choose(random, [one for one in found if "\n" not in text.slice(one.value)])
    if entry is None:
        return None
    indent = " " * (text.column(entry.key[0]) + 2)
    literal = f"|\n{indent}{yaml.safe_load(text.slice(entry.value))}"
    end = text.text.find("\n", entry.value[1])
    broken = text.replace((entry.value[0], end), literal)
    return Broken(broken, (text.line(entry.key[0]),)) if is_loaded(broken) else None


@fault("switch in quotes", "W036", "W028", loses=True)
def _quoted_switch(text: Text, random: Random) -> Broken | None:
    entry = text.find("FEATURES", random.choice(("ENABLE_SPECIAL_EXAMS", "ENABLE_PROCTORED_EXAMS")))
    return with_value(text, entry, text.literal(random.choice(("false", "False", "no"))))
