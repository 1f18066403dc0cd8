"""How many examples a generated test tries, by the profile that is loaded (``conftest.py``)."""

import os

from hypothesis import Phase, settings

FUZZ = "fuzz"
#: ``make fuzz TIMES=10`` tries ten times as many.
TIMES = int(os.environ.get("TIMES") or 1)


def tries(number, *, fuzz, shrink=True):
    """
    Return the settings of a test that tries ``number`` examples in every run, and ``fuzz`` in ``make fuzz``.

    Without ``shrink`` an example that fails is shown as it was found, since to make a smaller one of it takes minutes.
    """
    fuzzing = settings.get_current_profile_name() == FUZZ
    phases = [phase for phase in settings().phases if shrink or phase not in (Phase.shrink, Phase.explain)]
    return settings(max_examples=fuzz * TIMES if fuzzing else number, phases=phases)
