"""Helpers of the tests of ``proctoring-config check``."""

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
lms.yml:4:3: error E004 PROCTORING_BACKENDS[None]: The provider name must be a string, but it is null. LMS \
and Studio will not start (TypeError).
    hint: Quote the name: 'null'
lms.yml:7:5: warning W004 PROCTORING_BACKENDS['acme']['show_review_rules']: The option must be true or false, but \
it is a string, 'False'. edx-platform reads it as true; proctoring-config uses the default, true.
    hint: Write show_review_rules: false, without quotes
lms.yml:8:5: warning W006 PROCTORING_BACKENDS['acme']['SHOW_REVIEW_RULES']: Unknown option; did you mean \
show_review_rules? It is ignored.
    hint: Keep either this option or show_review_rules, and name it show_review_rules
lms.yml:9:3: error E006 PROCTORING_BACKENDS['proctortrack']: The provider's value must be a mapping of options, \
but it is null. LMS and Studio will not start if the provider's plugin is installed (AttributeError). Without the \
plugin, some of their pages fail.
    hint: Write 'proctortrack': {} if the provider has no options, or put its options between the braces
lms.yml:10:3: error E005 PROCTORING_BACKENDS[True]: The provider name must be a string, but it is true. LMS \
and Studio will not start (TypeError).
    hint: Quote the name; YAML reads unquoted yes, no, on, off and digits as booleans and numbers
"""
NOT_CHECKED = "plugins and the database were not checked: run manage.py check --tag proctoring"


class CheckTestCase(CommandTestCase):
    """Runs the command ``check``."""

    def check(self, *argv, stdin=b""):
        """Run the command, and return its exit status, stdout and the lines of stderr."""
        return self.run_command("check", *argv, stdin=stdin)

    def found(self, *argv, stdin=b""):
        """Return (position, id) of the problems."""
        _, out, _ = self.check(*argv, "--format", "json", stdin=stdin)
        return [
            (f"{row['file']}:{row['line']}:{row['column']}", row["id"].removeprefix("proctoring_config."))
            for row in json.loads(out)["problems"]
        ]
