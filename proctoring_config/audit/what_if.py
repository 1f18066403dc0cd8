"""Find what would change in courses if ``PROCTORING_BACKENDS`` had other providers or options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from proctoring_config.audit.compare import Key
from proctoring_config.audit.models import CourseProblem, PublishedCourse, PublishedExam, Scope
from proctoring_config.audit.report import audit_filters
from proctoring_config.audit.rules import Instance, provider_of
from proctoring_config.audit.run import Audit, RuleResult, course_problem
from proctoring_config.edx_platform.flag import FlagState
from proctoring_config.options import CAPABILITIES, DEFAULT, LTI_EXTERNAL, OPTIONS, ROOT, SHOW_REVIEW_RULES
from proctoring_config.problems import Problem, course_kinds, quote_name
from proctoring_config.problems.names import looks_like_name
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText

_VALUES = {"true": True, "false": False}
_FROM_VERAWOOD = TranslatableText(" (read by release Verawood and later)")


class CannotChangeError(Exception):
    """A change cannot be made; the message names the command's option and explains why."""


@dataclass(frozen=True)
class Changes:
    """
    Changes of the setting: providers to remove, providers to rename (old and new name), options, and the default.

    ``options`` are triples of a provider, a capability and its new value. Providers are removed first, then renamed, so
    ``options`` and ``default`` have new names.
    """

    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str, bool], ...] = ()
    default: str | None = None

    def __bool__(self) -> bool:
        return self != Changes()

    @classmethod
    def parse(cls, *, without: Iterable[str], rename: Iterable[str], change: Iterable[str]) -> Changes:
        """
        Return the changes that the command's options ``--without``, ``--rename`` and ``--set`` describe.

        Raises ``CannotChangeError``.
        """
        default, options = None, []
        values: dict[str, str] = {}
        for text in change:
            path, _, value = text.rpartition("=")
            if values.setdefault(path, value) != value:
                raise CannotChangeError(f"--set {text}: Another --set gives {path} a different value.")
            if path == DEFAULT:
                default = value
            else:
                options.append(_parse_option(text, path, value))
        return cls(tuple(without), tuple(map(_parse_rename, rename)), tuple(options), default)

    def apply(self, instance: Instance) -> Instance:
        """
        Return the facts about a process with the changed setting, and the same plugins and release.

        If the default provider is renamed, its new name is the default. Raises ``CannotChangeError`` if a provider is
        not configured, or if two would have the same name.
        """
        for name in self.removed:
            _require(name, instance.available, f"--without {name}")
        kept = instance.available - set(self.removed)
        for old, new in self.renamed:
            _require(old, kept, f"--rename {old}={new}")
        names = {name: name for name in kept} | dict(self.renamed)
        for old, new in self.renamed:
            if names[old] != new or list(names.values()).count(new) > 1:
                raise CannotChangeError(
                    f"--rename {old}={new}: Give each provider one name that no other provider has."
                )
        available = frozenset(names.values())
        default = names.get(instance.default or "", instance.default)
        if self.default is not None:
            _require(default := self.default, available, f"--set {DEFAULT}={self.default}")
        for provider, option, _ in self.options:
            _require(provider, available, f"--set {provider}.{option}")
        chosen = {(provider, option): value for provider, option, value in self.options}
        return replace(
            instance,
            default=default,
            available=available,
            answers={**_rename_answers(instance, names), **chosen},
            explicit=frozenset(
                {(names[name], option) for name, option in instance.explicit if name in names} | chosen.keys()
            ),
        )

    def as_json(self) -> dict[str, object]:
        """Return the changes as they appear in JSON."""
        changed: dict[str, object] = {f"{provider}.{option}": value for provider, option, value in self.options}
        if self.default is not None:
            changed[DEFAULT] = self.default
        return {"without": list(self.removed), "rename": dict(self.renamed), "set": changed}


