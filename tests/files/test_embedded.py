"""Texts inside a file, and where their characters are in it."""

import ddt
import yaml as pyyaml
from django.test import SimpleTestCase
from hypothesis import assume, given
from hypothesis import strategies as st

from proctoring_config.files.embedded import decode_base64, document_between, text_of
from proctoring_config.files.read_yaml import parse_yaml
from proctoring_config.files.source import Source
from tests.examples import tries


def text_in(content, key="a"):
    """Return the text that is the value of a key in a file."""
    source = Source("x.yml", content)
    return text_of(parse_yaml(source)[0].entries[key].node, source, key)


@ddt.ddt
class TextTest(SimpleTestCase):
    """Positions in the outer file."""

    @ddt.named_data(
        ("a block", "a: |\n  b\n   c\n\n  d: e\n", "d", (5, 3)),
        ("an indented line", "a: |\n  b\n   c\n", "c", (3, 4)),
        ("an indentation indicator", "a: |1-\n   b\n", "b", (2, 4)),
        ("a tab that indents", "a: |\n  b:\n  \t c: 1", "\t", (3, 3)),
        ("a comment after the indicator", "a: !!str | # b\n  c\n", "c", (2, 3)),
        ("a folded block", "a: >\n  b\n  c\n\n  d\n", "c", (3, 3)),
        ("an anchor", "a: &a1 |\n  b\n", "b", (2, 3)),
        ("single quotes", "a: 'it''s b'", "b", (1, 11)),
        ("double quotes", r'a: "\"\n\x41 b"', "b", (1, 14)),
        ("surrogates", r'a: "\ud83d\ude00 b"', "b", (1, 18)),
        ("a plain text", "a: x b", "b", (1, 6)),
        ("plain lines", "a: x\n  b", "b", (2, 3)),
        ("quoted lines", "a: 'x\n\n    b'", "b", (3, 5)),
        ("escaped lines", 'a: "x \\\n  b"', "b", (1, 4)),
        ("a long line", "a: |\n  " + "x" * 1000 + "b", "b", (2, 1003)),
    )
    def test_position(self, content, word, expected):
        source = text_in(content)
        self.assertEqual(source.position(source.text.index(word)), expected)
        self.assertEqual((source.name, source.file_name), ("x.yml", "a"))

    def test_a_text_in_a_text(self):
        outer = text_in("# x\na: |\n  b: |\n    c\n")
        inner = text_of(parse_yaml(outer)[0].entries["b"].node, outer, "b")
        self.assertEqual(inner.position(inner.text.index("c")), (4, 5))

    def test_lines_above_a_text_are_not_its_lines(self):
        source = text_in("# {% x %}\na: |\n  b\n  c\n")
        self.assertEqual([source.line(number) for number in (1, 2, 3, 4)], ["", "", "  b\n", "  c\n"])

    def test_an_error(self):
        source = text_in("a: |\n  b\n")
        self.assertEqual(str(source.error_at(0, "bad")), "x.yml:2:3: bad")

    @tries(fuzz=5_000)
    @given(st.text(st.sampled_from("ab: #'\"\\\n\té{}"), max_size=40), st.sampled_from(["|", ">", "'", '"', None]))
    def test_every_letter_is_found(self, text, style):
        content = pyyaml.safe_dump({"a": text}, default_style=style, allow_unicode=True, width=20)
        node = parse_yaml(Source("x.yml", content))[0].entries.get("a")
        assume(node and node.node.value == text)
        source = text_in(content)
        lines = content.split("\n")
        start = source.position(0)
        for offset, character in enumerate(text):
            line, column = source.position(offset)
            if character in "ab:{}#" and (line, column) != start:
                self.assertEqual(lines[line - 1][column - 1], character, (content, offset))


class DocumentTest(SimpleTestCase):
    """A document after the first."""

    def test_position(self):
        content = "a: 1\n---\nb: 2\n---\nc: 3\n"
        part = document_between(Source("x.yml", content), content.index("---"), content.rindex("---"))
        self.assertEqual((part.text, part.position(4), part.file_name), ("---\nb: 2\n", (3, 1), "x.yml"))


@ddt.ddt
class Base64Test(SimpleTestCase):
    """Base64, and what only looks like it."""

    @ddt.data(("YQ==", b"a"), ("Y\nQ =\n=", b"a"), ("?", b""), ("YQ", b""), ("é", b""), ("", b""))
    @ddt.unpack
    def test_decoded(self, text, expected):
        self.assertEqual(decode_base64(text), expected)
