"""A test case for problems that pages show in other languages."""

import re
from unittest import mock

from django.test import TestCase

from proctoring_config.problems import Kind

#: Words of sentences, which are in no name.
ENGLISH = r"\b(?:and|are|course|exams?|has|have|in|is|not|of|or|the|to|was|will|[a-z]+ [a-z]+)\b"
NAMES = r"'[^']*'|\S+:\S+"


def translate(template):
    """Return a translation: dashes instead of letters, and the placeholders."""
    return re.sub(r"(\{\w*\})|\w", lambda found: found[1] or "-", template)


class TranslatedTestCase(TestCase):
    """Collects the problems that a test provokes, of which no part may be English in another language."""

    def setUp(self):
        super().setUp()
        self.problems = []
        original = Kind.problem

        def collect(kind, path, **words):
            self.problems.append(original(kind, path, **words))
            return self.problems[-1]

        self.enterContext(mock.patch.object(Kind, "problem", collect))

    def tearDown(self):
        for problem in self.problems:
            for text in (problem.message, problem.hint):
                self.assertNotRegex(re.sub(NAMES, "", text.localize(translate)), ENGLISH, problem.id)
        super().tearDown()
