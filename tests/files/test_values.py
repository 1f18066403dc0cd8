"""Values of nodes."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.errors import InputError
from proctoring_config.files.values import is_unresolved, plain, same
from proctoring_config.validators.skeleton import Unresolved
from tests.files.nodes import ELSEWHERE, yaml


@ddt.ddt
class ElsewhereTest(SimpleTestCase):
    """A value that is one placeholder is made by another tool."""

    @ddt.data(
        "{{ X }}", "{{X}}", " {{ x | default('y') }}\n", "{{ {'a': {}} | to_json }}", "{% if x %}true{% endif %}",
        "${X}", "${X:-y}", "$(X)", "$X_1", "<%= x %>", "<% x %>", "%(x)s", "ENC[PKCS7,abc]", "{{\nx\n}}",
    )  # fmt: skip
    def test_placeholder(self, text):
        self.assertTrue(is_unresolved(text))

    @ddt.data(
        "", "x", "a {{ X }}", "{{ X }} b", "{{ A }}-{{ B }}", "{ X }", "${A}${B}", "$", "$x", "a$X", "$5ecret",
        "$(a)(b)", "<%= a %><%= b %>", "%(a)s %(b)s", "100%", None, True, 1, ["{{ X }}"], b"{{ X }}",
    )  # fmt: skip
    def test_a_value_of_its_own(self, value):
        self.assertFalse(is_unresolved(value))

    def test_tag(self):
        self.assertTrue(is_unresolved(Unresolved()))


def shown(value):
    """A plain value with ELSEWHERE in it."""
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shown(item) for item in value]
    return ELSEWHERE if isinstance(value, Unresolved) else value


@ddt.ddt
class PlainTest(SimpleTestCase):
    """The value that the validator gets."""

    @ddt.data(
        ("null", None),
        ("[{a: 1}, b]", [{"a": 1}, "b"]),
        ("'{{ X }}'", ELSEWHERE),
        ("{DEFAULT: '{{ X }}', x: !vault y, !vault z: 1}", {"DEFAULT": ELSEWHERE, "x": ELSEWHERE}),
        ("{x: {a: [1, {b: 1}, [2]], c: {d: {e: 1}}}}", {"x": {"a": [1, {}, []], "c": {"d": {}}}}),
        ("{null: {}, yes: 1, 2: x}", {None: {}, True: 1, 2: "x"}),
        ("{x: &a [*a], y: &b {z: *b}}", {"x": [[[]]], "y": {"z": {"z": {}}}}),
    )
    @ddt.unpack
    def test_is_as_deep_as_it_is_judged(self, text, value):
        self.assertEqual(shown(plain(yaml(f"a: {text}").entries["a"])), value)

    def test_aliases_that_multiply_are_refused(self):
        options = "".join(f"  o{number}: 1\n" for number in range(1000))
        providers = "".join(f"  p{number}: *a\n" for number in range(1000))
        with self.assertRaises(InputError) as caught:
            plain(yaml(f"x: &a\n{options}b:\n{providers}").entries["b"])
        self.assertEqual(str(caught.exception), "lms.yml:1002:1: more than 100,000 entries with aliases resolved")


@ddt.ddt
class SameTest(SimpleTestCase):
    """Whether two nodes have the same value."""

    @ddt.data(
        ("1", "1"), ("{a: [1, {b: c}], d: null}", "{d: ~, a: [1, {b: c}]}"), ("x", "'{{ X }}'"), ("!vault x", "[1]"),
        ("{a: !vault x}", "{a: 1}"), ("[]", "[]"), ("&a [*a]", "&a [*a]"), ("&a [*a]", "&b [[*b]]"),
        ("&a {b: *a, c: 1}", "&a {c: 1, b: *a}"),
    )  # fmt: skip
    @ddt.unpack
    def test_it_is(self, one, other):
        self.assertTrue(same(yaml(f"a: {one}").entries["a"].node, yaml(f"a: {other}").entries["a"].node))

    @ddt.data(
        ("1", "2"), ("1", "true"), ("1", "1.0"), ("1", "'1'"), ("[1]", "[1, 1]"), ("[1]", "{1: 1}"),
        ("{a: 1}", "{b: 1}"), ("{a: {b: 1}}", "{a: {b: 2}}"), ("null", "{}"), ("&a [*a]", "&a [*a, 1]"),
        ("&a {b: *a, c: 1}", "&a {c: 2, b: *a}"),
    )  # fmt: skip
    @ddt.unpack
    def test_it_is_not(self, one, other):
        self.assertFalse(same(yaml(f"a: {one}").entries["a"].node, yaml(f"a: {other}").entries["a"].node))

    @ddt.data(
        ("{{ X }}", "{{ X }}", True), ("{{ X }}", "{{ Y }}", False), ("{{ X }}", "x", False),
        ("!vault x", "!vault y", True), ("!vault x", "x", False), ("[!a x]", "[!b {}]", True), (".nan", ".nan", True),
        (".nan", "1.0", False),
    )  # fmt: skip
    @ddt.unpack
    def test_as_written_nothing_turns_out_to_be_anything_else(self, one, other, expected):
        nodes = [
            yaml("a: '" + text + "'" if text[0] == "{" else f"a: {text}").entries["a"].node for text in (one, other)
        ]
        self.assertEqual(same(*nodes, as_written=True), expected)

    def test_aliases_of_aliases_are_compared_once(self):
        lines = [f"a{number}: &a{number} [*a{number - 1}, *a{number - 1}]\n" for number in range(1, 60)]
        bombs = [yaml(f"a0: &a0 {leaf}\n" + "".join(lines)).entries["a59"].node for leaf in ("x", "x", "y")]
        self.assertTrue(same(bombs[0], bombs[1]))
        self.assertFalse(same(bombs[0], bombs[2]))
