"""``proctoring-config schema``: print the JSON Schema of the settings, for editors and other validators."""

from __future__ import annotations

import argparse
import sys

from proctoring_config.cli.arguments import ExitStatus
from proctoring_config.schemas import settings_schema_text

HELP = "print the JSON Schema of PROCTORING_BACKENDS in a settings file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no arguments: the command has none."""


def run(args: argparse.Namespace) -> int:
    """Print the schema to stdout and return the exit status."""
    sys.stdout.write(settings_schema_text())
    return ExitStatus.NOTHING_TO_DO
