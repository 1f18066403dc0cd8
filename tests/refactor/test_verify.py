"""verify.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.verify import new_findings, sentence

FAULTS = [
    ["unused_import", "import a\na\n", "import a\n", "the import of a would be unused"],
    ["undefined_name", "a = 1\na\n", "a\n", "the name a would be undefined or defined twice"],
    [
        "unused_variable",
        "def f():\n    a = 1\n    return a\n",
        "def f():\n    a = 1\n",
        "the variable a would be unused",
    ],
    [
        "hidden_by_a_variable",
        "def f(x):\n    rule = x\n    return rule\n",
        "from proctoring_config import rule\ndef f(x):\n    rule = rule(x)\n    return rule\n",
        "the name rule would mean two things in this file",
    ],
    [
        "hidden_by_a_parameter",
        "",
        "from proctoring_config import rule\ndef f(rule):\n    return rule(1)\n",
        "the import of proctoring_config.rule would be unused",
    ],
    [
        "imported_from_elsewhere_too",
        "from x import rule\nrule\n",
        "from x import rule\nfrom proctoring_config import rule\nrule\n",
        "the name rule would be undefined or defined twice",
    ],
    [
        "a_function_of_that_name",
        "def rule(x):\n    return x\n",
        "from proctoring_config import rule\nrule(1)\ndef rule(x):\n    return x\n",
        "the name rule would mean two things in this file",
    ],
]
FINE = [
    ["the_same", "import a\n", "import a\n"],
    ["a_fault_that_was_there", "import a\nx\n", "import a\nx\ny = 1\n"],
    ["a_fault_less", "import a\n", ""],
    ["asked", "", "from proctoring_config import rule\nx = rule(1)\n"],
]


@ddt
class VerifyTest(SimpleTestCase):
    """What an edit must not do."""

    @named_data(*FAULTS)
    def test_fault(self, before, after, reason):
        self.assertIn(reason, [sentence(finding) for finding in new_findings(before, after)])

    @named_data(*FINE)
    def test_fine(self, before, after):
        self.assertEqual(new_findings(before, after), [])

    def test_what_does_not_parse_raises(self):
        with self.assertRaises(SyntaxError):
            new_findings("a\n", "a (\n")
