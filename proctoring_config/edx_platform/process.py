"""Facts about the running process."""

from __future__ import annotations

import os
import sys

_PROGRAMS = ("manage.py", "django-admin", "django-admin.py")
_PROJECTS = ("lms", "cms")  # the first argument of edx-platform's manage.py
_OPTIONS_WITH_VALUE = ("--settings", "--pythonpath", "--service-variant")


def management_command() -> str | None:
    """Return the management command that this process runs, ``""`` if it names none, or ``None`` in other processes."""
    program, *arguments = sys.argv or [""]
    if os.path.basename(program) not in _PROGRAMS and not program.endswith(os.path.join("django", "__main__.py")):
        return None
    words = iter(arguments)
    for word in words:
        if word in _OPTIONS_WITH_VALUE:
            next(words, None)
        elif not word.startswith("-") and word not in _PROJECTS:
            return word
    return ""
