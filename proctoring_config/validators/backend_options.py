"""Check the options of one provider. Their types are those of the declared schemas."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from proctoring_config.options import CAPABILITIES, OPTIONS, REVIEW_RULES_FLAG, VENDOR, Option
from proctoring_config.problems import Problem, describe, kinds
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText
from proctoring_config.validators.skeleton import Unresolved

_IS_TYPE: Mapping[str, Callable[[object], bool]] = {
    "array": lambda value: isinstance(value, list | tuple),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, Mapping),
    "string": lambda value: isinstance(value, str),
}
_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_TYPES = {
    "array": TranslatableText("a list"),
    "boolean": TranslatableText("true or false"),
    "null": TranslatableText("null"),
    "number": TranslatableText("a number"),
    "object": TranslatableText("a mapping"),
    "string": TranslatableText("a string"),
}


def validate_options(provider: str, options: Mapping[Any, object], path: tuple[Hashable, ...]) -> list[Problem]:
    """Return the problems of the ``options`` of ``provider``, which are found at ``path``. Never raises."""
    problems = list(_check_old_rules(options, path)) if provider == VENDOR else []
    mistyped = _find_mistyped(options)
    for name, value in options.items():
        where = (*path, name)
        if name in mistyped:
            problems.append(_describe_mistyped(OPTIONS[name], value, where))
        elif not isinstance(name, str) or name not in OPTIONS:
            meant = closest_match(name, OPTIONS) if isinstance(name, str) else None
            kind = kinds.MISSPELLED_OPTION if meant else kinds.UNKNOWN_OPTION
            problems.append(kind.problem(where, meant=meant))
    return problems


def _find_mistyped(options: Mapping[Any, object]) -> set[str]:
    known = {name: OPTIONS[name].schema for name in options if isinstance(name, str) and name in OPTIONS}
    return {name for name, schema in known.items() if not _fits(options[name], schema)}


def _fits(value: object, schema: Mapping[str, Any]) -> bool:
    """
    Return whether ``value`` has a type of ``schema``. Importing jsonschema would take longer than all other checks.

    A tuple counts as a list, as it does for the readers of the options.
    """
    if isinstance(value, Unresolved):
        return True
    types = schema["type"]
    if not any(_IS_TYPE[name](value) for name in ([types] if isinstance(types, str) else types)):
        return False
    items = schema.get("items")
    return not items or not isinstance(value, list | tuple) or all(_fits(item, items) for item in value)


def _describe_mistyped(option: Option, value: object, path: tuple[Hashable, ...]) -> Problem:
    if not option.is_boolean:
        expected = _join_types(option.schema["type"])
        if "items" in option.schema:
            expected = TranslatableText("a list of strings")
        return kinds.WRONG_TYPE.problem(path, expected=expected, found=describe(value), reader=option.read_by)
    word = _BOOLEANS.get(value.casefold()) if isinstance(value, str) else None
    found = describe(value)
    if word is not None:
        found = TranslatableText("{type}, {value}", type=found, value=repr(value))
    taken = str(bool(value) if isinstance(value, str | int | float | list | tuple | Mapping | None) else True).lower()
    default = str(bool(option.default)).lower()
    if option in CAPABILITIES:
        effect = TranslatableText(
            "edx-platform reads it as {taken}; proctoring-config uses the default, {default}",
            taken=taken,
            default=default,
        )
    else:
        effect = TranslatableText("It is read as {taken} by {reader}", taken=taken, reader=option.read_by)
    suggestion: str = _TYPES["boolean"]
    if isinstance(value, int) or word is not None:
        suggestion = taken if isinstance(value, int) else str(word).lower()
    return kinds.NOT_A_BOOLEAN.problem(path, found=found, effect=effect, name=option.name, suggestion=suggestion)


def _join_types(types: Any) -> str:
    first, *others = [types] if isinstance(types, str) else types
    joined = _TYPES[first]
    for name in others:
        joined = TranslatableText("{one} or {other}", one=joined, other=_TYPES[name])
    return joined


def _check_old_rules(options: Mapping[Any, object], path: tuple[Hashable, ...]) -> Iterator[Problem]:
    """Yield a problem if the vendor's entry lacks capabilities whose default differs from the old behavior."""
    missing = [
        option
        for option in CAPABILITIES
        if option.legacy and option.name not in options and option.legacy_value(VENDOR, None) is not option.default
    ]
    if missing:
        names = _join_all([option.name for option in missing])
        effect = _join_all([TranslatableText(option.legacy.loss) for option in missing if option.legacy])
        lines = _join_all([_describe_legacy_value(option) for option in missing])
        yield kinds.VENDOR_WITHOUT_OPTIONS.problem(path, names=names, effect=effect, lines=lines)


def _describe_legacy_value(option: Option) -> str:
    """Return the option with the value that keeps the old behavior, or with both values if the flag decides."""
    off, on = (str(option.legacy_value(VENDOR, flag)).lower() for flag in (False, True))
    if off == on:
        return f"{option.name}: {off}"
    return TranslatableText(
        "{option}: {off} ({on} if the flag {flag} was on for everyone)",
        option=option.name,
        off=off,
        on=on,
        flag=REVIEW_RULES_FLAG,
    )


def _join_all(texts: Sequence[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined = TranslatableText("{one} and {other}", one=joined, other=text)
    return joined
