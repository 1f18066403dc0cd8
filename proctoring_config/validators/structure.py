"""Recognize options outside a provider, and find the edit that turns a value into the mapping that was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from proctoring_config.options import DEFAULT, EXTRA_LEVELS, LTI_EXTERNAL, OPTIONS, OWN_PLUGINS
from proctoring_config.problems import quote_name
from proctoring_config.problems.names import looks_like_name, straighten
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText

_PAIR = re.compile(r"""\s*(?:---[^\S\n]*\n\s*)?(?:\#[^\n]*\n\s*)*["']?(<<|[\w.-]{1,60})["']?[ ]?(:\s|:\Z|[:=\uff1a])""")
_NAME_AND_VALUE = re.compile(r"\s*([\w.-]{1,60})\s+\S")
_EXAMINED = 1000

_LIST_OF_MAPPINGS = TranslatableText(
    'Make the list one mapping: write spaces instead of each "- ", or one pair of braces instead of the brackets'
)
_TEXT = TranslatableText(
    'Remove the quotes around the text, or the "|" or ">" in front of it, so that it is read as a mapping'
)
_SPACE_AFTER_COLON = TranslatableText("Write a space after each colon")
_ORDINARY_SPACE = TranslatableText("Write an ordinary space after each colon")
_SIGN = TranslatableText('Write a colon and a space instead of each "="')
_WIDE_COLON = TranslatableText("Write a colon and a space instead of each full-width colon")


def is_provider(name: object, options: object) -> bool:
    """Return whether ``name``, a key of the setting with the value ``options``, can be the name of a plugin."""
    return (
        isinstance(name, str)
        and name not in (DEFAULT, LTI_EXTERNAL)
        and not is_misspelled_default(name, options)
        and not is_stranded(name, options)
        and not is_level(name, options)
    )


def is_misspelled_default(name: object, options: object) -> bool:
    """Return whether the key ``name`` was probably meant to be ``DEFAULT``."""
    return (
        isinstance(name, str)
        and name != DEFAULT
        and isinstance(options, str)
        and (name.upper() == DEFAULT or straighten(name[:_EXAMINED]).upper() == DEFAULT)
    )


def is_stranded(name: object, value: object) -> bool:
    """
    Return whether the key ``name`` of the setting is an option that belongs into a provider.

    That is the name of an option, unless its value can only be a provider's, or a misspelling of it with a scalar.
    """
    if not isinstance(name, str):
        return False
    option = OPTIONS.get(name)
    if option is None:
        return isinstance(value, str | int | float) and closest_match(name, OPTIONS) is not None
    return not isinstance(value, Mapping) or "object" in option.schema["type"]  # type: ignore[operator]


def is_level(name: object, value: object) -> bool:
    """Return whether a key of the setting or of a provider is a level that should not exist, such as ``options``."""
    if not isinstance(name, str) or name not in EXTRA_LEVELS or not isinstance(value, Mapping) or not value:
        return False
    if _has_options(value):
        return not name.startswith(("provider", "backend", "plugin"))
    return all(
        key == DEFAULT or (isinstance(below, Mapping | None) and key not in OPTIONS) for key, below in value.items()
    )


def describe_level(
    name: object, value: Mapping[object, object], provider: object = None
) -> dict[str, TranslatableText]:
    """
    Return effect and hint for the key ``name`` with this ``value`` if it is such a level.

    It is a key of ``provider``, or of the setting if that is ``None``.
    """
    shown = quote_name(name)
    if provider is not None:
        return {
            "effect": TranslatableText("What is below {name} is ignored", name=shown),
            "hint": TranslatableText(
                "Remove this level, so that its options are directly below {provider}", provider=quote_name(provider)
            ),
        }
    hint = TranslatableText("Remove this level, so that its providers are directly below PROCTORING_BACKENDS")
    if _has_options(value):
        hint = TranslatableText("Remove this level, and move its options into those of their provider")
    return {"effect": TranslatableText("Studio offers {name} to authors as a provider", name=shown), "hint": hint}


def find_names_in_levels(value: Mapping[object, object]) -> set[object]:
    """Return the keys below levels of the setting that should not exist."""
    return {key for name, below in value.items() if is_level(name, below) for key in below}  # type: ignore[attr-defined]


def _has_options(value: Mapping[object, object]) -> bool:
    return any(key in OPTIONS for key in value)


def find_stranded(value: Mapping[object, object]) -> dict[object, object]:
    """
    Return the stranded options of the setting, each with the provider that it belongs to, or ``None`` if unknown.

    That is the provider before it, or the only one.
    """
    providers = [name for name, options in value.items() if is_provider(name, options)]
    owner = providers[0] if len(providers) == 1 else None
    stranded: dict[object, object] = {}
    for name, options in value.items():
        if is_provider(name, options):
            owner = name
        elif is_stranded(name, options):
            stranded[name] = owner
    return stranded


def suggest_owner(value: Mapping[object, object], owner: object) -> TranslatableText:
    """Return the hint for a stranded option of the setting ``value`` that belongs to ``owner``."""
    if owner is not None and value[owner] is None:
        return TranslatableText("Indent it under {provider}, as one of its options", provider=quote_name(owner))
    if owner is not None:
        return TranslatableText("Move it into the options of {provider}", provider=quote_name(owner))
    names = [quote_name(name) for name, options in value.items() if is_provider(name, options)]
    if names:
        return TranslatableText("Move it into the options of its provider: {names}", names=join_choices(names))
    default = value.get(DEFAULT)
    if looks_like_name(default):
        return TranslatableText("Write {provider}: above it, and indent it", provider=quote_name(default))
    return TranslatableText("Write the name of its provider above it, and indent it")


def suggest_options(name: str, options: object, *, followed_by_options: bool) -> TranslatableText:
    """
    Return the hint for ``options``, which are not a mapping, of the provider ``name``.

    ``followed_by_options`` is whether stranded options come next.
    """
    if followed_by_options and options is None:
        return TranslatableText("Indent the options below it")
    found = suggest_mapping(options)
    if found:
        return found
    required = OWN_PLUGINS.get(name)
    if required:
        return TranslatableText("Write the options that it requires: {names}", names=", ".join(sorted(required)))
    if isinstance(options, list | tuple) and options:
        return TranslatableText('Write each option as "name: value" instead of a list')
    quoted = quote_name(name)
    if isinstance(options, str) and options.strip():
        return TranslatableText(
            "Write the name of the option and a colon in front of the value, or {name}: {{}} if the provider has no "
            "options",
            name=quoted,
        )
    return TranslatableText(
        "Write {name}: {{}} if the provider has no options, or put its options between the braces", name=quoted
    )


def suggest_setting(value: object) -> TranslatableText:
    """Return the hint for the ``value`` of the setting, which is not a mapping."""
    found = suggest_mapping(value)
    if found:
        return found
    if isinstance(value, str | list | tuple) and value:
        return TranslatableText(
            "Write each provider as a key with its options: PROCTORING_BACKENDS: {{DEFAULT: name, name: {{}}}}"
        )
    return TranslatableText("Write PROCTORING_BACKENDS: {{DEFAULT: 'null', 'null': {{}}}}")


def suggest_separator(key: str) -> TranslatableText | None:
    """Return the hint for a ``key`` that contains a name and its value, such as ``client_id:abc``, or ``None``."""
    found = _PAIR.match(key, 0, _EXAMINED)
    if found:
        return TranslatableText("Write a space after the colon") if found[2][0] == ":" else _suggest_colon(found[2])
    name = find_option_in_pair(key)
    return TranslatableText("Write a colon after {name}", name=name) if name else None


def find_option_in_pair(key: str) -> str | None:
    """Return the option whose name and value are both in ``key``, as in ``client_id:abc`` or ``client_id abc``."""
    found = _PAIR.match(key, 0, _EXAMINED) or _NAME_AND_VALUE.match(key, 0, _EXAMINED)
    return found[1] if found and found[1] in OPTIONS else None


def suggest_mapping(value: object) -> TranslatableText | None:
    """Return the edit that makes the mapping that was meant of a list or a text, or ``None`` if that is unknown."""
    if isinstance(value, list | tuple) and value and all(isinstance(item, Mapping) for item in value):
        return _LIST_OF_MAPPINGS
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text[:1] == "{" and text[-1:] == "}":
        return _TEXT
    found = _PAIR.match(text, 0, _EXAMINED)
    if not found:
        return None
    if found[2][0] == ":" and not found[2].isascii():
        return _ORDINARY_SPACE
    if found[2][0] == ":" and (len(found[2]) == 2 or found.end() == len(text)):
        return _TEXT
    return _suggest_colon(found[2]) if found[1] == DEFAULT or closest_match(found[1], OPTIONS) else None


def _suggest_colon(sign: str) -> TranslatableText:
    return {"=": _SIGN, "\uff1a": _WIDE_COLON}.get(sign, _SPACE_AFTER_COLON)


def join_choices(names: Sequence[str], most: int = 5) -> str:
    """Return the first ``most`` of the names, as in ``'a', 'b' or 'c'``."""
    if len(names) > most:
        return ", ".join([*names[:most], "..."])
    *others, last = names
    return TranslatableText("{one} or {other}", one=", ".join(others), other=last) if others else last
