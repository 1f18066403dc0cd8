"""Starts the project of the tests in processes of its own."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests import settings
from tests.places import ROOT

OURS = "proctoring_config"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"levels": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "levels"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {OURS: {"level": "INFO"}},
}
WSGI = ("serve.py",)
CELERY = ("work.py",)


def manage(*arguments):
    """The command line of a management command."""
    return ("manage.py", *arguments)


class Ended(NamedTuple):
    """The result of a start."""

    status: int
    stdout: str
    stderr: str

    @property
    def ours(self):
        """The lines that we logged, as pairs of a level and a text."""
        lines = (line.split(f" {OURS} ", 1) for line in self.stderr.splitlines())
        return [tuple(words) for words in lines if len(words) == 2 and words[0].isupper()]


@dataclass(frozen=True)
class Start:
    """
    One start of the project.

    ``how`` are a program of the project and its arguments; ``backends`` is the value of PROCTORING_BACKENDS; ``ours``
    is "first", "last" or "absent" among the apps; ``plugins`` is a folder with distributions; ``apps`` are further
    apps, ``settings`` further settings and ``without`` settings that do not exist, ``environment`` further variables,
    and ``closed`` the names of closed streams.
    """

    how: tuple
    backends: object = None
    ours: str = "last"
    plugins: object = None
    apps: tuple = ()
    settings: dict = field(default_factory=dict)
    without: tuple = ()
    environment: dict = field(default_factory=dict)
    closed: tuple = ()

    def as_literal(self):
        """Return the data for the process that forks."""
        others = [*self.apps, *(app for app in settings.INSTALLED_APPS if app != OURS)]
        apps = {"first": [OURS, *others], "last": [*others, OURS], "absent": others}[self.ours]
        values = {
            "PROCTORING_BACKENDS": self.backends,
            "INSTALLED_APPS": apps,
            "LOGGING": LOGGING,
            **self.settings,
        }
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.project.settings",
            "PROJECT_SETTINGS": repr(values),
            "PROJECT_WITHOUT": repr(self.without),
            **self.environment,
        }
        program, *arguments = self.how
        return (program, arguments, environment, [str(self.plugins)] if self.plugins else [], self.closed)


def run_all(starts):
    """Run the starts one after the other, and return their results in order."""
    forks = _start_forks()
    forks.stdin.write(repr([start.as_literal() for start in starts]) + "\n")
    forks.stdin.flush()
    return [Ended(*end) for end in json.loads(forks.stdout.readline())]


@cache
def _start_forks():
    """Start the process that forks for each start, once for all tests."""
    folder = tempfile.TemporaryDirectory()
    (Path(folder.name) / "python-entrypoints").mkdir()
    (Path(folder.name) / "python-entrypoints/.disable").touch()  # stevedore must not remember plugins of other tests
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "tests/project/forks.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": folder.name},
    )
    atexit.register(folder.cleanup)
    atexit.register(process.communicate)
    return process
