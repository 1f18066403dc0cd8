"""The table of kinds, and the text of a problem."""

import string

import ddt
from django.test import SimpleTestCase

from proctoring_config.problems import Kind, Problem, Severity, describe, quote_name
from proctoring_config.problems.kinds import KINDS
from proctoring_config.text import TranslatableText


@ddt.ddt
class TableTest(SimpleTestCase):
    """KINDS."""

    def test_ids_are_unique(self):
        self.assertEqual(len({kind.id for kind in KINDS}), len(KINDS))

    @ddt.idata(KINDS)
    def test_a_row_is_well_formed(self, kind):
        self.assertRegex(kind.id, r"^proctoring_config\.[EW]\d{3}$")
        self.assertEqual(kind.severity, Severity.ERROR if kind.id[-4] == "E" else Severity.WARNING)
        self.assertFalse(kind.title.endswith("."))
        for text in (kind.title, kind.message, kind.hint):
            self.assertTrue(text and text.isprintable(), "one line each")

    @ddt.idata([kind for kind in KINDS if not "W101" <= kind.id[-4:] <= "W106"])
    def test_the_message_consists_of_sentences_and_the_hint_does_not(self, kind):
        self.assertTrue(kind.message[0].isupper() or kind.message.startswith("edx-platform "), kind.message)
        self.assertTrue(kind.message.endswith((".", "{summary}")), kind.message)  # a summary is a sentence
        self.assertFalse(kind.hint.endswith("."), kind.hint)

    @ddt.idata(KINDS)
    def test_the_hint_is_an_action(self, kind):
        verb = kind.hint.split()[0]
        self.assertTrue(verb == "{hint}" or verb[0].isupper())

    @ddt.idata(KINDS)
    def test_the_templates_can_be_filled(self, kind):
        names = {name for text in (kind.message, kind.hint) for _, name, _, _ in string.Formatter().parse(text) if name}
        problem = kind.problem(("PROCTORING_BACKENDS",), **dict.fromkeys(names, "WORD"))
        self.assertEqual((problem.id, problem.severity), (kind.id, kind.severity))


# name, as a message shows it
SHOWN = [
    ("mock", "'mock'"),
    ("Proctor_2.test-x", "'Proctor_2.test-x'"),
    ("Pr\u00fcfung", "'Pr\u00fcfung'"),
    ("", "''"),
    ("x" * 60, repr("x" * 60)),
    ("x" * 61, "name not shown"),
    ("it's", "name not shown"),
    ("client_secret:s3cret", "name not shown"),
    ("client_secret s3cret", "name not shown"),
    ("client_secret=s3cret", "name not shown"),
    ("a\nb\x00", "name not shown"),
    ("\ud800", "name not shown"),
    ("https://s3cret.example.com", "name not shown"),
    ("\u201cnull\u201d", "'\u201cnull\u201d'"),
    ("null\xa0", r"'null\xa0'"),
    ("nu\u200bll", r"'nu\u200bll'"),
    ("\u201cclient_secret\uff1as3cret\u201d", "name not shown"),
    (TranslatableText("course overrides"), "'course overrides'"),
    (None, "None"),
    (True, "True"),
    (7, "7"),
    (10**4000, "a number"),
    (1.5, "a number"),
    (("s3cret",), "a list"),
    (b"s3cret", "bytes"),
    (frozenset({"s3cret"}), "a list"),
]

DESCRIBED = [
    (None, "null"),
    (True, "true"),
    (False, "false"),
    ("s3cret", "a string"),
    (b"s3cret", "bytes"),
    (5, "a number"),
    (2j, "a complex number"),
    ({"s3cret": 1}, "a mapping"),
    (["s3cret"], "a list"),
    (object(), "a value of type object"),
]


@ddt.ddt
class ProblemTest(SimpleTestCase):
    """Problem, and how names and values are shown."""

    @ddt.idata(SHOWN)
    @ddt.unpack
    def test_only_keys_that_look_like_names_are_shown(self, name, expected):
        self.assertEqual(quote_name(name), expected)

    @ddt.named_data(("spaces", "\u00a0"), ("invisible characters", "\u200b"))
    def test_text_far_behind_a_name_is_not_shown(self, characters):
        self.assertEqual(quote_name("abc" + characters * 300 + "s3cret x"), "name not shown")

    @ddt.idata(DESCRIBED)
    @ddt.unpack
    def test_values_are_described_and_never_shown(self, value, expected):
        self.assertEqual(describe(value), expected)

    def test_a_problem_is_printed_as_path_and_message(self):
        problem = Kind("proctoring_config.W999", "T", "found {found}", "Do {it}").problem(
            ("PROCTORING_BACKENDS", "mock", "x"), found="this", it="that"
        )
        self.assertEqual(
            problem,
            Problem(
                "proctoring_config.W999",
                Severity.WARNING,
                ("PROCTORING_BACKENDS", "mock", "x"),
                "found this",
                "Do that",
            ),
        )
        self.assertEqual(str(problem), "PROCTORING_BACKENDS['mock']['x']: found this")
