"""Options that YAML's indentation puts into another mapping than was meant."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.cli.findings import check_value
from proctoring_config.files.read import parse
from proctoring_config.files.setting import find_setting, merge
from proctoring_config.files.source import Source
from proctoring_config.problems import PREFIX

TOP = "PROCTORING_BACKENDS:\n  DEFAULT: acme\n  acme:\n"
BRACES = "Write 'acme': {} if the provider has no options, or put its options between the braces"
OUTSIDE = "Indent the options below it, which are outside the setting: "
X = "x: &x {tech_support_email: s3cret, verbose_name: s3cret}\n"
UNDER = "Indent << under 'acme', as one of its options"
NBSP = "\u00a0"
SPACES = "Write ordinary spaces in front of it, as many as in the line above"

# text, hint of the empty provider
TOP_LEVEL = [
    ("one option", TOP + "client_id: s3cret\n", OUTSIDE + "client_id"),
    ("several", TOP + "client_id: s3cret\nbase_url: s3cret\nB: 1\n", OUTSIDE + "client_id, base_url"),
    ("a list", TOP + "passing_statuses:\n- clean\n", OUTSIDE + "passing_statuses"),
    ("a mapping", TOP + "LINK_URLS:\n  faq: s3cret\n", OUTSIDE + "LINK_URLS"),
    ("after a comment", TOP + "\n# options\nshow_review_rules: true\n", OUTSIDE + "show_review_rules"),
    ("a merge first", X + TOP + "<<: *x\nclient_id: s3cret\n", OUTSIDE + "<<, client_id"),
    ("in another mapping", "a:\n  " + TOP.replace("\n", "\n  ") + "client_id: s3cret\n", OUTSIDE + "client_id"),
    ("null in words", TOP.replace("acme:\n", "acme: null\n") + "timeout: 3\n", OUTSIDE + "timeout"),
    ("another setting", TOP + "B: 1\n", BRACES),
    ("another setting first", TOP + "B: 1\nclient_id: s3cret\n", BRACES),
    ("only a merge", X + TOP + "<<: *x\n", BRACES),
    ("an option before the setting", "client_id: s3cret\n" + TOP, BRACES),
    ("not the last provider", TOP + "  b: {}\nclient_id: s3cret\n", BRACES),
    (
        "in braces",
        '{"PROCTORING_BACKENDS": {"DEFAULT": "acme", "acme": null}, "client_id": "s3cret"}',
        BRACES.replace("'", '"'),
    ),
]

# text, position and hint of each option that is merged outside a provider
MERGED = [
    ("after an empty provider", X + TOP + "  <<: *x\n", [("5:3", UNDER)] * 2),
    ("between options", X + TOP + "  base_url: s3cret\n  <<: *x\n", [("6:3", UNDER)] * 2),
    ("after options", X + TOP + "    base_url: s3cret\n  <<: *x\n", [("6:3", UNDER)] * 2),
    ("a list", X + TOP + "  <<: [*x, {client_id: s3cret}]\n", [("5:3", UNDER)] * 3),
    ("in braces", X + TOP + "  <<: {client_id: s3cret}\n", [("5:3", UNDER)]),
    (
        "after a second provider",
        X + TOP + "    {}\n  b:\n  <<: *x\n",
        [("7:3", "Indent << under 'b', as one of its options")] * 2,
    ),
    (
        "before the providers",
        X + TOP.replace("BACKENDS:\n", "BACKENDS:\n  <<: *x\n"),
        [("3:3", "Move << into the options of its provider")] * 2,
    ),
    (
        "with a provider, so that the mapping itself is wrong",
        "x: &x\n  a: {}\n  client_id: s3cret\n" + TOP + "  <<: *x\n",
        [("3:3", "Move it into the options of 'a'")],
    ),
]

# text, position of the option that is indented by other characters
ODD_SPACES = [
    ("four", TOP + f"    client_id: s3cret\n{NBSP * 4}timeout: 3\n", ["5:1 timeout"]),
    ("one", TOP + f"    client_id: s3cret\n{NBSP}timeout: 3\n", ["5:1 timeout"]),
    ("two options", TOP + f"    client_id: a\n{NBSP}timeout: 3\n{NBSP}base_url: a\n", ["5:1 timeout", "6:1 base_url"]),
    ("an ideographic space", TOP + "    client_id: s3cret\n\u3000timeout: 3\n", ["5:1 timeout"]),
    ("a narrow space", TOP + "    client_id: s3cret\n\u202ftimeout: 3\n", ["5:1 timeout"]),
    ("after another setting", TOP + f"    client_id: s3cret\nB: 1\n{NBSP}timeout: 3\n", ["6:1 timeout"]),
    ("a space after it", TOP + f"    client_id: s3cret\n{NBSP}timeout : 3\n", ["5:1 timeout"]),
    ("in JSON", f'{{"PROCTORING_BACKENDS": {{"DEFAULT": "a", "a": {{}}}}, "{NBSP}timeout": 3}}', []),
    ("another setting", TOP + f"    client_id: s3cret\n{NBSP}LMS_BASE: 3\n", []),
    ("at the end", TOP + f"    client_id: s3cret\ntimeout{NBSP}: 3\n", []),
]


def check(text):
    """The ids, positions, paths and hints of the problems of a file."""
    name = "lms.json" if text.startswith("{") else "lms.yml"
    document = parse(Source(name, text))
    path = ("a", "PROCTORING_BACKENDS") if text.startswith("a:") else ("PROCTORING_BACKENDS",)
    found = check_value(find_setting(document, path))
    assert "s3cret" not in str(found)
    return [
        (one.problem.id.removeprefix(PREFIX), f"{one.line}:{one.column}", one.problem.path, one.problem.hint)
        for one in found
    ]


@ddt.ddt
class MisindentedTest(SimpleTestCase):
    """The problems of a file, with their places and hints."""

    @ddt.named_data(*TOP_LEVEL)
    def test_options_at_the_top_level(self, text, hint):
        self.assertEqual([one[-1] for one in check(text) if one[0] == "E006"], [hint])

    @ddt.named_data(*MERGED)
    def test_options_that_are_merged_outside_a_provider(self, text, expected):
        merged = {"tech_support_email", "verbose_name", "client_id"}
        found = [(place, hint) for kind, place, path, hint in check(text) if kind == "W022" and path[-1] in merged]
        self.assertEqual(found, expected)

    @ddt.named_data(*ODD_SPACES)
    def test_options_that_are_indented_by_other_characters(self, text, expected):
        found = [one for one in check(text) if one[0] == "W023"]
        self.assertEqual([f"{place} {path[-1]}" for _, place, path, _ in found], expected)
        self.assertEqual({hint for *_, hint in found}, {SPACES} if expected else set())

    @ddt.data(
        ("PROCTORING_BACKENDS:\nDEFAULT: acme\nacme: {}\n", "Indent DEFAULT and the providers below it"),
        ("PROCTORING_BACKENDS: ~\nacme: {}\nDEFAULT: acme\n", "Indent DEFAULT and the providers below it"),
        ("DEFAULT: acme\nPROCTORING_BACKENDS:\n", "Write PROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}"),
        ("PROCTORING_BACKENDS:\nB: acme\n", "Write PROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}"),
    )
    @ddt.unpack
    def test_providers_at_the_level_of_the_setting(self, text, hint):
        self.assertEqual([(one[0], one[-1]) for one in check(text)], [("E002", hint)])

    def test_of_merged_files_the_last_one_decides(self):
        one, two = (
            find_setting(parse(Source("lms.yml", text)), ("PROCTORING_BACKENDS",))
            for text in ("PROCTORING_BACKENDS: {DEFAULT: acme}\nclient_id: s3cret\n", TOP + "timeout: 3\n")
        )
        hints = [str(one.problem.hint) for one in check_value(merge([one, two]))]
        self.assertEqual(hints, [BRACES])
