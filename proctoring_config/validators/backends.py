"""Check the value of ``PROCTORING_BACKENDS``."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date

from proctoring_config.options import DEFAULT, LTI_EXTERNAL, OPTIONS, ROOT
from proctoring_config.problems import Problem, describe, kinds, quote_name
from proctoring_config.problems.names import find_lookalikes, looks_like_name, straighten
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText
from proctoring_config.validators.backend_options import UNKNOWN_INSTALLATION, Installation, validate_options
from proctoring_config.validators.option_values import find_keys_in_value
from proctoring_config.validators.skeleton import PartlyKnown, Unresolved, has_known_key
from proctoring_config.validators.structure import (
    describe_level,
    find_names_in_levels,
    find_stranded,
    is_level,
    is_misspelled_default,
    is_provider,
    join_choices,
    suggest_options,
    suggest_owner,
    suggest_separator,
    suggest_setting,
)

# Names that YAML reads as other values unless they are quoted.
_UNQUOTED: Mapping[object, tuple[str, ...]] = {
    None: ("null", "~"),
    True: ("true", "yes", "on"),
    False: ("false", "no", "off"),
}
_STOPS = TranslatableText("LMS and Studio will not start (AttributeError)")
_STOPS_IF_INSTALLED = TranslatableText(
    "LMS and Studio will not start if the provider's plugin is installed (AttributeError). Without the plugin, some of "
    "their pages fail"
)
_OLD_EFFECT = TranslatableText("Enrollments of courses that use the provider fail")
# What fails while the plugin is absent, by whether the release has special rules for the vendor. The source is
# edx-platform: its enrollments (api.py, services.py) read the options of the course's provider in all releases. From
# Verawood on, get_requires_escalation_email_providers and get_exclude_list_of_fields read those of all providers.
_ABSENT_EFFECTS = {
    True: _OLD_EFFECT,
    False: TranslatableText(
        "Enrollments of courses that use the provider fail, and so do the Advanced Settings and proctoring settings of "
        "all courses in Studio"
    ),
    None: TranslatableText(
        "Enrollments of courses that use the provider fail, and from Verawood on also the Advanced Settings and "
        "proctoring settings of all courses in Studio"
    ),
}


def validate_backends(
    value: object,
    *,
    installed: Collection[str] | None = None,
    root: tuple[Hashable, ...] = ROOT,
    installation: Installation = UNKNOWN_INSTALLATION,
    errors_only: bool = False,
) -> list[Problem]:
    """
    Return the problems of ``value``, the value of ``PROCTORING_BACKENDS``, in the order of its keys.

    ``value`` consists of plain values, as ``snapshot`` and ``files.values.plain`` return them. ``installed`` are the
    names of the installed plugins, or ``None`` if they are not known: options that are not a mapping stop the process
    only if the plugin is installed. ``root`` is the path of the value. ``installation`` is what else is known about the
    running platform. If ``errors_only`` is set, options are not checked, because their problems are warnings. Never
    raises.
    """
    if isinstance(value, Unresolved):
        return []
    if value is None:
        return [kinds.EMPTY_SETTING.problem(root)]
    if not isinstance(value, Mapping):
        return [kinds.SETTING_NOT_A_MAPPING.problem(root, found=describe(value), hint=suggest_setting(value))]
    stranded = find_stranded(value)
    problems = list(_check_default(value, stranded, root))
    for name, options in value.items():
        path = (*root, name)
        if not isinstance(name, str):
            problems.append(_describe_key(name, value, path))
            meant = "null" if name is None else quote_name(name)
            hint = suggest_options(meant, options, followed_by_options=False)
            problems += _check_provider(meant, options, installed, path, hint, installation)
        elif name == LTI_EXTERNAL:
            problems.append(kinds.LTI_LISTED.problem(path))
        elif is_level(name, options):
            words = describe_level(name, options)
            problems.append(kinds.EXTRA_LEVEL.problem(path, **words))
        elif name in stranded:
            hint = suggest_owner(value, stranded[name])
            problems.append(kinds.STRANDED_OPTION.problem(path, hint=hint))
        elif is_provider(name, options) and not (errors_only and isinstance(options, Mapping)):
            problems += _check_name(name, path)
            if isinstance(options, Mapping) or looks_like_name(name) or not suggest_separator(name):
                has_stranded = any(owner == name for owner in stranded.values())
                hint = suggest_options(name, options, followed_by_options=has_stranded)
                problems += _check_provider(name, options, installed, path, hint, installation)
    return problems


def _describe_key(name: object, value: Mapping[object, object], path: tuple[Hashable, ...]) -> Problem:
    if name is not None:
        return kinds.KEY_NOT_A_STRING.problem(path, found=describe(name))
    hint = TranslatableText("Quote the name: 'null'")
    if has_known_key(value, "null"):
        hint = TranslatableText("Remove it, or move its options to 'null', which is also configured")
    return kinds.NULL_KEY.problem(path, hint=hint)


def _check_name(name: str, path: tuple[Hashable, ...]) -> Iterator[Problem]:
    characters = find_lookalikes(name)
    if characters and looks_like_name(straighten(name)):
        hint = TranslatableText("Rename it to {name}", name=quote_name(straighten(name)))
        effect = TranslatableText("It is not the name of a plugin")
        what = TranslatableText("name")
        yield kinds.LOOKALIKES.problem(path, what=what, characters=characters, effect=effect, hint=hint)
    elif not looks_like_name(name):
        what, effect = TranslatableText("a provider"), TranslatableText("Studio offers it to authors as a provider")
        hint = suggest_separator(name) or TranslatableText("Write the name of a provider, a colon and a space")
        yield kinds.NOT_A_NAME.problem(path, what=what, effect=effect, hint=hint)


def _check_default(
    value: Mapping[object, object], stranded: Mapping[object, object], root: tuple[Hashable, ...]
) -> Iterator[Problem]:
    providers = [name for name, options in value.items() if is_provider(name, options)]
    names = [name for name in providers if looks_like_name(name)]
    below = find_names_in_levels(value)
    if DEFAULT not in value:
        if DEFAULT in below:
            return
        yield kinds.DEFAULT_MISSING.problem(root, hint=_suggest_missing_default(value, names))
        return
    name, path = value[DEFAULT], (*root, DEFAULT)
    if isinstance(name, Unresolved):
        return
    if not isinstance(name, str):
        hint = _suggest_default(name, value, names)
        yield kinds.DEFAULT_NOT_A_STRING.problem(path, found=describe(name), hint=hint)
        return
    characters, straight = find_lookalikes(name), straighten(name)
    if keys := find_keys_in_value(name, path):
        yield keys
    elif characters and looks_like_name(straight):
        words = {"what": TranslatableText("name"), "characters": characters}
        effect = TranslatableText("No provider has this name")
        hint = TranslatableText("Write DEFAULT: {name}", name=quote_name(straight))
        yield kinds.LOOKALIKES.problem(path, **words, effect=effect, hint=hint)
    elif name in below:
        return
    elif not isinstance(value, PartlyKnown) and name not in [*providers, *map(straighten, map(str, providers))]:
        shown = quote_name(name) if not name or looks_like_name(name) else TranslatableText("whose name is not shown")
        fault = TranslatableText("is not configured")
        hint = _suggest_configured(name, names, has_stranded=bool(stranded))
        if name == LTI_EXTERNAL:
            fault = TranslatableText("is configured in edx-exams, not here")
            hint = TranslatableText("Write DEFAULT: {name}; courses choose lti_external themselves", name=_offer(names))
        elif any(_is_unquoted(key, name) for key in value):
            hint = TranslatableText("Quote the name where the provider is configured: {name}", name=quote_name(name))
        yield kinds.DEFAULT_NOT_CONFIGURED.problem(path, found=shown, fault=fault, hint=hint)


def _is_unquoted(key: object, name: str) -> bool:
    """Return whether YAML reads ``name`` as ``key`` if it is not quoted."""
    if key is None or isinstance(key, bool):
        return name.casefold() in _UNQUOTED[key]
    return isinstance(key, int) and abs(key) < 10**9 and str(key) == name


def _suggest_missing_default(value: Mapping[object, object], providers: Sequence[object]) -> TranslatableText:
    for name, options in value.items():
        if is_misspelled_default(name, options):
            return TranslatableText("Rename {name} to DEFAULT", name=quote_name(name))
        if isinstance(name, str) and name.startswith(DEFAULT) and options is None:
            separator = suggest_separator(name)
            if separator:
                return separator
        if isinstance(options, Mapping) and isinstance(options.get(DEFAULT), str):
            provider = quote_name(name)
            return TranslatableText("Move DEFAULT out of {provider}, to the level of the providers", provider=provider)
    return TranslatableText("Add DEFAULT: {name}", name=_offer(providers))


def _suggest_default(name: object, value: Mapping[object, object], providers: Sequence[object]) -> TranslatableText:
    """Return the hint for a ``DEFAULT`` that is not a string."""
    if isinstance(name, Mapping):
        inner = [key for key, options in name.items() if looks_like_name(key) and isinstance(options, Mapping | None)]
        inner = [key for key in inner if key not in OPTIONS]
        if len(inner) == len(name) == 1 and inner[0] not in value:
            return TranslatableText(
                "Move {name} out of DEFAULT, to the level of the providers, and write DEFAULT: {name}",
                name=quote_name(inner[0]),
            )
        if inner and len(inner) == len(name):
            return TranslatableText(
                "Move the providers out of DEFAULT, to the level of the providers, and write DEFAULT: {name}",
                name=join_choices([quote_name(key) for key in inner]),
            )
        return TranslatableText(
            "Write DEFAULT: {name}, and move the options to the provider's own entry", name=_offer(providers)
        )
    if isinstance(name, list | tuple) and len(name) == 1 and name[0] in providers:
        return TranslatableText("Write DEFAULT: {name}", name=quote_name(name[0]))
    if name is None and (None in value or "null" in providers):
        return TranslatableText("Write DEFAULT: 'null', with quotes")
    if isinstance(name, int | float | date) and name in value:
        return TranslatableText("Put quotes around the name, here and where the provider is configured")
    return TranslatableText("Write DEFAULT: {name}", name=_offer(providers))


def _suggest_configured(name: str, providers: Sequence[object], *, has_stranded: bool) -> TranslatableText:
    """Return the hint for a ``DEFAULT`` that names no provider."""
    bare = name.strip(" ,;")
    meant = bare if bare in providers else closest_match(bare, providers)
    if has_stranded and not providers and looks_like_name(name):
        return TranslatableText("Write {name}: above its options, and indent them", name=quote_name(name))
    return TranslatableText(
        "Write DEFAULT: {name}, or configure the provider", name=quote_name(meant) if meant else _offer(providers)
    )


def _check_provider(
    name: str,
    options: object,
    installed: Collection[str] | None,
    path: tuple[Hashable, ...],
    hint: TranslatableText,
    installation: Installation,
) -> list[Problem]:
    if isinstance(options, Unresolved):
        return []
    if isinstance(options, Mapping):
        return validate_options(name, options, path, installation)
    if installed is not None and name not in installed:
        effect = _ABSENT_EFFECTS[installation.has_vendor_rules]
        return [kinds.BODY_OF_ABSENT_PLUGIN.problem(path, found=describe(options), effect=effect, hint=hint)]
    kind = kinds.EMPTY_OPTIONS if options is None else kinds.OPTIONS_NOT_A_MAPPING
    effect = _STOPS_IF_INSTALLED if installed is None else _STOPS
    return [kind.problem(path, found=describe(options), effect=effect, hint=hint)]


def _offer(providers: Sequence[object]) -> str:
    """Return what may follow ``DEFAULT:``."""
    return join_choices([quote_name(name) for name in providers]) if providers else "'null', and 'null': {}"
