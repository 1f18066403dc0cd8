"""The edits that hints describe, on the entry that a problem names."""

from __future__ import annotations

import itertools
import json
import re

import yaml

from benchmarks.faults.entries import ROOT, Entry, Text
from benchmarks.faults.fault import OPTIONS
from proctoring_config.problems.suggest import closest_match

_EMPTY = ("", "null", "~", "None", "true", "false", "True", "False")


def literal(text: Text, written: str) -> str:
    """Return a literal of YAML, as hints show it, in the language of the text."""
    if text.is_yaml:
        return written
    value = yaml.safe_load(written)
    return repr(value) if text.language == "python" else json.dumps(value)


def bare(name: str) -> str:
    """Return a name without the quotes of a hint."""
    return name.strip("'\"")


def write(text: Text, entry: Entry, new: str) -> Text:
    """Return the text with another value of the entry, on the line of its key."""
    if not text.is_yaml:
        return text.replace(entry.value, new)
    start = text.text.index(":", entry.key[1]) + 1
    return text.replace((start, max(start, entry.value[1])), f" {new}")


def write_braces(text: Text, entry: Entry, new: str) -> Text | None:
    """Return the text with braces as the value, unless something that the operator meant would be lost."""
    written = text.slice(entry.value).strip()
    return write(text, entry, new) if written in _EMPTY or re.fullmatch(r"\W?\w+\W?", written) else None


def in_one_line(text: Text, entry: Entry) -> str:
    """Return the value of the entry as a literal in one line."""
    written = text.slice(entry.value)
    if text.language != "block" or entry.type == "scalar" or entry.is_flow or written.startswith("*"):
        return written
    below = text.below(*entry.path)
    if not below:
        return "[" + ", ".join(re.findall(r"- *(.*)", written)) + "]"
    return "{" + ", ".join(f"{text.slice(one.key)}: {in_one_line(text, one)}" for one in below) + "}"


def shift(text: Text, entry: Entry, columns: int) -> Text:
    """Return the text with the lines of the entry indented by more columns, or by fewer if negative."""
    first, last = text.lines_of(entry)
    lines = text.text.split("\n")
    for number in range(first - 1, last):
        lines[number] = " " * columns + lines[number] if columns > 0 else lines[number][-columns:]
    return Text(text.language, "\n".join(lines))


def indent_below(text: Text, entry: Entry, names: str | None = None) -> Text | None:
    """
    Return the text with the options that follow the entry, a provider, indented below it.

    ``names`` are those that are outside the setting.
    """
    siblings = text.below(*entry.path[:-1])
    following = siblings[siblings.index(entry) + 1 :]
    if not following and len(entry.path) == 2:  # the options are outside the setting
        top = text.below()
        below = top[top.index(text.find(entry.path[0])) + 1 :]
        outside = [one for one in below if one.path[-1] in (names or "").split(", ")]
        for one in reversed(outside):
            text = shift(text, one, text.column(entry.key[0]) + 2)
        return text if outside else None
    stranded = itertools.takewhile(lambda one: _is_option(one.path[-1]), following)
    return _indented(text, list(stranded), entry.path)


def _is_option(name: str) -> bool:
    return name == "<<" or closest_match(name, OPTIONS) is not None


def write_above(text: Text, name: str) -> Text | None:
    """Return the text with the provider above all options at the level of the providers, which are indented."""
    root = text.entries()[0].path[:1] if text.find(ROOT) is None else (ROOT,)
    options = [one for one in text.below(*root) if one.path[-1] != "DEFAULT"]
    if text.language == "block":
        column = text.column(options[0].key[0])
        start = options[0].key[0] - column
        inner = _indented(text, options, root)
        return inner and inner.replace((start, start), " " * column + f"{name}:\n")
    longer = text.insert(root, bare(name), "{}")
    return _indented(
        longer, [one for one in longer.below(*root) if one.path[-1] not in ("DEFAULT", bare(name))], (*root, bare(name))
    )


def _indented(text: Text, options: list[Entry], target: tuple[str, ...]) -> Text | None:
    if text.language == "block":
        for option in reversed(options):
            text = shift(text, option, 2)
        return text if options else None
    items = ", ".join(f"{text.name(one.path[-1])}: {text.slice(one.value)}" for one in options)
    for path in [one.path for one in options]:
        option = text.find(*path)
        text = text.remove(option) if option else text
    provider = text.find(*target)
    return write(text, provider, f"{{{items}}}") if provider and items else None


