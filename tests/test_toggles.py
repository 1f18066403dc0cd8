"""The toggles: read anew, and annotated as Open edX annotates toggles."""

import subprocess
import sys
from pathlib import Path

import code_annotations
import ddt
from django.test import SimpleTestCase, override_settings

from proctoring_config import toggles


@ddt.ddt
class TogglesTest(SimpleTestCase):
    """The toggles."""

    @ddt.data(("STRICT", "PROCTORING_CONFIG_STRICT", False), ("ADMIN_NOTICE", "PROCTORING_CONFIG_ADMIN_NOTICE", True))
    @ddt.unpack
    def test_has_its_default_unless_it_is_set_and_is_read_at_every_call(self, name, setting, default):
        toggle = getattr(toggles, name)
        self.assertIs(toggle.is_enabled(), default)
        with override_settings(**{setting: not default}):
            self.assertIs(toggle.is_enabled(), not default)
        self.assertIs(toggle.is_enabled(), default)

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
        self.assertRegex(done.stdout + done.stderr, r"Search found [1-9]\d* annotations")
