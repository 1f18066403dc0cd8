"""The ports are what the settings name."""

from types import SimpleNamespace

import ddt
from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, override_settings

from demo.studio.store import AuthorAccess, OrmCourseStore
from proctoring_config.studio.ports import access, course_store


@ddt.ddt
class ConfiguredTest(SimpleTestCase):
    """studio/ports.py."""

    def test_the_settings_choose(self):
        self.assertIsInstance(course_store(), OrmCourseStore)
        self.assertIsInstance(access(), AuthorAccess)
        with override_settings(PROCTORING_CONFIG_COURSE_STORE="types.SimpleNamespace"):
            self.assertIsInstance(course_store(), SimpleNamespace)

    @ddt.data(None, 7)
    def test_no_choice_is_said_in_one_line(self, value):
        with override_settings(PROCTORING_CONFIG_ACCESS=value), self.assertRaises(ImproperlyConfigured) as caught:
            access()
        self.assertEqual(
            str(caught.exception), "PROCTORING_CONFIG_ACCESS: expected the dotted path of a class, found none"
        )

    @ddt.data("nowhere.Store", "NoDots", "types.NoSuchClass")
    def test_a_path_that_leads_nowhere_is_said_with_the_setting(self, path):
        with (
            override_settings(PROCTORING_CONFIG_COURSE_STORE=path),
            self.assertRaisesRegex(ImproperlyConfigured, r"^PROCTORING_CONFIG_COURSE_STORE: .+$"),
        ):
            course_store()
