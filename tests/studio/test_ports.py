"""The settings that select the course store and the access rules."""

from types import SimpleNamespace

import ddt
from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, override_settings

from demo.studio.store import AuthorAccess, OrmCourseStore
from proctoring_config.studio.ports import access, course_store


@ddt.ddt
class ConfiguredTest(SimpleTestCase):
    """studio/ports.py."""

    def test_settings_select_the_classes(self):
        self.assertIsInstance(course_store(), OrmCourseStore)
        self.assertIsInstance(access(), AuthorAccess)
        with override_settings(PROCTORING_CONFIG_COURSE_STORE="types.SimpleNamespace"):
            self.assertIsInstance(course_store(), SimpleNamespace)

    @ddt.data(None, 7)
    def test_missing_setting(self, value):
        with override_settings(PROCTORING_CONFIG_ACCESS=value), self.assertRaises(ImproperlyConfigured) as caught:
            access()
        self.assertEqual(str(caught.exception), "PROCTORING_CONFIG_ACCESS is not set to the dotted path of a class.")

    @ddt.data("nowhere.Store", "NoDots", "types.NoSuchClass")
    def test_class_that_cannot_be_imported(self, path):
        with (
            override_settings(PROCTORING_CONFIG_COURSE_STORE=path),
            self.assertRaisesRegex(ImproperlyConfigured, r"^PROCTORING_CONFIG_COURSE_STORE cannot be imported: .+$"),
        ):
            course_store()

    def test_path_of_a_module(self):
        message = "PROCTORING_CONFIG_COURSE_STORE is the dotted path of a module, not of a class."
        with (
            override_settings(PROCTORING_CONFIG_COURSE_STORE="demo.studio.store"),
            self.assertRaisesMessage(ImproperlyConfigured, message),
        ):
            course_store()
