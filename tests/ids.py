"""Keeps the ids of tests short, whatever values ddt makes them of."""

import re

import ddt

#: How long a whole id may be, file and class included.
LONGEST = 120
#: How much of an id may tell the case. Where that is not readable, give the case a name: ``ddt.named_data``.
LONGEST_CASE = 60
add_test = ddt.add_test


def shorten(name, room):
    """Return as many of a name's words, joined by underscores, as there is room for."""
    words = re.findall("[A-Za-z0-9]+", name[: 10 * LONGEST])
    while words and len("_".join(words)) > room:
        words.pop()
    return "_".join(words)


def add_test_with_short_name(cls, name, docstring, function, *args, **kwargs):
    """Add a test to the class as ddt does, but leave out words of the case for which its id has no room."""
    numbered = re.match(rf"{function.__name__}_\d+", name)[0]
    place = f"{cls.__module__.replace('.', '/')}.py::{cls.__name__}::{numbered}_"
    case = shorten(name.removeprefix(numbered), min(LONGEST_CASE, LONGEST - len(place)))
    add_test(cls, f"{numbered}_{case}" if case else numbered, docstring, function, *args, **kwargs)


def shorten_ids():
    """Make ddt give every test a short name."""
    ddt.add_test = add_test_with_short_name
