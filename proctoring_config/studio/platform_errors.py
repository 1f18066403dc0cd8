"""Problems of a course as edx-platform's ``{key, message, model}`` errors, which Studio's pages and REST show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from proctoring_config.kinds import ESCALATION_EMAIL_MISSING
from proctoring_config.problems import Problem
from proctoring_config.validators.course import EMAIL, ENABLED, OPT_OUT, PROVIDER, CourseSettings

Models = Mapping[str, Mapping[str, Any]]


def platform_errors(problems: Iterable[Problem], models: Models) -> list[dict[str, Any]]:
    """
    Return the problems as edx-platform's errors: the field's name, the message, and the field's model.

    ``models`` are the models of the fields that were sent, by name, as ``CourseMetadata`` keeps them; a field that was
    not sent has the model ``{}``. A missing e-mail is said of the provider where the provider was sent, as
    ``CourseMetadata.validate_proctoring_settings`` says it.
    """
    return [
        {"key": key, "message": problem.message, "model": models.get(key, {})}
        for problem in problems
        for key in [_key(problem, models)]
    ]


def _key(problem: Problem, models: Models) -> str:
    if problem.id == ESCALATION_EMAIL_MISSING.id and PROVIDER in models:
        return PROVIDER
    return str(problem.path[0])


def platform_models(settings: CourseSettings) -> dict[str, dict[str, Any]]:
    """Return the model of each field, with its value in ``settings``, as edx-platform describes a field to authors."""
    words = {
        ENABLED: (
            gettext("Enable Proctored Exams"),
            gettext("Whether the course has proctored exams. Timed exams come with them."),
        ),
        OPT_OUT: (
            gettext("Allow Opting Out of Proctored Exams"),
            gettext("Whether learners may take proctored exams without being proctored."),
        ),
        PROVIDER: (gettext("Proctoring Provider"), gettext("The provider that proctors the exams of this course run.")),
        EMAIL: (
            gettext("Proctoring Exam Escalation Contact"),
            gettext("The address that support writes to, for instance about appeals or late reviews."),
        ),
    }
    return {
        name: {
            "value": value,
            "display_name": words[name][0],
            "help": words[name][1],
            "deprecated": False,
            "hide_on_enabled_publisher": False,
        }
        for name, value in asdict(settings).items()
    }
