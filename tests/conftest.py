"""
What holds for every test.

How thoroughly generated tests look: at the same few examples in every run, at many new ones in ``make fuzz``. Inside a
hook of git, or ``git rebase --exec``, git works on the repository that the environment names: tests make their own.
"""

import os

from hypothesis import HealthCheck, settings

from tests.examples import FUZZ, TIMES
from tests.ids import shorten_ids

for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]

settings.register_profile(
    "every-run", deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    FUZZ, settings.get_profile("every-run"), max_examples=1_000 * TIMES, derandomize=False, print_blob=True
)
settings.load_profile("every-run")
shorten_ids()
