"""Counts, names, reasons and standard output in text for users."""

from copy import copy, deepcopy
from pickle import dumps, loads

from ddt import data, ddt, named_data, unpack
from django.test import SimpleTestCase

from proctoring_config.text import TranslatableText, describe_os_error, escape_unprintable, pluralize


@ddt
class FormatTest(SimpleTestCase):
    """Counts, names and reasons."""

    @data((0, "0 files"), (1, "1 file"), (2, "2 files"))
    @unpack
    def test_one_is_singular(self, count, expected):
        self.assertEqual(pluralize(count, "file"), expected)

    @named_data(
        ("letters with accents", "Übung 1.yml", "Übung 1.yml"),
        ("a line break", "a\nb", r"a\nb"),
        ("control characters", "\x1b[2J\u202e\u2028", r"\x1b[2J\u202e\u2028"),
        ("an undecodable byte", "caf\udce9", r"caf\udce9"),
        ("quotes and a tab", 'it\'s \\ a "name"\t', 'it\'s \\ a "name"\\t'),
    )
    def test_a_name_is_one_printable_line(self, name, expected):
        self.assertEqual(escape_unprintable(name), expected)
        self.assertTrue(escape_unprintable(name).isprintable())

    @data(
        (PermissionError(13, "Permission denied", "/secret"), "permission denied"),
        (OSError("no number"), "oserror"),
        (TimeoutError(), "timeouterror"),
    )
    @unpack
    def test_a_reason_does_not_contain_the_path(self, error, expected):
        self.assertEqual(describe_os_error(error), expected)

    def test_translatable_text_is_english_unless_localized(self):
        text = TranslatableText("no {what} for {model}", what=TranslatableText("table"), model="waffle.Flag")
        self.assertEqual((text, f"{text}"), ("no table for waffle.Flag",) * 2)
        translations = {"no {what} for {model}": "sin {what} para {model}", "table": "tabla"}
        self.assertEqual(text.localize(translations.__getitem__), "sin tabla para waffle.Flag")

    @named_data(
        ("braces", TranslatableText("Write {name}: {{}}", name="a")),
        ("braces in a value", TranslatableText("Write {name}", name="{x}")),
        ("a text in a text", TranslatableText("Write {what}", what=TranslatableText("a mapping, {{}}"))),
    )
    def test_copies_of_translatable_text_are_translatable(self, text):
        for other in (copy(text), deepcopy(text), loads(dumps(text))):
            self.assertEqual((other, other.template, other.values), (text, text.template, text.values))
