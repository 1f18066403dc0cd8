"""The toggle: read anew, and annotated as Open edX annotates toggles."""

import subprocess
import sys
from pathlib import Path

import code_annotations
from django.test import SimpleTestCase, override_settings

from proctoring_config import toggles


class StrictTest(SimpleTestCase):
    """PROCTORING_CONFIG_STRICT."""

    def test_is_off_unless_it_is_set_and_read_at_every_call(self):
        self.assertFalse(toggles.STRICT.is_enabled())
        with override_settings(PROCTORING_CONFIG_STRICT=True):
            self.assertTrue(toggles.STRICT.is_enabled())
        self.assertFalse(toggles.STRICT.is_enabled())

    def test_the_tool_of_open_edx_accepts_the_annotation(self):
        config = Path(code_annotations.__file__).parent / "contrib/config/feature_toggle_annotations.yaml"
        tool = Path(sys.executable).with_name("code_annotations")
        done = subprocess.run(
            [
                tool,
                "static_find_annotations",
                "--no_report",
                "--config_file",
                config,
                "--source_path",
                toggles.__file__,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("Search found 6 annotations", done.stdout + done.stderr)
