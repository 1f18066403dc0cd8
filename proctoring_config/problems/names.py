"""
Decide which names are shown, and recognize characters that look like those of YAML.

A key is shown only if it looks like a name, because a key can hold a secret by mistake: ``{client_secret:abc}`` lacks a
space after the colon, so YAML reads all of it as a key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from proctoring_config.text import TranslatableText

MAX_LENGTH = 60
_EXAMINED = 200
_PUNCTUATION = "_-."
_OF_WORDS = ("Mn", "Mc", "So")  # combining marks, which some alphabets need, and emoji
_SPACE_CATEGORY, _INVISIBLE_CATEGORY = "Zs", "Cf"

QUOTES = TranslatableText("typographic quotes")
QUOTES_INSIDE = TranslatableText("quotes inside the quotes")
SPACES = TranslatableText("non-breaking or other unusual spaces")
INVISIBLE = TranslatableText("invisible characters")
DASHES = TranslatableText("typographic dashes")
WIDE = TranslatableText("full-width characters")
LETTERS = TranslatableText("letters of another alphabet")
OUTER_SPACES = TranslatableText("spaces at its beginning or end")
LINE_BREAK = TranslatableText("line breaks at its end")

_QUOTES = (
    "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a\u2033\u2036\u00b4"
    "\u300c\u300d\uff02\uff07`"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
# Letters that look like the Latin ones below them.
_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u043a\u0442\u043c\u043d"
    "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425\u0391\u0395\u03a4\u03bf\u03b1",
    "aceopxyijsktmnABCEHKMOPTXAEToa",
)


def looks_like_name(name: object) -> bool:
    """
    Return whether ``name`` can be the name of a provider or an option, and may therefore be shown.

    A name has at most 60 characters: letters and digits of any alphabet, symbols such as emoji, underscores, dashes and
    dots.
    """
    return isinstance(name, str) and 0 < len(name) <= MAX_LENGTH and all(map(_is_part_of_name, name))


def _is_part_of_name(character: str) -> bool:
    return character.isalnum() or character in _PUNCTUATION or unicodedata.category(character) in _OF_WORDS


def find_lookalikes(text: str) -> TranslatableText | None:
    """Return a description of the first characters in ``text`` that look like others, or ``None`` if it has none."""
    examined = "" if text.isascii() and "`" not in text else text[:_EXAMINED]
    found = next((found for character in examined if (found := _describe(character, examined))), None)
    if found or not text:
        return found
    if text[0] == text[-1] and text[0] in "'\"" and len(text) > 1:
        return QUOTES_INSIDE
    return OUTER_SPACES if text != text.strip() else None


def straighten(text: str) -> str:
    """
    Return ``text`` with the characters that were probably meant, without quotes, spaces and colons around it.

    Only the beginning of a text that is too long for a name is returned.
    """
    return "".join(_replace_lookalikes(text[:_EXAMINED])).strip(" \t\r\n'\":")


def find_meant_character(character: str) -> tuple[TranslatableText, str] | None:
    """Return the kind of a character that looks like one of ASCII, or is invisible, and what was probably meant."""
    kind = _describe(character, character) if len(character) == 1 else None
    if kind is None:
        return None
    return kind, '"' if kind is QUOTES else "".join(_replace_lookalikes(character))


def _describe(character: str, text: str) -> TranslatableText | None:
    if character.isascii() and character != "`":
        return None
    if character in _QUOTES:
        return QUOTES
    if character in _DASHES:
        return DASHES
    category = unicodedata.category(character)
    if category in (_SPACE_CATEGORY, _INVISIBLE_CATEGORY):
        return SPACES if category == _SPACE_CATEGORY else INVISIBLE
    if unicodedata.normalize("NFKC", character).isascii() and unicodedata.east_asian_width(character) == "F":
        return WIDE
    is_latin = text.translate(_ALIKE).isascii() and any(other.isascii() and other.isalpha() for other in text)
    return LETTERS if ord(character) in _ALIKE and is_latin else None


def _replace_lookalikes(text: str) -> Iterator[str]:
    for character in text:
        found = _describe(character, text)
        if found is DASHES:
            yield "-"
        elif found is WIDE:
            yield unicodedata.normalize("NFKC", character)
        elif found is LETTERS:
            yield character.translate(_ALIKE)
        elif found is SPACES:
            yield " "
        elif found is None:
            yield character
