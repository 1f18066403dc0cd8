"""
Check the options that constructors of plugins require, as far as they are known without importing a plugin.

Known are the plugins that are part of edx-proctoring, and the class on which REST plugins are based.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import cast

from proctoring_config.options import OPTIONS
from proctoring_config.problems import Problem, describe, platform_kinds
from proctoring_config.text import TranslatableText
from proctoring_config.validators.backends import ROOT
from proctoring_config.validators.structure import is_provider

BASE_URL = "base_url"
_MISSING = object()
_NOT_URLS = (bool, int, float, bytes, list, tuple, set, Mapping)
_RPNOW = (
    "organization",
    "exam_sponsor",
    "exam_register_endpoint",
    "secret_key_id",
    "secret_key",
    "crypto_key",
    "software_download_url",
)
#: The plugins of edx-proctoring, with the options that their constructors require. They accept all other options.
OWN_PLUGINS: Mapping[str, tuple[str, ...]] = {"mock": (), "null": (), "rpnow4": _RPNOW, "software_secure": _RPNOW}
#: The other options of REST plugins. A provider that has one of them most probably has a REST plugin.
REST_OPTIONS = {name for name, option in OPTIONS.items() if option.reader == OPTIONS[BASE_URL].reader} - {BASE_URL}


def validate_constructor_options(value: object, *, root: tuple[Hashable, ...] = ROOT) -> list[Problem]:
    """
    Return the problems of ``value``, the setting in a file, that stop the process in the constructors of plugins.

    The plugins of edx-proctoring are always installed. Those of other providers are unknown, but no class can replace
    a ``base_url`` that is null: that is an error if other options show that the plugin is a REST plugin. Never raises.
    """
    problems: list[Problem] = []
    for name, options in value.items() if isinstance(value, Mapping) else ():
        if not is_provider(name, options) or not isinstance(options, Mapping):
            continue
        path = (*root, name)
        missing = [option for option in OWN_PLUGINS.get(name, ()) if option not in options]
        if missing:
            problems.append(report_missing(missing, path))
        if name not in OWN_PLUGINS and BASE_URL in options:
            problems += report_base_url(options, path, is_fatal=not REST_OPTIONS.isdisjoint(options))
    return problems


def report_missing(missing: Collection[str], path: tuple[Hashable, ...], withheld: Collection[str] = ()) -> Problem:
    """Return the problem of options that a plugin requires; those ``withheld`` cannot be given in the setting."""
    hint = TranslatableText("Add the options, or remove the provider")
    if withheld:
        hint = TranslatableText(
            "Remove the provider, because edx-proctoring cannot pass {names} to its plugin", names=", ".join(withheld)
        )
    return platform_kinds.CONSTRUCTOR_OPTIONS_MISSING.problem(path, names=", ".join(missing), hint=hint)


def report_base_url(
    options: Mapping[object, object], path: tuple[Hashable, ...], *, is_fatal: bool
) -> Iterator[Problem]:
    """
    Yield a problem if the ``options`` of a REST plugin contain no usable ``base_url``.

    Whether the process stops is certain only if ``is_fatal``: the plugin may replace the URL.
    """
    value = options.get(BASE_URL, _MISSING)
    hint = TranslatableText("Write the URL of the provider's API, or remove the option if the plugin has its own URL")
    if value is _MISSING:
        found: str = TranslatableText("missing")
        hint = TranslatableText("Add base_url: with the URL of the provider's API")
    elif value is None or issubclass(type(value), _NOT_URLS):
        found, path = describe(value), (*path, BASE_URL)
    elif issubclass(type(value), str) and not str.strip(cast(str, value)):
        found, path = TranslatableText("empty"), (*path, BASE_URL)
        effect = TranslatableText("every request to the provider fails (MissingSchema)")
        yield platform_kinds.BASE_URL_UNUSABLE.problem(path, found=found, effect=effect, hint=hint)
        return
    else:
        return
    error = "TypeError" if type(value) is bytes else "AttributeError"
    if is_fatal:
        yield platform_kinds.BASE_URL_MISSING.problem(path, found=found, error=error, hint=hint)
    else:
        effect = TranslatableText("LMS and Studio will not start ({error})", error=error)
        yield platform_kinds.BASE_URL_UNUSABLE.problem(path, found=found, effect=effect, hint=hint)
