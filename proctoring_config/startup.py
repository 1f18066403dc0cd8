"""
Log the problems while a process starts, and stop it if the strict toggle is on.

System checks run only under ``manage.py``, and an error stops the process in the code of another app before they can
report it. Therefore, errors are logged before that code runs: those of the setting's own value when the apps are
created, because edx-platform reads it while it imports models; the others before the first ``ready()``, in which
edx-proctoring instantiates the plugins. Of this package, only the strict toggle prevents a process from starting.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

from proctoring_config.edx_platform.process import management_command
from proctoring_config.errors import log, log_exceptions
from proctoring_config.text import pluralize

if TYPE_CHECKING:
    from proctoring_config.problems import Problem

COMMAND = "manage.py check --tag proctoring"
#: Commands that report errors, so they start despite them.
DIAGNOSTIC_COMMANDS = ("check", "proctoring_audit", "proctoring_doctor")

_logged: set[Problem | str] = set()
_missed: set[Problem | str] = set()


def log_settings_problems() -> None:
    """
    Log the errors of the setting's own value. Call it from ``AppConfig.__init__``, when settings are final.

    Raises only ``ImproperlyConfigured``, if there is an error and the toggle ``PROCTORING_CONFIG_STRICT`` is on.
    """
    fatal = ""
    with log_exceptions():
        from proctoring_config import diagnosis

        fatal = _log_errors(diagnosis.unsilenced(diagnosis.settings_problems(plugins=(), errors_only=True)))
    _stop_process(fatal)


def log_all_problems() -> None:
    """
    Log all errors and, unless a management command runs, a summary. Call it from ``AppConfig.import_models``.

    Management commands log errors only, so no warnings are computed for them. No problem is logged twice in a process.
    Raises the same as :func:`log_settings_problems`.
    """
    fatal = ""
    with log_exceptions():
        from proctoring_config import diagnosis

        is_command = management_command() is not None
        problems = diagnosis.unsilenced(diagnosis.configuration_problems(errors_only=is_command))
        fatal = _log_errors(problems)
        if problems and not is_command:
            _log_summary(problems)
    _stop_process(fatal)


def log_missed_problems() -> None:
    """
    Log the problems that could not be found or logged before models were loaded. Call it from ``AppConfig.ready``.

    Raises the same as :func:`log_settings_problems`.
    """
    is_incomplete = bool(_missed)
    with log_exceptions():
        from proctoring_config import diagnosis

        is_incomplete = is_incomplete or diagnosis.awaits_plugins()
    if is_incomplete:
        _missed.clear()
        log_all_problems()


def _log_errors(problems: list[Problem]) -> str:
    """Log the errors, and return their ids if they must stop the process."""
    if not problems:
        return ""
    from proctoring_config.problems import Severity

    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    _log(errors, logging.ERROR)
    return _join_ids(errors) if errors and _is_strict() else ""


def _log_summary(problems: list[Problem]) -> None:
    if COMMAND not in _logged:
        count = pluralize(len(problems), "problem")
        summary = "The proctoring settings have %s (%s). Run %s"
        _log_once(COMMAND, logging.WARNING, summary, count, _join_ids(problems), COMMAND)
        _log(problems, logging.INFO)


def _log(problems: list[Problem], level: int) -> None:
    for problem in problems:
        text = "%s: (%s) %s HINT: %s"
        _log_once(problem, level, text, problem.location, problem.id, problem.message, problem.hint)


def _log_once(key: Problem | str, level: int, message: str, *values: object) -> None:
    if key not in _logged:
        (_logged if log(level, message, *values) else _missed).add(key)


def _join_ids(problems: list[Problem]) -> str:
    return ", ".join(sorted({problem.id for problem in problems}))


def _is_strict() -> bool:
    if management_command() in DIAGNOSTIC_COMMANDS:
        return False
    from proctoring_config.toggles import STRICT

    return bool(STRICT.is_enabled())


def _stop_process(ids: str) -> None:
    if ids:
        raise ImproperlyConfigured(
            f"PROCTORING_CONFIG_STRICT is on and the proctoring settings have errors (logged above): {ids}"
        )
