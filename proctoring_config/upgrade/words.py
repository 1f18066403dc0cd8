"""Words in texts that cannot be read as settings."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.M)


def find_word(text: str, word: str) -> int | None:
    """
    Return where ``word`` stands in ``text`` by itself, quoted or not, or ``None``.

    What is part of a longer name or of an address does not count, nor what stands in a comment (``#``).
    """
    shown = _COMMENT.sub(lambda comment: " " * len(comment.group()), text)
    found = re.search(rf"(?<![\w@/-]){re.escape(word)}(?![\w@-]|\.\w)", shown)
    return found.start() if found else None
