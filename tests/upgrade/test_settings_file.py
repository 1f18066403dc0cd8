"""settings_file.py: words in texts that cannot be read as settings."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.upgrade.settings_file import find_word


@ddt.ddt
class FindWordTest(SimpleTestCase):
    """Whole words outside comments."""

    @ddt.named_data(
        ("alone", "proctortrack"),
        ("as a YAML key", "x\n  proctortrack:\n"),
        ("as a Python key", "x = {'proctortrack': {}}"),
        ("as a subscript", 'X["proctortrack"]["a"] = 1'),
        ("in a template", "{{ .Values.proctortrack }}"),
        ("before a comment", "DEFAULT: proctortrack  # the provider"),
        ("as a keyword", "dict(proctortrack=1)"),
        ("on the line after a comment", "a # proctortrack\nproctortrack"),
        ("before a full stop", "see proctortrack."),
    )
    def test_found(self, text):
        self.assertEqual(find_word(text, "proctortrack"), text.rindex("proctortrack"))

    @ddt.data(
        "",
        "Proctortrack",
        "edx-proctoring-proctortrack==1.2",
        "edx_proctoring_proctortrack",
        "proctortrack2",
        "proctortrack-old",
        "https://testing.proctortrack.com",
        "https://proctortrack",
        "help@proctortrack",
        "# proctortrack",
        "x: 1  # no proctortrack any more",
    )
    def test_not_found(self, text):
        self.assertIsNone(find_word(text, "proctortrack"))
