"""A kind of fault, and what its functions share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from benchmarks.faults.entries import ROOT, Entry, Text

ALL = ("block", "flow", "json", "python")
YAML = ("block", "flow")
#: The file cannot be read: the exit status is 2, and the message names the line.
UNREADABLE = "unreadable"
#: The value cannot be known, and the summary names it instead of reporting no problems.
NOT_CHECKED = "not checked"

#: The line of a fault that is nowhere in the file.
TOP = 0

BOOLEANS = (
    "allow_honor_mode",
    "has_dashboard",
    "needs_oauth",
    "requires_escalation_email",
    "send_email",
    "show_review_rules",
    "supports_onboarding",
)
NUMBERS = ("ping_interval", "timeout", "token_expiration_time")
REQUIRED = (
    "organization",
    "exam_sponsor",
    "exam_register_endpoint",
    "secret_key_id",
    "secret_key",
    "crypto_key",
    "software_download_url",
)
SECRETS = ("client_secret", "secret_key_id", "secret_key", "crypto_key")
STRINGS = (*REQUIRED, "client_id", "client_secret", "tech_support_email", "tech_support_phone", "verbose_name")
OPTIONS = (*BOOLEANS, *NUMBERS, *STRINGS, "base_url", "passing_statuses", "LINK_URLS", "integration_specific_email")


class Broken(NamedTuple):
    """A broken text and the lines where the fault is. ``other`` is the healthy file of the other service, if any."""

    text: Text
    lines: tuple[int, ...]
    other: Text | None = None


Break = Callable[[Text, Random], Broken | None]


class Fault(NamedTuple):
    """
    A kind of fault.

    ``apply`` returns the broken text, or ``None`` if the text has nothing to break in this way. ``ids`` are the
    problems that name the fault; :data:`UNREADABLE` means that the platform cannot load the file either. ``loses``
    tells that the fault destroys what the operator meant, so that no remedy can restore the value.
    """

    name: str
    apply: Break
    ids: tuple[str, ...]
    languages: tuple[str, ...]
    loses: bool

    @property
    def is_unreadable(self) -> bool:
        """Whether the platform cannot load the broken file."""
        return self.ids[0] == UNREADABLE


#: All kinds of faults in files, in the order of their declaration.
FAULTS: list[Fault] = []


def fault(name: str, *ids: str, languages: tuple[str, ...] = ALL, loses: bool = False) -> Callable[[Break], Break]:
    """Declare the decorated function as a kind of fault."""

    def declare(function: Break) -> Break:
        FAULTS.append(Fault(name, function, ids, languages, loses))
        return function

    return declare


def providers(text: Text) -> list[Entry]:
    """Return the entries of providers whose options are a mapping."""
    return [entry for entry in text.below(ROOT) if entry.type == "mapping"]


def options(text: Text, names: tuple[str, ...] = OPTIONS) -> list[Entry]:
    """Return the entries of the named options."""
    return [
        entry
        for entry in text.entries()
        if len(entry.path) == 3 and entry.path[0] == ROOT and entry.path[2] in names and not is_alias(text, entry)
    ]


def is_alias(text: Text, entry: Entry) -> bool:
    """Return whether the value is an anchor or an alias, which faults leave alone."""
    return text.slice(entry.value)[:1] in ("*", "&")


def blocks(text: Text) -> Iterator[Entry]:
    """Yield the entries of providers with options in YAML's block style."""
    for entry in providers(text):
        if text.language == "block" and not entry.is_flow and text.line(entry.value[0]) > text.line(entry.key[0]):
            yield entry


def choose(random: Random, entries: list[Entry] | Iterator[Entry]) -> Entry | None:
    """Return one of the entries, or ``None`` if there are none."""
    found = list(entries)
    return random.choice(found) if found else None


def with_value(text: Text, entry: Entry | None, literal: str) -> Broken | None:
    """Return the text with this value of the entry."""
    if entry is None:
        return None
    if not text.is_yaml and not literal:
        literal = "null" if text.language == "json" else "None"
    span = entry.value
    if not literal and text.text[span[0] - 1] == " ":
        span = (span[0] - 1, span[1])
    return Broken(text.replace(span, literal), (text.line(entry.key[0]),))


def with_key(text: Text, entry: Entry | None, name: str) -> Broken | None:
    """Return the text with this name of the entry."""
    return entry and Broken(text.replace(entry.key, text.name(name)), (text.line(entry.key[0]),))


def inserted(text: Text, path: tuple[str, ...], name: str, literal: str) -> Broken | None:
    """Return the text with another entry at the beginning of the mapping at ``path``."""
    if path and text.find(*path) is None:
        return None
    broken = text.insert(path, name, literal)
    where = next(entry for entry in broken.entries() if entry.path == (*path, name))
    return Broken(broken, (broken.line(where.key[0]),))


def misspelled(name: str, random: Random) -> str:
    """Return the name with a letter dropped, doubled or swapped with the next."""
    at = random.randrange(1, len(name) - 2)
    pair = name[at : at + 2]
    variants = [name[:at] + new + name[at + 2 :] for new in (pair[1:], pair[0] + pair, pair[::-1])]
    return random.choice([one for one in variants if one != name])
