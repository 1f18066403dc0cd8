"""propose.py."""

import subprocess

from ddt import ddt, named_data, unpack

from proctoring_config.files.encoding import Text, decode
from proctoring_config.refactor.engine import compute_changeset
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.propose import propose_edits, render_patch
from proctoring_config.refactor.source import FixResult
from proctoring_config.refactor.targets import TargetFile
from tests.refactor.tools import FolderCase

IMPORT = "from proctoring_config import "
EMAIL, RULES = f"{IMPORT}requires_escalation_email\n", f"{IMPORT}show_review_rules\n"

PROPOSED = [
    [
        "email_in_an_if",
        "def f(provider, c):\n    if provider == 'proctortrack':\n        check_email(c)\n",
        f"{EMAIL}def f(provider, c):\n    if requires_escalation_email(provider):\n        check_email(c)\n",
    ],
    [
        "no_email",
        "def f(c):\n    return c.provider != 'proctortrack' or c.escalation_email\n",
        f"{EMAIL}def f(c):\n    return not requires_escalation_email(c.provider) or c.escalation_email\n",
    ],
    [
        "function_named_after_it",
        "def needs_email(provider):\n    return 'proctortrack' == provider\n",
        f"{EMAIL}def needs_email(provider):\n    return requires_escalation_email(provider)\n",
    ],
    [
        "rules_are_hidden",
        "def f(provider, exam):\n    if provider == 'proctortrack':\n        del exam['review_rules']\n",
        f"{RULES}def f(provider, exam):\n    if not show_review_rules(provider):\n        del exam['review_rules']\n",
    ],
    [
        "rules_are_shown",
        "def has_review_rules(c):\n    return c.provider != 'proctortrack'\n",
        f"{RULES}def has_review_rules(c):\n    return show_review_rules(c.provider)\n",
    ],
    [
        "negated",
        "def has_review_rules(c):\n    return not c.provider == 'proctortrack'\n",
        f"{RULES}def has_review_rules(c):\n    return show_review_rules(c.provider)\n",
    ],
    [
        "parentheses_stay",
        "def f(c):\n    with_email = (c.provider == 'proctortrack') and c.on\n    return with_email\n",
        f"{EMAIL}def f(c):\n    with_email = (requires_escalation_email(c.provider)) and c.on\n    return with_email\n",
    ],
    [
        "both_in_one_file",
        "def f(c):\n    if c.p == 'proctortrack':\n        mail(c.email)\n"
        "    if c.p == 'proctortrack':\n        c.review_rules = ''\n",
        "from proctoring_config import requires_escalation_email, show_review_rules\n"
        "def f(c):\n    if requires_escalation_email(c.p):\n        mail(c.email)\n"
        "    if not show_review_rules(c.p):\n        c.review_rules = ''\n",
    ],
    [
        "else_if",
        "def f(p, email):\n    if p == 'x':\n        g()\n    elif p == 'proctortrack':\n        send(email)\n",
        f"{EMAIL}def f(p, email):\n    if p == 'x':\n        g()\n"
        "    elif requires_escalation_email(p):\n        send(email)\n",
    ],
]
NOT_PROPOSED = [
    ["unclear", "x.py", "def f(p):\n    if p == 'proctortrack':\n        do_something()\n"],
    ["about_both", "x.py", "def f(p):\n    if p == 'proctortrack':\n        g(email, review_rules)\n"],
    ["not_a_comparison", "x.py", "EMAIL_FOR = {'proctortrack': 1}\n"],
    ["one_of_several", "x.py", "def needs_email(p):\n    return p in ('proctortrack', 'x')\n"],
    ["default_argument", "x.py", "def email(on=P == 'proctortrack'):\n    pass\n"],
    ["name_is_taken", "x.py", "def f(p):\n    show_review_rules = p != 'proctortrack'\n    return show_review_rules\n"],
    ["a_test", "tests/test_x.py", "def needs_email(p):\n    return p == 'proctortrack'\n"],
    ["settings", "lms/envs/x.py", "EMAIL = PROVIDER == 'proctortrack'\n"],
    ["a_migration", "fork/migrations/0001.py", "def needs_email(p):\n    return p == 'proctortrack'\n"],
    ["javascript", "x.js", "email = p == 'proctortrack'\n"],
    ["cannot_be_parsed", "x.py", "email = p == 'proctortrack'\nprint 1\n"],
]


