"""Report the problems as Django system checks with the tag ``proctoring``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from proctoring_config import diagnosis
from proctoring_config.edx_platform.process import management_command
from proctoring_config.errors import log_exceptions

if TYPE_CHECKING:
    from proctoring_config.problems import Problem

TAG = "proctoring"
_MESSAGES = {"error": Error, "warning": Warning}


def register_checks() -> None:
    """Register the checks. A second call changes nothing."""
    register(check_configuration, TAG)
    register(check_databases, TAG, Tags.database)


def check_configuration(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Return the problems of the setting and the plugins. Never raises."""
    messages: list[CheckMessage] = []
    with log_exceptions():
        messages += _messages(diagnosis.configuration_problems())
    return messages


def check_databases(app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """
    Return the problems of ``databases``, the aliases that the command was given. Never raises.

    There are none under ``migrate``, which runs this before each deployment and must not wait for it.
    """
    messages: list[CheckMessage] = []
    if management_command() == "migrate":
        return messages
    with log_exceptions():
        messages += _messages(diagnosis.database_problems(databases or ()))
    return messages


def _messages(problems: list[Problem]) -> list[CheckMessage]:
    return [
        _MESSAGES[problem.severity.value](problem.message, hint=problem.hint, obj=problem.location, id=problem.id)
        for problem in problems
    ]
