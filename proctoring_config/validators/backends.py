"""Check the value of ``PROCTORING_BACKENDS``."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping

from proctoring_config.options import DEFAULT, LTI_EXTERNAL
from proctoring_config.problems import Problem, describe, kinds, quote_name
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText
from proctoring_config.validators.backend_options import validate_options
from proctoring_config.validators.skeleton import PartlyKnown, Unresolved

ROOT: tuple[Hashable, ...] = ("PROCTORING_BACKENDS",)


def validate_backends(
    value: object, *, installed: Collection[str] | None = None, root: tuple[Hashable, ...] = ROOT
) -> list[Problem]:
    """
    Return the problems of ``value``, the value of ``PROCTORING_BACKENDS``, in the order of its keys.

    ``installed`` are the names of the installed plugins, or ``None`` if they are not known: options that are not a
    mapping stop the process only if the plugin is installed. ``root`` is the path of the value. Never raises.
    """
    if isinstance(value, Unresolved):
        return []
    if value is None:
        return [kinds.EMPTY_SETTING.problem(root)]
    if not isinstance(value, Mapping):
        return [kinds.SETTING_NOT_A_MAPPING.problem(root, found=describe(value))]
    problems = list(_check_default(value, root))
    for name, options in value.items():
        if not isinstance(name, str):
            kind = kinds.NULL_KEY if name is None else kinds.KEY_NOT_A_STRING
            problems.append(kind.problem((*root, name), found=describe(name)))
        elif name == LTI_EXTERNAL:
            problems.append(kinds.LTI_LISTED.problem((*root, name)))
        elif name != DEFAULT and not _is_misspelt_default(name, options):
            problems += _check_provider(name, options, installed, (*root, name))
    return problems


def _check_default(value: Mapping[object, object], root: tuple[Hashable, ...]) -> Iterator[Problem]:
    providers = [name for name, options in value.items() if is_provider(name, options)]
    if DEFAULT not in value:
        misspelt = next((name for name, options in value.items() if _is_misspelt_default(name, options)), None)
        hint = TranslatableText("Add DEFAULT: {name}", name=_example(providers))
        if misspelt:
            hint = TranslatableText("Rename {name} to DEFAULT", name=quote_name(misspelt))
        yield kinds.DEFAULT_MISSING.problem(root, hint=hint)
        return
    name = value[DEFAULT]
    if isinstance(name, Unresolved):
        return
    if not isinstance(name, str):
        yield kinds.DEFAULT_NOT_A_STRING.problem((*root, DEFAULT), found=describe(name))
    elif name not in providers and not isinstance(value, PartlyKnown):
        meant = closest_match(name, providers)
        name_to_write = quote_name(meant) if meant else _example(providers)
        hint = TranslatableText("Write DEFAULT: {name}, or configure the provider", name=name_to_write)
        yield kinds.DEFAULT_NOT_CONFIGURED.problem((*root, DEFAULT), found=quote_name(name), hint=hint)


def _check_provider(
    name: str, options: object, installed: Collection[str] | None, path: tuple[Hashable, ...]
) -> list[Problem]:
    if isinstance(options, Unresolved):
        return []
    if isinstance(options, Mapping):
        return validate_options(name, options, path)
    if installed is not None and name not in installed:
        kind = kinds.BODY_OF_ABSENT_PLUGIN
    else:
        kind = kinds.EMPTY_OPTIONS if options is None else kinds.OPTIONS_NOT_A_MAPPING
    return [kind.problem(path, found=describe(options), name=quote_name(name))]


def is_provider(name: object, options: object) -> bool:
    """Return whether ``name``, a key of the setting with the value ``options``, can be the name of a plugin."""
    return isinstance(name, str) and name not in (DEFAULT, LTI_EXTERNAL) and not _is_misspelt_default(name, options)


def _is_misspelt_default(name: object, options: object) -> bool:
    return isinstance(name, str) and name != DEFAULT and name.upper() == DEFAULT and isinstance(options, str)


def _example(providers: list[object]) -> str:
    if not providers:
        return "'null', and 'null': {}"
    return quote_name("null" if "null" in providers or len(providers) > 1 else providers[0])
