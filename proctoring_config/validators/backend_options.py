"""The options of one provider -> problems; types as the JSON Schema has them, in an operator's words."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any

from proctoring_config import kinds
from proctoring_config.near import nearest
from proctoring_config.options import CAPABILITIES, OPTIONS, REVIEW_RULES_FLAG, VENDOR, Option
from proctoring_config.problems import Problem, described
from proctoring_config.schemas import options_schema
from proctoring_config.validators.skeleton import Elsewhere, skeleton

_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "a string",
}


def validate_options(provider: str, options: Mapping[Any, object], path: tuple[Hashable, ...]) -> list[Problem]:
    """Return what is wrong with ``options`` of ``provider``, which stand at ``path``. Never raises."""
    problems = list(_vendor(options, path)) if provider == VENDOR else []
    misfits = _misfits(options)
    for name, value in options.items():
        where = (*path, name)
        if name in misfits:
            problems.append(_misfit(OPTIONS[name], value, where))
        elif not isinstance(name, str) or name not in OPTIONS:
            meant = nearest(name, OPTIONS) if isinstance(name, str) else None
            kind = kinds.MISSPELT_OPTION if meant else kinds.UNKNOWN_OPTION
            problems.append(kind.at(where, meant=meant))
    return problems


def _misfits(options: Mapping[Any, object]) -> set[str]:
    known = {
        name: skeleton(value)
        for name, value in options.items()
        if isinstance(name, str) and name in OPTIONS and not isinstance(value, Elsewhere)
    }
    return {str(error.absolute_path[0]) for error in _validator().iter_errors(known)}


@cache
def _validator() -> Any:
    from jsonschema import Draft7Validator  # takes a while to import, and Studio imports this package very early

    return Draft7Validator(options_schema())


def _misfit(option: Option, value: object, path: tuple[Hashable, ...]) -> Problem:
    if not option.is_boolean:
        expected = _TYPES["array"] + " of strings" if "items" in option.schema else _expected(option.schema["type"])
        return kinds.WRONG_TYPE.at(path, expected=expected, found=described(value), reader=option.read_by)
    word = _WORDS.get(value.casefold()) if isinstance(value, str) else None
    found = f"{described(value)}, {value!r}" if word is not None else described(value)
    taken = str(bool(value) if isinstance(value, str | int | float | list | tuple | Mapping | None) else True).lower()
    default = str(bool(option.default)).lower()
    if option in CAPABILITIES:
        effect = f"upstream's own code takes it as {taken}, proctoring_config as the default, {default}"
    else:
        effect = f"taken as {taken} by {option.read_by}"
    suggestion = taken if isinstance(value, int) else default if word is None else str(word).lower()
    return kinds.NOT_A_BOOLEAN.at(path, found=found, effect=effect, name=option.name, suggestion=suggestion)


def _expected(types: Any) -> str:
    names = [types] if isinstance(types, str) else types
    return " or ".join(_TYPES[name] for name in names)


def _vendor(options: Mapping[Any, object], path: tuple[Hashable, ...]) -> Iterator[Problem]:
    """Yield a problem if the vendor's entry lacks capabilities whose default is not what older releases do."""
    missing = [
        option
        for option in CAPABILITIES
        if option.legacy and option.name not in options and option.legacy_value(VENDOR, None) is not option.default
    ]
    if missing:
        names = " and ".join(option.name for option in missing)
        effect = ", ".join(option.legacy.loss for option in missing if option.legacy)
        lines = " and ".join(f"{option.name}: {_legacy_words(option)}" for option in missing)
        yield kinds.VENDOR_WITHOUT_OPTIONS.at(path, names=names, effect=effect, lines=lines)


def _legacy_words(option: Option) -> str:
    """Return the value that keeps what older releases do for the vendor, or both values if the flag decides."""
    off, on = (str(option.legacy_value(VENDOR, flag)).lower() for flag in (False, True))
    return off if off == on else f"{off} ({on} if the flag {REVIEW_RULES_FLAG} was on for everyone)"
