"""Everything in a file that is, or may be, the setting."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.files.read import parse
from proctoring_config.files.search import find_settings
from proctoring_config.files.source import Source

MANIFEST = "apiVersion: v1\nkind: ConfigMap\ndata:\n"


def search(content, *paths):
    """Return what is found in a file."""
    return find_settings(parse(Source("x.yml", content)), paths)


@ddt.ddt
class FindSettingsTest(SimpleTestCase):
    """Facts about each setting that is found. The tests of the command line check positions."""

    @ddt.named_data(
        ("the setting", "PROCTORING_BACKENDS: {}", (None, None, False, True)),
        ("another key", "v: {PROCTORING_BACKENDS: {}}", (None, "v.PROCTORING_BACKENDS", False, True)),
        ("in a list", "v: [{PROCTORING_BACKENDS: {}}]", (None, "PROCTORING_BACKENDS", True, True)),
        ("a text", "v: 'PROCTORING_BACKENDS: {}'", ("v", None, True, True)),
        ("a key in a text", "v: 'a: {PROCTORING_BACKENDS: {}}'", ("v", "a.PROCTORING_BACKENDS", True, True)),
        ("a patch of LMS", "patches: {lms-env: 'PROCTORING_BACKENDS: 1'}", ("patches['lms-env']", None, True, True)),
        (
            "a patch",
            "patches: {openedx-auth: 'PROCTORING_BACKENDS: 1'}",
            ("patches['openedx-auth']", None, True, False),
        ),
        ("a document", f"{MANIFEST}---\nPROCTORING_BACKENDS: {{}}", (None, None, True, True)),
    )
    def test_a_setting(self, content, expected):
        found = search(content)
        (one,) = found.settings
        self.assertEqual((one.text, one.assumed, one.is_part, one.is_compared), expected)
        self.assertEqual((found.misplaced, found.unread), ([], []))

    @ddt.data("", "A: 1", "# PROCTORING_BACKENDS", "A: [1, {b: c}]", "A: &a {b: *a}", f"{MANIFEST}  a: b\n---\n")
    def test_nothing(self, content):
        self.assertFalse(search(content))

    @ddt.named_data(
        ("prose", "a: PROCTORING_BACKENDS is set elsewhere", None, True),
        ("a text", "a: 'PROCTORING_BACKENDS: ['", "a", True),
        ("several keys", "a: {PROCTORING_BACKENDS: 1}\nb: {PROCTORING_BACKENDS: 1}", None, False),
    )
    def test_what_was_not_read(self, content, where, is_searchable):
        found = search(content)
        (one,) = found.unread
        self.assertEqual((one.where, one.source is not None), (where, is_searchable))
        self.assertEqual((found.settings, found.misplaced), ([], []))

    def test_paths(self):
        found = search("a: {b: 1}\nc: 2\nPROCTORING_BACKENDS: 3", ("c",), ("a", "b"))
        self.assertEqual([one.setting.entry.node.value for one in found.settings], [2, 1])
        self.assertEqual(found.unread, [])
        self.assertEqual(len(search("a: {b: 1}", ("a", "b"), ("a", "c"), ("d",)).unread), 2)

    def test_prose_beside_a_setting_is_not_an_error(self):
        self.assertEqual(search("v: {PROCTORING_BACKENDS: {}}\nw: set PROCTORING_BACKENDS here").unread, [])

    def test_aliases_that_multiply_are_looked_into_once(self):
        lower = ", ".join(f"l{number}: 1" for number in range(1000))
        middle = ", ".join(f"m{number}: *l" for number in range(1000))
        upper = "".join(f"u{number}: *m\n" for number in range(1000))
        self.assertFalse(search(f"l: &l {{{lower}}}\nm: &m {{{middle}}}\n{upper}"))

    def test_too_many_texts(self):
        found = search("".join(f"x{number}: 'proctoring_backend: {number}'\n" for number in range(1100)))
        self.assertEqual(
            [str(one.error) for one in found.unread],
            ["x.yml:1001:1: more than 1,000 texts that may contain the setting"],
        )
