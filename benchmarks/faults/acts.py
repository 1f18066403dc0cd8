"""The edits that hints ask for: patterns of hints, and what to do with the text and the entry at the reported key."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping

import yaml

from benchmarks.faults import edits
from benchmarks.faults.edits import bare
from benchmarks.faults.entries import ROOT, Entry, Text
from proctoring_config.options import OPTIONS

Words = Mapping[str, str]
Act = Callable[[Text, Entry, Words], Text | None]
MERGE, KEEP_FIRST = "Merge the entries into one", ", with the values of the first"


def _write(text: Text, entry: Entry, words: Words) -> Text | None:
    value = edits.literal(text, words["value"].strip(" ,"))
    if bare(words["name"]) != entry.path[-1]:
        child = text.find(*entry.path, bare(words["name"]))
        return edits.write(text, child, value) if child else None
    return edits.write_braces(text, entry, value) if value == "{}" else edits.write(text, entry, value)


def _add(text: Text, entry: Entry, words: Words) -> Text | None:
    for name, value in reversed(re.findall(r"(\w+)'?: ([^\s(,]+)", words["lines"])):
        text = text.insert(entry.path, name, edits.literal(text, value))
    return text


def _require(text: Text, entry: Entry, words: Words) -> Text | None:
    listed = words.get("names") or re.findall(r"missing: ([\w, ]+)", words["message"])[0]
    names = [bare(name) for name in re.split(r",? and |, ", listed)]
    for name in reversed([name for name in names if text.find(*entry.path, name) is None]):
        text = text.insert(entry.path, name, text.literal("x"))
    return text


def _rename(text: Text, entry: Entry, words: Words) -> Text:
    return text.replace(entry.key, _key(text, words["name"]))


def _keep_one(text: Text, entry: Entry, words: Words) -> Text | None:
    """Keep what is written under the other name, and give it the right one."""
    same = text.find(*entry.path[:-1], bare(words["name"]))
    if same is None:
        return None
    rest = text.remove(same)
    wrong = rest.find(*entry.path)
    return wrong and rest.replace(wrong.key, _key(text, words["name"]))


def _rename_child(text: Text, entry: Entry, words: Words) -> Text | None:
    child = text.find(*entry.path, bare(words["old"]))
    return child and text.replace(child.key, _key(text, words["name"]))


def _key(text: Text, name: str) -> str:
    return bare(name) if text.language == "python" and text.text.startswith("PLATFORM") else text.name(bare(name))


def _remove_first(text: Text, entry: Entry, words: Words) -> Text:
    return text.remove(next(one for one in text.entries() if one.path == entry.path))


def _write_colon(text: Text, entry: Entry, words: Words) -> Text:
    end = entry.key[0] + len(words["name"])
    return text.replace((end, end), ":")


def _merge_entries(text: Text, entry: Entry, words: Words) -> Text | None:
    """Remove the first of the entries, after adding to the other what only the first one has, or all of its values."""
    first = next(one for one in text.entries() if one.path == entry.path)
    within = [one for one in text.entries() if first.value[0] <= one.key[0] < first.value[1]]
    rest = text.remove(first)
    for one in within:
        same = rest.find(*one.path)
        if same is None:
            rest = rest.insert(one.path[:-1], one.path[-1], edits.in_one_line(text, one))
        elif words["first"] and one.type == "scalar":
            rest = edits.write(rest, same, text.slice(one.value))
    return rest


def _switch_on(text: Text, entry: Entry, words: Words) -> Text | None:
    names = re.findall(r"'(\w+)'", words["names"])
    found = [one for one in text.entries() if one.path[-1] in names]
    for one in reversed(found):
        text = edits.write(text, one, edits.literal(text, "true"))
    return text if found else None


def _replace_old(text: Text, entry: Entry, words: Words) -> Text | None:
    """Write the setting that the hint shows, with the options of the old one."""
    options = text.find(*entry.path, "options")
    value = edits.in_one_line(text, options) if options else "{}"
    rest = text.remove(entry)
    return rest.insert((), ROOT, f'{{"DEFAULT": "acme", "acme": {value}}}')


def _write_merged(text: Text, entry: Entry, words: Words) -> Text | None:
    """Write the key that several merges have into the mapping, with the value of the first one."""
    key = re.findall(r"\['(\w+)'\]", words["message"])[-1]
    first = next(one for one in text.entries() if one.path[-1] == key)
    return text.insert(entry.path[:-1], key, text.slice(first.value))


def _write_url(text: Text, entry: Entry, words: Words) -> Text | None:
    child = entry if entry.path[-1] == "base_url" else text.find(*entry.path, "base_url")
    url = text.literal("https://proctor.example.com")
    return edits.write(text, child, url) if child else text.insert(entry.path, "base_url", url)


def _quote_key(text: Text, entry: Entry, words: Words) -> Text:
    return text.replace(entry.key, words.get("name") or f"'{text.slice(entry.key)}'")


def _quote_other_key(text: Text, entry: Entry, words: Words) -> Text | None:
    """Quote the key next to the entry that YAML does not read as a string."""
    for one in text.below(*entry.path[:-1]):
        if not isinstance(yaml.safe_load(text.slice(one.key)), str):
            return _quote_key(text, one, words)
    return None


def _with_separator(text: Text, entry: Entry) -> Entry:
    """Return the entry, or the one below it whose key contains a value, where DEFAULT is missing."""
    child = next((one for one in text.below(*entry.path) if re.match(r"DEFAULT\W", one.path[-1])), None)
    return child or entry


def _straighten(text: Text, entry: Entry, words: Words) -> Text:
    written = text.slice(entry.value).rstrip()
    loaded = yaml.safe_load(written)
    inner = str(loaded).strip("“”„«»\u2018\u2019\u00a0'\" \t\n") if isinstance(loaded, str) else written
    words_of_yaml = inner in ("true", "false", "yes", "no", "on", "off")
    new = inner if words_of_yaml else text.literal(inner)
    if written[:1] in "'\"" and str(loaded) in written:
        new = written.replace(str(loaded), inner)
    if "\n" in written:
        return text.replace((entry.value[0], entry.value[0] + len(written)), new)
    return edits.write(text, entry, new)


def _write_spaces(text: Text, entry: Entry, words: Words) -> Text:
    """Indent the line like its neighbor."""
    number = text.line(entry.key[0])
    lines = text.text.split("\n")
    above, below = lines[number - 2], (lines[number : number + 1] or [""])[0]
    neighbor = below if above.rstrip().endswith(":") and below.strip() else above
    indent = neighbor[: len(neighbor) - len(neighbor.lstrip())]
    lines[number - 1] = indent + lines[number - 1].lstrip()
    return Text(text.language, "\n".join(lines))


def _remove_level(text: Text, entry: Entry, words: Words) -> Text | None:
    """Remove the entry, but not what is below it."""
    return edits.move_children(text, entry, entry.path[:-1])


def _move_into_setting(text: Text, entry: Entry, words: Words) -> Text | None:
    """Move what is below the entry into the setting, unless it is there, and remove the entry."""
    return edits.move_children(text, entry, (ROOT,))


def _move_out_of_default(text: Text, entry: Entry, words: Words) -> Text | None:
    moved = edits.move_children(text, entry, entry.path[:-1], remove=False)
    default = moved and moved.find(*entry.path)
    return default and edits.write(moved, default, moved.literal(bare(words["name"]))) if moved else None


def _into_braces(text: Text, entry: Entry, words: Words) -> Text:
    """Give a provider without options those that follow it."""
    siblings = text.below(*entry.path[:-1])
    names = [one.path[-1] for one in siblings[siblings.index(entry) + 1 :]]
    for name in itertools.takewhile(lambda name: name in OPTIONS, names):
        provider, option = text.find(*entry.path), text.find(*entry.path[:-1], name)
        if provider and option:
            value = edits.in_one_line(text, option)
            text = edits.write(text, provider, "{}") if text.slice(provider.value) in ("null", "None") else text
            text = text.insert(entry.path, name, value)
            repeated = text.find(*entry.path[:-1], name)
            text = text.remove(repeated) if repeated else text
    return text


#: The edits, in the order in which the patterns are tried.
ACTS: tuple[tuple[str, Act], ...] = (
    (r"Write ordinary spaces in front of it", _write_spaces),
    (
        r"(Remove the comma: w|W)rite (?P<name>[^\s:]+)(?::| =) (?P<value>\{'?DEFAULT.*?\}\}|\{\}|'[^']*'|[^\s,]+)",
        _write,
    ),
    (r".*Write .* or (?P<name>'[^']+'): (?P<value>\{\}) if", _write),
    (r"Write (base_url|the URL)", _write_url),
    (r"Write https:// in front of the URL", lambda text, entry, words: edits.with_scheme(text, entry)),
    (r"Write https:// or http:// at the beginning", lambda text, entry, words: edits.with_scheme(text, entry)),
    (
        r"Write (?P<value>[Tt]rue|[Ff]alse)\b",
        lambda text, entry, words: edits.write(text, entry, edits.literal(text, words["value"])),
    ),
    (
        r"Write a positive number, such as \S+: (?P<value>\d+)",
        lambda text, entry, words: edits.write(text, entry, words["value"]),
    ),
    (r"Write the options that it requires: (?P<names>.+)", _require),
    (r"Replace it with '?PROCTORING_BACKENDS", _replace_old),
    (r"Write the key in the mapping itself", _write_merged),
    (r"Add the options", _require),
    (r"Add (?P<lines>.+)", _add),
    (r"Keep either this option or \S+, and name it (?P<name>\S+)", _keep_one),
    (r"Rename it to (?P<name>[^\s,]+)", _rename),
    (r"Rename (?P<old>\S+) to (?P<name>\S+)", _rename_child),
    (r"Quote the name where .*: (?P<name>'[^']+')", _quote_other_key),
    (r"Quote the name(: (?P<name>'[^']+'))?", _quote_key),
    (
        r"Write (?P<owner>'[^']+'): above (it|its options), and indent",
        lambda text, entry, words: edits.write_above(text, words["owner"]),
    ),
    (r"Remove this level, so that", _remove_level),
    (r"Remove the (brackets|comma after)", lambda text, entry, words: edits.without_brackets(text, entry)),
    (
        r"(Write the text as a mapping|Put braces around|Write braces)",
        lambda text, entry, words: edits.in_braces(text, entry),
    ),
    (r"Move (?P<name>'[^']+') out of DEFAULT", _move_out_of_default),
    (r"Move its content into PROCTORING_BACKENDS", _move_into_setting),
    (r"Move it under PROCTORING_BACKENDS", lambda text, entry, words: edits.move_out(text, entry)),
    (r"Move the options that follow it into braces", _into_braces),
    (
        r"Move its options into (?P<owner>'[^']+') in",
        lambda text, entry, words: edits.move_children(text, entry, (ROOT, bare(words["owner"]))),
    ),
    (r"Remove (it|the entry|this entry)", lambda text, entry, words: text.remove(entry)),
    (r"Remove all but one", _remove_first),
    (rf"{MERGE}(?P<first>{KEEP_FIRST})?", _merge_entries),
    (r"Make the list one mapping", lambda text, entry, words: edits.list_to_mapping(text, entry)),
    (r"Remove the quotes around the text", lambda text, entry, words: edits.text_to_mapping(text, entry)),
    (
        r"Write (an? (ordinary )?space after (each|the) colon|a colon and a space instead of each)",
        lambda text, entry, words: edits.separate(text, _with_separator(text, entry), "[:=\uff1a]"),
    ),
    (r"Write a colon after (?P<name>\w+)$", _write_colon),
    (r"Write each provider as a key", lambda text, entry, words: edits.providers_of_names(text, entry)),
    (r"Put quotes around the value", lambda text, entry, words: edits.to_string(text, entry)),
    (r"Write the value in quotes after", lambda text, entry, words: edits.write(text, entry, text.literal(""))),
    (r"Write (the|one) value in quotes", lambda text, entry, words: edits.to_string(text, entry)),
    (r"Write a string", lambda text, entry, words: edits.to_string(text, entry)),
    (
        r"Write (the|one|a) number(, such as \S+: (?P<such>\d+))?",
        lambda text, entry, words: edits.to_number(text, entry, words["such"] or "1"),
    ),
    (
        r"(Put (brackets around the value|quotes around each item)|Write a list)",
        lambda text, entry, words: edits.to_list(text, entry),
    ),
    (
        r"Write the closing quote at the end of the value on line (?P<first>\d+), and .* on line (?P<last>\d+)",
        lambda text, entry, words: edits.close_quote(text, int(words["first"]), int(words["last"])),
    ),
    (r"Write each of them as a key of its own", lambda text, entry, words: edits.split_value(text, entry)),
    (r"Remove the (comma|semicolon) at the end", lambda text, entry, words: edits.without_comma(text, entry)),
    (r"Write a mapping", lambda text, entry, words: edits.write(text, entry, "{}")),
    (
        r"Indent the options below it(, which are outside the setting: (?P<names>.+))?",
        lambda text, entry, words: edits.indent_below(text, entry, words["names"]),
    ),
    (
        r"(Indent (it|<<) under|Move it into the options of)( its provider:)? (?P<owner>'[^']+')",
        lambda text, entry, words: edits.move_into(text, entry, bare(words["owner"])),
    ),
    (r"Move it out of", lambda text, entry, words: edits.move_out(text, entry)),
    (r"Move it to the top level", lambda text, entry, words: edits.move_to_top(text, entry)),
    (r"Set (?P<names>.+) to [Tt]rue", _switch_on),
    (r"Write (the value|it) without them|Write straight quotes", _straighten),
)
