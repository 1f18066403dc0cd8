"""``proctoring-config check`` says what was not checked: ``--key``, ``--require``, placeholders, files with errors."""

import json

import ddt

from tests.cli.base import said
from tests.cli.checking import CheckTestCase

BROKEN = "{DEFAULT: a, a: {send_email: 1}}"
HEALTHY = "{DEFAULT: a, a: {}}"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\ndata:\n"


@ddt.ddt
class KeyTest(CheckTestCase):
    """``--key`` and ``--require``."""

    PAIR = f"lms: {{PROCTORING_BACKENDS: {HEALTHY}}}\ncms: {{PROCTORING_BACKENDS: {{DEFAULT: a, a: {{}}, b: {{}}}}}}\n"
    KEYS = ("--key", "lms.PROCTORING_BACKENDS", "--key", "cms.PROCTORING_BACKENDS")

    def test_lms_and_studio_in_one_file(self):
        self.file("values.yml", self.PAIR)
        self.assertEqual(self.found("values.yml", *self.KEYS), [("values.yml:2:48", "W018")])
        self.file("values.yml", self.PAIR.replace(", b: {}", ""))
        status, out, err = self.check("values.yml", *self.KEYS)
        self.assertEqual((status, out), (0, ""))
        self.assertIn("no problems in 1 file", err[0])

    def test_a_key_inside_texts(self):
        self.file("x.yml", CONFIG_MAP + f"  vars.yml: |\n    A: {{B: {BROKEN}}}\n    # proctoring_backends\n")
        self.assertEqual(self.found("x.yml", "--key", "A.B"), [("x.yml:5:29", "W004")])

    @ddt.named_data(
        ("the only key", "A: 1", ["X"], ["X"]),
        ("one of two keys", f"X: {HEALTHY}", ["X", "Y.Z"], ["Y.Z"]),
        ("the usual key", f"EDXAPP_PROCTORING_BACKENDS: {HEALTHY}", ["PROCTORING_BACKENDS"], ["PROCTORING_BACKENDS"]),
        ("in an empty file", "", ["X", "Y"], ["X", "Y"]),
    )
    def test_a_key_that_is_not_in_the_file(self, content, keys, missing):
        self.file("x.yml", content)
        argv = [part for key in keys for part in ("--key", key)]
        status, out, err = self.check("x.yml", *argv)
        lines = said(*(f"x.yml: {key} not found; pass a --key that is in the file" for key in missing))
        self.assertEqual((status, out, err[: len(lines)]), (2, "", lines))
        self.assertEqual(self.run_command("upgrade", "x.yml", *argv)[0], 2)

    @ddt.data(
        "A: 1", "", "---\n", "{}", "PROCTORING_SETTINGS: {}", "kind: X\napiVersion: v1", "a: [b]", "a: |\n  b: 1\n"
    )
    def test_a_required_setting(self, content):
        self.file("x.yml", content)
        for command in ("check", "upgrade"):
            self.assertEqual(self.run_command(command, "x.yml")[0], 0)
            status, out, err = self.run_command(command, "x.yml", "--require")
            self.assertEqual((status, out), (2, ""))
            self.assertEqual(err[0], *said("x.yml: PROCTORING_BACKENDS not found, but --require is given"))

    def test_a_required_setting_of_merged_files(self):
        self.file("lms.yml", f"PROCTORING_BACKENDS: {HEALTHY}")
        self.file("secrets.yml", "A: 1")
        self.assertEqual(self.check("lms.yml", "secrets.yml", "--merge", "--require")[0], 0)
        self.assertEqual(self.check("secrets.yml", "--merge", "--require")[0], 2)
        self.assertEqual(self.check("lms.yml", "secrets.yml", "--require")[0], 2)


