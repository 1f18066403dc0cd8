"""
Check whether edx-proctoring can instantiate a plugin with the options of its provider.

Every process runs this while it starts, so what only a problem needs is imported with it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from proctoring_config.text import TranslatableText
from proctoring_config.validators.calls import Mismatch, find_mismatch

if TYPE_CHECKING:
    from proctoring_config.edx_platform.plugins import Plugin
    from proctoring_config.problems import Problem

BASE_URL = "base_url"
# A URL without its scheme, and schemes with missing or other characters. Plugins may read other texts as URLs.
_HOST = re.compile(r"(?://)?(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d+)?(?:/\S*)?")
_BROKEN_SCHEME = re.compile(r"https?(?::/?|;/{0,2}|//)(?=[^/\s])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"(?!https?://)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_AUTHORITY = re.compile(r"https?://(?:[^/?#]*@)?([^/?#]*)", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"(?:\[[^\]]*\]|[^: ]+)(?::\d{0,5})?[,;]?")
_MISSING = object()
_NOT_URLS = (bool, int, float, bytes, list, tuple, set, Mapping)
_BASE_CLASS = ("edx_proctoring.backends.backend", "ProctoringBackendProvider")
_REST_CLASS = ("edx_proctoring.backends.rest", "BaseRestProctoringProvider")
#: Methods that decide what becomes of the options, unless they are inherited from one of the modules below.
_DECIDING = {"__init__", "__new__", "__setattr__", "__getattribute__"}
_ORIGIN = {"builtins", "abc", _BASE_CLASS[0], _REST_CLASS[0]}


def validate_construction(
    plugin: Plugin, options: object, allowed: Collection[str], path: tuple[Hashable, ...], *, is_held: bool = False
) -> list[Problem]:
    """
    Return the problems that keep edx-proctoring from instantiating ``plugin`` with ``options``.

    The plugin must be importable. ``allowed`` are the options that edx-proctoring passes on, as keyword arguments;
    ``path`` is the path of ``options``. The plugin's own code does not run, so nothing is reported about arguments that
    only this code can accept or refuse. If edx-proctoring already has an instance (``is_held``), only an empty URL is
    reported, because it fails later. Never raises.
    """
    if not isinstance(options, Mapping):
        return []
    if is_held:
        later = _check_attributes(plugin.loaded, options, (), path) if isinstance(options.get(BASE_URL), str) else ()
        return list(later)
    found = find_mismatch(plugin.loaded, {str(name) for name in options if name in allowed})
    if found == Mismatch():
        return list(_check_attributes(plugin.loaded, options, allowed, path))
    from proctoring_config.problems import platform_kinds

    problems = []
    if found.reason:
        problems.append(
            platform_kinds.PLUGIN_WITHOUT_INSTANCE.problem(path, distribution=plugin.source, reason=found.reason)
        )
    if found.missing:
        withheld = [name for name in found.missing if name in found.positional or name not in allowed]
        problems.append(report_missing(found.missing, path, withheld))
    if found.refused:
        problems.append(platform_kinds.CONSTRUCTOR_OPTIONS_REFUSED.problem(path, names=", ".join(found.refused)))
    return problems


def report_missing(missing: Collection[str], path: tuple[Hashable, ...], withheld: Collection[str] = ()) -> Problem:
    """Return the problem of options that a plugin requires; those ``withheld`` cannot be given in the setting."""
    from proctoring_config.problems import platform_kinds

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
    text = str.strip(cast(str, value)) if issubclass(type(value), str) else None
    if text and (_HOST.fullmatch(text) or _BROKEN_SCHEME.match(text) or _OTHER_SCHEME.match(text)):
        yield _report_scheme(text, (*path, BASE_URL))
        return
    if text and _has_invalid_host(text):
        yield from _report_host(text, (*path, BASE_URL))
        return
    is_empty = text == ""
    if not is_empty and not (value is None or value is _MISSING or issubclass(type(value), _NOT_URLS)):
        return
    from proctoring_config.problems import describe, platform_kinds

    hint = TranslatableText("Write the URL of the provider's API, or remove the option if the plugin has its own URL")
    if value is _MISSING:
        found: str = TranslatableText("missing")
        hint = TranslatableText("Add base_url: with the URL of the provider's API")
    elif is_empty:
        found, path = TranslatableText("empty"), (*path, BASE_URL)
        effect = TranslatableText("every request to the provider fails ({error})", error="MissingSchema")
        yield platform_kinds.BASE_URL_UNUSABLE.problem(path, found=found, effect=effect, hint=hint)
        return
    else:
        found, path = describe(value), (*path, BASE_URL)
    error = "TypeError" if type(value) is bytes else "AttributeError"
    if is_fatal:
        yield platform_kinds.BASE_URL_MISSING.problem(path, found=found, error=error, hint=hint)
    else:
        effect = TranslatableText("LMS and Studio will not start ({error})", error=error)
        yield platform_kinds.BASE_URL_UNUSABLE.problem(path, found=found, effect=effect, hint=hint)


def _report_scheme(url: str, path: tuple[Hashable, ...]) -> Problem:
    """Return the problem of a URL that requests refuses, because it does not begin with https:// or http://."""
    from proctoring_config.problems import platform_kinds

    is_bare = not (_BROKEN_SCHEME.match(url) or url.startswith("//"))
    error = "MissingSchema" if ":" not in url else "InvalidSchema" if is_bare else "InvalidURL"
    found = TranslatableText("a URL that does not begin with https:// or http://")
    effect = TranslatableText("every request to the provider fails ({error})", error=error)
    hint = TranslatableText("Write https:// in front of the URL")
    if not is_bare or url.startswith("localhost") or "://" in url:
        hint = TranslatableText("Write https:// or http:// at the beginning of the URL")
    return platform_kinds.BASE_URL_UNUSABLE.problem(path, found=found, effect=effect, hint=hint)