def move_into(text: Text, entry: Entry, provider: str) -> Text | None:
    """Return the text with the entry moved into the options of the provider."""
    return _moved(text, entry, (ROOT, provider))


def move_out(text: Text, entry: Entry) -> Text | None:
    """Return the text with the entry moved out of its provider, to the level of the providers."""
    return _moved(text, entry, (ROOT,))


def move_to_top(text: Text, entry: Entry) -> Text | None:
    """Return the text with the setting at the top level."""
    if len(entry.path) == 1:
        return Text(text.language, text.text.replace(text.slice(entry.key), text.name(ROOT), 1))
    value = in_one_line(text, entry)
    rest = text.remove(entry)
    return rest.insert((), ROOT, value)


def move_children(text: Text, entry: Entry, target: tuple[str, ...], *, remove: bool = True) -> Text | None:
    """Return the text with what is below the entry moved into the mapping at ``target``, unless it is there."""
    for child in reversed(text.below(*entry.path)):
        found = text.find(*child.path)
        if found and text.find(*target, child.path[-1]) is None:
            text = text.insert(target, child.path[-1], in_one_line(text, found))
    rest = text.find(*entry.path)
    return text.remove(rest) if rest and remove else text


def without_brackets(text: Text, entry: Entry) -> Text:
    """Return the text with the only item of a list or tuple instead of it."""
    written = text.slice(entry.value).strip()
    inner = written[1:-1] if written[0] in "[(" else written
    return text.replace(entry.value, inner.strip().rstrip(",").rstrip())


def in_braces(text: Text, entry: Entry) -> Text:
    """Return the text with the mapping that a string on one line contains, in braces."""
    written = text.slice(entry.value)
    inner = str(yaml.safe_load(written)) if written[:1] in "'\"" else written
    inner = re.sub(r"((?:^|[\s,{])[\w.-]+) ?[:=\uff1a] ?(?=\S)", r"\1: ", inner)
    value = inner if inner.startswith("{") else f"{{{inner}}}"
    return text.replace(entry.value, value if text.is_yaml else literal(text, value))


def _moved(text: Text, entry: Entry, target: tuple[str, ...]) -> Text | None:
    if text.find(*target) is None:
        return None
    value = in_one_line(text, entry)
    return text.remove(entry).insert(target, entry.path[-1], value)


def list_to_mapping(text: Text, entry: Entry) -> Text | None:
    """Return the text with spaces instead of each dash of the list, or with one pair of braces for the brackets."""
    written = text.slice(entry.value)
    if text.language != "block" or written.startswith("["):
        items = re.sub(r"\}\s*,\s*\{", ", ", written.strip()[1:-1].strip())
        return text.replace(entry.value, items if items.startswith("{") else f"{{{items}}}")
    column = text.column(entry.value[0])
    dash = re.compile(rf"(?m)^( {{{column}}})- ")
    return text.replace(entry.value, dash.sub(r"\1  ", " " * column + written)[column:])


def providers_of_names(text: Text, entry: Entry) -> Text:
    """Return the text with each name of a list as a provider without options, and the first one as DEFAULT."""
    names = re.findall(r"[\w-]*\w", text.slice(entry.value))
    providers = ", ".join(f"{text.name(name)}: {{}}" for name in names)
    return write(text, entry, f"{{{text.name('DEFAULT')}: {text.name(names[0])}, {providers}}}")


def text_to_mapping(text: Text, entry: Entry) -> Text | None:
    """Return the text with the mapping that is in the string or block scalar of the entry."""
    written = text.slice(entry.value)
    if written[:1] in "|>":
        end = written.index("\n")
        return text.replace((entry.value[0], entry.value[0] + end), "")
    inner = yaml.safe_load(written)
    return text.replace(entry.value, inner if text.is_yaml else literal(text, inner))