@ddt.ddt
class PlaceholdersTest(CheckTestCase):
    """Parts that another tool fills in are named as not checked."""

    @ddt.named_data(
        ("a provider", "  DEFAULT: a\n  a: '{{ x }}'", ["PROCTORING_BACKENDS['a']", 3, 3]),
        ("an option", "  DEFAULT: a\n  a:\n    client_id: ${X}", ["PROCTORING_BACKENDS['a']['client_id']", 4, 5]),
        ("DEFAULT", "  DEFAULT: $(X)\n  a: {}", ["PROCTORING_BACKENDS['DEFAULT']", 2, 3]),
        ("a tag", "  DEFAULT: a\n  a: {client_id: !vault x}", ["PROCTORING_BACKENDS['a']['client_id']", 3, 7]),
        (
            "an item",
            "  DEFAULT: a\n  a: {passing_statuses: ['{{ x }}']}",
            ["PROCTORING_BACKENDS['a']['passing_statuses']", 3, 7],
        ),
        ("options with a tag", "  DEFAULT: a\n  a: !x {b: c}", ["PROCTORING_BACKENDS['a']", 3, 3]),
        (
            "a placeholder for the name of an option",
            "  DEFAULT: a\n  a: {'{{ x }}': 1}",
            ["PROCTORING_BACKENDS['a']", 3, 7],
        ),
        ("the name of an option", "  DEFAULT: a\n  a: {!x b: 1}", ["PROCTORING_BACKENDS['a']", 3, 7]),
        ("an alias", "  DEFAULT: &x '{{ a }}'\n  a: {}", ["PROCTORING_BACKENDS['DEFAULT']", 2, 3]),
    )
    def test_a_part(self, content, expected):
        path, line, column = expected
        self.file("lms.yml", f"PROCTORING_BACKENDS:\n{content}\n")
        status, out, err = self.check("lms.yml", "--format", "json")
        self.assertEqual((status, json.loads(out)["problems"]), (0, []))
        part = {"path": path, "file": "lms.yml", "line": line, "column": column}
        self.assertEqual(json.loads(out)["not_checked"], [part])
        counted = "0 errors, 0 warnings in 1 file; not checked, because the value is only known at run time"
        self.assertTrue(err[0].startswith(f"proctoring-config: {counted}: {path} (line {line}); "), err)

    @ddt.named_data(
        ("a tag", "  !x b: {}"),
        ("Jinja", "  '{{ b }}': {}"),
        ("Jinja and options", "  '{{ b }}':\n    show_review_rules: true"),
        ("a shell", "  ${B}: {}"),
        ("Kubernetes", "  $(B): {}"),
        ("a name in capitals", "  $B: {}"),
        ("ERB", "  '<%= b %>': {}"),
        ("Python", "  '%(b)s': {}"),
        ("SOPS", "  ENC[b]: {}"),
        ("a merge of a placeholder", "  <<: !x b"),
        ("instead of DEFAULT", "  ${DEFAULT}: a"),
    )
    def test_the_name_of_a_provider(self, line):
        self.file("lms.yml", f"A: &a {{}}\nPROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {{}}\n{line}\n")
        reason = (
            "PROCTORING_BACKENDS may have other providers, whose names are known only at run time; use the rendered "
            "file"
        )
        for command in ("check", "upgrade"):
            status, out, err = self.run_command(command, "lms.yml")
            self.assertEqual((status, out, err[0]), (2, "", said(f"lms.yml:5:3: {reason}")[0]))

    @ddt.data("'{{ x }}'", "!vault x", "${X}", "!x {a: {}}", "$(X)", "'<%= x %>'", "ENC[x]", "'%(x)s'")
    def test_the_whole_setting(self, value):
        self.file("lms.yml", f"A: 1\nPROCTORING_BACKENDS: {value}\n")
        status, out, err = self.check("lms.yml", "--format", "json")
        reason = "PROCTORING_BACKENDS is a placeholder; use the rendered file"
        self.assertEqual((status, err), (2, said(f"lms.yml:2:1: {reason}")))
        place = {"file": "lms.yml", "line": 2, "column": 1}
        self.assertEqual(
            json.loads(out),
            {
                "version": 1,
                "problems": [],
                "errors": [{**place, "message": reason, "hint": None}],
                "not_checked": [{"path": "PROCTORING_BACKENDS", **place}],
                "conditional": [],
            },
        )


@ddt.ddt
class ErrorsTest(CheckTestCase):
    """Files that cannot be read are in the JSON of both commands."""

    @ddt.named_data(
        ("a missing file", None, [None, None, "no such file or directory"]),
        ("broken YAML", "- a\nb: 1", [2, 1, "not valid YAML: expected <block end> while parsing a block collection"]),
        ("a list", "- a", [None, None, "must be a mapping of settings, but it is a list"]),
        ("Latin 1", b"A: caf\xe9", [1, None, "is not UTF-8 (byte 7); convert it to UTF-8"]),
        ("a template", "{% x %}\na: 1", [1, None, "template block; check the rendered file"]),
        (
            "a tab",
            "a:\tb",
            [1, 3, "not valid YAML: a tab where only spaces are allowed"],
            "Write a space instead of the tab",
        ),
        ("a key", "a: 1", [None, None, "X not found; pass a --key that is in the file"]),
        ("a placeholder", "'{{ x }}'", [None, None, "the whole file is a placeholder; use the rendered file"]),
    )
    def test_as_json(self, content, expected, hint=None):
        if content is not None:
            self.file("x.yml", content)
        argv = ["--key", "X"] if "--key" in expected[2] else []
        status, out, _ = self.check("x.yml", "--format", "json", *argv)
        error = dict(zip(("file", "line", "column", "message", "hint"), ["x.yml", *expected, hint], strict=True))
        self.assertEqual((status, json.loads(out)["errors"]), (2, [error]))
        status, out, _ = self.run_command("upgrade", "x.yml", "--format", "json", *argv)
        self.assertEqual((status, json.loads(out)["errors"]), (2, [error]))

    def test_with_merge(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n")
        status, out, _ = self.check("lms.yml", "no.yml", "--merge", "--format", "json")
        self.assertEqual((status, json.loads(out)["problems"]), (2, []))
        self.assertEqual([error["file"] for error in json.loads(out)["errors"]], ["no.yml"])
