"""Which keys look like names, and which characters look like others."""

import time

import ddt
from django.test import SimpleTestCase

from proctoring_config.problems import names

# text, what is found in it, what was meant
LOOKALIKES = [
    ("plain", "mock", None, "mock"),
    ("empty", "", None, ""),
    ("another alphabet", "\u043a\u043b\u0438\u0435\u043d\u0442", None, "\u043a\u043b\u0438\u0435\u043d\u0442"),
    ("accents", "Pr\u00fcfung", None, "Pr\u00fcfung"),
    ("double quotes", "\u201cnull\u201d", names.QUOTES, "null"),
    ("single quotes", "\u2018null\u2019", names.QUOTES, "null"),
    ("low quotes", "\u201enull\u201c", names.QUOTES, "null"),
    ("guillemets", "\u00abnull\u00bb", names.QUOTES, "null"),
    ("full-width quotes", "\uff02null\uff02", names.QUOTES, "null"),
    ("backticks", "`null`", names.QUOTES, "null"),
    ("ASCII quotes", "'null'", names.QUOTES_INSIDE, "null"),
    ("one ASCII quote", "null'", None, "null"),
    ("a non-breaking space", "null\u00a0", names.SPACES, "null"),
    ("a narrow space", "\u202fnull", names.SPACES, "null"),
    ("an ideographic space", "null\u3000", names.SPACES, "null"),
    ("a zero-width space", "nu\u200bll", names.INVISIBLE, "null"),
    ("a byte order mark", "\ufeffnull", names.INVISIBLE, "null"),
    ("a soft hyphen", "nu\u00adll", names.INVISIBLE, "null"),
    ("an en dash", "client\u2013id", names.DASHES, "client-id"),
    ("a full-width colon", "DEFAULT\uff1a", names.WIDE, "DEFAULT"),
    ("full-width letters", "\uff4e\uff55\uff4c\uff4c", names.WIDE, "null"),
    ("a Cyrillic letter", "\u0441lient_id", names.LETTERS, "client_id"),
    ("a Greek letter", "cli\u03b5nt".replace("\u03b5", "\u03bf"), names.LETTERS, "cliont"),
    ("a space", " null", names.OUTER_SPACES, "null"),
    ("a line break", "null\n", names.OUTER_SPACES, "null"),
]


@ddt.ddt
class NamesTest(SimpleTestCase):
    """looks_like_name, find_lookalikes and straighten."""

    @ddt.named_data(*LOOKALIKES)
    def test_lookalikes(self, text, found, meant):
        self.assertIs(names.find_lookalikes(text), found)
        self.assertEqual(names.straighten(text), meant)

    @ddt.data(
        "mock",
        "software_secure",
        "rpnow4",
        "a.b-c_D",
        "Pr\u00fcfung",
        "7",
        "x" * 60,
        "\u00fc\U0001f600",
        "\u0e17\u0e35\u0e48",
    )
    def test_names(self, name):
        self.assertTrue(names.looks_like_name(name))

    @ddt.data("", "a b", "a:b", "a=b", "a/b", "a@b", "a,b", "{a}", "$A", "'a'", "a\n", "x" * 61, None, 7, b"a", ())
    def test_not_names(self, name):
        self.assertFalse(names.looks_like_name(name))

    def test_long_texts_take_no_time(self):
        start = time.perf_counter()
        for text in ("x" * 5_000_000, "\u0441x" * 2_500_000, "\u201c" * 5_000_000, " " * 5_000_000):
            names.find_lookalikes(text)
            names.straighten(text)
            names.looks_like_name(text)
        self.assertLess(time.perf_counter() - start, 2)
