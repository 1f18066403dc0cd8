"""Generated requests never cause a server error or change settings that were not sent."""

import json
import string

from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proctoring_config.validators.course import CourseSettings
from tests.examples import tries
from tests.studio.course_states import BACKENDS, KEY
from tests.studio.rest.base import SETTINGS, RestMixin

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
PROVIDERS = st.sampled_from([*BACKENDS, "lti_external", "gone"])
EMAILS = st.sampled_from(["a@example.com", "a@b@c", "", " ", "a@exämple.com"]) | st.emails()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
LIKELY = st.fixed_dictionaries(
    {},
    optional={
        "enable_proctored_exams": st.booleans() | JSON,
        "allow_proctoring_opt_out": st.booleans() | JSON,
        "proctoring_provider": PROVIDERS | JSON,
        "proctoring_escalation_email": EMAILS | st.none() | JSON,
        "create_zendesk_tickets": JSON,
        "version": JSON,
    },
)
BODIES = st.builds(lambda inner: {"proctored_exam_settings": inner}, LIKELY | JSON) | JSON


class GeneratedRequestsTest(RestMixin, TestCase):
    """POST to proctored_exam_settings. Each example starts with a new course."""

    def setUp(self):
        self.enterContext(override_settings(PROCTORING_BACKENDS=BACKENDS))

    def setup_example(self):
        """Create the courses and the users for one example."""
        super().setup_example()
        self.create_course_and_users()

    def send(self, staff, body, **kwargs):
        client = self.client_of(self.staff if staff else self.author)
        client.raise_request_exception = False
        return client.post(f"{SETTINGS}{KEY}", body, content_type="application/json", **kwargs)

    @tries(150, fuzz=2_000)
    @given(staff=st.booleans(), lti=st.booleans(), body=BODIES)
    def test_json_bodies(self, staff, lti, body):
        self.change_course(lti_available=lti)
        before = self.stored()
        response = self.send(staff, json.dumps(body))
        self.assertIn(response.status_code, (200, 400, 403))
        sent = body.get("proctored_exam_settings", {}) if isinstance(body, dict) else {}
        sent = sent if isinstance(sent, dict) else {}
        after = self.stored()
        if response.status_code != 200:
            self.assertEqual(after, before)
        for name in CourseSettings.__dataclass_fields__:
            if name not in sent:
                self.assertEqual(getattr(after, name), getattr(before, name))
        if not staff:
            self.assertEqual(response.status_code == 403, "allow_proctoring_opt_out" in sent)

    @tries(150, fuzz=2_000)
    @given(staff=st.booleans(), body=st.binary(max_size=200))
    def test_binary_bodies(self, staff, body):
        self.assertIn(self.send(staff, body).status_code, (200, 400))

    @tries(150, fuzz=2_000)
    @given(tag=st.text(f"{string.digits}{string.ascii_letters}{string.punctuation} \t"))
    def test_versions(self, tag):
        self.assertIn(
            self.send(True, '{"proctored_exam_settings": {}}', headers={"If-Match": tag}).status_code, (200, 412)
        )

    @tries(150, fuzz=2_000)
    @given(key=st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
    def test_keys(self, key):
        for url in (f"{SETTINGS}{key}", f"{SETTINGS}course-v1:a+b+{key}", f"{SETTINGS}{key}/{key}/{key}"):
            client = self.client_of(self.staff)
            client.raise_request_exception = False
            self.assertIn(client.get(url).status_code, (301, 404))
