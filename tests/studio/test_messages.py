"""Names of providers for authors."""

from types import SimpleNamespace
from unittest import mock

import ddt
from django.apps import apps
from django.test import SimpleTestCase
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from proctoring_config.studio.messages import provider_label
from proctoring_config.studio.providers import is_installed


class Hostile:
    """A plugin whose attributes cannot be read."""

    @property
    def verbose_name(self):
        """Raise an exception."""
        raise RuntimeError


@ddt.ddt
class ProviderLabelTest(SimpleTestCase):
    """provider_label and is_installed, with the plugins that edx-proctoring holds."""

    def hold(self, backends):
        """Replace the plugins."""
        self.enterContext(mock.patch.object(apps.get_app_config("edx_proctoring"), "backends", backends))

    @ddt.named_data(
        ("mock", "mock", "Mock Backend (mock)"),
        ("null", "null", "No proctoring (null)"),
        ("lti", "lti_external", "LTI provider (lti_external)"),
        ("none", None, "No provider"),
        ("empty", "", "No provider"),
        ("not_installed", "absent", "absent"),
    )
    def test_held_plugins(self, provider, label):
        self.assertEqual(provider_label(provider), label)

    @ddt.data("Unknown", "acme", " ", "", None, 7, b"Acme", "a\nb", "x" * 61, "\u202eemca", object())
    def test_unusable_verbose_names(self, name):
        self.hold({"acme": SimpleNamespace(verbose_name=name)})
        self.assertEqual(provider_label("acme"), "acme")

    def test_translated_verbose_name(self):
        self.hold({"acme": SimpleNamespace(verbose_name=gettext_lazy("Save"))})
        with translation.override("es"):
            self.assertEqual(provider_label("acme"), f"{gettext('Save')} (acme)")

    def test_hostile_plugin(self):
        self.hold({"acme": Hostile()})
        self.assertEqual(provider_label("acme"), "acme")

    @ddt.data(None, [], "acme")
    def test_nothing_is_known(self, backends):
        self.hold(backends)
        self.assertEqual(provider_label("acme"), "acme")
        self.assertTrue(is_installed("acme"))

    @ddt.data(("mock", True), ("absent", False), ("lti_external", True), (None, True), ("", True))
    @ddt.unpack
    def test_is_installed(self, provider, installed):
        self.assertIs(is_installed(provider), installed)
