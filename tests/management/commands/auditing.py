"""Run ``manage.py proctoring_audit``."""

import io

from django.core.management import call_command

ABOUT_SCOPE = "as last published (current courses with active proctored exams)."


def run(*arguments):
    """Run the command, and return its exit status, stdout and stderr."""
    stdout, stderr = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("proctoring_audit", *arguments, stdout=stdout, stderr=stderr, no_color=True)
    except SystemExit as end:
        status = end.code
    return status, stdout.getvalue(), stderr.getvalue()
