"""verify.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.parse import CannotParseError
from proctoring_config.refactor.verify import find_first_use, find_new_faults

FAULTS = [
    ["unused_import", "import a\na\n", "import a\n", "the import of a would be unused", 1],
    ["undefined_name", "a = 1\na\n", "\n\na\n", "the name a would be undefined", 3],
    ["undefined_in_all", "a = 1\n", "\n__all__ = ['a']\n", "the name a would be undefined", 2],
    [
        "used_before_it_is_defined",
        "a = 1\ndef f():\n    return a\n",
        "a = 1\ndef f():\n    b = a\n    a = b\n    return a\n",
        "the name a would be undefined",
        3,
    ],
    ["second_use", "a\n", "a\n\na\n", "the name a would be undefined", 3],
    ["first_use", "a\n", "\na\na\n", "the name a would be undefined", 2],
    [
        "unused_variable",
        "def f():\n    a = 1\n    return a\n",
        "def f():\n    a = 1\n",
        "the variable a would be unused",
        2,
    ],
    [
        "hidden_by_a_variable",
        "def f(x):\n    rule = x\n    return rule\n",
        "from proctoring_config import rule\ndef f(x):\n    rule = rule(x)\n    return rule\n",
        "the name rule would have two meanings in this file",
        3,
    ],
    [
        "hidden_by_a_parameter",
        "",
        "from proctoring_config import rule\ndef f(rule):\n    return rule(1)\n",
        "the import of proctoring_config.rule would be unused",
        1,
    ],
    [
        "in_an_f_string_below_a_number_sign",
        'a = 1\nf"""\n# x\n"""\n',
        'a = 1\nf"""\n# {x}\n"""\n',
        "the name x would be undefined",
        3,
    ],
    [
        "imported_from_elsewhere_too",
        "from x import rule\nrule\n",
        "from x import rule\nfrom proctoring_config import rule\nrule\n",
        "the name rule would be defined twice",
        2,
    ],
    [
        "a_function_of_that_name",
        "def rule(x):\n    return x\n",
        "from proctoring_config import rule\nrule(1)\ndef rule(x):\n    return x\n",
        "the name rule would have two meanings in this file",
        3,
    ],
]
FINE = [
    ["the_same", "import a\n", "import a\n"],
    ["a_fault_that_was_there", "import a\nx\n", "import a\nx\ny = 1\n"],
    ["a_fault_less", "import a\n", ""],
    ["only_comments", "import a\n", "# x\nimport a\n"],
    ["asked", "", "from proctoring_config import rule\nx = rule(1)\n"],
]


USES = [
    ["a_key_set_to_a_variable", "a.py", "def f(data, x):\n    data['tickets'] = x\n", 2],
    ["a_key_of_a_dict_with_a_variable", "a.py", "data = {'tickets': x}\n", 1],
    ["a_key_of_a_dict_with_another_constant", "a.py", "data = {'tickets': True}\n", 1],
    ["a_key_that_is_read", "a.py", "def f(data):\n    x = data['tickets']\n    return x\n", 2],
    ["attribute", "a.py", "x = 1\nblock.tickets\n", 2],
    ["name", "a.py", "tickets\n", 1],
    ["import", "a.py", "from x import tickets\n", 1],
    ["import_by_another_name", "a.py", "from x import tickets as t\n", 1],
    ["keyword", "a.py", "f(tickets=1)\n", 1],
    ["key", "a.py", "x['tickets']\n", 1],
    ["definition", "a.py", "tickets = 1\n", 1],
    ["import_in_a_test", "x/tests/test_a.py", "from x import tickets\n", 1],
    ["script", "x/a.js", "\nif (course.tickets) {\n", 2],
    ["typescript", "x/a.tsx", "\nif (course.tickets) {\n", 2],
    ["template_of_a_script", "x/a.underscore", "<% if (course.tickets) { %>\n", 1],
    ["template_for_mail", "x/a.txt.mako", "${course.tickets}\n", 1],
    ["template", "x/a.html", "\n${course.tickets}\n", 2],
    ["markers_of_a_conflict", "a.py", "<<<<<<< HEAD\n=======\nx.tickets\n>>>>>>> x\n", 3],
]
OTHER_MENTIONS = [
    ["a_key_set_to_a_constant", "a.py", "def f(data):\n    data['settings']['tickets'] = False\n"],
    ["comment", "a.py", "x = 1  # tickets\n"],
    ["a_key_that_is_false_in_a_dict", "a.py", "data = {**more, 'tickets': False}\n"],
    ["docstring", "a.py", '"""About tickets."""\n'],
    ["longer_name", "a.py", "tickets_2 = my_tickets\n"],
    ["key_in_a_test", "x/tests/test_a.py", "x['tickets']\n"],
    ["attribute_in_a_test", "x/test_a.py", "block.tickets\n"],
    ["no_python_in_a_test", "x/test_a.py", "tickets = (\n"],
    ["another_kind_of_file", "a.yml", "tickets: true\n"],
    ["longer_word_in_a_script", "a.js", "course.tickets_2\n"],
    ["test_of_a_script", "cms/static/js/spec/a_spec.js", "course.tickets\n"],
    ["test_beside_a_script", "x/a.test.jsx", "course.tickets\n"],
    ["template_in_a_test", "x/tests/a.html", "${course.tickets}\n"],
    ["longer_word_in_a_template", "a.html", "tickets_2\n"],
]


@ddt
class FindNewFaultsTest(SimpleTestCase):
    """Faults that an edit must not introduce."""

    @named_data(*FAULTS)
    def test_fault(self, before, after, reason, line):
        self.assertIn((reason, line), [(str(fault), fault.line) for fault in find_new_faults(before, after)])

    @named_data(*FINE)
    def test_no_fault(self, before, after):
        self.assertEqual(find_new_faults(before, after), [])

    def test_text_that_does_not_parse_raises(self):
        with self.assertRaises(CannotParseError):
            find_new_faults("a\n", "a (\n")

    def test_comment_that_breaks_a_statement_raises(self):
        with self.assertRaises(CannotParseError):
            find_new_faults("a = 1 + \\\n    2\n", "a = 1 + \\\n# x\n    2\n")


@ddt
class FindFirstUseTest(SimpleTestCase):
    """Which uses keep a definition."""

    @named_data(*USES)
    def test_use(self, path, text, line):
        self.assertEqual(find_first_use("tickets", path, text), line)

    @named_data(*OTHER_MENTIONS)
    def test_other_mention(self, path, text):
        self.assertIsNone(find_first_use("tickets", path, text))
