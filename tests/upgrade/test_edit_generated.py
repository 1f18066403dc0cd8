"""edit.py, with random settings in random styles: the edit is exact, or refused; there is nothing else."""

import difflib
import json
import re

import yaml
from django.test import SimpleTestCase
from hypothesis import assume, event, given

from proctoring_config.errors import InputError
from proctoring_config.files.read import parse
from proctoring_config.files.setting import find_setting
from proctoring_config.files.source import Source
from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption
from proctoring_config.upgrade.edit import NotEditableError, edit_text
from tests.examples import tries
from tests.upgrade.texts import as_json, as_yaml, files, outcome

_COMMENTS = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\r\n]*|/\*.*?\*/', re.DOTALL)
GENEROUS = tries(fuzz=5_000, shrink=False)


def without_comments(text):
    """Parse JSON with comments."""
    return json.loads(_COMMENTS.sub(lambda found: found.group(1) or " ", text))


def at(whole, path, new=None):
    """Return the value at the path, or a copy of the whole with ``new`` there."""
    if not path:
        return whole if new is None else new
    return at(whole[path[0]], path[1:]) if new is None else {**whole, path[0]: at(whole[path[0]], path[1:], new)}


class GeneratedTest(SimpleTestCase):
    """Thousands of files that nobody has thought of."""

    def check(self, name, file, read):
        path, text, made = file
        try:
            document = parse(Source(name, text))
            before = read(text)
        except (InputError, ValueError, KeyError, yaml.YAMLError):
            assume(False)
        assume(find_setting(document, path))  # a comment may hold it
        try:
            new = edit_text(document, find_setting(document, path), made)
        except NotEditableError as reason:
            event(f"refused: {reason}".partition("line ")[2].partition(": ")[2])
            self.assertRegex(str(reason), r"\Aline \d+: [^\r\n]+\Z")
            return
        event("edited" if made else "nothing to do")
        self.assertEqual(read(new), at(before, path, outcome(at(before, path), made)))
        self.check_lines(text, new, made)
        again = parse(Source(name, new))
        self.assertEqual(edit_text(again, find_setting(again, path), ()), new)

    def check_lines(self, text, new, made):
        """No more lines change than there are changes, and those that are new name what is changed."""
        names = set()
        for change in made:
            if isinstance(change, QuoteName):
                names.add("null")
            elif isinstance(change, FillBody):
                names |= {change.provider, json.dumps(change.provider)[1:-1]}
            else:
                names.add(change.new if isinstance(change, RenameOption) else change.option)
        lines = re.split("(?<=\n)", text), re.split("(?<=\n)", new)
        if not text.endswith("\n") and len(lines[1]) > len(lines[0]):
            lines[0][-1] += "\r\n" if "\r\n" in text else "\n"
            lines[1][-1] += "\r\n" if "\r\n" in text else "\n"
        difference = list(difflib.ndiff(*lines, charjunk=None))
        self.assertLessEqual(sum(line.startswith("- ") for line in difference), len(made))
        self.assertLessEqual(sum(line.startswith("+ ") for line in difference), len(made))
        for line in difference:
            if line.startswith("+ "):
                self.assertTrue(any(name in line for name in names), line)

    @GENEROUS
    @given(files(as_yaml, keys_of_yaml=True))
    def test_yaml(self, file):
        self.check("lms.yml", file, yaml.safe_load)

    @GENEROUS
    @given(files(as_json, keys_of_yaml=False))
    def test_json(self, file):
        self.check("lms.env.json", file, without_comments)
