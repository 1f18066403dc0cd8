"""Keys that do not look like names may contain secrets: no output shows them."""

import json
import logging.handlers
from unittest import mock

import ddt
import yaml
from django.test import TestCase, override_settings

from proctoring_config import errors, startup
from proctoring_config.problems import NAME_NOT_SHOWN
from tests.cli.base import CommandTestCase
from tests.operator_page.reading import page
from tests.test_checks import check

MARKER = "MaRkEr5ecret"
START = "PROCTORING_BACKENDS:\n  DEFAULT: mock\n"
MERGED = f"x: &x {{client_secret:{MARKER}: 1}}\ny: &y {{client_secret:{MARKER}: 2}}\n"

# The text of a file with the marker in a key, or in the name of the default provider.
FILES = [
    ("option", f"{START}  mock: {{client_id:open-edx, client_secret:{MARKER}}}\n"),
    ("capability", f"{START}  mock: {{show_review_rules:{MARKER}}}\n"),
    ("misspelled option", f"{START}  mock: {{client-secret={MARKER}}}\n"),
    ("option with a space", f"{START}  mock: {{client_secret {MARKER}: }}\n"),
    ("full-width colon", f"{START}  mock: {{client_secret\uff1a{MARKER}}}\n"),
    ("typographic quotes", f"{START}  mock: {{\u201cclient_secret\u201d:\u201c{MARKER}\u201d}}\n"),
    ("option of the vendor", f"{START}  mock: {{}}\n  proctortrack: {{client_secret:{MARKER}}}\n"),
    ("provider", f"{START}  mock: {{}}\n  acme client_secret:{MARKER}:\n"),
    ("provider with options", f"{START}  mock: {{}}\n  acme:{MARKER}: {{show_review_rulez: true}}\n"),
    ("provider with a URL", f"{START}  mock: {{}}\n  https://{MARKER}@example.com/: {{}}\n"),
    ("provider like the vendor", f"{START}  mock: {{}}\n  \u201cproctortrack\u201d {MARKER}: {{}}\n"),
    ("long", f"{START}  mock: {{{MARKER * 6}: 1}}\n"),
    ("default", f"PROCTORING_BACKENDS:\n  DEFAULT: mock client_secret:{MARKER}\n  mock: {{}}\n"),
    ("DEFAULT in a flow", f"PROCTORING_BACKENDS: {{DEFAULT:{MARKER}, mock: {{}}}}\n"),
    ("stranded option", f"{START}  mock:\n  client_secret:{MARKER}: 1\n"),
    ("duplicate key", f"{START}  mock: {{client_secret:{MARKER}, client_secret:{MARKER}}}\n"),
    ("duplicate provider", f"{START}  mock: {{}}\n  a:{MARKER}: {{}}\n  a:{MARKER}: {{}}\n"),
    ("merges", f"{MERGED}{START}  mock: {{<<: [*x, *y]}}\n"),
    ("text", f"{START}  mock:\n    client_secret:{MARKER}\n"),
    ("whole setting", f"PROCTORING_BACKENDS:\n  DEFAULT:{MARKER}\n"),
]


@ddt.ddt
class FileTest(CommandTestCase):
    """The commands for settings files."""

    def texts(self, text):
        """A file, and one that differs from it in each key."""
        return self.file("lms.yml", text), self.file("cms.yml", f"{START}  mock: {{}}\n")

    @ddt.named_data(*FILES)
    def test_check(self, text):
        lms, cms = self.texts(text)
        for arguments in ([lms], [lms, cms], [cms, lms], ["--merge", cms, lms]):
            for form in ("text", "json"):
                status, out, err = self.run_command("check", "--format", form, *arguments)
                self.assertEqual(status, 1, out)
                self.assertNotIn(MARKER, out + "".join(err))

    @ddt.named_data(*FILES)
    def test_upgrade(self, text):
        lms, cms = self.texts(text)
        for options in (
            [],
            ["--diff"],
            ["--format", "json"],
            ["--diff", "--format", "json"],
            ["--review-rules", "shown"],
        ):
            _, out, err = self.run_command("upgrade", *options, lms, cms)
            self.assertNotIn(MARKER, out + "".join(err))

    def test_upgrade_that_edits_other_lines(self):
        lms = self.file("lms.yml", FILES[6][1])
        _, out, _ = self.run_command("upgrade", "--diff", "--review-rules", "hidden", lms)
        self.assertIn("+", out)
        self.assertNotIn(MARKER, out)

    def test_the_place_is_shown(self):
        name = self.file("lms.yml", FILES[0][1])
        _, out, _ = self.run_command("check", "--format", "json", name)
        path = f"PROCTORING_BACKENDS['mock'][{NAME_NOT_SHOWN}]"
        found = [(one["line"], one["column"], one["path"]) for one in json.loads(out)["problems"]]
        self.assertEqual(found, [(3, 10, path), (3, 30, path)])


@ddt.ddt
class ProcessTest(TestCase):
    """The running process."""

    @ddt.named_data(*FILES)
    def test_check_log_and_page(self, text):
        logged = logging.handlers.BufferingHandler(10**6)
        errors.logger.addHandler(logged)
        self.addCleanup(errors.logger.removeHandler, logged)
        self.addCleanup(errors.logger.setLevel, errors.logger.level)
        errors.logger.setLevel(logging.INFO)
        self.enterContext(mock.patch.object(startup, "_logged", set()))
        with override_settings(PROCTORING_BACKENDS=yaml.safe_load(text)["PROCTORING_BACKENDS"]):
            _, output = check()
            startup.log_all_problems()
            html = page()
        lines = [record.getMessage() for record in logged.buffer]
        self.assertIn("proctoring_config.", output)
        self.assertTrue(lines)
        self.assertNotIn(MARKER, output)
        self.assertNotIn(MARKER, "".join(lines))
        self.assertNotIn(MARKER, html)
