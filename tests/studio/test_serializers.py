"""The serializers, used as in edx-platform's view."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.studio.serializers import (
    LimitedProctoredExamSettingsSerializer,
    ProctoredExamConfigurationSerializer,
    ProctoredExamSettingsSerializer,
)


@ddt.ddt
class SettingsSerializerTest(SimpleTestCase):
    """Both serializers of the settings."""

    @ddt.data(
        {},
        {"proctoring_provider": "mock"},
        {"proctoring_escalation_email": None},
        {"enable_proctored_exams": False, "proctoring_provider": None},
    )
    def test_unsent_keys_are_in_neither_data_nor_validated_data(self, sent):
        for kind in (ProctoredExamSettingsSerializer, LimitedProctoredExamSettingsSerializer):
            serializer = kind(data=sent)
            self.assertTrue(serializer.is_valid())
            self.assertEqual((dict(serializer.validated_data), serializer.data), (sent, sent))

    @ddt.data(ProctoredExamSettingsSerializer, LimitedProctoredExamSettingsSerializer)
    def test_obsolete_and_unknown_keys_are_ignored(self, kind):
        serializer = kind(data={"create_zendesk_tickets": True, "proctoring_provider": "mock", "x": [{}]})
        self.assertTrue(serializer.is_valid())
        self.assertEqual(serializer.validated_data, {"proctoring_provider": "mock"})

    @ddt.data(("", None), ("  ", None), (None, None), (" a@example.com ", "a@example.com"))
    @ddt.unpack
    def test_blank_email_becomes_none(self, sent, expected):
        serializer = LimitedProctoredExamSettingsSerializer(data={"proctoring_escalation_email": sent})
        self.assertTrue(serializer.is_valid())
        self.assertEqual(serializer.validated_data, {"proctoring_escalation_email": expected})

    @ddt.data(
        ("enable_proctored_exams", None),
        ("enable_proctored_exams", "maybe"),
        ("enable_proctored_exams", []),
        ("allow_proctoring_opt_out", {}),
        ("proctoring_provider", ""),
        ("proctoring_provider", True),
        ("proctoring_provider", ["mock"]),
        ("proctoring_provider", "a\x00b"),
        ("proctoring_provider", "\ud800"),
        ("proctoring_escalation_email", {"a": 1}),
        ("proctoring_escalation_email", "\ud800@example.com"),
    )
    @ddt.unpack
    def test_values_of_other_types_are_invalid(self, name, value):
        serializer = ProctoredExamSettingsSerializer(data={name: value})
        self.assertFalse(serializer.is_valid())
        self.assertEqual(list(serializer.errors), [name])

    def test_only_the_serializer_for_platform_staff_has_the_opt_out(self):
        sent = {"allow_proctoring_opt_out": True}
        for kind, expected in ((ProctoredExamSettingsSerializer, sent), (LimitedProctoredExamSettingsSerializer, {})):
            serializer = kind(data=sent)
            self.assertTrue(serializer.is_valid())
            self.assertEqual(serializer.validated_data, expected)

    def test_configuration_has_the_keys_that_the_mfe_reads(self):
        self.assertEqual(
            set(ProctoredExamConfigurationSerializer().fields),
            {
                "proctored_exam_settings",
                "available_proctoring_providers",
                "requires_escalation_email_providers",
                "course_start_date",
            },
        )
