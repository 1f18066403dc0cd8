"""
Start edx_proctoring with settings files, and run Django's checks, as ``manage.py check`` of edx-platform does.

Reads a list of (language, text) as JSON, and writes the list of errors: empty if the process starts and no check names
the setting. A single process does it for all files, because each start takes a second. ``--one`` starts once and as a
new process does, which shows that both agree.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import sys
import warnings
from functools import cache

from benchmarks.faults.entries import Text, load

#: What edx_proctoring sets unless the file does, and what FEATURES of the platform contain.
_DEFAULTS = {"PROCTORING_BACKENDS": {"DEFAULT": "null", "null": {}}, "PROCTORING_SETTINGS": {}}
_NAMES = (*_DEFAULTS, "FEATURES")


def configure(values: dict[str, object], *, once: bool = False) -> None:
    """Configure Django for the values, or for the test project without this package."""
    from django.conf import settings

    from tests import settings as base

    project = {name: getattr(base, name) for name in dir(base) if name.isupper()}
    project["INSTALLED_APPS"] = [app for app in base.INSTALLED_APPS if app not in ("proctoring_config", "demo.studio")]
    settings.configure(**{**project, **_DEFAULTS, "ROOT_URLCONF": "edx_proctoring.urls", **(values if once else {})})


@cache
def error_of(language: str, text: str) -> str:
    """Return the error with which the process stops, or the message of a check that names the setting."""
    from django.apps import apps
    from django.core.checks import run_checks
    from django.test import override_settings

    try:
        values = _read(language, text)
        with override_settings(**{**_DEFAULTS, **values}):
            _import_course_block()
            importlib.reload(sys.modules["edx_proctoring.constants"])
            apps.get_app_config("edx_proctoring").ready()
            messages = [str(message) for message in run_checks([apps.get_app_config("edx_proctoring")])]
    except Exception as error:  # whatever stops the process
        return f"{type(error).__name__}: {error}"
    return next((message for message in messages if "PROCTORING" in message), "")


def _read(language: str, text: str) -> dict[str, object]:
    """Return the settings about proctoring, read as edx-platform reads its files."""
    loaded = load(Text(language, text))
    return {name: value for name, value in loaded.items() if name in _NAMES}


def _import_course_block() -> None:
    """Do what ``xmodule.course_block`` does with the setting while it is imported: sort the names of providers."""
    from django.conf import settings

    sorted([*(name for name in settings.PROCTORING_BACKENDS if name != "DEFAULT"), "lti_external"])


def main() -> None:
    """Answer for all texts, or stop as a new process would."""
    import django

    warnings.simplefilter("ignore")
    texts = json.load(sys.stdin)
    if "--one" in sys.argv:
        configure(_read(*texts[0]), once=True)
        _import_course_block()
        django.setup()
        return
    logging.disable()
    configure({})
    django.setup()
    with contextlib.redirect_stdout(io.StringIO()):
        errors = [error_of(language, text) for language, text in texts]
    print(json.dumps(errors))


if __name__ == "__main__":
    main()
