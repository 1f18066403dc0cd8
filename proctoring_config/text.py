"""Format and print text for users: counts, names, error reasons, standard streams."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

_STDERR = 2


class CannotPrintError(Exception):
    """Standard output cannot be written. The message is empty if the reader closed the pipe, as head(1) does."""


def pluralize(count: int, word: str) -> str:
    """Return ``1 file``, ``2 files`` and so on."""
    return f"{count} {word}" + ("" if count == 1 else "s")


def escape_unprintable(text: str) -> str:
    """Return ``text`` on one line, because names of files and courses can contain control characters of terminals."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def describe_os_error(error: OSError) -> str:
    """Return the reason given by the operating system, without the path."""
    return (error.strerror or type(error).__name__).lower()


class TranslatableText(str):
    """
    An English sentence that remembers its template and values, so that a page can show it in another language.

    Commands, logs and JSON use it like any other string. ``template`` is a ``str.format`` template; ``make messages``
    gathers it from every literal call. Values may be translatable themselves.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> TranslatableText:
        text = super().__new__(cls, template.format(**values))
        text.template, text.values = template, values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Return the arguments for copies: those of a string, its text, would be taken for a template."""
        return (self.template,), dict(self.values)

    def localize(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language into which ``gettext`` translates its template."""
        values = {
            name: value.localize(gettext) if isinstance(value, TranslatableText) else value
            for name, value in self.values.items()
        }
        return (gettext(self.template) if self.template else "").format(**values)


def localize(text: str, gettext: Callable[[str], str]) -> str:
    """Return ``text`` in the language into which ``gettext`` translates, unchanged if it is not translatable."""
    return text.localize(gettext) if isinstance(text, TranslatableText) else text


def choose_form(count: int, one: TranslatableText, other: TranslatableText) -> TranslatableText:
    """Return the singular or the plural of a text."""
    return one if count == 1 else other


def join_all(texts: Sequence[str]) -> str:
    """Return the texts, of which there is at least one, with ``and`` between them."""
    joined = texts[0]
    for text in texts[1:]:
        joined = TranslatableText("{one} and {other}", one=joined, other=text)
    return joined


class _LenientStream(io.TextIOWrapper):
    """Drops what cannot be written."""

    def write(self, text: str) -> int:
        """Write a text if possible."""
        with suppress(OSError):
            super().write(text)
        return len(text)


def protect_stderr() -> None:
    """
    Drop what cannot be written to standard error, because results and exit status matter more than messages.

    Without this, Python prints messages to standard output if standard error is closed, and fails if it is full. Call
    it before any file is opened: a file must not get the descriptor of a closed stream.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= _STDERR:
        descriptor = os.dup(descriptor)
    os.close(descriptor)
    encoding = sys.stderr.encoding if sys.stderr else None
    raw = io.FileIO(_STDERR, "w", closefd=False)
    sys.stderr = _LenientStream(raw, encoding, errors="backslashreplace", write_through=True)


@contextmanager
def printing() -> Iterator[None]:
    """
    Flush the standard output of the block, and escape characters that its encoding does not support.

    Raises ``CannotPrintError`` instead of ``OSError``, also if standard output is closed, and redirects the remaining
    output to the null device. Otherwise Python would fail again when it flushes the output at exit.
    """
    if sys.stdout is None:
        raise CannotPrintError("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        message = "" if isinstance(error, BrokenPipeError) else f"cannot print: {describe_os_error(error)}"
        raise CannotPrintError(message) from None
