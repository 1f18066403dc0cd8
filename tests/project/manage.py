"""manage.py as edx-platform has it: the first argument says which project of the two is meant."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.project.settings")
    execute_from_command_line([argument for argument in sys.argv if argument not in ("lms", "cms")])
