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
MIXED = f"""\
PROCTORING_BACKENDS:
  DEFAULT: acme
  null:
  acme:
    SHOW_REVIEW_RULES: false  # {MARK}
    requires-escalation-email: {MARK}
    client_secret: {MARK}
  other:
    show_review_rules: {MARK}
"""
TEMPLATE = f"""\
{{% if proctoring %}}
PROCTORING_BACKENDS:
  proctortrack:
    client_secret: "{{{{ {MARK} }}}}"
{{% endif %}}
"""
MODULE = f"""\
from lms.envs.production import *

# edx-proctoring-proctortrack is installed beside the platform
PROCTORING_BACKENDS = {{"DEFAULT": "proctortrack", "proctortrack": {{"client_secret": "{MARK}"}}}}
"""
TUTOR_PLUGIN = f"""\
from tutor import hooks

hooks.Filters.ENV_PATCHES.add_item(("openedx-common-settings", \"\"\"
PROCTORING_BACKENDS = {{"DEFAULT": "proctortrack", "proctortrack": {{"client_secret": "{MARK}"}}}}
\"\"\"))
"""
TUTOR_PLUGIN_OF_YAML = f"""\
patches:
  openedx-common-settings: |
    PROCTORING_BACKENDS = {{"DEFAULT": "proctortrack", "proctortrack": {{"client_secret": "{MARK}"}}}}
"""
MULTIPLE = f"---\nA: 1\n---\nPROCTORING_BACKENDS:\n  proctortrack:\n    client_secret: {MARK}\n"
MODULES = "at the end of the settings modules of LMS and Studio"
# case, name, content, the first line of the report, the line above the snippet, how the snippet begins
UNREAD = [
    (
        "a broken Python module",
        "prod.py",
        MODULE + "X = {",
        "prod.py:4: mentions proctortrack, but cannot be read (a Python module)",
        f"prod.py: if the instance has an entry named proctortrack, add these lines {MODULES}:",
        PYTHON,
    ),
    (
        "a broken Tutor plugin",
        "proctoring.py",
        TUTOR_PLUGIN + "X = {",
        "proctoring.py:4: mentions proctortrack, but cannot be read (a Tutor plugin)",
        "proctoring.py: if the instance has an entry named proctortrack, add these lines in a separate Tutor "
        "plugin, or in this one:",
        "# Tutor plugin: save it as proctoring_as_before.py in ",
    ),
    (
        "a Tutor plugin in YAML with broken Python",
        "proctoring.yml",
        TUTOR_PLUGIN_OF_YAML.replace("}}", "}"),
        "proctoring.yml:3: mentions proctortrack, but cannot be read (a Tutor plugin)",
        "proctoring.yml: if the instance has an entry named proctortrack, add these lines in a separate "
        "Tutor plugin, or in this one:",
        "# Tutor plugin: save it as proctoring_as_before.py in ",
    ),
    (
        "a module rendered by Tutor",
        "env/apps/openedx/settings/lms/production.py",
        MODULE + "X = {",
        "env/apps/openedx/settings/lms/production.py:4: mentions proctortrack, but cannot be read (rendered by "
        "Tutor, which overwrites it)",
        "env/apps/openedx/settings/lms/production.py: if the instance has an entry named proctortrack, add "
        "these lines in a Tutor plugin:",
        "# Tutor plugin: save it as proctoring_as_before.py in ",
    ),
    (
        "a template",
        "lms.yml.j2",
        TEMPLATE,
        "lms.yml.j2:3: mentions proctortrack, but cannot be read (a template)",
        "lms.yml.j2: if the instance has an entry named proctortrack, add these lines in the template, or in the "
        "values that fill it:",
        YAML,
    ),
]


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
