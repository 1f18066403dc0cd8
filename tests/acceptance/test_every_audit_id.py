"""Each id of the audit, provoked as an operator does: with ``manage.py proctoring_audit``."""

from unittest import mock

import ddt
from django.test import override_settings

from proctoring_config.audit import rules
from proctoring_config.problems import PREFIX
from proctoring_config.problems.kinds import KINDS
from tests.acceptance.translated import TranslatedTestCase
from tests.audit.planting import BACKENDS, plant
from tests.management.commands.auditing import run as run_audit

# What is published as one course.
BY_AUDIT = {
    "W101": {"provider": "mock", "email": None},
    "W102": {"provider": "mock", "email": "s3cret"},
    "W104": {"provider": "gone"},
    "W110": {"provider": None},
    "W201": {"provider": "proctortrack"},
    "W202": {"provider": "mock", "rules": "No s3cret books"},
    "W203": {"provider": "mock", "backend": "null"},
    "W204": {"provider": "proctortrack"},
    "W205": {"provider": "proctortrack"},
    "W206": {"provider": "mock"},
    "W207": {"provider": "mock", "backend": "gone"},
    "W208": {"provider": "lti_external"},
    "W209": {"provider": "mock", "external_id": "s3cret"},
    "W211": {"provider": "software_secure"},
    "W212": {"provider": None},
}
#: The options of the command that provoke the problem.
ASKED = {"W211": ["--set", "software_secure.show_review_rules=false"], "W212": ["--set", "DEFAULT=software_secure"]}


@ddt.ddt
class ByAuditTest(TranslatedTestCase):
    """manage.py proctoring_audit."""

    def test_every_id_is_provoked(self):
        audited = {kind.id.removeprefix(PREFIX) for kind in KINDS if kind.id.removeprefix(PREFIX).startswith("W2")}
        self.assertEqual(set(BY_AUDIT), audited | {"W101", "W102", "W104", "W110"})

    @ddt.idata(sorted(BY_AUDIT))
    def test_provoked(self, code):
        key = plant("x", **BY_AUDIT[code])
        zendesk = {"ZENDESK_URL": "s3cret", "ZENDESK_USER": "s3cret", "ZENDESK_API_KEY": "s3cret"}
        self.enterContext(mock.patch.object(rules, "source_contains", return_value=True))
        backends = {**BACKENDS, "software_secure": {}, **({"DEFAULT": None} if code == "W110" else {})}
        with override_settings(PROCTORING_BACKENDS=backends, **(zendesk if code == "W206" else {})):
            status, out, err = run_audit(*ASKED.get(code, ()))
        self.assertEqual(status, 1)
        self.assertRegex(out, rf"(?m)^{code}  .*: {'the instance' if code == 'W206' else '1 course(, 1 exam)?'}$")
        self.assertIn(key, out + key * (code == "W206"))
        self.assertNotIn("s3cret", out + err)
