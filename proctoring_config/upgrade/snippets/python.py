"""Lines for the end of a Django settings module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from proctoring_config.upgrade.changes import FillBody, QuoteName, RenameOption, SetOption
from proctoring_config.upgrade.outcome import outcome
from proctoring_config.upgrade.plan import Plan

INTRODUCTION = (
    "PROCTORING_BACKENDS: the same behaviour as before, in releases in which no provider is special by its name."
)
_SETTING = "PROCTORING_BACKENDS"
_Change = SetOption | RenameOption | FillBody


def as_python(plan: Plan, value: object, path: tuple[str, ...]) -> str:
    """
    Return statements that carry out ``plan`` where ``PROCTORING_BACKENDS`` has its final value.

    They leave providers alone that are not there, and booleans that are; they change no dict that other settings
    share, and may run twice. As text they hold neither ``'`` nor what Jinja takes for a placeholder.
    """
    lines = [f"# {INTRODUCTION}", *_statements(plan, value if isinstance(value, Mapping) else {})]
    return "".join(line + "\n" for line in lines)


def _statements(plan: Plan, value: Mapping[Any, Any]) -> Iterator[str]:
    if QuoteName() in plan.changes:
        yield f"if None in {_SETTING}:"
        yield f'    {_SETTING}["null"] = {_SETTING}.pop(None)'
    named = outcome(value, [change for change in plan.changes if isinstance(change, QuoteName)])
    by_provider: dict[str, list[_Change]] = {}
    for change in plan.changes:
        if not isinstance(change, QuoteName):
            by_provider.setdefault(change.provider, []).append(change)
    for provider, changes in by_provider.items():
        yield from _provider(provider, changes, named.get(provider) or {})
    for note in plan.undecided:
        yield f"# undecided: {_comment(str(note))}"


def _provider(provider: str, changes: list[_Change], present: Mapping[Any, Any]) -> Iterator[str]:
    name = _literal(provider)
    options = f"{_SETTING}[{name}]"
    yield f"if {name} in {_SETTING}:"
    yield f"    {options} = dict({options} or {{}})"
    names = set(present)
    for change in changes:
        if isinstance(change, RenameOption):
            old, new = _literal(change.old), _literal(change.new)
            yield f"    if {old} in {options}:"
            yield f"        {options}[{new}] = {options}.pop({old})"
            names.add(change.new)
        elif isinstance(change, SetOption) and change.option in names:
            yield f"    {options}[{_literal(change.option)}] = {change.value}"
        elif isinstance(change, SetOption):
            yield f"    {options}.setdefault({_literal(change.option)}, {change.value})"


def _literal(name: str) -> str:
    """Return ``name`` as a string literal of ASCII letters, in which no quote and no brace stands."""
    escaped = name.encode("unicode_escape").decode()
    return '"' + escaped.replace('"', r"\x22").replace("'", r"\x27").replace("{", r"\x7b") + '"'


def _comment(text: str) -> str:
    return text.replace("'", '"').replace("{", "(")