class WhatIf(Audit):
    """
    An audit that yields and counts only the problems that ``changes`` of the setting would cause.

    Courses are read once and checked twice, with the setting as it is and with the changed one. ``same`` is the number
    of problems found with both, and ``gone`` are the keys of those found only with the setting as it is. Iterating
    raises ``CannotChangeError`` before anything is read.
    """

    baseline = "the current setting"

    def __init__(self, alias: str, scope: Scope, changes: Changes, *arguments: Any, **options: Any) -> None:
        self._changes = changes
        super().__init__(alias, scope, *arguments, **options)

    @property
    def filters(self) -> dict[str, object]:
        """What the audit covers, and the changes."""
        return {**audit_filters(self), "changes": self._changes.as_json()}

    @property
    def has_no_default(self) -> bool:
        """Whether the default provider is configured only before the changes."""
        now, changed = self._instances
        return now.default in now.available and changed.default not in changed.available

    def _reset(self) -> None:
        super()._reset()
        self.same = 0
        self.gone: list[Key] = []
        self._changed_options: dict[str, list[Problem]] = {}

    def _list_instances(self, instance: Instance) -> tuple[Instance, ...]:
        changed = self._changes.apply(instance)
        self._changed_options = {
            provider: list(_find_changed_options(provider, instance, changed))
            for provider in instance.available & changed.available
        }
        return instance, changed

    def _check_course(self, course: PublishedCourse, *flags: FlagState | None) -> list[CourseProblem]:
        found = super()._check_course(course, *flags)
        provider, changed = (provider_of(course, instance) for instance in self._instances)
        if provider == changed:
            for problem in self._changed_options.get(provider or "", ()):
                exams = course.exams if problem.path[-1] == SHOW_REVIEW_RULES.name else ()
                found.append(self._report(course, problem, exams))
        else:
            exams = [exam for exam in course.exams if not exam.backend]
            problem = course_kinds.COURSE_PROVIDER_CHANGES.problem(
                (*ROOT, DEFAULT), before=quote_name(provider), after=quote_name(changed)
            )
            found.append(self._report(course, problem, exams))
        return found

    def _select(self, course: PublishedCourse | None, found: Sequence[Sequence[RuleResult]]) -> list[CourseProblem]:
        now, changed = found
        left, new = Counter((problem, _keys(exams)) for problem, exams in now), []
        for problem, exams in changed:
            if left[problem, _keys(exams)]:
                left[problem, _keys(exams)] -= 1
                self.same += self._is_shown(problem)
            else:
                new.append(self._report(course, problem, exams))
        self.gone += [
            Key(course.key if course else "", problem.id, exams)
            for problem, exams in left.elements()
            if self._is_shown(problem)
        ]
        return new

    def _report(
        self, course: PublishedCourse | None, problem: Problem, exams: Sequence[PublishedExam]
    ) -> CourseProblem:
        return replace(course_problem(course, self._instances[1], problem, exams), is_hypothetical=True)


def _keys(exams: Sequence[PublishedExam]) -> tuple[str, ...]:
    return tuple(exam.key for exam in exams)


def _find_changed_options(provider: str, instance: Instance, changed: Instance) -> Iterator[Problem]:
    for option in CAPABILITIES:
        before, after = instance.answer(option, provider), changed.answer(option, provider)
        if before is not after:
            yield course_kinds.COURSE_OPTION_CHANGES.problem(
                (*ROOT, provider, option.name),
                option=option.name,
                provider=quote_name(provider),
                before=str(before).lower(),
                after=str(after).lower(),
                release=_FROM_VERAWOOD if option.legacy and not instance.upgraded else "",
                summary=TranslatableText(option.summary),
            )


def _rename_answers(instance: Instance, names: dict[str, str]) -> dict[tuple[str, str], bool]:
    """Return the answers by new name; those of a plugin stay with the name of the plugin."""
    answers = {}
    for old, new in names.items():
        for option in CAPABILITIES:
            is_set = not option.has_default_of_plugin or (old, option.name) in instance.explicit
            answers[new, option.name] = instance.answer(option, old if is_set else new)
    return answers


def _parse_rename(text: str) -> tuple[str, str]:
    old, _, new = text.rpartition("=")
    if not old or not looks_like_name(new) or new in (DEFAULT, LTI_EXTERNAL):
        raise CannotChangeError(f"--rename {text}: Write OLD=NEW, with two names of providers.")
    return old, new


def _parse_option(text: str, path: str, value: str) -> tuple[str, str, bool]:
    provider, _, name = path.rpartition(".")
    if not (provider and name):
        raise CannotChangeError(f"--set {text}: Write PROVIDER.OPTION=VALUE or {DEFAULT}=PROVIDER.")
    capabilities = sorted(option.name for option in CAPABILITIES)
    if name not in capabilities:
        meant = None if name in OPTIONS else closest_match(name, capabilities)
        advice = f"Did you mean {meant}?" if meant else f"Choose one of {', '.join(capabilities)}."
        raise CannotChangeError(f"--set {text}: Courses do not depend on this option. {advice}")
    if value not in _VALUES:
        raise CannotChangeError(f"--set {text}: Write {path}=true or {path}=false.")
    return provider, name, _VALUES[value]


def _require(name: str, available: Collection[str], argument: str) -> None:
    """Raise ``CannotChangeError`` if the provider is not ``available``."""
    if name in available:
        return
    names = sorted(filter(looks_like_name, available))
    meant = closest_match(name, names)
    if meant:
        advice = f"Did you mean {quote_name(meant)}?"
    elif names:
        advice = f"Choose one of {', '.join(map(quote_name, names))}."
    else:
        advice = "Its names are not shown." if available else "It has no providers."
    raise CannotChangeError(f"{argument}: PROCTORING_BACKENDS has no provider with this name. {advice}")
