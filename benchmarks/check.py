"""Compare ``proctoring-config check`` with the check-jsonschema command, using the same file and schema."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import proctoring_config
from benchmarks.timing import Row, commands, compared

_SCHEMA = Path(proctoring_config.__file__).parent / "schemas" / "proctoring_backends.schema.json"
_LINES = 200


def rows() -> Iterator[Row]:
    """Measure both commands with a valid settings file of 200 lines."""
    scripts = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lms.yml")
        file.write_text(settings_file(_LINES), encoding="utf-8")
        yield compared(
            f"check of a {_LINES}-line file vs. check-jsonschema",
            *commands(
                [str(scripts / "proctoring-config"), "check", str(file)],
                [str(scripts / "check-jsonschema"), "--schemafile", str(_SCHEMA), str(file)],
                runs=21,
            ),
            target=0.35,
        )


def settings_file(lines: int) -> str:
    """Return a valid settings file with this number of lines and five providers among other settings."""
    backends = ["PROCTORING_BACKENDS:", "  DEFAULT: 'null'", "  'null': {}"]
    for number in range(5):
        backends += [
            f"  provider_{number}:",
            f"    base_url: https://provider-{number}.example.com",
            f"    client_id: client-{number}",
            f"    client_secret: secret-{number}",
            "    requires_escalation_email: true",
            "    show_review_rules: false",
        ]
    others = [f"SETTING_{number}: value of setting {number}" for number in range(lines - len(backends))]
    middle = len(others) // 2
    return "\n".join([*others[:middle], *backends, *others[middle:]]) + "\n"
