"""``check`` and ``upgrade`` and Python settings of which a part depends on conditions or is known only at run time."""

import ddt

from tests.cli.checking import CheckTestCase

BASE = "from .common import *\n"
GOOD = "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}\n"
NULL = "{'DEFAULT': 'null', 'null': {}}"

# module, problems; each literal is checked where it stands
BRANCHES = [
    ("assignment in a branch", GOOD + "if x:\n    PROCTORING_BACKENDS = None\n", ["3:5 E002"]),
    (
        "both branches",
        "if x:\n    PROCTORING_BACKENDS = []\nelse:\n    PROCTORING_BACKENDS = 1\n",
        ["2:5 E003", "4:5 E003"],
    ),
    ("conditional expression", f"PROCTORING_BACKENDS = None if x else {NULL}\n", ["1:1 E002"]),
    ("other branch", f"PROCTORING_BACKENDS = {NULL} if x else 'acme'\n", ["1:1 E003"]),
    ("provider", GOOD + "if x:\n    PROCTORING_BACKENDS['b'] = None\n", ["3:25 E006"]),
    ("provider of update", GOOD + "if x:\n    PROCTORING_BACKENDS.update(b={'Timeout': 1})\n", ["3:35 W006"]),
    ("option", GOOD + "if x:\n    PROCTORING_BACKENDS['a']['show_review_rules'] = 'no'\n", ["3:30 W004"]),
    (
        "option in an expression",
        "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {'timeout': 5 if x else '5'}}\n",
        ["1:46 W005"],
    ),
    ("DEFAULT", GOOD + "if x:\n    PROCTORING_BACKENDS['DEFAULT'] = 'b'\n", ["3:25 W003"]),
    ("DEFAULT with its provider", GOOD + "if x:\n    PROCTORING_BACKENDS.update(DEFAULT='b', b={})\n", []),
    (
        "DEFAULT and provider in two statements",
        GOOD + "if x:\n    PROCTORING_BACKENDS['DEFAULT'] = 'b'\nif x:\n    PROCTORING_BACKENDS['b'] = {}\n",
        [],
    ),
    (
        "two conditions",
        GOOD + "if x:\n    PROCTORING_BACKENDS['DEFAULT'] = 'b'\nif y:\n    PROCTORING_BACKENDS['b'] = {}\n",
        ["3:25 W003"],
    ),
    (
        "three branches",
        GOOD + "if x:\n    PROCTORING_BACKENDS['b'] = 1\nelif y:\n    PROCTORING_BACKENDS['c'] = 2\nelse:\n"
        "    PROCTORING_BACKENDS['d'] = 3\n",
        ["3:25 E007", "5:25 E007", "7:25 E007"],
    ),
    ("spread", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}, **({'b': 1} if x else {})}\n", ["1:53 E007"]),
    ("deleted in a branch", GOOD + "if x:\n    del PROCTORING_BACKENDS['DEFAULT']\n", ["1:1 W001"]),
    (
        "plugin",
        "def plugin_settings(settings):\n    settings.PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}}\n    if x:\n"
        "        settings.PROCTORING_BACKENDS['a'] = None\n",
        ["4:38 E006"],
    ),
    (
        "return",
        f"def plugin_settings(settings):\n    settings.PROCTORING_BACKENDS = {NULL}\n    if x:\n        return\n"
        "    settings.PROCTORING_BACKENDS['DEFAULT'] = 'b'\n",
        ["5:34 W003"],
    ),
    (
        "neighbor",
        GOOD + "FEATURES = {}\nif x:\n    FEATURES = {'ENABLE_SPECIAL_EXAMS': True}\n",
        ["4:5 W028", "4:5 W028"],
    ),
    (
        "many conditions",
        GOOD + "".join(f"if x{number}:\n    PROCTORING_BACKENDS['b{number}'] = None\n" for number in range(6)),
        [f"{2 * number + 3}:25 E006" for number in range(6)],
    ),
]
# what stands for one odd key does not hide the others
ODD_KEYS = [
    ("tuple", "('b',)", ["1:41 E006", "1:52 E005"]),
    ("tuple of numbers", "(1, 2)", ["1:41 E006", "1:52 E005"]),
    ("number", "1", ["1:41 E006", "1:52 E005"]),
    ("bytes", "b'b'", ["1:41 E006", "1:52 E005"]),
    ("name", "NAME", ["1:41 E006"]),
    ("attribute", "base.NAME", ["1:41 E006"]),
    ("call", "name()", ["1:41 E006"]),
    ("f-string", "f'{x}'", ["1:41 E006"]),
    ("tuple with a name", "('b', NAME)", ["1:41 E006"]),
]
# modules of which the setting, or the names of its providers, are known only at run time
UNKNOWN = [
    ("del", BASE + "del PROCTORING_BACKENDS['DEFAULT']\n", "2:5"),
    ("del under a condition", BASE + "if x:\n    del PROCTORING_BACKENDS['DEFAULT']\n", "3:9"),
    ("pop", BASE + "PROCTORING_BACKENDS.pop('acme')\n", "2:1"),
    ("pop with a default", BASE + "PROCTORING_BACKENDS.pop('acme', None)\n", "2:1"),
    ("update", BASE + "PROCTORING_BACKENDS.update(load())\n", "2:1"),
    ("update under a condition", BASE + "if x:\n    PROCTORING_BACKENDS.update(load())\n", "3:5"),
    ("update in try", BASE + "try:\n    PROCTORING_BACKENDS.update(load())\nexcept OSError:\n    pass\n", "3:5"),
    ("clear", BASE + "PROCTORING_BACKENDS.clear()\n", "2:1"),
    ("operator", BASE + "PROCTORING_BACKENDS |= load()\n", "2:1"),
    ("provider on top of others", BASE + "PROCTORING_BACKENDS['acme'] = {}\n", "2:1"),
    ("provider under a condition", BASE + "if x:\n    PROCTORING_BACKENDS['acme'] = {}\n", "3:5"),
    ("plugin", "def plugin_settings(settings):\n    settings.PROCTORING_BACKENDS['acme'] = {}\n", "2:5"),
    ("only under a condition", f"if x:\n    PROCTORING_BACKENDS = {NULL}\n", "2:5"),
    ("spread", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}, **load()}\n", "1:51"),
    ("name of a provider", "PROCTORING_BACKENDS = {'DEFAULT': 'a', 'a': {}, NAME: {}}\n", "1:49"),
    ("other function", "def f():\n    PROCTORING_BACKENDS['a'] = {}\n", "2:5"),
]


