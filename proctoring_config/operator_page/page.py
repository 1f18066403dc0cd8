"""
What the operator page says, as words: the setting, the installed plugins and the problems, laid side by side.

No value of an option gets further than this module; the template sees names, yes and no, and the words below.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.debug import sensitive_variables

from proctoring_config import backends, diagnosis
from proctoring_config.options import CAPABILITIES, DEFAULT, OPTIONS, Option
from proctoring_config.plugins import Plugin, installed_plugins
from proctoring_config.problems import Problem, Severity, quote_name
from proctoring_config.validators.backends import ROOT

_BY_DEFAULT = pgettext_lazy("option of a provider", "by default")
_NOT_AS_SET = pgettext_lazy("option of a provider", "by default: what is set does not count")
_SET = pgettext_lazy("option of a provider", "set")
_SECRET = pgettext_lazy("option of a provider", "secret, set")
_UNKNOWN = pgettext_lazy("option of a provider", "unknown, taken as secret, set")


@dataclass(frozen=True)
class Capability:
    """What Studio is told when it asks for ``option``, and ``source``: why."""

    option: Option
    answer: bool
    source: Promise


class Findings(list[Problem]):
    """Problems, errors first, that can say how many of them are errors and how many are warnings."""

    @property
    def errors(self) -> int:
        """How many are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self) - self.errors


@dataclass(frozen=True)
class Provider:
    """One row: a provider of the setting. ``others`` are its other options: what is said of them, and their names."""

    name: str
    is_default: bool
    capabilities: list[Capability]
    others: list[tuple[Promise, list[str]]]
    plugin: Plugin | None
    problems: Findings


@dataclass(frozen=True)
class Page:
    """
    The whole page.

    ``default`` is the name of the default provider, if the setting names one; ``elsewhere`` are the problems that
    belong to no row; ``silenced`` counts those that ``SILENCED_SYSTEM_CHECKS`` keeps from being shown.
    """

    providers: list[Provider]
    default: str | None
    problems: Findings
    elsewhere: Findings
    silenced: int
    capabilities: tuple[Option, ...] = CAPABILITIES


@sensitive_variables()
def read_page() -> Page:
    """Return what is to be said of settings, plugins and database as they are now, whatever the setting holds."""
    found = diagnosis.instance_problems()
    problems = Findings(sorted(diagnosis.unsilenced(found), key=lambda found: found.severity is not Severity.ERROR))
    configured = {name: options for name, options in _mapping(_setting()).items() if name != DEFAULT}
    rows = {name: Findings() for name in configured}
    elsewhere = Findings()
    for problem in problems:
        belongs = problem.path[:1] == ROOT and len(problem.path) > 1
        (rows.get(problem.path[1], elsewhere) if belongs else elsewhere).append(problem)
    default, plugins = backends.default_provider(), installed_plugins()
    return Page(
        providers=[
            Provider(
                name=legible(name),
                is_default=name == default,
                capabilities=[_capability(option, name, _mapping(options)) for option in CAPABILITIES],
                others=_others(_mapping(options)),
                plugin=plugins.get(name) if isinstance(name, str) else None,
                problems=rows[name],
            )
            for name, options in configured.items()
        ],
        default=default and legible(default),
        problems=problems,
        elsewhere=elsewhere,
        silenced=len(found) - len(problems),
    )


def legible(name: object) -> str:
    """Return a provider's or an option's name as it is or, where that is no short and printable string, as quoted."""
    return str(name) if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 60 else quote_name(name)


def _setting() -> object:
    return getattr(settings, str(ROOT[0]), None)


def _mapping(value: object) -> dict[Hashable, object]:
    try:
        return dict(value) if isinstance(value, Mapping) else {}
    except Exception:  # a Mapping of any make, of which the problems say what is wrong
        return {}


def _capability(option: Option, provider: Hashable, options: Mapping[Hashable, object]) -> Capability:
    answer, source = getattr(backends, option.name)(provider), _BY_DEFAULT
    if option.name in options:
        source = _SET if options[option.name] is answer else _NOT_AS_SET
    return Capability(option, answer, source)


def _others(options: Mapping[Hashable, object]) -> list[tuple[Promise, list[str]]]:
    others: dict[Promise, list[str]] = {_SET: [], _SECRET: [], _UNKNOWN: []}
    for name in options:
        option = OPTIONS.get(name) if isinstance(name, str) else None
        if option not in CAPABILITIES:
            words = _UNKNOWN if option is None else _SECRET if option.secret else _SET
            others[words].append(legible(name))
    return [(words, names) for words, names in others.items() if names]
