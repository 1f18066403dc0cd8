"""The setting and its changes in the tests of what-if audits."""

from proctoring_config.audit.what_if import Changes

DONE = {"requires_escalation_email": True, "show_review_rules": False}
SETTING = {
    "DEFAULT": "null",
    "null": {"show_review_rules": False},
    "mock": {"requires_escalation_email": True},
    "software_secure": {},
    "proctortrack": DONE,
}


def changes(*, without=(), rename=(), change=()):
    """Parse the options of the command."""
    return Changes.parse(without=without, rename=rename, change=change)
