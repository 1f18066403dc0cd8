"""The problems of a course as ``{key, message, model}`` errors of edx-platform."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from proctoring_config.problems import Problem
from proctoring_config.problems.course_kinds import ESCALATION_EMAIL_MISSING
from proctoring_config.validators.course import EMAIL, ENABLED, OPT_OUT, PROVIDER, CourseSettings

Models = Mapping[str, Mapping[str, Any]]


def platform_errors(problems: Iterable[Problem], models: Models) -> list[dict[str, Any]]:
    """
    Return each problem as an error of edx-platform: the field's name, the message and the field's model.

    ``models`` maps the names of the fields that were sent to their models, as in ``CourseMetadata``. The model of any
    other field is ``{}``. If the provider was sent, a missing email is an error of the provider, as in
    ``CourseMetadata.validate_proctoring_settings``.
    """
    return [
        {"key": key, "message": problem.message, "model": models.get(key, {})}
        for problem in problems
        for key in [_error_key(problem, models)]
    ]


def _error_key(problem: Problem, models: Models) -> str:
    if problem.id == ESCALATION_EMAIL_MISSING.id and PROVIDER in models:
        return PROVIDER
    return str(problem.path[0])


def platform_models(settings: CourseSettings) -> dict[str, dict[str, Any]]:
    """Return the model of each field, with its value in ``settings``, in the format of ``CourseMetadata``."""
    texts = {
        ENABLED: (
            gettext("Enable Proctored Exams"),
            gettext("Whether the course has proctored exams. This also enables timed exams."),
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
            "display_name": texts[name][0],
            "help": texts[name][1],
            "deprecated": False,
            "hide_on_enabled_publisher": False,
        }
        for name, value in asdict(settings).items()
    }
