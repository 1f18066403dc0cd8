"""Types of the arguments of management commands."""

from __future__ import annotations

import argparse

from proctoring_config.doctor import is_course_key


def course_key(text: str) -> str:
    """Return ``text`` if it is a course key. Raises ``ArgumentTypeError``."""
    if not is_course_key(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a course key such as course-v1:Org+Course+Run")
    return text