def _has_invalid_host(url: str) -> bool:
    """Return whether requests refuses the host or the port of a URL; a placeholder of a template is not refused."""
    found = _AUTHORITY.match(url)
    return found is not None and "{" not in found[1] and not _HOST_AND_PORT.fullmatch(found[1])


def _report_host(url: str, path: tuple[Hashable, ...]) -> Iterator[Problem]:
    """Yield the problem of a URL whose host or port requests refuses, unless a quote that is not closed explains it."""
    from proctoring_config.problems import platform_kinds
    from proctoring_config.validators.option_values import find_options_in_value

    if find_options_in_value(url):
        return
    found = TranslatableText("a URL whose host or port is missing or invalid")
    effect = TranslatableText("every request to the provider fails ({error})", error="InvalidURL")
    hint = TranslatableText("Write the URL as https://HOST, without spaces, followed by :PORT and /PATH if necessary")
    yield platform_kinds.BASE_URL_UNUSABLE.problem(path, found=found, effect=effect, hint=hint)


def _check_attributes(
    plugin: object, options: Mapping[object, object], allowed: Collection[str], path: tuple[Hashable, ...]
) -> Iterator[Problem]:
    """Yield the problems of the base constructors, which set the options as attributes and create a REST client."""
    bases = cast(type, plugin).__mro__ if issubclass(type(plugin), type) else ()
    names = {(base.__module__, base.__qualname__) for base in bases}
    own = [base for base in bases if base.__module__ not in _ORIGIN]
    is_inherited = type(plugin).__call__ is type.__call__ and not any(_DECIDING & vars(base).keys() for base in own)
    if _BASE_CLASS in names and is_inherited:
        passed = sorted(str(name) for name in options if name in allowed)
        computed = [name for name in passed if _is_read_only(inspect.getattr_static(plugin, name, None))]
        if computed:
            from proctoring_config.problems import platform_kinds

            yield platform_kinds.OPTIONS_COMPUTED.problem(path, names=", ".join(computed))
            return
    of_class = inspect.getattr_static(plugin, BASE_URL, None)
    needs_url = BASE_URL in options or (of_class is None and is_inherited)
    if _REST_CLASS in names and needs_url and not hasattr(type(of_class), "__get__"):
        yield from report_base_url(options, path, is_fatal=is_inherited)


def _is_read_only(attribute: object) -> bool:
    return type(attribute) is property and attribute.fset is None
