"""``proctoring-config tutor-plugin``: print the Tutor plugin, which works as a single file."""

from __future__ import annotations

import argparse
import sys
from importlib import resources

from proctoring_config.cli.arguments import ExitStatus

HELP = "print the Tutor plugin, to save it as proctoring.py in the directory that tutor plugins printroot prints"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no arguments: the command has none."""


def run(args: argparse.Namespace) -> int:
    """Print the plugin to stdout and return the exit status."""
    sys.stdout.write(resources.files("proctoring_config.tutor").joinpath("plugin.py").read_text(encoding="utf-8"))
    return ExitStatus.NOTHING_TO_DO
