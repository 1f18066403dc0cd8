"""What the tests of ``proctoring-config check`` share."""

import json

from tests.cli.base import CommandTestCase

HEALTHY = """\
SITE_NAME: example.com
PROCTORING_BACKENDS:
  DEFAULT: 'null'
  'null': {}
  acme:
    base_url: https://acme.example.com
    client_secret: s3cret
    requires_escalation_email: true
"""
BROKEN = """\
# Settings of the LMS
PROCTORING_BACKENDS:
  DEFAULT: acme
  null: {}
  acme:
    client_secret: s3cret
    show_review_rules: "False"
    SHOW_REVIEW_RULES: true
  proctortrack:
  yes: {}
"""
BROKEN_FOUND = """\
lms.yml:4:3: error E004 PROCTORING_BACKENDS[None]: expected a provider's name, found null: edx-platform stops with \
TypeError while importing xmodule.course_block
    hint: Quote the name: 'null': {}
lms.yml:7:5: warning W004 PROCTORING_BACKENDS['acme']['show_review_rules']: expected true or false, found a string, \
'False': upstream's own code takes it as true, proctoring_config as the default, true
    hint: Write show_review_rules: false, without quotes
lms.yml:8:5: warning W006 PROCTORING_BACKENDS['acme']['SHOW_REVIEW_RULES']: no such option, did you mean \
show_review_rules? It is ignored silently
    hint: Rename it to show_review_rules
lms.yml:9:3: error E006 PROCTORING_BACKENDS['proctortrack']: expected a mapping of options, found nothing (null): \
edx_proctoring stops with AttributeError at start-up once the provider's plugin is installed
    hint: Write 'proctortrack': {}
lms.yml:10:3: error E005 PROCTORING_BACKENDS[True]: expected a provider's name, found true: edx-platform stops with \
TypeError while importing xmodule.course_block
    hint: Quote the name; YAML reads yes, no, on, off and digits without quotes as something else
"""
NOT_JUDGED = "plugins and the database are not judged here: run manage.py check --tag proctoring"


class CheckTestCase(CommandTestCase):
    """Runs the command ``check``."""

    def check(self, *argv, stdin=b""):
        """Run it, and return its exit status, stdout, and the lines of stderr."""
        return self.run_command("check", *argv, stdin=stdin)

    def found(self, *argv, stdin=b""):
        """Return (place, id) of what it finds."""
        _, out, _ = self.check(*argv, "--format", "json", stdin=stdin)
        return [
            (f"{row['file']}:{row['line']}:{row['column']}", row["id"].removeprefix("proctoring_config."))
            for row in json.loads(out)["problems"]
        ]
