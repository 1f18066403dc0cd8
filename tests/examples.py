"""How many examples a generated test tries, by the profile that is loaded (``conftest.py``)."""

import os

from hypothesis import Phase, settings

FUZZ = "fuzz"
#: The most examples of a test in every run, so that all tests together take minutes.
MOST = 500
#: ``make fuzz TIMES=10`` tries ten times as many.
TIMES = int(os.environ.get("TIMES") or 1)


def fuzzing():
    """Return whether this is ``make fuzz``."""
    return settings.get_current_profile_name() == FUZZ


def tries(number=MOST, *, fuzz, shrink=True):
    """
    Return the settings of a test that tries ``number`` examples in every run, and ``fuzz`` in ``make fuzz``.

    Without ``shrink``, a failing example is shown as it was found, because making it smaller takes minutes.
    """
    if number > MOST:
        raise ValueError(f"{number} examples in every run; write at most {MOST}, and more for make fuzz")
    phases = [phase for phase in settings().phases if shrink or phase not in (Phase.shrink, Phase.explain)]
    return settings(max_examples=fuzz * TIMES if fuzzing() else number, phases=phases)
