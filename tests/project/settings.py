"""Settings that the test writes into the environment: values to set, names to leave out."""

import ast
import os

from tests.settings import *  # noqa: F403

globals().update(ast.literal_eval(os.environ["PROJECT_SETTINGS"]))
for name in ast.literal_eval(os.environ["PROJECT_WITHOUT"]):
    del globals()[name]
