"""``proctoring-config check`` and files of every make."""

import ddt

from tests.cli.base import said
from tests.cli.checking import CheckTestCase


@ddt.ddt
class OddFilesTest(CheckTestCase):
    """In files of any form, a finding has the position of its key."""

    @ddt.named_data(
        (
            "tabs",
            "tabs.json",
            '{\n\t"PROCTORING_BACKENDS": {\n\t\t"DEFAULT": "a",\n\t\t"a": {"send_email": 1e5}\n\t}\n}',
            [("4:9", "W004")],
        ),
        (
            "comments in JSON",
            "c.json",
            '{ // c\n "PROCTORING_BACKENDS": /* { */ {"DEFAULT": "a",\n "a": {"send_email": "on"}}}',
            [("3:8", "W004")],
        ),
        (
            "a provider twice in JSON",
            "twice.json",
            '{"PROCTORING_BACKENDS": {"DEFAULT": "a",\n"a": {},\n"a": {}}}',
            [("3:1", "W017")],
        ),
        ("null in JSON", "null.json", '{"PROCTORING_BACKENDS": {"DEFAULT": "null", "null": null}}', [("1:45", "E006")]),
        ("a byte order mark", "bom.yml", b"\xef\xbb\xbfPROCTORING_BACKENDS:\r\n", [("1:1", "E002")]),
        ("CRLF", "crlf.yml", "A: 1\r\nPROCTORING_BACKENDS:\r\n  DEFAULT: a\r\n  a:\r\n", [("4:3", "E006")]),
        (
            "wide characters",
            "wide.yml",
            "A: '😀\u2028'\nPROCTORING_BACKENDS: {é: {}, DEFAULT: é, ü: }",
            [("2:42", "E006")],
        ),
        ("a list", "list.yml", "PROCTORING_BACKENDS:\n- null\n", [("1:1", "E003")]),
        ("a list that contains itself", "itself.yml", "PROCTORING_BACKENDS: &a [*a]", [("1:1", "E003")]),
        (
            "options that contain themselves",
            "itself.yml",
            "PROCTORING_BACKENDS: &a\n  DEFAULT: b\n  b: {LINK_URLS: *a, timeout: &t [*t]}\n",
            [("3:22", "W005")],
        ),
        (
            "tags of Ansible Vault",
            "vault.yml",
            "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {client_secret: !vault x, b: !vault y}",
            [("3:32", "W007")],
        ),
        (
            "a merge",
            "merge.yml",
            "o: &o {timeout: x}\nPROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {<<: *o}\n  b: *o",
            [("1:8", "W005")] * 2,
        ),
        (
            "an octal number and a date as names",
            "octal.yml",
            "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n  017: {}\n  2024-01-01: {}",
            [("4:3", "E005"), ("5:3", "E005")],
        ),
        ("a tagged null", "none.yml", "PROCTORING_BACKENDS: !!null x", [("1:1", "E002")]),
        (
            "a placeholder inside a string",
            "quoted.yml",
            "PROCTORING_BACKENDS: {DEFAULT: a, a: {send_email: 'x {{ B }}'}}",
            [("1:39", "W004")],
        ),
    )
    def test_are_judged(self, name, content, expected):
        self.file(name, content)
        self.assertEqual(self.found(name), [(f"{name}:{place}", id_) for place, id_ in expected])

    @ddt.named_data(
        (
            "Latin 1",
            "lms.yml",
            b"A: caf\xe9",
            "lms.yml:1: is not UTF-8 (byte 7); convert it to UTF-8",
        ),
        (
            "six megabytes",
            "lms.yml",
            b"a" * 6_000_000,
            "lms.yml: is larger than 5 MB, which is too large for a settings file",
        ),
        ("a list", "lms.yml", "- a", "lms.yml: must be a mapping of settings, but it is a list"),
        (
            "invalid YAML",
            "lms.yml",
            "- a\nb: 1",
            "lms.yml:2:1: not valid YAML: expected <block end> while parsing a block collection",
        ),
        ("invalid JSON", "lms.json", '{"a":: 1}', "lms.json:1:6: not valid JSON: expected a value"),
        (
            "template blocks",
            "lms.yml",
            "{% if a %}\nb: 1",
            "lms.yml:1: template block; check the rendered file",
        ),
        ("deep nesting", "lms.yml", "a: " + "[" * 100_000, "lms.yml:1:103: nested more than 100 levels deep"),
    )
    def test_are_refused_in_one_line(self, name, content, reason):
        self.file(name, content)
        self.assertEqual(self.check(name), (2, "", said(reason)))

    @ddt.named_data(
        (
            "a tab",
            "lms.yml",
            "a:\n\tb: 1",
            "2:1: not valid YAML: a tab where only spaces are allowed",
            "Indent with 2 spaces instead of each tab",
        ),
        (
            "a trailing comma in JSON",
            "lms.json",
            '{"a": 1,}',
            "1:8: not valid JSON: a comma after which nothing follows",
            "Remove the comma",
        ),
        (
            "a second document",
            "lms.yml",
            "a: 1\n---\n",
            "2:1: a second YAML document begins here",
            "Remove this line if the settings belong together, or check one document at a time",
        ),
    )
    def test_are_refused_with_a_hint(self, name, content, reason, hint):
        self.file(name, content)
        self.assertEqual(self.check(name), (2, "", [*said(f"{name}:{reason}"), f"    hint: {hint}"]))

    @ddt.named_data(("no bytes", b""), ("comments", b"# only comments\n"), ("document markers", b"---\n...\n"))
    def test_an_empty_file_holds_no_setting(self, content):
        self.file("lms.yml", content)
        note = "lms.yml: PROCTORING_BACKENDS not found; nothing was checked"
        self.assertEqual(self.check("lms.yml"), (0, "", said(note)))

    def test_aliases_of_aliases(self):
        lines = [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 30)]
        setting = "PROCTORING_BACKENDS: {DEFAULT: x, x: {send_email: *a29, timeout: *a29}, y: *a29}"
        self.file("lms.yml", "\n".join(["a0: &a0 lol", *lines, setting]))
        self.file("cms.yml", "\n".join(["a0: &a0 LOL", *lines, setting]))
        self.assertEqual(
            self.found("lms.yml", "cms.yml"),
            [
                ("cms.yml:31:39", "W004"),
                ("cms.yml:31:39", "W018"),
                ("cms.yml:31:57", "W005"),
                ("cms.yml:31:57", "W018"),
                ("cms.yml:31:73", "E007"),
                ("lms.yml:31:39", "W004"),
                ("lms.yml:31:57", "W005"),
                ("lms.yml:31:73", "E007"),
            ],
        )
