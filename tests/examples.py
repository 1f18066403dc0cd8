"""How many examples a generated test tries, by the profile that is loaded (``conftest.py``)."""

import os

from hypothesis import settings

FUZZ = "fuzz"
#: ``make fuzz TIMES=10`` tries ten times as many.
TIMES = int(os.environ.get("TIMES") or 1)


def tries(number, *, fuzz):
    """Return the settings of a test that tries ``number`` examples in every run, and ``fuzz`` in ``make fuzz``."""
    fuzzing = settings.get_current_profile_name() == FUZZ
    return settings(max_examples=fuzz * TIMES if fuzzing else number)
