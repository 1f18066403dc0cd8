"""uses.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.uses import first_use

USES = [
    ["attribute", "a.py", "x = 1\nblock.tickets\n", 2],
    ["name", "a.py", "tickets\n", 1],
    ["import", "a.py", "from x import tickets\n", 1],
    ["import_by_another_name", "a.py", "from x import tickets as t\n", 1],
    ["keyword", "a.py", "f(tickets=1)\n", 1],
    ["key", "a.py", "x['tickets']\n", 1],
    ["definition", "a.py", "tickets = 1\n", 1],
    ["import_in_a_test", "x/tests/test_a.py", "from x import tickets\n", 1],
    ["template", "x/a.html", "\n${course.tickets}\n", 2],
]
NO_USES = [
    ["comment", "a.py", "x = 1  # tickets\n"],
    ["docstring", "a.py", '"""About tickets."""\n'],
    ["longer_name", "a.py", "tickets_2 = my_tickets\n"],
    ["key_in_a_test", "x/tests/test_a.py", "x['tickets']\n"],
    ["attribute_in_a_test", "x/test_a.py", "block.tickets\n"],
    ["no_python", "a.py", "tickets = (\n"],
    ["another_kind_of_file", "a.yml", "tickets: true\n"],
    ["longer_word_in_a_template", "a.html", "tickets_2\n"],
]


@ddt
class FirstUseTest(SimpleTestCase):
    """What keeps a definition."""

    @named_data(*USES)
    def test_use(self, path, text, line):
        self.assertEqual(first_use("tickets", path, text), line)

    @named_data(*NO_USES)
    def test_no_use(self, path, text):
        self.assertIsNone(first_use("tickets", path, text))
