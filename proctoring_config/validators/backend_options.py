"""Check the options of one provider. Their types come from the JSON Schema."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, NamedTuple

from proctoring_config.options import CAPABILITIES, DEFAULT, NULL, OPTIONS, OWN_PLUGINS, VENDOR, Option
from proctoring_config.problems import Problem, describe, kinds, quote_name
from proctoring_config.problems.names import find_lookalikes, looks_like_name, straighten
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText
from proctoring_config.validators.option_values import (
    BooleanWord,
    describe_boolean,
    find_keys_in_value,
    find_lookalikes_in_value,
    find_trailing_commas,
    suggest_boolean,
    suggest_value,
)
from proctoring_config.validators.skeleton import Unresolved, has_known_key
from proctoring_config.validators.structure import (
    describe_level,
    find_option_in_pair,
    is_level,
    join_choices,
    suggest_separator,
)
from proctoring_config.validators.vendor_options import check_old_rules

_LARGEST = 10**9
_PASSED_TO_REQUESTS = "timeout"
_LONGEST = 9_223_372_036  # seconds; larger timeouts, also infinite ones, do not fit into those of the system
_WELL_KNOWN = (NULL, VENDOR, "mock")  # plugins that require no options
_REMOVE = TranslatableText("Remove it, or silence this warning if your own code reads it")
_TYPES = {
    "array": TranslatableText("a list"),
    "boolean": TranslatableText("true or false"),
    "null": TranslatableText("null"),
    "number": TranslatableText("a number"),
    "object": TranslatableText("a mapping"),
    "string": TranslatableText("a string"),
}


class Installation(NamedTuple):
    """
    What is known about the running platform. Nothing is known about it in settings files.

    ``edx_proctoring`` is the installed version. ``has_vendor_rules`` is whether the running release has special rules
    for the provider ``proctortrack``, as releases before Verawood have; ``None`` if that is unknown.
    """

    edx_proctoring: str | None = None
    has_vendor_rules: bool | None = None


UNKNOWN_INSTALLATION = Installation()


def validate_options(
    provider: str,
    options: Mapping[Any, object],
    path: tuple[Hashable, ...],
    installation: Installation = UNKNOWN_INSTALLATION,
) -> list[Problem]:
    """Return the problems of the ``options`` of ``provider``, which are found at ``path``. Never raises."""
    problems: list[Problem] = []
    if provider == VENDOR:
        unknown = [name for name in options if isinstance(name, str) and name not in OPTIONS]
        misspelled = {_find_meant(name) or find_option_in_pair(name) for name in unknown}
        problems += check_old_rules(options, path, misspelled, installation.has_vendor_rules)
    mistyped, commas = _find_mistyped(options), find_trailing_commas(options)
    for name, value in options.items():
        where = (*path, name)
        if not isinstance(name, str) or name not in OPTIONS:
            problems.append(_describe_unknown(provider, name, options, where))
        elif isinstance(value, str) and (keys := find_keys_in_value(value, where)):
            problems.append(keys)
        elif name in mistyped and not (name == _PASSED_TO_REQUESTS and _is_pair(value)):
            problems.append(_describe_mistyped(OPTIONS[name], value, where))
        elif name in commas:
            problems.append(kinds.TRAILING_COMMA.problem(where, character=commas[name]))
        elif isinstance(value, str) and (characters := find_lookalikes_in_value(value)):
            problems.append(_describe_value_with(characters, where))
        if isinstance(name, str) and name in OPTIONS and not OPTIONS[name].is_read_by(installation.edx_proctoring):
            words = {"since": OPTIONS[name].since, "installed": installation.edx_proctoring}
            problems.append(kinds.OPTION_TOO_NEW.problem(where, **words))
    return problems


def _describe_unknown(
    provider: str, name: object, options: Mapping[Any, object], path: tuple[Hashable, ...]
) -> Problem:
    if not isinstance(name, str):
        return kinds.UNKNOWN_OPTION.problem(path, hint=_REMOVE)
    straight, meant = straighten(name), _find_meant(name)
    characters = find_lookalikes(name)
    if characters and (meant or looks_like_name(straight)):
        effect = TranslatableText("It is ignored")
        hint = _suggest_rename(meant or straight, options)
        what = TranslatableText("name")
        return kinds.LOOKALIKES.problem(path, what=what, characters=characters, effect=effect, hint=hint)
    if not looks_like_name(name):
        hint = suggest_separator(name) or TranslatableText("Write the name of an option, a colon and a space")
        what, effect = TranslatableText("an option"), TranslatableText("It is ignored")
        return kinds.NOT_A_NAME.problem(path, what=what, effect=effect, hint=hint)
    if meant:
        return kinds.MISSPELLED_OPTION.problem(path, meant=meant, hint=_suggest_rename(meant, options))
    if is_level(name, options[name]):
        return kinds.EXTRA_LEVEL.problem(path, **describe_level(name, options[name], provider))  # type: ignore[arg-type]
    return kinds.UNKNOWN_OPTION.problem(path, hint=_suggest_place(provider, name, options[name]))


def _suggest_place(provider: str, name: str, value: object) -> TranslatableText:
    """Return the hint for an unknown option, which may be another provider that is indented too far."""
    owner = quote_name(provider)
    is_mapping = isinstance(value, Mapping)
    has_options = isinstance(value, Mapping) and any(option in OPTIONS for option in value)
    if name == DEFAULT or has_options or (is_mapping and name in _WELL_KNOWN):
        return TranslatableText("Move it out of {provider}, to the level of the providers", provider=owner)
    if is_mapping and not value and not OWN_PLUGINS.get(name):  # which would not start without their options
        return TranslatableText(
            "Move it out of {provider}, to the level of the providers, if it is a provider; otherwise remove it",
            provider=owner,
        )
    return _REMOVE


def _find_meant(name: object) -> str | None:
    """Return the option that ``name`` probably misspells, or ``None``."""
    straight = straighten(name) if isinstance(name, str) else ""
    return straight if straight in OPTIONS else closest_match(straight, OPTIONS)


def _suggest_rename(meant: str, options: Mapping[Any, object]) -> TranslatableText:
    if has_known_key(options, meant):
        return TranslatableText("Keep either this option or {meant}, and name it {meant}", meant=meant)
    return TranslatableText("Rename it to {meant}", meant=meant)


def _describe_value_with(characters: TranslatableText, path: tuple[Hashable, ...]) -> Problem:
    hint = TranslatableText("Write the value without them, in straight quotes if necessary")
    what, effect = TranslatableText("value"), TranslatableText("It is passed on with them")
    return kinds.LOOKALIKES.problem(path, what=what, characters=characters, effect=effect, hint=hint)


def _find_mistyped(options: Mapping[Any, object]) -> set[str]:
    known = {name: value for name, value in options.items() if isinstance(name, str) and name in OPTIONS}
    unusable = {name for name, value in known.items() if _is_number(OPTIONS[name]) and _is_unusable(value)}
    usable = {name: value for name, value in known.items() if name not in unusable}
    suspects = {name: _bound(value) for name, value in usable.items() if not _fits(OPTIONS[name], value)}
    if not suspects:
        return unusable
    from proctoring_config.schemas import options_schema

    errors = _validator_class()(options_schema()).iter_errors(suspects)
    return unusable | {str(error.absolute_path[0]) for error in errors}


def _is_number(option: Option) -> bool:
    return "number" in option.schema["type"]  # type: ignore[operator]


def _is_pair(value: object) -> bool:
    """Return whether a value is a tuple, as requests accepts it for timeouts, without unusable numbers."""
    return isinstance(value, tuple) and not any(map(_is_unusable, value))


def _is_unusable(value: object) -> bool:
    """Return whether a value is a number that is infinite, too large, complex, or not a number (NaN)."""
    return isinstance(value, complex) or (isinstance(value, int | float) and not -_LONGEST <= value <= _LONGEST)


def _describe_number(value: int | float) -> TranslatableText:
    if value != value:
        return TranslatableText("NaN")
    return TranslatableText("infinite or too large") if value > 0 else TranslatableText("zero or less")


def _bound(value: object) -> object:
    """Return ``value`` without numbers that are too large for messages, into which jsonschema puts them."""
    if isinstance(value, list | tuple):
        return [_bound(item) for item in value]
    return max(-_LARGEST, min(value, _LARGEST)) if isinstance(value, int) else value


def _fits(option: Option, value: object) -> bool:
    """Return whether ``option`` accepts ``value``. Values that are filled in later count as accepted."""
    if isinstance(value, list | tuple):
        value = [item for item in value if not isinstance(item, Unresolved)]
    return isinstance(value, Unresolved) or option.accepts(value)


@cache
def _validator_class() -> Any:
    from jsonschema import Draft7Validator
    from jsonschema.validators import extend

    types = Draft7Validator.TYPE_CHECKER.redefine("array", lambda checker, value: isinstance(value, list | tuple))
    return extend(Draft7Validator, type_checker=types)  # type: ignore[no-untyped-call]


def _describe_mistyped(option: Option, value: object, path: tuple[Hashable, ...]) -> Problem:
    if not option.is_boolean:
        expected = _join_types(option.schema["type"])
        if "items" in option.schema:
            expected = TranslatableText("a list of strings")
        found = describe(value)
        if "exclusiveMinimum" in option.schema:
            expected = TranslatableText("a positive number")
        if _is_number(option) and isinstance(value, int | float) and not isinstance(value, bool):
            found = _describe_number(value)
        effect = TranslatableText("It is passed unchanged to {reader}", reader=option.read_by)
        if option.name == _PASSED_TO_REQUESTS and value is not None:
            error = "OverflowError" if isinstance(value, int | float) and value > _LONGEST else "ValueError"
            effect = TranslatableText(
                "{effect}, and all requests to the provider fail ({error})", effect=effect, error=error
            )
        hint = suggest_value(option, value)
        return kinds.WRONG_TYPE.problem(path, expected=expected, found=found, effect=effect, hint=hint)
    word = BooleanWord(value)
    taken = str(bool(value) if isinstance(value, str | int | float | list | tuple | Mapping | None) else True).lower()
    default = str(bool(option.default)).lower()
    if option in CAPABILITIES and option.has_default_of_plugin:
        effect = TranslatableText(
            "edx-proctoring reads it as {taken}; proctoring-config uses the value of the plugin", taken=taken
        )
    elif option in CAPABILITIES:
        effect = TranslatableText(
            "edx-platform reads it as {taken}; proctoring-config uses the default, {default}",
            taken=taken,
            default=default,
        )
    else:
        effect = TranslatableText("It is read as {taken} by {reader}", taken=taken, reader=option.read_by)
    hint = suggest_boolean(option.name, word)
    return kinds.NOT_A_BOOLEAN.problem(path, found=describe_boolean(value, word), effect=effect, hint=hint)


def _join_types(types: Any) -> str:
    return join_choices([_TYPES[name] for name in ([types] if isinstance(types, str) else types)])
