"""
Settings made in the order of edx-platform: plugins are found and give their settings, then comes what is written last.

The environment says what the settings file holds (``FILE``) and what is assigned after everything else (``LAST``).
"""

import ast
import os

from edx_django_utils.plugins import add_plugins, get_plugin_apps

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as APPS

PLUGIN_APPS = get_plugin_apps("lms.djangoapp")
INSTALLED_APPS = [
    *(app for app in APPS if app not in ("edx_proctoring", "edx_when", "proctoring_config")),
    *PLUGIN_APPS,
]
PIPELINE = {"JAVASCRIPT": {}}
add_plugins(__name__, "lms.djangoapp", "common")

ENV_TOKENS = ast.literal_eval(os.environ["FILE"])
globals().update(ENV_TOKENS)
add_plugins(__name__, "lms.djangoapp", "production")

globals().update(ast.literal_eval(os.environ["LAST"]))
