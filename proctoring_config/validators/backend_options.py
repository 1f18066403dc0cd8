"""The options of one provider -> problems; types as the JSON Schema has them, in an operator's words."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any

from proctoring_config import kinds
from proctoring_config.near import nearest
from proctoring_config.options import CAPABILITIES, OPTIONS, REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES, Option
from proctoring_config.problems import Problem, described
from proctoring_config.schemas import options_schema
from proctoring_config.validators.skeleton import Elsewhere, skeleton

#: The one provider that edx-platform used to treat differently by its name (DEPR openedx-platform#36329).
VENDOR = "proctortrack"

_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "a string",
}
_LOST_RULES = {
    REQUIRES_ESCALATION_EMAIL.name: (
        "Studio does not demand an escalation e-mail",
        "requires_escalation_email: true",
    ),
    SHOW_REVIEW_RULES.name: (
        "the Review Rules field shows",
        "show_review_rules: false (true if the flag studio.show_review_rules was on for everyone)",
    ),
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
        return kinds.WRONG_TYPE.at(path, expected=expected, found=described(value), reader=option.reader)
    word = _WORDS.get(value.casefold()) if isinstance(value, str) else None
    found = f"{described(value)}, {value!r}" if word is not None else described(value)
    taken = str(bool(value) if isinstance(value, str | int | float | list | tuple | Mapping | None) else True).lower()
    default = str(bool(option.default)).lower()
    if option in CAPABILITIES:
        effect = f"upstream's own code takes it as {taken}, proctoring_config as the default, {default}"
    else:
        effect = f"taken as {taken} by {option.reader}"
    suggestion = taken if isinstance(value, int) else default if word is None else str(word).lower()
    return kinds.NOT_A_BOOLEAN.at(path, found=found, effect=effect, name=option.name, suggestion=suggestion)


def _expected(types: Any) -> str:
    names = [types] if isinstance(types, str) else types
    return " or ".join(_TYPES[name] for name in names)


def _vendor(options: Mapping[Any, object], path: tuple[Hashable, ...]) -> Iterator[Problem]:
    missing = [name for name in _LOST_RULES if name not in options]
    if missing:
        effects, lines = zip(*(_LOST_RULES[name] for name in missing), strict=True)
        names = " and ".join(missing)
        yield kinds.VENDOR_WITHOUT_OPTIONS.at(path, names=names, effect=", ".join(effects), lines=" and ".join(lines))