def separate(text: Text, entry: Entry, sign: str) -> Text | None:
    """Return the text with a colon and a space instead of the sign after a name, in the entry's key and value."""
    span = (entry.key[0], max(entry.key[1], entry.value[1]))
    pattern = re.compile(rf"(?m)((?:^|[\s,{{])[\w.-]+) ?{sign}[^\S\n]?(?=\S)")
    if not text.is_yaml:  # a string
        inner = yaml.safe_load(text.slice(entry.value))
        return text.replace(entry.value, text.literal(pattern.sub(r"\1: ", inner))) if isinstance(inner, str) else None
    return text.replace(span, pattern.sub(r"\1: ", text.slice(span)))


def to_string(text: Text, entry: Entry) -> Text:
    """Return the text with quotes around the value, without the brackets or dash of a list."""
    written = text.slice(entry.value).strip().strip("[]").removeprefix("- ").strip()
    if not written:
        return write(text, entry, text.literal(""))
    if written[:1] in ("'", '"'):
        return write(text, entry, written)
    return write(text, entry, text.literal(written))


def close_quote(text: Text, first: int, last: int) -> Text | None:
    """Return the text with the last quote of the line ``last`` at the end of the value on the line ``first``."""
    lines = text.text.split("\n")
    quotes = re.findall("[\"']", lines[last - 1])
    if not quotes:
        return None
    end = lines[last - 1].rindex(quotes[-1])
    lines[last - 1] = lines[last - 1][:end] + lines[last - 1][end + 1 :]
    found = re.fullmatch(r"(.*?)(,?\s*(?:\s#.*)?)", lines[first - 1])
    if found:
        lines[first - 1] = found[1] + quotes[-1] + found[2]
    return Text(text.language, "\n".join(lines))


def split_value(text: Text, entry: Entry) -> Text:
    """Return the text with the options that are in the value as keys of their own."""
    value = yaml.safe_load(text.slice(entry.value))
    own, *rest = re.split(rf"[\s,;]+(?=({'|'.join(OPTIONS)})[ ]?:)", value)
    text = write(text, entry, text.literal(own.strip("'\" ,;")))
    for name, item in reversed(list(zip(rest[::2], rest[1::2], strict=True))):
        inner = item.partition(":")[2].strip(" '\",;")
        text = text.insert(entry.path[:-1], name, literal(text, inner) if inner else text.literal(""))
    return text


def with_scheme(text: Text, entry: Entry) -> Text:
    """Return the text with https:// at the beginning of the value."""
    written = text.slice(entry.value)
    url = re.sub(r"(?i)^(https?[:;/]+|//)?", "https://", written.strip("'\""))
    return text.replace(entry.value, written.replace(written.strip("'\""), url))


def without_comma(text: Text, entry: Entry) -> Text:
    """Return the text without the commas and semicolons at the end of the value, or of the texts in it."""
    written = text.slice(entry.value)
    if entry.type == "scalar":
        return text.replace(entry.value, re.sub(r"[,;]+(?=\s*[\"']?$)", "", written))
    return text.replace(entry.value, re.sub(r"(?m)(?<=[^\s\"'\]}])[,;]+(?=\s*(?:[\"']\s*(?:[,\]}]|$)|$))", "", written))


def to_number(text: Text, entry: Entry, otherwise: str = "1") -> Text:
    """Return the text with only the number in the value."""
    written = text.slice(entry.value)
    digits = re.fullmatch(r"['\"]?(\d+(?:\.\d+)?)\W*[a-z ]*['\"]?", written)
    return write(text, entry, digits[1] if digits else otherwise)


def to_list(text: Text, entry: Entry) -> Text:
    """Return the text with brackets around the value, and quotes around its items."""
    items = [item.strip(" -'\"[]{}") for item in re.split(r"[,\n]", text.slice(entry.value))]
    return write(text, entry, "[" + ", ".join(json.dumps(item) for item in items if item) + "]")


def copy_from(text: Text, path: tuple[str, ...], other: Text) -> Text | None:
    """Return the text with the value at ``path`` in the other file, or with what is missing below it."""
    theirs = other.find(*path)
    if theirs is None:
        return None
    mine = text.find(*path)
    if mine is None:
        return text.insert(path[:-1], path[-1], in_one_line(other, theirs))
    if theirs.type != "mapping":
        return write(text, mine, in_one_line(other, theirs))
    for one in other.below(*path):
        if text.find(*one.path) is None:
            return text.insert(path, one.path[-1], in_one_line(other, one))
    return None
