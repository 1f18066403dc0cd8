"""
Upgrade an instance by the commands of docs/upgrading.rst, from the old release to the new one.

The release is what the package asks for: whether the source of Studio defines the waffle flag.
"""

import contextlib
import io
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from unittest import mock

import yaml
from django.core.management import get_commands, load_command_class
from django.test import TestCase, override_settings
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy
from waffle.models import Flag

from demo.course_overviews.models import CourseOverview
from proctoring_config.options import REVIEW_RULES_FLAG
from tests.audit.planting import key_of, override_course, plant
from tests.cli.base import run_main
from tests.distributions import backend, hold, install, put_on_path
from tests.docs.pages import blocks, pages
from tests.places import ROOT

PAGE = pages()["docs/upgrading.rst"]
TEXT = PAGE.read_text(encoding="utf-8")
PLATFORM = TEXT.index("5. Upgrade the platform\n")
LAST_STEP = TEXT.index("6. Check again and clean up\n")
END = TEXT.index("Rolling back\n")
OURS = re.compile(
    r"(?:.*python demo/manage\.py|\./manage\.py [cl]ms) ((?:check|proctoring_\w+) .*)|(proctoring-config .*)"
)
BEFORE = ["W104 removed", "W204 hidden", "W204 no_email", "W204 rules", "W204 shown", "W205 hidden", "W205 no_email"]
BEFORE += ["W205 rules", "W207 leftover"]
AFTER = ["W101 no_email", "W104 removed", "W202 rules", "W205 shown", "W207 leftover"]
NEW = "3 problems new, 7 gone, 2 the same."


def commands(start, end):
    """Return the commands of this package in a part of the page, without the path of manage.py."""
    found = []
    for block in blocks(PAGE):
        if start <= block.start < end:
            lines = re.findall(r"(?m)^\$ (.*)", block.lexemes["source"])
            found += ["".join(ours.groups("")) for ours in map(OURS.fullmatch, map("{} ".format, lines)) if ours]
    return [command.rstrip() for command in found]


