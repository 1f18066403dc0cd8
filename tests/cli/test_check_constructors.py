"""``proctoring-config check`` reports options that constructors require, with their place in the file."""

import json
from pathlib import Path

import ddt

from proctoring_config.options import OWN_PLUGINS
from tests.cli.base import CommandTestCase

SEVEN = OWN_PLUGINS["software_secure"]
SIX = "".join(f"    {name}: s3cret\n" for name in SEVEN[:-1])
START = "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n"

# name, name of the file, its text, (position, id, words) of the errors and of the warnings about URLs
FILES = [
    ("nothing", "lms.yml", START + "  software_secure: {}\n", [("4:3", "E008", SEVEN[0])]),
    ("the other name", "lms.yml", START + "  rpnow4: {}\n", [("4:3", "E008", SEVEN[0])]),
    ("one option", "lms.yml", START + "  rpnow4:\n" + SIX, [("4:3", "E008", ": software_download_url.")]),
    ("a comment", "lms.yml", START + "  rpnow4:\n" + SIX + "    # software_download_url: x\n", [("4:3", "E008", "")]),
    ("flow style", "lms.yml", 'PROCTORING_BACKENDS: {DEFAULT: a, a: {}, "rpnow4": {}}\n', [("1:42", "E008", "")]),
    ("JSON", "lms.env.json", '{"PROCTORING_BACKENDS":\n  {"DEFAULT": "rpnow4", "rpnow4": {}}}', [("2:25", "E008", "")]),
    ("an alias", "lms.yml", "x: &x {}\n" + START + "  software_secure: *x\n", [("5:3", "E008", SEVEN[0])]),
    (
        "two plugins",
        "lms.yml",
        START + "  rpnow4: {}\n  software_secure: {}\n",
        [("4:3", "E008", ""), ("5:3", "E008", "")],
    ),
    (
        "a merge",
        "lms.yml",
        "x: &x {crypto_key: s3cret}\n" + START + "  rpnow4:\n    <<: *x\n",
        [("5:3", "E008", SEVEN[0])],
    ),
    (
        "a complete merge",
        "lms.yml",
        "x: &x\n" + SIX + START + "  rpnow4:\n    <<: *x\n    software_download_url: x\n",
        [],
    ),
    ("an included merge", "lms.yml", START + "  rpnow4:\n    <<: !include secrets.yml\n", []),
    ("a list of merges", "lms.yml", "x: &x {}\n" + START + "  rpnow4:\n    <<: [*x, !include y]\n", []),
    ("an include behind a merge", "lms.yml", "x: &x\n  <<: !include y\n" + START + "  rpnow4: {<<: *x}\n", []),
    ("a key from a template", "lms.yml", START + "  rpnow4:\n    ? !lookup names\n    : x\n", []),
    ("a body from a template", "lms.yml", START + '  software_secure: "{{ SECURE }}"\n', []),
    ("secrets from a template", "lms.yml", START + "  rpnow4:\n" + SIX + '    software_download_url: "{{ X }}"\n', []),
    ("null URL", "lms.yml", START + "  b:\n    client_id: x\n    base_url:\n", [("6:5", "E012", "it is null")]),
    ("null URL, written", "lms.yml", START + "  b: {base_url: ~, timeout: 3}\n", [("4:7", "E012", "it is null")]),
    (
        "null URL in JSON",
        "a.json",
        '{"PROCTORING_BACKENDS": {"a": {\n"base_url": null, "client_id": "x"}}}',
        [("2:1", "E012", "")],
    ),
    (
        "null URL from a merge",
        "lms.yml",
        "x: &x\n  base_url:\n" + START + "  b: {<<: *x, client_id: x}\n",
        [("2:3", "E012", "")],
    ),
    (
        "null URL that may be replaced",
        "lms.yml",
        START + "  b: {base_url: , client_id: x, <<: !include y}\n",
        [("4:7", "E012", "")],
    ),
    ("number as URL", "lms.yml", START + "  b: {base_url: 80, client_id: x}\n", [("4:7", "E012", "it is a number")]),
    ("null URL only", "lms.yml", START + "  b: {base_url: null}\n", [("4:7", "W027", "is null")]),
    ("empty URL", "lms.yml", START + "  b: {base_url: '', client_id: x}\n", [("4:7", "W027", "is empty")]),
    ("URL from a template", "lms.yml", START + '  b: {base_url: "{{ X }}", client_id: x}\n', []),
    ("no URL", "lms.yml", START + "  b: {client_id: x}\n", []),
]


@ddt.ddt
class ConstructorsTest(CommandTestCase):
    """The options of plugins in files."""

    @ddt.named_data(*FILES)
    def test_finds(self, name, text, expected):
        status, out, _ = self.run_command("check", "--format", "json", self.file(name, text))
        problems = [p for p in json.loads(out)["problems"] if p["id"][-4:] in ("E008", "E012", "W027")]
        self.assertEqual(
            [(f"{problem['line']}:{problem['column']}", problem["id"][-4:]) for problem in problems],
            [(position, code) for position, code, _ in expected],
        )
        for problem, (_, _, words) in zip(problems, expected, strict=True):
            self.assertIn(words, problem["message"])
        self.assertEqual(status, 1 if json.loads(out)["problems"] else 0)
        self.assertNotIn("s3cret", out)

    def test_merged_files_are_checked_as_one(self):
        first = self.file("lms.yml", START + "  rpnow4:\n" + SIX)
        second = self.file("secrets.yml", "PROCTORING_BACKENDS:\n  rpnow4:\n    software_download_url: x\n")
        self.assertEqual(self.run_command("check", first)[0], 1)
        self.assertEqual(self.run_command("check", "--merge", first, second)[:2], (0, ""))

    def test_obeying_the_hint_of_a_null_url_leaves_no_problem(self):
        file = self.file("lms.yml", START + "  b:\n    client_id: x\n    base_url:\n")
        text = Path(file).read_text()
        for obeyed in (text.replace("base_url:", "base_url: https://b.example"), text.replace("    base_url:\n", "")):
            Path(file).write_text(obeyed)
            self.assertEqual(self.run_command("check", file)[:2], (0, ""))
