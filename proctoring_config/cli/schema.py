"""``proctoring-config schema``: the JSON Schema of the settings, for editors and other validators."""

from __future__ import annotations

import argparse
import sys

from proctoring_config.cli import exits
from proctoring_config.schemas import settings_schema_text

HELP = "print the JSON Schema of a settings file's PROCTORING_BACKENDS"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: none."""


def run(args: argparse.Namespace) -> int:
    """Print the schema to stdout and return the exit status."""
    sys.stdout.write(settings_schema_text())
    return exits.NOTHING_TO_DO
