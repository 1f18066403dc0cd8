"""``proctoring-config refactor`` from the user's point of view."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from ddt import data, ddt

from tests.cli.refactoring import CHANGED, CheckoutCase
from tests.refactor import trees


@ddt
class ReportTest(CheckoutCase):
    """Without --write, nothing is written."""

    @data([], ["--diff"], ["--check"], ["--format=json"], ["--format=markdown"], ["--list"])
    def test_nothing_is_written(self, options):
        self.run_it(self.root, *options)
        self.assertEqual(trees.texts(self.root), self.before)
        self.assertEqual(trees.git(self.root, "status", "--porcelain"), "")

    def test_report(self):
        status, out, err = self.run_it(self.root)
        self.assertEqual(status, 1)
        for path in CHANGED:
            self.assertIn(f"{path}\n  ", out)
        self.assertIn("  review_rules_flag: remove the waffle flag studio.show_review_rules\n", out)
        self.assertIn("Records, left unchanged:\n  docs/decisions/0018.rst:1: proctortrack\n", out)
        self.assertNotIn("---", out)
        self.assertEqual(
            err,
            f"{self.root}: release line sumac, Python 3.11, Django 4.2\n"
            "6 files would change, 0 places left to fix by hand\n",
        )

    def test_check_prints_only_the_summary(self):
        status, out, err = self.run_it(self.root, "--check")
        self.assertEqual((status, out), (1, ""))
        self.assertIn("6 files would change", err)

    def test_diff_is_what_write_changes(self):
        _, out, _ = self.run_it(self.root, "--diff", "--format=json")
        diffs = [change["diff"] for change in json.loads(out)["changes"]]
        _, out, _ = self.run_it(self.root, "--diff")
        for diff in diffs:
            self.assertIn(diff, out)
        self.run_it(self.root, "--write")
        written = trees.texts(self.root)
        trees.git(self.root, "checkout", "-q", ".")
        subprocess.run(["git", "apply", "-"], input="".join(diffs), text=True, cwd=self.root, check=True)
        self.assertEqual(trees.texts(self.root), written)

    def test_json(self):
        status, out, _ = self.run_it(self.root, "--format=json")
        report = json.loads(out)
        self.assertEqual(status, 1)
        self.assertEqual(
            set(report),
            {
                "version",
                "tree",
                "written",
                "changes",
                "breaking",
                "strings",
                "leftovers",
                "withheld",
                "comments",
                "records",
            },
        )
        self.assertEqual(report["version"], 1)
        self.assertEqual(report["tree"], {"release": "sumac", "python": [3, 11], "django": [4, 2]})
        self.assertEqual({change["path"] for change in report["changes"]}, CHANGED)
        self.assertEqual(set(report["records"][0]), {"path", "line", "what", "why", "todo", "quote"})
        self.assertEqual(report["strings"][0]["new"], "Proctoring Exam Escalation Contact")

    def test_markdown_is_the_description_of_the_pull_request(self):
        _, out, _ = self.run_it(self.root, "--format=markdown")
        headings = [line for line in out.splitlines() if line.startswith("#")]
        self.assertEqual(
            headings,
            [
                "# refactor!: make the proctoring code provider-neutral",
                "## Breaking changes for operators",
                "## What operators must do",
                "## What changes",
                "### Zendesk",
                "### Vendor",
                "### Flag",
                "## Translatable strings that change",
                "## Before merging",
                "## Records, left unchanged",
            ],
        )
        self.assertIn(
            "- The waffle flag `studio.show_review_rules` and its course overrides no longer have any effect.", out
        )
        self.assertIn("- `Proctortrack Exam Escalation Contact` → `Proctoring Exam Escalation Contact`\n", out)

    def test_markdown_with_diff(self):
        _, plain, _ = self.run_it(self.root, "--format=markdown")
        _, out, _ = self.run_it(self.root, "--format=markdown", "--diff")
        self.assertTrue(out.startswith(plain))
        self.assertEqual(out.count("\n```diff\n"), 6)
        patch = "".join(re.findall(r"^```diff\n(.*?)^```$", out, re.DOTALL | re.MULTILINE))
        subprocess.run(["git", "apply", "-"], input=patch, text=True, cwd=self.root, check=True)
        self.assertEqual(self.changed(), CHANGED)

    def test_empty_report(self):
        self.run_it(self.root, "--write")
        (self.root / "docs/decisions/0018.rst").unlink()
        self.assertEqual(self.run_it(self.root)[:2], (0, ""))
        self.assertEqual(
            self.run_it(self.root, "--format=markdown", "--diff")[:2], (0, "There is nothing to change.\n")
        )

    def test_leftover_has_line_reason_and_action(self):
        (self.root / "page.html").write_text("a\n<b>Proctortrack</b>\n")
        status, out, err = self.run_it(self.root)
        self.assertEqual(status, 1)
        place = r"  page.html:2: proctortrack: the template .+\. Remove .+\.\n    <b>Proctortrack</b>\n"
        self.assertRegex(out, f"Left to fix by hand:\n{place}")
        self.assertIn("1 place left to fix by hand", err)

    def test_fixers_by_name(self):
        _, out, _ = self.run_it(self.root, "--only", "course_validation")
        self.assertIn("course_validation:", out)
        self.assertNotIn("review_rules_flag: remove", out)
        self.assertIn("Not selected, so not applied. Run this again without --only and --skip:\n", out)
        self.assertIn(f"\n  review_rules_flag: {trees.WAFFLE}:9\n", out)
        _, out, err = self.run_it(self.root, "--skip", "course_validation")
        self.assertNotIn("course_validation: require", out)
        self.assertIn("review_rules_flag: remove", out)
        self.assertIn("5 files would change, 0 places left to fix by hand, 1 fixer not selected\n", err)

    def test_list(self):
        status, out, _ = self.run_it("--list", "--only", "course_validation")
        self.assertEqual(status, 0)
        self.assertRegex(out, r"^course_validation: Make the .+\.\ntests_course_validation: Add a test .+\.\n$")


class WriteTest(CheckoutCase):
    """With --write."""

    def test_second_run_has_nothing_to_do(self):
        status, _, err = self.run_it(self.root, "--write")
        self.assertEqual(status, 1)
        self.assertIn("6 files changed, 0 places left to fix by hand", err)
        self.assertEqual(self.changed(), CHANGED)
        trees.commit(self.root)
        written = trees.texts(self.root)
        status, _, err = self.run_it(self.root, "--write")
        self.assertEqual(status, 0)
        self.assertIn("0 files changed, 0 places left", err)
        self.assertEqual(trees.texts(self.root), written)

    def test_dirty_tree_is_rejected_unless_allowed(self):
        (self.root / trees.RELEASE).write_text("RELEASE_LINE = 'sumac'\n")
        status, out, err = self.run_it(self.root, "--write")
        self.assertEqual((status, out), (2, ""))
        self.assertIn(
            f"{self.root}: uncommitted changes ({trees.RELEASE}). Commit or stash them, or use --allow-dirty, "
            "for example to finish an interrupted run",
            err,
        )
        self.assertEqual(self.changed(), {trees.RELEASE})
        status, _, _ = self.run_it(self.root, "--write", "--allow-dirty")
        self.assertEqual(self.changed(), CHANGED | {trees.RELEASE})

    def test_tree_without_git_status_is_rejected_unless_allowed(self):
        with mock.patch.dict(os.environ, PATH=""):
            status, _, err = self.run_it(self.root, "--write")
            self.assertEqual(status, 2)
            self.assertIn("git status failed, so there may be uncommitted changes", err)
            self.run_it(self.root, "--write", "--allow-dirty")
        self.assertEqual(self.changed(), CHANGED)

    def test_a_tree_without_git_is_written(self):
        shutil.rmtree(self.root / ".git")
        status, _, err = self.run_it(self.root, "--write")
        self.assertEqual(status, 1)
        self.assertIn("6 files changed", err)

    def test_an_interrupted_run_is_finished(self):
        (self.root / ".waffle.py.0123456789abcdef.proctoring-config-new").write_text("half")
        self.run_it(self.root, "--write", "--allow-dirty", "--only", "instructor_service_zendesk")
        self.run_it(self.root, "--write", "--allow-dirty")
        self.assertEqual(self.changed(), CHANGED)
        self.assertFalse((self.root / ".waffle.py.0123456789abcdef.proctoring-config-new").exists())

    def test_modes_and_line_endings_are_kept(self):
        (self.root / trees.SERVICES).chmod(0o755)
        crlf = self.before[trees.WAFFLE].replace("\n", "\r\n").encode()
        (self.root / trees.WAFFLE).write_bytes(crlf)
        trees.commit(self.root)
        self.run_it(self.root, "--write")
        self.assertTrue(os.access(self.root / trees.SERVICES, os.X_OK))
        written = (self.root / trees.WAFFLE).read_bytes()
        self.assertEqual(written.count(b"\n"), written.count(b"\r\n"))
        self.assertLess(len(written), len(crlf))

    def test_file_that_leads_out_of_the_checkout_is_reported(self):
        with tempfile.TemporaryDirectory() as outside:
            target = Path(outside, "services.py")
            target.write_text(self.before[trees.SERVICES])
            (self.root / trees.SERVICES).unlink()
            (self.root / trees.SERVICES).symlink_to(target)
            trees.commit(self.root)
            _, out, _ = self.run_it(self.root, "--write")
            self.assertEqual(target.read_text(), self.before[trees.SERVICES])
        self.assertIn(f"{trees.SERVICES}:1: the whole file: it leads out of the checkout", out)

    def test_file_that_cannot_be_written_is_named_and_the_run_can_be_finished(self):
        real, done = os.replace, []

        def replace(new, path, **folders):
            if done:
                raise PermissionError(13, "Permission denied", str(path))
            done.append(path)
            real(new, path, **folders)

        with mock.patch("os.replace", side_effect=replace):
            status, _, err = self.run_it(self.root, "--write")
        self.assertEqual(status, 2)
        self.assertIn("Permission denied", err)
        self.assertIn("1 of 6 files were written. Fix this, then run this again with --write --allow-dirty", err)
        self.assertEqual(len(self.changed()), 1)
        self.run_it(self.root, "--write", "--allow-dirty")
        self.assertEqual(self.changed(), CHANGED)

    def test_checkout_may_be_a_link(self):
        with tempfile.TemporaryDirectory() as other:
            link = Path(other, "platform")
            link.symlink_to(self.root)
            self.run_it(link, "--write")
        self.assertEqual(self.changed(), CHANGED)


class ErrorTest(CheckoutCase):
    """Errors are one line, with exit status 2."""

    def get_error(self, *arguments):
        status, out, err = self.run_it(*arguments)
        self.assertEqual((status, out), (2, ""))
        return err.removeprefix("proctoring-config: ")

    def test_no_path(self):
        self.assertEqual(self.get_error(), "PATH is missing: refactor requires a checkout of edx-platform\n")

    def test_not_a_checkout(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn(f"{folder}: not a checkout of edx-platform. None of ", self.get_error(folder))

    def test_unsupported_release(self):
        (self.root / trees.BASE_TXT).write_text("# by pip-compile with Python 3.8\ndjango==3.2.23\n")
        self.assertEqual(
            self.get_error(self.root, "--write"),
            f"{self.root}: this release cannot run proctoring-config. It uses Python 3.8 (required: 3.11 or newer) and "
            "Django 3.2 (required: 4.2 or newer)\n",
        )

    def test_unknown_fixer(self):
        self.assertEqual(
            self.get_error(self.root, "--only", "reviewrules"),
            "unknown fixer 'reviewrules'. Did you mean review_rules? To see all fixers, use --list\n",
        )

    def test_missing_extra(self):
        code = (
            "import sys\n"
            "class Absent:\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            "        if name.partition('.')[0] == 'libcst': raise ModuleNotFoundError(name=name)\n"
            "import importlib.util as u; real = u.find_spec\n"
            "u.find_spec = lambda name, *more: None if name == 'libcst' else real(name, *more)\n"
            "sys.meta_path.insert(0, Absent())\n"
            "from proctoring_config.cli.main import main\n"
            "sys.exit(main(['refactor', '--list']))\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(
            done.stderr, "proctoring-config: Missing packages: libcst. Run pip install 'proctoring-config[refactor]'\n"
        )
