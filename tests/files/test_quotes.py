"""quotes.py: what is not an open quote, and where the keys are."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.quotes import find_open_quotes
from proctoring_config.files.read import parse
from proctoring_config.files.source import Source

START = "PROCTORING_BACKENDS:\n  DEFAULT: acme\n  acme:\n    base_url: x\n"
SETTINGS = "PROCTORING_SETTINGS:\n  SITE_NAME: 'x\n  CONTACT_EMAIL: y'\n"


def find(text, key="PROCTORING_BACKENDS", name="lms.yml"):
    """Return paths, names and lines."""
    entry = parse(Source(name, text)).root.entries[key]
    return [(one.path[1:], [*one.names], one.first, one.last) for one in find_open_quotes(entry, (key,))]


@ddt.ddt
class OpenQuotesTest(SimpleTestCase):
    """Values with quotes."""

    @ddt.named_data(
        ("one line", START + "    verbose_name: 'Note: ours'\n"),
        ("words on two lines", START + "    verbose_name: 'Acme\n      exams'\n"),
        ("a colon in an indented line", START + "    verbose_name: 'Acme\n      Note: ours'\n"),
        ("no space after the colon", START + "    verbose_name: 'Acme\n    https://x'\n"),
        ("several words before the colon", START + "    verbose_name: 'Acme\n    for the exams: x'\n"),
        ("no quotes", START + "    verbose_name: Acme\n      exams\n"),
        ("a block scalar", START + "    verbose_name: |\n      timeout: x\n"),
        ("an escaped line break", START + '    verbose_name: "Acme \\\n      exams"\n'),
        ("braces", "PROCTORING_BACKENDS: {acme: {verbose_name: 'A\nNote: ours'}}\n"),
    )
    def test_not_found(self, text):
        self.assertEqual(find(text), [])

    @ddt.named_data(
        ("indented option", "    verbose_name: 'A\n        timeout: 5'\n", ("acme", "verbose_name"), ["timeout"], 5, 6),
        ("unknown option", "    verbose_name: 'A\n    house: 5'\n", ("acme", "verbose_name"), ["house"], 5, 6),
        ("closed alone", "    verbose_name: 'A\n    house: 5\n    '\n", ("acme", "verbose_name"), ["house"], 5, 7),
        ("two keys", "    client_id: 'A\n    a: 5\n    b: '\n", ("acme", "client_id"), ["a", "b"], 5, 7),
        ("words first", "    client_id: 'A\n      b\n    a: 5'\n", ("acme", "client_id"), ["a"], 6, 7),
        ("an anchor", "    client_id: &x 'A\n    a: 5'\n", ("acme", "client_id"), ["a"], 5, 6),
        ("an item", "    passing_statuses:\n    - 'A\n    a: 5'\n", ("acme", "passing_statuses"), ["a"], 6, 7),
        ("a quoted key", "    client_id: \"A\n    'a': 5\"\n", ("acme", "client_id"), ["a"], 5, 6),
        ("Windows", "    client_id: 'A\r\n    a: 5'\r\n", ("acme", "client_id"), ["a"], 5, 6),
    )
    def test_found(self, lines, *expected):
        self.assertEqual(find(START + lines), [expected])

    def test_names_in_a_secret(self):
        text = START + "    client_secret: 'A\n    s3cr3t: 5\n    timeout: 6\n  other: {}\n  mock: {}'\n"
        (found,) = find_open_quotes(parse(Source("lms.yml", text)).root.entries["PROCTORING_BACKENDS"], ("X",))
        self.assertIn("no effect: name not shown, 'timeout', 'mock'.", str(found.problem.message))

    def test_neighbors(self):
        self.assertEqual(find(SETTINGS, "PROCTORING_SETTINGS"), [(("SITE_NAME",), ["CONTACT_EMAIL"], 2, 3)])

    def test_json_has_no_such_values(self):
        text = '{"PROCTORING_BACKENDS": {"acme": {"client_id": "a\\n  timeout: 5"}}}'
        self.assertEqual(find(text, name="lms.env.json"), [])
