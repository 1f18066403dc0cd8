"""Faults of place: what is in the wrong mapping, under the wrong name, twice, or in only one of two files."""

from __future__ import annotations

import json
from itertools import pairwise
from random import Random

from benchmarks.faults.entries import ROOT, Entry, Text, load
from benchmarks.faults.fault import (
    BOOLEANS,
    STRINGS,
    UNREADABLE,
    YAML,
    Broken,
    blocks,
    choose,
    fault,
    inserted,
    options,
    providers,
    with_key,
    with_value,
)

ELSEWHERE = ("W021", UNREADABLE)


def shifted(text: Text, first: int, last: int, columns: int) -> Text:
    """Return the text with the lines indented by more columns, or by fewer if negative."""
    lines = text.text.split("\n")
    for number in range(first - 1, last):
        if lines[number].strip():
            lines[number] = " " * columns + lines[number] if columns > 0 else lines[number][-columns:]
    return Text(text.language, "\n".join(lines))


def _children(text: Text, entry: Entry) -> list[Entry]:
    return [one for one in text.below(*entry.path) if one.path[-1] != "<<"]


@fault("options at the level of the providers", "E006", "E007", "W022", languages=("block",))
def _stranded_options(text: Text, random: Random) -> Broken | None:
    entry = choose(random, blocks(text))
    if entry is None or not _children(text, entry):
        return None
    first, last = text.line(entry.value[0]), text.lines_of(entry)[1]
    columns = text.column(entry.value[0]) - text.column(entry.key[0])
    return Broken(shifted(text, first, last, -columns), (text.line(entry.key[0]), *range(first, last + 1)))


@fault("options at the top level", "E006", "W022", languages=("block",))
def _options_at_top(text: Text, random: Random) -> Broken | None:
    last = text.below(ROOT)[-1:]
    entry = choose(random, [one for one in blocks(text) if one in last])
    if entry is None:
        return None
    first, end = text.line(entry.value[0]), text.lines_of(entry)[1]
    return Broken(
        shifted(text, first, end, -text.column(entry.value[0])), (text.line(entry.key[0]), *range(first, end + 1))
    )


@fault("one option at the level of the providers", "E007", "W022", languages=("block",))
def _one_stranded(text: Text, random: Random) -> Broken | None:
    found = [(one, _children(text, one)) for one in blocks(text)]
    found = [(one, below) for one, below in found if len(below) > 1 and below[-1].type == "scalar"]
    if not found:
        return None
    entry, below = random.choice(found)
    first, last = text.lines_of(below[-1])
    columns = text.column(below[-1].key[0]) - text.column(entry.key[0])
    return Broken(shifted(text, first, last, -columns), (first,))


@fault("provider below another provider", "W007", languages=("block",))
def _provider_too_deep(text: Text, random: Random) -> Broken | None:
    below = text.below(ROOT)
    pairs = [(one, two) for one, two in pairwise(below) if one in list(blocks(text))]
    if not pairs:
        return None
    above, entry = random.choice(pairs)
    first, last = text.lines_of(entry)
    columns = text.column(above.value[0]) - text.column(entry.key[0])
    return Broken(shifted(text, first, last, columns), (first,))


@fault("providers as a list", "E003", languages=("block",))
def _list_of_providers(text: Text, random: Random) -> Broken | None:
    below, root = text.below(ROOT), text.find(ROOT)
    if root is None or root.is_flow or any(one.path[-1] == "<<" for one in below):
        return None
    for entry in reversed(below):
        first, last = text.lines_of(entry)
        text = shifted(text, first, last, 2)
        start = text.offset(first, text.column(entry.key[0]))
        text = text.replace((start, start + 2), "- ")
    return Broken(text, (text.line(root.key[0]), text.line(root.key[0]) + 1))


@fault("options as a list", "E007", languages=("block",))
def _list_of_options(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in blocks(text) if len(_children(text, one)) == len(text.below(*one.path))])
    if entry is None:
        return None
    broken = text
    for child in reversed(text.below(*entry.path)):
        first, last = text.lines_of(child)
        broken = shifted(broken, first, last, 2)
        start = broken.offset(first, text.column(child.key[0]))
        broken = broken.replace((start, start + 2), "- ")
    return Broken(broken, (text.line(entry.key[0]), text.line(entry.value[0])))