def manage(name, *arguments):
    """Run a management command, and return its exit status and what it printed to stdout and to stderr."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch("proctoring_config.management.base.protect_stderr"),
        mock.patch("django.db.connections.close_all"),
    ):
        try:
            load_command_class(get_commands()[name], name).run_from_argv(["manage.py", name, *arguments])
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


class UpgradeStoryTest(TestCase):
    """An instance with an overridden flag, a course without an email, and a provider that was removed long ago."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(contextlib.chdir(self.folder))
        shutil.copytree(ROOT / "demo/settings_files/teak", "walk")
        for release, source in (("old", "show_review_rules"), ("new", "")):
            path = self.folder / release / "cms/djangoapps/contentstore/config/waffle.py"
            path.parent.mkdir(parents=True)
            path.write_text(source)
            (self.folder / release / "cms/__init__.py").touch()
        install("plugins", "vendor", "proctortrack", backend("def __init__(self, **options): super().__init__()"))
        put_on_path(self, self.folder / "plugins")
        hold(self, "null", "mock", "software_secure", "proctortrack")
        Flag.objects.create(name=REVIEW_RULES_FLAG, everyone=False)
        override_course(key_of("shown"), "on")
        for run in ("hidden", "shown"):
            plant(run, "proctortrack")
        plant("no_email", "proctortrack", "")
        plant("rules", "proctortrack", rules="No books.")
        plant("removed", "gone")
        plant("leftover", "null", enabled=False, backend="gone")

    def run_page(self, command):
        """Run a command of the page, and return its exit status and what it printed."""
        words, _, target = command.partition(" > ")
        name, *arguments = shlex.split(words)
        if name == "proctoring-config":
            status, out, err = run_main(*arguments)
        else:
            status, out, err = self.manage(name, *arguments)
        if target:
            Path(target).write_text(out, encoding="utf-8")
        return status, out + err

    def manage(self, name, *arguments):
        """Run a management command with the settings of the instance on its current release."""
        settings = yaml.safe_load(Path("walk/cms.yml").read_text(encoding="utf-8"))
        with (
            mock.patch.object(sys, "path", [str(self.folder / self.release), *sys.path]),
            override_settings(**{key: settings[key] for key in ("PROCTORING_BACKENDS", "FEATURES")}),
        ):
            return manage(name, *arguments)

    def found(self):
        """Return what the audit finds, as ids with the run of the course."""
        _, out, _ = self.manage("proctoring_audit", "--all", "--format", "json")
        return sorted(
            f"{row['id'][-4:]} {row['course_key'].rpartition('+')[2]}" for row in yaml.safe_load(out)["findings"]
        )

    def test_from_the_old_release_to_the_new_one(self):
        self.release = "old"
        self.assertEqual(self.found(), BEFORE)
        ends = {command: self.run_page(command) for command in commands(0, PLATFORM)}
        self.check(
            ends,
            ("proctoring-config check walk/lms.yml", 1, "W013"),
            ("proctoring_audit --all", 1, "W204  Escalation email is no longer required: 4 courses"),
            ("proctoring_audit --all --format json > walk/before.json", 1, ""),
            ("proctoring_audit --all --suggest", 1, "hidden changes the fewest courses"),
            ("proctoring-config upgrade --review-rules hidden walk/lms.yml", 1, "show_review_rules: false"),
            ("proctoring-config upgrade --review-rules hidden --write --backup walk/lms.yml walk/cms.yml", 1, ""),
            ("proctoring-config check walk/lms.yml walk/cms.yml", 0, "no problems in 2 files"),
            ("proctoring_audit --all --compare walk/before.json", 1, NEW),
            ("check --tag proctoring", 0, "no issues"),
        )
        self.assertEqual(self.run_page("proctoring_prune_flag --write")[0], 2)
        self.release = "new"
        shutil.copy("walk/before.json", "before.json")
        self.assertEqual(self.found(), AFTER)
        ends = {command: self.run_page(command) for command in commands(PLATFORM, END)}
        self.check(
            ends,
            ("check --tag proctoring --fail-level WARNING", 0, "no issues"),
            ("check --tag proctoring --fail-level WARNING --database default", 1, "W016"),
            ("proctoring_audit --all --compare before.json", 1, NEW),
            ("proctoring_prune_flag", 0, "Rows that --write would delete: 2."),
            ("proctoring_prune_flag --write", 0, "Rows deleted: 2."),
            ("proctoring_doctor", 0, "None of these statements is false."),
        )
        self.assertEqual(self.run_page("check --tag proctoring --fail-level WARNING --database default")[0], 0)
        self.assertEqual(self.found(), [finding for finding in AFTER if finding != "W205 shown"])
        explained = re.findall(r"(?m)^   \* - :ref:`(W\d+) ", TEXT[LAST_STEP:END])
        self.assertEqual(explained, sorted({"W016", *(finding[:4] for finding in AFTER)}))
        self.follow_advice()
        self.assertEqual(self.manage("proctoring_audit", "--all")[0], 0)

    def check(self, ends, *expected):
        """Check all commands of a part of the page: their order, their exit status, and words that they print."""
        self.assertEqual(list(ends), [command for command, _, _ in expected])
        for command, status, words in expected:
            self.assertEqual(ends[command][0], status, f"{command}\n{ends[command][1]}")
            self.assertIn(words, ends[command][1], command)

    def follow_advice(self):
        """Do what the page advises about the courses that are left."""
        CourseOverview.objects.filter(id=key_of("no_email")).update(proctoring_escalation_email="a@example.com")
        CourseOverview.objects.filter(id=key_of("removed")).update(proctoring_provider="mock")
        ProctoredExam.objects.filter(course_id=key_of("removed")).update(backend="mock")  # publishing does that
        ProctoredExamReviewPolicy.objects.all().update(review_policy="")
        ProctoredExam.objects.filter(course_id=key_of("leftover")).update(is_active=False)