def propose(path, text, *fixers, written=False):
    """The proposed edits for one file."""
    targets = [TargetFile(path, text if isinstance(text, Text) else Text(text), list(fixers))]
    return propose_edits(targets, compute_changeset(targets, list(fixers)), written=written)


@ddt
class ProposeTest(FolderCase):
    """Which comparisons are replaced."""

    @named_data(*PROPOSED)
    @unpack
    def test_proposed(self, before, after):
        (edit,) = propose("fork/exams.py", before)
        self.assertEqual(edit.after.replace("\n\ndef", "\ndef"), after)

    @named_data(*NOT_PROPOSED)
    @unpack
    def test_not_proposed(self, path, text):
        self.assertEqual(propose(path, text), [])

    def test_clear_topic_is_proposed_although_the_name_of_the_other_is_taken(self):
        text = (
            "def f(p):\n    show_review_rules = p != 'proctortrack'\n"
            "    email = p == 'proctortrack'\n    return show_review_rules, email\n"
        )
        (edit,) = propose("x.py", text)
        self.assertIn("email = requires_escalation_email(p)", edit.after)
        self.assertIn("show_review_rules = p != 'proctortrack'", edit.after)

    def test_place_that_a_fixer_refuses_is_not_proposed(self):
        def refuse(file):
            return FixResult(file, leftovers=[file.leftover(2, what="proctortrack", why="odd", todo="by hand")])

        text = "def needs_email(p):\n    return p == 'proctortrack'\n"
        self.assertEqual(propose("x.py", text, Fixer("fixers.x", in_files("x.py"), refuse)), [])

    def test_file_that_is_changed_is_proposed_only_after_it_was_written(self):
        def add_lines(file):
            return FixResult(file.replace_content(file.text.replace("A = 1\n", "A = 2\nB = 3\n")))

        fixer = Fixer("fixers.x", in_files("x.py"), add_lines)
        text = "A = 1\n\ndef needs_email(p):\n    return p == 'proctortrack'\n"
        self.assertEqual(propose("x.py", text, fixer), [])
        (edit,) = propose("x.py", text, fixer, written=True)
        self.assertTrue(edit.before.startswith("A = 2\nB = 3\n"))
        self.assertIn("return requires_escalation_email(p)", edit.after)

    @named_data(
        ["plain", "fork/exams.py", b""],
        ["space", "my fork/my exams.py", b""],
        ["letters", "förk/ex√ms.py", b""],
        ["byte_order_mark", "fork/exams.py", b"\xef\xbb\xbf"],
        ["latin_1", "fork/exams.py", "# -*- coding: latin-1 -*-\n# é\n".encode("latin-1")],
        ["windows", "fork/exams.py", b"# x\r\n"],
    )
    @unpack
    def test_patch_is_accepted_by_git(self, path, beginning):
        source = beginning + b"import os\n\n\ndef needs_email(p):\n    return p == 'proctortrack', os\n"
        source = source.replace(b"\n", b"\r\n").replace(b"\r\r", b"\r") if b"\r" in beginning else source
        self.put(path, source)
        edits = propose(path, decode(source, python=True))
        subprocess.run(["git", "apply", "-"], input=render_patch(edits), cwd=self.root, check=True)
        written = (self.root / path).read_bytes()
        self.assertEqual(written, edits[0].target.content.encoded(edits[0].after))
        self.assertIn(b"requires_escalation_email(p)", written)

    def test_no_edits_make_an_empty_patch(self):
        self.assertEqual(render_patch([]), b"")
