"""Words in texts that cannot be read as settings."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.upgrade.settings_file import find_word


@ddt.ddt
class FindWordTest(SimpleTestCase):
    """The word by itself."""

    @ddt.data(
        "proctortrack",
        "x\n  proctortrack:\n",
        "x = {'proctortrack': {}}",
        'X["proctortrack"]["a"] = 1',
        "{{ .Values.proctortrack }}",
        "DEFAULT: proctortrack  # the provider",
        "dict(proctortrack=1)",
        "a # proctortrack\nproctortrack",
        "see proctortrack.",
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
