"""How counts, names and reasons are worded where users read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def number(count: int, word: str) -> str:
    """Return ``1 file``, ``2 files`` and so on."""
    return f"{count} {word}" + ("" if count == 1 else "s")


def one_line(text: str) -> str:
    """Return ``text`` as one printable line: a terminal obeys what else may stand in the name of a file or a course."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def reason(error: OSError) -> str:
    """Return what the operating system says of ``error``, without the path, which the message around it names."""
    return (error.strerror or type(error).__name__).lower()


class TranslatableText(str):
    """
    An English sentence that remembers its template and values, so that a page can show it in another language.

    Commands, logs and JSON use it like any other string. Mark ``template`` with ``gettext_noop``; its placeholders are
    written ``%(name)s``.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> TranslatableText:
        text = super().__new__(cls, template % values)
        text.template, text.values = template, values
        return text

    def localize(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language into which ``gettext`` translates its template."""
        return gettext(self.template) % self.values