@ddt.ddt
class ConditionsTest(CheckTestCase):
    """Values that depend on conditions."""

    @ddt.named_data(*BRANCHES)
    def test_each_branch_is_checked(self, text, expected):
        self.file("prod.py", text)
        found = [f"{place.removeprefix('prod.py:')} {code}" for place, code in self.found("prod.py")]
        self.assertEqual(found, expected)
        status, _, err = self.check("prod.py")
        self.assertEqual(status, 1 if expected else 0)
        self.assertIn(
            "checked for each result of the conditions in the code: " if "FEATURES" not in text else "", err[-1]
        )

    @ddt.named_data(*ODD_KEYS)
    def test_one_odd_key_hides_no_other(self, key, expected):
        self.file("prod.py", f"PROCTORING_BACKENDS = {{'DEFAULT': 'a',  'a': None, {key}: {{}}}}\n")
        found = [f"{place.removeprefix('prod.py:')} {code}" for place, code in self.found("prod.py")]
        self.assertEqual(found, expected)
        self.assertEqual(self.check("prod.py")[0], 1 if len(expected) > 1 else 2)

    @ddt.named_data(*UNKNOWN)
    def test_unknown_providers(self, text, position):
        self.file("prod.py", text)
        for command in (["check"], ["upgrade"], ["upgrade", "--check"]):
            status, _, err = self.run_command(*command, "prod.py")
            self.assertEqual((status, err[0].split(": ")[1]), (2, f"prod.py:{position}"), command)