@fault("setting as a block scalar", "E003", UNREADABLE, languages=("block",))
def _setting_as_text(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    if root is None or root.is_flow or "*" in text.text[root.value[1] :]:  # an alias of an anchor in it
        return None
    at = text.text.index(":", root.key[1]) + 1
    if text.text[at:].split("\n", 1)[0].strip():
        return None
    return Broken(text.replace((at, at), " |"), (text.line(root.key[0]),))


@fault("options as a block scalar", "E007", languages=("block",))
def _options_as_text(text: Text, random: Random) -> Broken | None:
    entry = choose(random, blocks(text))
    if entry is None:
        return None
    at = text.text.index(":", entry.key[1]) + 1
    return Broken(text.replace((at, at), " |"), (text.line(entry.key[0]),))


@fault("setting as a JSON string", "E003", languages=("flow", "json", "python"))
def _setting_as_string(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    return root and with_value(text, root, text.literal(json.dumps(load(text)[ROOT])))


@fault("setting without a value", "E002", loses=True)
def _null_setting(text: Text, random: Random) -> Broken | None:
    return _without_value(text, text.find(ROOT))


@fault("provider null without quotes", "E004", languages=YAML)
def _null_provider(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT, "null")
    return entry and Broken(text.replace(entry.key, "null"), (text.line(entry.key[0]),))


@fault("provider with digits without quotes", "E005", languages=YAML)
def _digits_provider(text: Text, random: Random) -> Broken | None:
    entry = text.find(ROOT, "360")
    return entry and Broken(text.replace(entry.key, "360"), (text.line(entry.key[0]),))


@fault("provider without a value", "E006")
def _null_options(text: Text, random: Random) -> Broken | None:
    empty = [one for one in providers(text) if text.slice(one.value) == "{}"]
    return with_value(text, choose(random, empty), "")


@fault("provider switched on by a scalar", "E007", loses=True)
def _scalar_options(text: Text, random: Random) -> Broken | None:
    entry = choose(random, [one for one in providers(text) if text.slice(one.value) == "{}"])
    true = "True" if text.language == "python" else "true"
    return with_value(text, entry, random.choice((true, text.literal("enabled"))))


def _moved(text: Text, name: str, *below: str) -> Broken | None:
    root, parent = text.find(ROOT), text.find(*below)
    if root is None or parent is None or text.language != "block" or parent.is_flow or root.is_flow:
        return None
    first, last = text.lines_of(root)
    moved = "\n".join(f"  {line}" for line in text.text.split("\n")[first - 1 : last]) + "\n"
    rest = text.remove(root)
    parent = rest.find(*below)
    start = rest.offset(rest.line(parent.value[0])) if parent else 0
    return Broken(rest.replace((start, start), moved), (rest.line(start),))


@fault("setting below FEATURES", *ELSEWHERE, languages=("block",))
def _below_features(text: Text, random: Random) -> Broken | None:
    return _moved(text, ROOT, "FEATURES")


@fault("setting below PROCTORING_SETTINGS", *ELSEWHERE, languages=("block",))
def _below_settings(text: Text, random: Random) -> Broken | None:
    return _moved(text, ROOT, "PROCTORING_SETTINGS")


@fault("setting misspelled", *ELSEWHERE)
def _renamed(text: Text, random: Random) -> Broken | None:
    names = ("PROCTORING_BACKEND", "PROCTORNG_BACKENDS", "PROCTORING_BACKENDS_", "PROCTORING-BACKENDS")
    return _with_name(text, random.choice(names[: 3 if text.language == "python" else 4]))


@fault("setting in other case", *ELSEWHERE)
def _other_case(text: Text, random: Random) -> Broken | None:
    return _with_name(text, random.choice(("proctoring_backends", "Proctoring_Backends")))


@fault("setting from before 2019", *ELSEWHERE, loses=True)
def _old_setting(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    if root is None or (text.language == "block" and root.is_flow):
        return None
    name = random.choice(("PROCTORING_BACKEND_PROVIDER", "PROCTORING_BACKEND_PROVIDERS"))
    value = '{"class": "edx_proctoring.backends.rest.BaseRestProctoringProvider", "options": {"client_id": "x"}}'
    broken = text.remove(root).insert((), name, value)
    where = broken.find(name)
    return where and Broken(broken, (broken.line(where.key[0]),))


def _with_name(text: Text, name: str) -> Broken | None:
    root = text.find(ROOT)
    if text.language == "python" and root:
        return Broken(text.replace(root.key, name), (text.line(root.key[0]),))
    return with_key(text, root, name)


@fault("setting twice", "W017", languages=("block", "flow", "json"))
def _setting_twice(text: Text, random: Random) -> Broken | None:
    names = [one.path[-1] for one in providers(text)]
    if not names:
        return None
    name = "null" if "null" in names else names[0]
    broken = inserted(text, (), ROOT, f'{{"DEFAULT": "{name}", "{name}": {{}}}}')
    if broken is None:
        return None
    second = broken.text.find(ROOT)
    return Broken(broken.text, (*broken.lines, broken.text.line(second.key[0]) if second else 0))


def _twice(text: Text, entry: Entry | None, literal: str) -> Broken | None:
    if entry is None:
        return None
    broken = text.insert(entry.path[:-1], entry.path[-1], literal)
    lines = [broken.line(one.key[0]) for one in broken.entries() if one.path == entry.path]
    return Broken(broken, tuple(lines)) if len(lines) == 2 else None


@fault("provider twice", "W017")
def _provider_twice(text: Text, random: Random) -> Broken | None:
    return _twice(text, choose(random, [one for one in providers(text) if one.path[-1].isalpha()]), "{}")


@fault("option twice", "W017")
def _option_twice(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, (*BOOLEANS, *STRINGS)))
    return entry and _twice(
        text, entry, text.slice(entry.value) if entry.path[2] in BOOLEANS else text.literal("other")
    )


@fault("merge of a list whose values disagree", "W020", languages=("block",), loses=True)
def _merge_of_list(text: Text, random: Random) -> Broken | None:
    return _merged(text, random, "<<: [*one, *two]\n")


@fault("two merges whose values disagree", "W017", "W020", languages=("block",), loses=True)
def _two_merges(text: Text, random: Random) -> Broken | None:
    return _merged(text, random, "<<: *one\n<<: *two\n")


def _merged(text: Text, random: Random, merges: str) -> Broken | None:
    """Merge two mappings that disagree about an option into a provider that does not set it."""
    names = ("<<", "send_email")
    free = [one for one in blocks(text) if not any(child.path[-1] in names for child in text.below(*one.path))]
    entry = choose(random, free)
    if entry is None:
        return None
    at, indent = entry.value[0], "\n" + " " * text.column(entry.value[0])
    broken = text.replace((at, at), merges.replace("\n", indent))
    top = text.entries()[0].key[0]
    anchors = "x-one: &one {send_email: true}\nx-two: &two {send_email: false}\n"
    line = text.line(at) + anchors.count("\n")
    return Broken(broken.replace((top, top), anchors), tuple(range(line, line + merges.count("\n"))))


@fault("PROCTORING_SETTINGS null", "E014", loses=True)
def _null_neighbor(text: Text, random: Random) -> Broken | None:
    return _without_value(text, text.find("PROCTORING_SETTINGS"))


def _without_value(text: Text, entry: Entry | None) -> Broken | None:
    if entry and text.is_yaml:
        entry = entry._replace(value=(text.text.index(":", entry.key[1]) + 1, entry.value[1]))
    return with_value(text, entry, "")


@fault("ENABLE_SPECIAL_EXAMS off", "W028")
def _special_exams_off(text: Text, random: Random) -> Broken | None:
    return with_value(
        text, text.find("FEATURES", "ENABLE_SPECIAL_EXAMS"), "False" if text.language == "python" else "false"
    )
