"""Shared parts of the tests of ``proctoring-config upgrade``."""

import json
from pathlib import Path

from tests.cli.base import CommandTestCase
from tests.upgrade.values import MARK

FIND_OUT = (
    "pass --review-rules shown or --review-rules hidden, or run manage.py proctoring_audit --suggest on the old release"
)
BARE = f"""\
# {MARK}
PROCTORING_BACKENDS:
  DEFAULT: proctortrack
  'null': {{}}
  proctortrack:
    client_secret: {MARK}
"""
DONE = BARE + "    requires_escalation_email: true\n    show_review_rules: false\n"
BARE_CHANGES = (
    "{0}:5:3: change PROCTORING_BACKENDS['proctortrack']['requires_escalation_email']: write true\n"
    "{0}:5:3: change PROCTORING_BACKENDS['proctortrack']['show_review_rules']: write false\n"
)
YAML = """\
PROCTORING_BACKENDS:
  proctortrack:
    requires_escalation_email: true
    show_review_rules: false
"""
PYTHON = """\
# PROCTORING_BACKENDS: keep the behavior of releases before Verawood.
if "proctortrack" in PROCTORING_BACKENDS:
    PROCTORING_BACKENDS["proctortrack"] = dict(PROCTORING_BACKENDS["proctortrack"] or {})
    if not isinstance(PROCTORING_BACKENDS["proctortrack"].get("requires_escalation_email"), bool):
        PROCTORING_BACKENDS["proctortrack"]["requires_escalation_email"] = True
    if not isinstance(PROCTORING_BACKENDS["proctortrack"].get("show_review_rules"), bool):
        PROCTORING_BACKENDS["proctortrack"]["show_review_rules"] = False
"""


class UpgradeTestCase(CommandTestCase):
    """Runs the command ``upgrade``."""

    def upgrade(self, *argv, stdin=b""):
        """Run it, and return its exit status, stdout, and the lines of stderr."""
        return self.run_command("upgrade", *argv, stdin=stdin)

    def report(self, *argv, stdin=b""):
        """Return what it reports as JSON."""
        return json.loads(self.upgrade(*argv, "--format", "json", stdin=stdin)[1])

    def text(self, name):
        """The bytes of a file, as text."""
        return Path(name).read_bytes().decode()
