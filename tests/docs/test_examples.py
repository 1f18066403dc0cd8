"""Run all examples in the README and in docs/."""

import re
import tempfile

import ddt
from django.test import SimpleTestCase, override_settings

from tests.docs.examples import Examples, WrongExampleError
from tests.docs.not_run import NOT_RUN
from tests.docs.pages import blocks, pages
from tests.settings import PROCTORING_BACKENDS

PAGES = pages()
LANGUAGES = {"console", "json", "python", "text", "xml", "yaml"}


@ddt.ddt
class ExamplesTest(SimpleTestCase):
    """Run the examples page by page, because the blocks of a page depend on each other."""

    @ddt.data(*(page for page, path in PAGES.items() if blocks(path)))
    def test_examples_run(self, page):
        examples = Examples(page, self.enterContext(tempfile.TemporaryDirectory()))
        with override_settings(PROCTORING_BACKENDS=PROCTORING_BACKENDS):
            for block in blocks(PAGES[page]):
                examples.run(block.lexemes["arguments"], block.lexemes["source"], block.lexemes["options"])
        self.assertEqual(examples.skipped, {key for key in NOT_RUN if key[0] == page}, "no longer on the page")

    def test_skipped_commands_have_a_page_and_a_reason(self):
        self.assertLessEqual({page for page, _ in NOT_RUN}, set(PAGES))
        self.assertTrue(all(NOT_RUN.values()))

    @ddt.idata(PAGES)
    def test_code_blocks_have_a_known_language(self, page):
        text = PAGES[page].read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"(?m)^(?!\s*\.\. ).*::$", text), [], "use code-block")
        self.assertLessEqual({block.lexemes["arguments"] for block in blocks(PAGES[page])}, LANGUAGES)


@ddt.ddt
class RunnerTest(SimpleTestCase):
    """The runner detects wrong examples."""

    @ddt.data(
        ("python", "assert False", AssertionError),
        ("python", 'PROCTORING_BACKENDS = {"DEFAULT": "acme"}', WrongExampleError),
        ("yaml", "PROCTORING_BACKENDS: {DEFAULT: acme}", WrongExampleError),
        ("json", "{", ValueError),
        ("console", "$ echo one\ntwo", WrongExampleError),
        ("console", "$ echo one\none\n$ echo two", WrongExampleError),
        ("console", "$ no-such-command", WrongExampleError),
        ("console", "$ proctoring-config check", WrongExampleError),
        ("console", "one", WrongExampleError),
        ("ruby", "puts 1", AttributeError),
    )
    @ddt.unpack
    def test_wrong_examples(self, language, source, error):
        with self.assertRaises(error):
            Examples("page", self.enterContext(tempfile.TemporaryDirectory())).run(language, source, {})

    def test_correct_examples(self):
        examples = Examples("page", self.enterContext(tempfile.TemporaryDirectory()))
        examples.run("yaml", "PROCTORING_BACKENDS: {DEFAULT: a, a: {show_review_rules: 1}}", {"caption": "x/lms.yml"})
        examples.run("console", "$ proctoring-config check x/lms.yml\nx/lms.yml:1:39: warning W004 ...\n", {})
