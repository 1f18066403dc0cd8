"""Find the edit that gives an option the value that was meant. Values themselves are never shown."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from proctoring_config.options import OPTIONS, Option
from proctoring_config.problems import Problem, describe, kinds
from proctoring_config.problems.names import (
    INVISIBLE,
    LINE_BREAK,
    OUTER_SPACES,
    QUOTES,
    QUOTES_INSIDE,
    SPACES,
    find_lookalikes,
    straighten,
)
from proctoring_config.text import TranslatableText
from proctoring_config.validators.structure import suggest_mapping

_WORDS = {
    **dict.fromkeys(("true", "yes", "on", "1", "y", "t", "enabled", "enable"), True),
    **dict.fromkeys(("false", "no", "off", "0", "n", "f", "disabled", "disable"), False),
}
_ENDS = " \t\r\n,;."
_LONGEST_WORD = 20
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_WITH_COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNIT = re.compile(r"\s*(?:[^\W\d_]+|%)")
_KEY_INSIDE = re.compile(r"""(?<=[\s,;])["']?(\w{4,40})["']?[ ]?:""")
_WRITE_OUTSIDE = TranslatableText("Write each of them as a key of its own, outside the value")
_GENERATED = re.compile(r"[\w+/=.~-]*", re.ASCII)
_COMMAS = {",": TranslatableText("comma"), ";": TranslatableText("semicolon")}


class BooleanWord:
    """
    What a value that is not a boolean was meant to be.

    ``meant`` is ``None`` if that cannot be understood. ``text`` is the value if it is a word for a boolean, which may
    be shown, and ``comma`` whether a comma follows the word.
    """

    def __init__(self, value: object) -> None:
        self.meant: bool | None = None
        self.text: str | None = None
        self.comma = False
        if isinstance(value, list | tuple) and len(value) == 1 and isinstance(value[0], bool):
            self.meant = value[0]
        elif isinstance(value, int | float) and value in (0, 1):
            self.meant = bool(value)
        elif isinstance(value, str) and len(value) <= _LONGEST_WORD:
            self._read(str(value))

    def _read(self, value: str) -> None:
        word = straighten(straighten(value).strip(_ENDS)).casefold()
        self.meant = _WORDS.get(word)
        if self.meant is None:
            self.meant = next((meant for known, meant in _WORDS.items() if _is_misspelled(word, known)), None)
        elif value.isascii() and value.isprintable():
            self.text = value
        self.comma = self.meant is not None and straighten(value)[-1:] == ","


def suggest_boolean(name: str, word: BooleanWord) -> TranslatableText:
    """Return the hint for the boolean option ``name``."""
    if word.meant is None:
        return TranslatableText("Write true or false, without quotes")
    value = str(word.meant).lower()
    if word.comma:
        return TranslatableText("Remove the comma: write {name}: {value}, without quotes", name=name, value=value)
    return TranslatableText("Write {name}: {value}, without quotes", name=name, value=value)


def describe_boolean(value: object, word: BooleanWord) -> str:
    """Return the type of ``value``, and what may be shown of it."""
    found = describe(value)
    if word.text is not None:
        return TranslatableText("{type}, {value}", type=found, value=repr(word.text))
    characters = find_lookalikes(value[:_LONGEST_WORD]) if isinstance(value, str) else None
    return TranslatableText("{type} with {characters}", type=found, characters=characters) if characters else found


def find_lookalikes_in_value(value: str) -> TranslatableText | None:
    """
    Return the characters in a string that were probably not meant, or ``None``.

    These are quotes that enclose it, and spaces, line breaks and invisible characters at its ends or in a single word.
    Other characters can be part of a text.
    """
    found = find_lookalikes(value)
    if found in (QUOTES, QUOTES_INSIDE) and {value[0], value[-1]} & set(value.strip(value[0] + value[-1])):
        return None  # quotes around several words
    if found == QUOTES_INSIDE:
        return found
    if found == OUTER_SPACES:
        if not value.strip() or "\n" in value.strip():
            return None
        return LINE_BREAK if value.endswith("\n") else found
    if found == QUOTES:
        return found if find_lookalikes(value[0]) == find_lookalikes(value[-1]) == QUOTES else None
    if found in (SPACES, INVISIBLE):
        return found if " " not in value or find_lookalikes(value[0]) or find_lookalikes(value[-1]) else None
    return None


def find_options_in_value(value: str) -> list[str]:
    """
    Return the options that ``value`` contains, each with a colon after it, as if a quote had not been closed.

    Options that are ordinary words, such as ``timeout``, can be part of a text, so they count only beside others.
    """
    found = [*dict.fromkeys(name for name in _KEY_INSIDE.findall(value) if name in OPTIONS)]
    return found if any("_" in name for name in found) else []


def find_keys_in_value(value: str, path: tuple[Hashable, ...]) -> Problem | None:
    """Return the problem of the value at ``path`` if it contains options, or ``None``."""
    inside = find_options_in_value(value)
    return kinds.KEYS_IN_VALUE.problem(path, names=", ".join(inside), hint=_WRITE_OUTSIDE) if inside else None


def find_trailing_commas(options: Mapping[Any, object]) -> dict[str, TranslatableText]:
    """
    Return the options whose texts end with a comma or semicolon that was probably not meant, each with its word.

    A password may end with one, so a secret counts only if the rest of it has no other signs than generated keys.
    """
    found = {}
    for name, value in options.items():
        option = OPTIONS.get(name) if isinstance(name, str) else None
        for text in map(str.rstrip, _texts(value)):
            if option is None or text[-1:] not in _COMMAS:
                continue
            if not option.secret or _GENERATED.fullmatch(text, 0, len(text) - 1):
                found[name] = _COMMAS[text[-1]]
    return found


def _texts(value: object) -> list[str]:
    """Return a text, or the texts in a list or mapping."""
    values = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else [value]
    return [text for text in values if isinstance(text, str)]


def suggest_value(option: Option, value: object) -> TranslatableText:
    """
    Return the hint for the ``value`` of ``option``, which has the wrong type.

    It keeps what is written. The option is not to be removed, because its plugin may require it.
    """
    types = option.schema["type"]
    if "string" in types:  # type: ignore[operator]
        return _suggest_string(value)
    if "number" in types:  # type: ignore[operator]
        return _suggest_number(option, value)
    if "array" in types:  # type: ignore[operator]
        return _suggest_list(value)
    found = suggest_mapping(value)
    return found or TranslatableText("Write a mapping, such as {name}: {{}}", name=option.name)


def _suggest_string(value: object) -> TranslatableText:
    if value is None:
        return TranslatableText("Write the value in quotes after the colon ('' if there is none)")
    if isinstance(value, list | tuple) and len(value) == 1 and _is_scalar(value[0]):
        return TranslatableText('Write the value in quotes, without "- " or brackets')
    if isinstance(value, Mapping | list | tuple):
        return TranslatableText("Write one value in quotes")
    return TranslatableText("Put quotes around the value")


def _suggest_number(option: Option, value: object) -> TranslatableText:
    is_positive = "exclusiveMinimum" in option.schema
    if isinstance(value, str):
        text = straighten(value[:_LONGEST_WORD]).strip(_ENDS)
        number = _NUMBER.match(text)
        if number and not (is_positive and float(number[0]) <= 0):
            if number.end() == len(text) or _WITH_COMMAS.fullmatch(text):
                return TranslatableText("Write the number without quotes and commas")
            if _UNIT.fullmatch(text, number.end()):
                return TranslatableText("Write the number only, without a unit")
    if is_positive:
        return TranslatableText(
            "Write a positive number, such as {name}: {default}", name=option.name, default=option.default
        )
    if option.default is not None:
        return TranslatableText("Write one number, such as {name}: {default}", name=option.name, default=option.default)
    return TranslatableText("Write one number")


def _suggest_list(value: object) -> TranslatableText:
    if isinstance(value, list | tuple):
        return TranslatableText("Put quotes around each item that is not a string")
    if value is None or isinstance(value, Mapping):
        return TranslatableText("Write a list in brackets ([] if it is empty)")
    return TranslatableText("Put brackets around the value, with its items in quotes")


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, Mapping | list | tuple | None)


def _is_misspelled(word: str, known: str) -> bool:
    """Return whether ``word`` is ``known`` with two letters exchanged, or with one letter more or less."""
    if len(known) < 4 or not word or word[0] != known[0]:
        return False
    if sorted(word) == sorted(known):
        return True
    longer, shorter = sorted((word, known), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
