"""``check`` with inputs that would take a careless reader quadratic time."""

import time

import ddt

from tests.cli.checking import CheckTestCase

#: The processor time that any of them may take.
SECONDS = 2.0
YAML = "PROCTORING_BACKENDS:\n  DEFAULT: mock\n  mock:\n    verbose_name: {}"
JSON = '{{"PROCTORING_BACKENDS": {{"DEFAULT": "mock", "mock": {{"verbose_name": {}'
MANY = 2_000_000
FIELDS, ESCAPES = ":59" * 1_600_000, 40_000

# name, form, value, exit status
INPUTS = [
    ("escaped_quotes", YAML, '"' + r"\"" * ESCAPES + '"\n', 1),
    ("escaped_quotes_without_end", YAML, '"' + r"\"" * ESCAPES + "\n", 2),
    ("doubled_quotes", YAML, "'" + "''" * ESCAPES + "'\n", 1),
    ("doubled_quotes_without_end", YAML, "'" + "''" * ESCAPES + "\n", 2),
    ("escaped_backslashes", YAML, '"' + r"\\" * ESCAPES + '"\n', 0),
    ("spaces_in_a_word", YAML, "a" + " " * MANY + "b\n", 0),
    ("spaces_after_a_word", YAML, "a" + " " * MANY + "\n", 0),
    ("spaces_in_quotes", YAML, '"' + " " * MANY + '"\n', 0),
    ("spaces_at_the_end", YAML, "a\n" + " " * MANY, 0),
    ("spaces_in_lines", YAML, "a\n" + (" " * 2_000 + "\n") * 1_000, 0),
    ("sexagesimal_number", YAML, "1" + FIELDS + "\n", 2),
    ("sexagesimal_float", YAML, "1" + FIELDS + ".5\n", 2),
    ("digits", YAML, "1" * MANY + "\n", 2),
    ("digits_and_underscores", YAML, "1" + "_" * MANY + "1\n", 1),
    ("spaces_in_a_date", YAML, "2001-01-01" + " " * MANY + "1:1:1\n", 0),
    ("placeholder_without_end", YAML, '"' + "{{" * MANY + '"\n', 0),
    ("comment", YAML, "a #" + "#" * MANY + "\n", 0),
    ("empty_lines", YAML, "|\n" + "\n" * MANY, 0),
    ("escaped_quotes_in_json", JSON, '"' + r"\"" * ESCAPES + '"}}}', 1),
    ("escaped_quotes_in_json_without_end", JSON, '"' + r"\"" * ESCAPES, 2),
    ("spaces_in_json", JSON, " " * MANY + '""}}}', 0),
    ("digits_in_json", JSON, "1" * MANY + "}}}", 2),
]


@ddt.ddt
class QuadraticTest(CheckTestCase):
    """Processor time, because other processes may take the rest."""

    @ddt.named_data(*INPUTS)
    def test_ends_soon(self, form, value, expected):
        name = "lms.json" if form is JSON else "lms.yml"
        self.file(name, form.format("") + value)
        start = time.process_time()
        status = self.check(name)[0]
        self.assertLess(time.process_time() - start, SECONDS)
        self.assertEqual(status, expected)
