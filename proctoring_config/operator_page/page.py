"""
The content of the operator page: the setting, the installed plugins and the problems, side by side.

Values of options never leave this module. The template gets names, answers and the labels below.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.debug import sensitive_variables

from proctoring_config import backends, diagnosis
from proctoring_config.doctor import Link, diagnose, is_course_key
from proctoring_config.edx_platform.plugins import Plugin, installed_plugins
from proctoring_config.options import CAPABILITIES, DEFAULT, OPTIONS, ROOT, SETTING, Option
from proctoring_config.problems import Problem, Severity, quote_name
from proctoring_config.problems.names import looks_like_name
from proctoring_config.validators.skeleton import read_setting

_BY_DEFAULT = pgettext_lazy("option of a provider", "by default")
_BY_PLUGIN = pgettext_lazy("option of a provider", "by the plugin")
_NOT_AS_SET = pgettext_lazy("option of a provider", "by default; the configured value is ignored")
_BY_PLUGIN_NOT_AS_SET = pgettext_lazy("option of a provider", "by the plugin; the configured value is ignored")
_SET = pgettext_lazy("option of a provider", "set")
_SECRET = pgettext_lazy("option of a provider", "set, secret")
_UNKNOWN = pgettext_lazy("option of a provider", "unknown, hidden like a secret")


@dataclass(frozen=True)
class Capability:
    """The ``answer`` that Studio gets for ``option``, and its ``source``: set, by default, or by the plugin."""

    option: Option
    answer: bool
    source: Promise


class Problems(list[Problem]):
    """Problems, errors first, with the number of errors and of warnings."""

    @property
    def errors(self) -> int:
        """The number of errors."""
        return sum(problem.severity is Severity.ERROR for problem in self)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return len(self) - self.errors


@dataclass(frozen=True)
class Provider:
    """A row of the table: a configured provider. ``others`` are its other options, as pairs of a label and names."""

    name: str
    is_default: bool
    capabilities: list[Capability]
    others: list[tuple[Promise, list[str]]]
    plugin: Plugin | None
    problems: Problems


@dataclass(frozen=True)
class Doctor:
    """
    The answer to why Studio offers no proctoring.

    ``links`` are those of the instance and, if a key was ``entered``, of the course. ``is_malformed`` tells that the
    entered key is not a course key.
    """

    links: list[Link]
    first_false: Link | None
    entered: str
    is_malformed: bool


@dataclass(frozen=True)
class Page:
    """
    The whole page.

    ``default`` is the name of the default provider, if there is one. ``elsewhere`` are the problems that do not belong
    to a provider. ``silenced`` is the number of problems hidden by ``SILENCED_SYSTEM_CHECKS``. ``doctor`` lists what
    must be true for Studio to offer proctoring.
    """

    providers: list[Provider]
    default: str | None
    problems: Problems
    elsewhere: Problems
    silenced: int
    capabilities: tuple[Option, ...]
    doctor: Doctor


@sensitive_variables()
def read_page(entered: str = "") -> Page:
    """
    Return the page for the current settings, plugins and database, whatever the setting contains.

    ``entered`` is the key of a course about which the page answers why Studio offers no proctoring.
    """
    found = diagnosis.instance_problems()
    problems = Problems(
        problem.localize(gettext)
        for problem in sorted(diagnosis.unsilenced(found), key=lambda problem: problem.severity is not Severity.ERROR)
    )
    setting = _mapping(read_setting(SETTING))
    configured = {name: options for name, options in setting.items() if name != DEFAULT}
    rows = {name: Problems() for name in configured}
    elsewhere = Problems()
    for problem in problems:
        belongs = problem.path[:1] == ROOT and len(problem.path) > 1
        (rows.get(problem.path[1], elsewhere) if belongs else elsewhere).append(problem)
    default, plugins = backends.default_provider(), installed_plugins()
    return Page(
        providers=[
            Provider(
                name=printable(name),
                is_default=name == default,
                capabilities=[_capability(option, name, _mapping(options)) for option in CAPABILITIES],
                others=_others(_mapping(options)),
                plugin=plugins.get(name) if isinstance(name, str) else None,
                problems=rows[name],
            )
            for name, options in configured.items()
        ],
        default=default and printable(default),
        problems=problems,
        elsewhere=elsewhere,
        silenced=len(found) - len(problems),
        capabilities=CAPABILITIES,
        doctor=_ask_doctor(entered),
    )


def _ask_doctor(entered: str) -> Doctor:
    is_malformed = bool(entered) and not is_course_key(entered)
    diagnosis = diagnose(entered if entered and not is_malformed else None)
    links = [link.localize(gettext) for link in diagnosis.links]
    first = diagnosis.first_false
    return Doctor(links, first and first.localize(gettext), entered, is_malformed)


def printable(name: object) -> str:
    """Return the name of a provider or option as it is if it looks like a name, else as messages quote it."""
    return str(name) if looks_like_name(name) else quote_name(name)


def _mapping(value: object) -> dict[Hashable, object]:
    return value if isinstance(value, dict) else {}


def _capability(option: Option, provider: Hashable, options: Mapping[Hashable, object]) -> Capability:
    answer = getattr(backends, option.name)(provider)
    by_plugin = answer and option.has_default_of_plugin
    if option.name not in options:
        source = _BY_PLUGIN if by_plugin else _BY_DEFAULT
    elif options[option.name] is answer:
        source = _SET
    else:
        source = _BY_PLUGIN_NOT_AS_SET if by_plugin else _NOT_AS_SET
    return Capability(option, answer, source)


def _others(options: Mapping[Hashable, object]) -> list[tuple[Promise, list[str]]]:
    others: dict[Promise, list[str]] = {_SET: [], _SECRET: [], _UNKNOWN: []}
    for name in options:
        option = OPTIONS.get(name) if isinstance(name, str) else None
        if option not in CAPABILITIES:
            label = _UNKNOWN if option is None else _SECRET if option.secret else _SET
            others[label].append(printable(name))
    return [(label, names) for label, names in others.items() if names]
