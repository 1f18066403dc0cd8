"""``proctoring-config check-course EXPORT...``: check course exports against a settings file before an import."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from proctoring_config.cli.arguments import ExitStatus, add_key, print_error, print_note
from proctoring_config.errors import InputError
from proctoring_config.options import DEFAULT, REQUIRES_ESCALATION_EMAIL, SETTING, SHOW_REVIEW_RULES
from proctoring_config.text import pluralize

if TYPE_CHECKING:
    from proctoring_config.cli.findings import LocatedProblem, UncheckedPart
    from proctoring_config.files.course_export import CourseExport, Settings

HELP = "check course exports (a directory, or a .tar.gz from Studio) before they are imported into an instance"

_RULES = "exam_review_rules"
#: The options of a provider on which the problems of a course depend.
_OPTIONS = (REQUIRES_ESCALATION_EMAIL.name, SHOW_REVIEW_RULES.name)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "exports", nargs="+", metavar="EXPORT", help="a directory with course.xml, or an archive of one"
    )
    parser.add_argument(
        "--settings", required=True, metavar="FILE", help="a settings file of the instance that imports the courses"
    )
    add_key(parser, with_require=False)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")


def run(args: argparse.Namespace) -> int:
    """Print the problems that the courses will have to stdout, and return the exit status."""
    from django.conf import settings

    from proctoring_config.cli import report
    from proctoring_config.files.course_export import read_export

    values, unchecked = _read_setting(args)
    settings.configure(USE_I18N=False)
    problems: list[LocatedProblem] = []
    errors: list[InputError] = []
    for name in args.exports:
        try:
            export = read_export(name)
        except InputError as error:
            print_error(error)
            errors.append(error)
            continue
        found: list[LocatedProblem] = []
        for value in values:
            settings.PROCTORING_BACKENDS = value
            found += _check_export(export)
        problems += dict.fromkeys(found)
    sys.stdout.write(report.PROBLEM_FORMATS[args.format](problems, errors, unchecked))
    if len(errors) < len(args.exports):
        count = "no problems" if report.is_clean(problems, unchecked) else pluralize(len(problems), "problem")
        checked = pluralize(len(args.exports) - len(errors), "course")
        not_checked = f"{report.describe_unchecked(unchecked)}plugins and settings of LTI providers were not checked"
        print_note(f"{count} in {checked}; {not_checked}")
    if errors:
        return ExitStatus.UNUSABLE_INPUT
    return ExitStatus.FINDINGS if problems else ExitStatus.NOTHING_TO_DO


def _read_setting(args: argparse.Namespace) -> tuple[list[object], list[UncheckedPart]]:
    """
    Return the values that the setting in the settings file can have, depending on conditions in the code.

    Also return its parts that depend on them, or that are known only at run time, if they matter to courses. Raises
    InputError unless the setting is known.
    """
    from proctoring_config.cli.findings import UncheckedPart
    from proctoring_config.files.read import load
    from proctoring_config.files.run_time import find_choices, find_known
    from proctoring_config.files.search import find_settings
    from proctoring_config.files.source import FileError
    from proctoring_config.files.values import find_unresolved, plain

    document = load(args.settings)
    found = find_settings(document, args.key)
    for unread in found.unread:
        raise unread.error
    if not found.settings:
        raise FileError(document.source.name, f"{SETTING} not found; name a settings file that contains it")
    if len(found.settings) > 1:
        raise FileError(document.source.name, "contains several settings; choose one with --key")
    setting = found.settings[0].setting
    known, unknown = find_known(setting)
    if unknown:
        raise unknown
    parts = [(part, True) for part in find_choices(setting.path, setting.entry)]
    parts += [(part, False) for one in known for part in find_unresolved(one.path, one.entry)]
    unchecked = [
        UncheckedPart.locate(path, entry, is_conditional=is_conditional)
        for (path, entry), is_conditional in parts
        if len(path) < len(setting.path) + 2 or path[-1] in _OPTIONS
    ]
    return [plain(one.entry) for one in known], list(dict.fromkeys(unchecked))


def _check_export(export: CourseExport) -> list[LocatedProblem]:
    """Return the problems that the course will have once it is imported and published."""
    from proctoring_config.backends import default_provider, show_review_rules
    from proctoring_config.cli.findings import LocatedProblem
    from proctoring_config.problems import course_kinds, quote_name
    from proctoring_config.validators.course import EMAIL, ENABLED, PROVIDER, CourseSettings, validate_course

    sent = export.settings
    if ENABLED not in sent or not sent[ENABLED].is_true:
        return []
    written = {name: str(sent[name].value or "") for name in (PROVIDER, EMAIL) if name in sent}
    if not written.get(PROVIDER) and _is_default_unknown():
        return []
    provider = written.get(PROVIDER) or default_provider()
    stored = CourseSettings(True, False, provider, written.get(EMAIL))
    problems = validate_course(
        stored, {}, start=None, now=datetime.now(UTC), by_platform_staff=True, lti_available=True
    )
    located = [
        LocatedProblem(
            problem, *sent[next(name for name in (problem.path[0], PROVIDER, ENABLED) if name in sent)].place
        )
        for problem in problems
    ]
    exams = [exam for exam in export.subsections if _has_review_rules(exam)]
    if exams and not show_review_rules(provider):
        count = pluralize(len(exams), "exam")
        problem = course_kinds.REVIEW_RULES_NOT_SHOWN.problem((_RULES,), exams=count, provider=quote_name(provider))
        located += [LocatedProblem(problem, *exams[0][_RULES].place)]
    return located


def _is_default_unknown() -> bool:
    """Return whether the default provider is known only at run time."""
    from django.conf import settings

    from proctoring_config.validators.skeleton import Unresolved

    backends = settings.PROCTORING_BACKENDS
    return isinstance(backends, Mapping) and isinstance(backends.get(DEFAULT), Unresolved)


def _has_review_rules(exam: Settings) -> bool:
    """Return whether the subsection is a proctored exam, but not a practice or onboarding exam, with review rules."""

    def is_true(name: str) -> bool:
        return name in exam and exam[name].is_true

    is_trial = is_true("is_practice_exam") or is_true("is_onboarding_exam")
    return is_true("is_proctored_enabled") and not is_trial and _RULES in exam and bool(exam[_RULES].value)
