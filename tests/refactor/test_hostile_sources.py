"""However a fork changed the files that the fixers know: each is changed and valid, or unchanged and listed."""

import ast
import re
import tempfile
from pathlib import Path
from textwrap import dedent

import libcst as cst
from django.test import SimpleTestCase
from hypothesis import event, given
from hypothesis import strategies as st

from proctoring_config.files.encoding import UnreadableError, decode
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import all_fixers
from proctoring_config.refactor.targets import TargetFile
from proctoring_config.refactor.traces import find_traces
from proctoring_config.refactor.verify import find_new_faults
from tests.cli.base import run_main
from tests.examples import tries
from tests.refactor.tools import iter_sources

FIXERS = all_fixers()
SOURCES = [(path, dedent(text)) for fixer in FIXERS for path, text in iter_sources(fixer)]
_WORDS = re.compile(r"\w+")
_PIECES = [
    *"()[]{}:,.=#'\"\\;@ \t\n\r\0",
    "\r\n",
    "\x0c",
    "  # proctortrack\n",
    "\n\n",
    "'''",
    "pass\n",
    "return\n",
    "if False: ",
    "\nelse:\n",
    " and ",
    "not ",
    "*",
    "lambda: ",
    "await ",
    "def f(): ",
    "<%! x %>",
    "${x}",
    "é",
    "\ufeff",
    "\u2028",
    "proctortrack",
    "'proctortrack'",
    "create_zendesk_tickets",
    "SHOW_REVIEW_RULES_FLAG",
    "# -*- coding: latin-1 -*-\n",
]


def _statements(text):
    """The spans of lines of the statements of a Python text, at any depth; of another text, its lines."""
    lines = range(len(text.splitlines()))
    try:
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
    except (SyntaxError, ValueError):
        nodes = []
    return [(node.lineno - 1, node.end_lineno) for node in nodes] or [(line, line + 1) for line in lines] or [(0, 0)]


def _of_statements(draw, text):
    """Remove a statement, repeat it, put it elsewhere, or indent it."""
    lines = text.splitlines(keepends=True)
    first, last = draw(st.sampled_from(_statements(text)))
    block = lines[first:last]
    kind = draw(st.sampled_from(["remove", "repeat", "move", "indent", "comment"]))
    if kind == "repeat":
        return "".join([*lines[:last], *block, *lines[last:]])
    if kind == "indent":
        return "".join([*lines[:first], *("    " + line for line in block), *lines[last:]])
    if kind == "comment":
        return "".join([*lines[:first], *("# " + line for line in block), *lines[last:]])
    rest = lines[:first] + lines[last:]
    if kind == "move":
        at = draw(st.integers(0, len(rest)))
        rest[at:at] = block
    return "".join(rest)


def _of_words(draw, text):
    """Put one word of the text in the place of another one, everywhere or once."""
    words = sorted(set(_WORDS.findall(text))) or [""]
    old, new = draw(st.sampled_from(words)), draw(st.sampled_from([*words, "x", "settings", "course"]))
    return re.sub(rf"\b{re.escape(old)}\b", new, text, count=draw(st.sampled_from([0, 1])))


def _of_characters(draw, text):
    """Put a piece in, perhaps in the place of a few characters."""
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(_PIECES)) + text[at + draw(st.sampled_from([0, 0, 1, 5])) :]


def _of_line_endings(draw, text):
    """Give all or some lines another ending."""
    return text.replace("\n", draw(st.sampled_from(["\r\n", "\r"])), draw(st.sampled_from([-1, 1, 3])))


_CHANGES = [_of_statements, _of_statements, _of_words, _of_words, _of_characters, _of_line_endings]


@st.composite
def changed_sources(draw):
    """A source that a fixer rewrites, changed at a few places: path and text."""
    path, text = draw(st.sampled_from(SOURCES))
    for change in draw(st.lists(st.sampled_from(_CHANGES), min_size=0, max_size=4)):
        text = change(draw, text)
    return path, text


def compute(files):
    """The targets and the changeset for the files, as the command computes them, without files that are not text."""
    targets = []
    for path, text in files.items():
        content = text.encode()
        applying = [fixer for fixer in FIXERS if fixer.applies_to(path, content.lower())]
        try:
            targets.append(TargetFile(path, decode(content, python=path.endswith(".py")), applying))
        except UnreadableError:
            continue
    return targets, compute_changeset(targets, FIXERS)


def is_python(text):
    """Whether Python and LibCST read the text."""
    try:
        ast.parse(text)
        cst.parse_module(text)
    except (SyntaxError, ValueError, RecursionError, cst.ParserSyntaxError):
        return False
    return True


class HostileSourcesTest(SimpleTestCase):
    """Up to three files of a checkout at a time."""

    @tries(500, fuzz=5_000)
    @given(st.lists(changed_sources(), min_size=1, max_size=3).map(dict))
    def test_each_file_is_valid_afterwards_or_listed(self, files):
        targets, changeset = compute(files)
        listed = {each.path for each in [*changeset.leftovers, *changeset.records]}
        listed |= {place.path for each in changeset.withheld for place in each.places}
        for each in changeset.leftovers:
            self.assertNotIn("failed with", each.why, each)
        after = {target.path: target.content.text for target in targets}
        event("something changes" if changeset.edits else "nothing changes")
        for edit in changeset.edits:
            path = edit.target.path
            self.assertTrue(edit.steps, path)
            after[path] = edit.after
            if path.endswith(".py"):
                self.assertTrue(is_python(edit.after), f"{path} is broken:\n{edit.after}")
                self.assertEqual(find_new_faults(edit.before, edit.after), [], edit.after)
        for path, text in after.items():
            if any(True for _ in find_traces(path, text)):
                self.assertIn(path, listed)
        _, again = compute(after)
        self.assertEqual([(edit.target.path, edit.before, edit.after) for edit in again.edits], [])


@st.composite
def changed_files(draw):
    """A changed source as bytes, perhaps no longer UTF-8: path and content."""
    path, text = draw(changed_sources())
    content = text.encode()
    at = draw(st.integers(0, len(content)))
    return path, content[:at] + draw(st.sampled_from([b"", b"", b"", b"\xff", b"\xe9", b"\0"])) + content[at:]


class HostileCheckoutTest(SimpleTestCase):
    """The command, over a checkout that holds such files."""

    @tries(50, fuzz=1_000)
    @given(
        st.lists(changed_files(), min_size=1, max_size=3).map(dict),
        st.sampled_from(
            [["--write"], ["--write", "--diff"], ["--write", "--format=json"], ["--write", "--format=markdown"]]
        ),
    )
    def test_ends_with_a_summary_and_is_idempotent(self, files, options):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            (root / "cms/djangoapps/contentstore").mkdir(parents=True)
            for path, content in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(content)
            first = self.refactor(root, *options)
            written = {path: (root / path).read_bytes() for path in files}
            if "this release cannot run proctoring-config" in first:
                self.assertEqual(written, files)
                return
            there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
            self.assertEqual(there, set(files))
            self.assertIn("\n0 files changed, ", self.refactor(root, "--write"))
            self.assertEqual({path: (root / path).read_bytes() for path in files}, written)

    def refactor(self, root, *options):
        """Run the command; return what it says: what the checkout is and a summary, or a line that it is too old."""
        status, _, err = run_main("refactor", root, *options)
        self.assertIn((status, err.count("\n")), ((0, 2), (1, 2), (2, 1)), err)
        return err
