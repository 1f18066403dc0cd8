"""
Run the examples of one page, in order, in a temporary directory.

The directory contains what readers have: the clone's ``demo`` and ``tests``, valid settings files, a ``manage.py``, and
a miniature edx-platform in ``path/to/edx-platform``. A block with a caption is a file that the reader saves.
"""

import doctest
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import yaml

from proctoring_config.validators.backends import validate_backends
from proctoring_config.validators.course import CourseSettings
from tests.docs.not_run import NOT_RUN
from tests.places import ROOT
from tests.refactor.trees import grow
from tests.studio.course_states import KEY

#: The course that Studio code in the examples uses.
COURSE = SimpleNamespace(id=KEY, **vars(CourseSettings(True, False, "null", None)))
#: Marks the end of a command's output; the exit status follows.
END = "--end-of-command--"


class WrongExampleError(AssertionError):
    """The result of an example differs from the page."""


class Examples:
    """The examples of ``page``. ``skipped`` contains the commands that were not run."""

    def __init__(self, page, folder):
        self.page = page
        self.folder = Path(folder)
        self.skipped = set()
        self.names = {"course": COURSE, "exams_ida_enabled": lambda course_key: True}
        for name in ("demo", "tests"):
            (self.folder / name).symlink_to(ROOT / name)
        (self.folder / ".venv").symlink_to(sys.prefix)
        (self.folder / "manage.py").symlink_to(ROOT / "tests/project/manage.py")
        for name in ("lms.yml", "cms.yml"):
            shutil.copy(ROOT / "demo/settings_files" / name, self.folder)
        grow(self.folder / "path/to/edx-platform")
        self.environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PROJECT_SETTINGS": "{}",
            "PROJECT_WITHOUT": "()",
            "DEMO_VAR": str(self.folder / "var"),
        }
        del self.environment["DJANGO_SETTINGS_MODULE"]  # each program chooses its own

    def run(self, language, source, options):
        """Run a block, or save it to the file in its caption."""
        run = getattr(self, f"run_{language}")
        if "caption" not in options:
            run(source)
            return
        path = self.folder / options["caption"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")

    def run_python(self, source):
        """Execute Python. If it assigns PROCTORING_BACKENDS, the value must be valid."""
        exec(compile(source, self.page, "exec"), self.names)
        self.validate(self.names)

    def run_yaml(self, source):
        """Parse YAML."""
        self.validate(yaml.safe_load(source))

    def run_json(self, source):
        """Parse JSON."""
        self.validate(json.loads(source))

    def run_xml(self, source):
        """Parse XML."""
        ElementTree.fromstring(source)

    def run_text(self, source):
        """Ignore text."""

    def validate(self, values):
        """Raise WrongExampleError if the example settings have problems."""
        backends = values.get("PROCTORING_BACKENDS")
        problems = validate_backends(backends) if backends is not None else []
        if problems:
            raise WrongExampleError(f"{self.page}: {problems}")

    def run_console(self, source):
        """Run a transcript. Compare the output if it shows any, otherwise check the exit status."""
        transcript = _commands(source)
        shows = any(output for _, output in transcript)
        transcript = [(command, output) for command, output in transcript if not self.is_skipped(command)]
        done = subprocess.run(
            ["bash", "-c", "exec 2>&1\n" + "".join(f"{command}\n{_MARK}\n" for command, _ in transcript)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        for (command, expected), (printed, status) in zip(transcript, _ends(done.stdout), strict=True):
            if shows and not doctest.OutputChecker().check_output(_tidy(expected), _tidy(printed), doctest.ELLIPSIS):
                raise WrongExampleError(f"{self.page}\n$ {command}\nexpected:\n{expected}\nprinted:\n{printed}")
            if not shows and status not in (0, 1):
                raise WrongExampleError(f"{self.page}\n$ {command}\nexit status {status}, printed:\n{printed}")

    def is_skipped(self, command):
        """Return whether NOT_RUN lists this command."""
        skipped = (self.page, command) in NOT_RUN
        if skipped:
            self.skipped.add((self.page, command))
        return skipped


_MARK = f"status=$?; printf '\\n%s %s\\n' '{END}' $status; (exit $status)"


def _commands(source):
    transcript = []
    for line in source.splitlines():
        if line.startswith("$ "):
            transcript.append((line[2:].split("    #")[0].rstrip(), ""))
        elif transcript:
            command, output = transcript[-1]
            transcript[-1] = (command, f"{output}{line}\n")
        else:
            raise WrongExampleError(f"a transcript must start with a command, not with {line!r}")
    return [(command, output if output.strip() else "") for command, output in transcript]


def _ends(text):
    printed = []
    for line in text.splitlines():
        if line.startswith(END):
            yield "\n".join(printed), int(line.removeprefix(END))
            printed = []
        else:
            printed.append(line)


def _tidy(text):
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    return "\n".join(lines) + "\n"
