"""The rewritten REST view saves exactly the settings that the client sent."""

from contextlib import nullcontext
from textwrap import dedent
from types import SimpleNamespace

from ddt import data, ddt
from django.test import SimpleTestCase
from rest_framework import serializers

from proctoring_config.refactor.fixers.rest_sent_settings import FIXER
from tests.refactor.fixers.test_rest_sent_settings import PATH, REWRITES
from tests.refactor.tools import apply_fixer


class StaffSerializer(serializers.Serializer):
    """Has every setting except the one of the fork."""

    allow_proctoring_opt_out = serializers.BooleanField()
    proctoring_provider = serializers.CharField()
    proctoring_escalation_email = serializers.CharField(required=False, allow_null=True)


class LimitedSerializer(serializers.Serializer):
    """Has a setting that only a fork's course team can save."""

    proctoring_provider = serializers.CharField()
    proctoring_escalation_email = serializers.CharField(required=False, allow_null=True)
    acme_room = serializers.CharField(required=False)


def post(body, *, is_staff):
    """Return what the rewritten view saves or responds."""
    code = apply_fixer(FIXER, PATH, dedent(REWRITES[0][1])).after.split("\n", 2)[2]
    scope = {
        "StaffSerializer": StaffSerializer,
        "LimitedSerializer": LimitedSerializer,
        "Response": lambda status: status,
        "status": SimpleNamespace(HTTP_403_FORBIDDEN=403),
    }
    exec(code, scope)
    view = scope["View"]()
    view.bulk = nullcontext
    request = SimpleNamespace(data={"proctored_exam_settings": body}, user=SimpleNamespace(is_staff=is_staff))
    known = dict.fromkeys([*StaffSerializer().fields, *LimitedSerializer().fields], "a setting")
    return view.post(request, known)


@ddt
class SavedSettingsTest(SimpleTestCase):
    """Post bodies to the view."""

    def test_field_of_a_forks_limited_serializer_is_saved(self):
        body = {"proctoring_provider": "null", "acme_room": "12"}
        self.assertEqual(post(body, is_staff=False), body)

    @data(True, False)
    def test_setting_that_was_not_sent_is_not_saved(self, is_staff):
        body = {"proctoring_provider": "null"}
        self.assertEqual(post(body, is_staff=is_staff), body)

    def test_invalid_value_is_passed_on(self):
        self.assertEqual(post({"proctoring_provider": ["null"]}, is_staff=False), {"proctoring_provider": ["null"]})

    @data(None, True, 1, 1.5, "", "allow_proctoring_opt_out", [], ["allow_proctoring_opt_out"], [{"a": 1}], {})
    def test_body_of_another_type_saves_nothing(self, body):
        for is_staff in (True, False):
            self.assertEqual(post(body, is_staff=is_staff), {})

    @data(True, None, "x", [])
    def test_opt_out_by_non_staff_is_refused(self, value):
        self.assertEqual(post({"allow_proctoring_opt_out": value}, is_staff=False), 403)
