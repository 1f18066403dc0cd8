"""
What is said while a process starts, and whether it may.

System checks run under ``manage.py`` only, and what they would call an error stops the process before they can run, in
the code of another app. So errors are logged before that app's turn comes: those of the setting's own value when the
apps are made, since edx-platform reads it while models are imported; the others before the first ``ready()``, in which
edx_proctoring makes an instance of each plugin. Nothing in here breaks a start, the toggle aside.
"""

from __future__ import annotations

import logging

from django.core.exceptions import ImproperlyConfigured

from proctoring_config.guard import guarded, logger
from proctoring_config.problems import Problem, Severity
from proctoring_config.process import management_command
from proctoring_config.wording import number

COMMAND = "manage.py check --tag proctoring"
#: Commands that look at errors, and so start in spite of them.
DIAGNOSTIC_COMMANDS = ("check", "proctoring_audit")

_logged: set[Problem | str] = set()


def judge_settings() -> None:
    """
    Log the errors of the setting's own value; for ``AppConfig.__init__``, where settings are final.

    Raises ``ImproperlyConfigured`` for an error under the toggle ``PROCTORING_CONFIG_STRICT``, and nothing else.
    """
    refused = ""
    with guarded():
        from proctoring_config import diagnosis

        refused = _log_errors(diagnosis.unsilenced(diagnosis.settings_problems(plugins=())))
    _refuse(refused)


def judge_everything() -> None:
    """
    Log all errors and, where no command reports the warnings, a summary; for ``AppConfig.import_models``.

    Nothing is logged twice in a process. Raises as :func:`judge_settings` does.
    """
    refused = ""
    with guarded():
        from proctoring_config import diagnosis

        problems = diagnosis.unsilenced(diagnosis.configuration_problems())
        refused = _log_errors(problems)
        if problems and management_command() is None:
            _summarise(problems)
    _refuse(refused)


def _log_errors(problems: list[Problem]) -> str:
    """Return the ids of the errors for which the process may not start."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    _log(errors, logging.ERROR)
    return _ids(errors) if errors and _is_strict() else ""


def _summarise(problems: list[Problem]) -> None:
    if COMMAND not in _logged:
        _logged.add(COMMAND)
        count = number(len(problems), "problem")
        logger.warning("The proctoring settings have %s (%s): run %s", count, _ids(problems), COMMAND)
        _log(problems, logging.INFO)


def _log(problems: list[Problem], level: int) -> None:
    for problem in problems:
        if problem not in _logged:
            _logged.add(problem)
            logger.log(level, "%s: (%s) %s HINT: %s", problem.location, problem.id, problem.message, problem.hint)


def _ids(problems: list[Problem]) -> str:
    return ", ".join(sorted({problem.id for problem in problems}))


def _is_strict() -> bool:
    if management_command() in DIAGNOSTIC_COMMANDS:
        return False
    from proctoring_config.toggles import STRICT

    return bool(STRICT.is_enabled())


def _refuse(ids: str) -> None:
    if ids:
        raise ImproperlyConfigured(f"PROCTORING_CONFIG_STRICT is on, and there are errors, logged above: {ids}")
