"""Faults of two files: LMS and Studio apart. The healthy file of the LMS is first, the broken one of Studio second."""

from __future__ import annotations

from random import Random

from benchmarks.faults.entries import ROOT, Entry, Text
from benchmarks.faults.fault import BOOLEANS, STRINGS, TOP, Broken, choose, fault, options, providers, with_value
from proctoring_config.options import OPTIONS


def _is_default(text: Text, entry: Entry) -> bool:
    """Return whether the option has the value that applies without it as well."""
    default = OPTIONS[entry.path[-1]].default
    return isinstance(default, bool) and text.slice(entry.value).lower() == str(default).lower()


def _against(healthy: Text, broken: Broken | None, *lines: int) -> Broken | None:
    return broken and broken._replace(other=healthy, lines=(*broken.lines, *lines))


@fault("Studio has another value", "W018", loses=True)
def _other_value(text: Text, random: Random) -> Broken | None:
    entry = choose(random, options(text, BOOLEANS))
    if entry is None:
        return None
    true, false = ("True", "False") if text.language == "python" else ("true", "false")
    is_true = text.slice(entry.value).lower() in ("true", "yes", "on")
    return _against(text, with_value(text, entry, false if is_true else true))


@fault("Studio has another secret", "W018", loses=True)
def _other_secret(text: Text, random: Random) -> Broken | None:
    return _against(
        text, with_value(text, choose(random, options(text, ("client_secret", "base_url"))), text.literal("https://x"))
    )


@fault("Studio lacks an option", "W018")
def _lacks_option(text: Text, random: Random) -> Broken | None:
    names = (*[name for name in BOOLEANS if "_e" not in name and "rules" not in name], *STRINGS[-5:])
    found = [one for one in options(text, names) if not _is_default(text, one)]
    entry = choose(random, found)
    if entry is None or len(text.below(*entry.path[:-1])) < 2:
        return None
    parent = text.find(*entry.path[:-1])
    broken = Broken(text.remove(entry), (text.line(parent.key[0]) if parent else 0,))
    return _against(text, broken, text.line(entry.key[0]))


@fault("Studio lacks a provider", "W018")
def _lacks_provider(text: Text, random: Random) -> Broken | None:
    default, root = text.find(ROOT, "DEFAULT"), text.find(ROOT)
    name = text.slice(default.value).strip("'\"") if default else ""
    entry = choose(random, [one for one in providers(text) if one.path[-1] != name and one.path[-1].isascii()])
    if entry is None or root is None or any("\\u" in text.slice(one.key) for one in text.below(ROOT)):
        return None
    return _against(text, Broken(text.remove(entry), (text.line(root.key[0]),)), text.line(entry.key[0]))


@fault("Studio lacks the setting", "W018")
def _lacks_setting(text: Text, random: Random) -> Broken | None:
    root = text.find(ROOT)
    if root is None or text.line(root.value[1]) - text.line(root.key[0]) + 2 > text.text.count("\n"):
        return None
    return _against(text, Broken(text.remove(root), (TOP,)), text.line(root.key[0]))


@fault("Studio has another DEFAULT", "W018", loses=True)
def _other_default(text: Text, random: Random) -> Broken | None:
    default = text.find(ROOT, "DEFAULT")
    name = text.slice(default.value).strip("'\"") if default else ""
    entry = choose(
        random, [one for one in providers(text) if one.path[-1] not in (name, "360") and one.path[-1].isascii()]
    )
    return entry and _against(text, with_value(text, default, text.literal(entry.path[-1])))
