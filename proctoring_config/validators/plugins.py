"""
Check the installed plugins against the setting.

No plugin is instantiated. Malformed values of the setting are reported by ``validators/backends.py``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping

import django
from django.core.exceptions import AppRegistryNotReady

from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.options import ROOT, VENDOR
from proctoring_config.problems import Problem, Severity, platform_kinds, quote_name
from proctoring_config.problems.names import looks_like_name
from proctoring_config.problems.suggest import closest_match
from proctoring_config.text import TranslatableText
from proctoring_config.validators.construction import validate_construction
from proctoring_config.validators.structure import is_provider

#: The vendor's current package. Its predecessor cannot be imported by Django 4.0 or later, and both share their files.
VENDOR_REQUIREMENT = "edx-proctoring-proctortrack-v2"
VENDOR_PREDECESSOR = "edx-proctoring-proctortrack"
_OWN = "edx-proctoring"  # its own plugins are always installed


def validate_plugins(
    value: object,
    plugins: Collection[Plugin],
    allowed: Collection[str],
    *,
    held: Collection[object] | None = None,
    root: tuple[Hashable, ...] = ROOT,
) -> list[Problem]:
    """
    Return the mismatches between ``value``, the value of ``PROCTORING_BACKENDS``, and the installed ``plugins``.

    ``allowed`` are the options that edx-proctoring passes on to a plugin (its ``BACKEND_CONFIGURATION_ALLOW_LIST``).
    ``held`` are the names of the plugins of which it has an instance, or ``None`` before it creates them.
    Configured providers come first, in the order of the setting, then plugins that are not configured. Never raises.
    """
    configured: Mapping[object, object] = value if isinstance(value, Mapping) else {}
    providers = {
        str(name): options
        for name, options in configured.items()
        if is_provider(name, options) and looks_like_name(name)  # other keys are problems of their own
    }
    problems: list[Problem] = []
    for name, options in providers.items():
        path = (*root, name)
        matching = [plugin for plugin in plugins if plugin.name == name]
        is_held = None if held is None else name in held
        problems += _check_instances(matching, options, allowed, path, is_held=is_held)
        if not matching and not is_held:
            hint = _suggest_installation(name, (plugin.name for plugin in plugins))
            problems.append(platform_kinds.PLUGIN_NOT_INSTALLED.problem(path, hint=hint))
    for plugin in plugins:
        if plugin.stops:
            problems.append(_report_stop(plugin, (*root, plugin.name)))
        elif isinstance(value, Mapping) and plugin.name not in providers and not _is_own(plugin):
            kind, name = platform_kinds.PLUGIN_NOT_CONFIGURED, quote_name(plugin.name)
            problems.append(kind.problem((*root, plugin.name), name=name, distribution=plugin.source))
    return problems


def _check_instances(
    matching: list[Plugin],
    options: object,
    allowed: Collection[str],
    path: tuple[Hashable, ...],
    *,
    is_held: bool | None,
) -> list[Problem]:
    """Return the problems of the plugins of one provider; ``is_held`` tells whether edx-proctoring has an instance."""
    importable = [plugin for plugin in matching if plugin.error is None]
    problems = [
        problem
        for plugin in importable
        for problem in validate_construction(plugin, options, allowed, path, is_held=bool(is_held))
    ]
    if is_held:
        return problems
    if not importable:
        return list(_report_import_errors(matching, path))
    is_stopped = not isinstance(options, Mapping) or any(problem.severity is Severity.ERROR for problem in problems)
    if is_held is False and not is_stopped:
        problems.append(platform_kinds.PLUGIN_NOT_HELD.problem(path, distribution=importable[-1].source))
    return problems


def _suggest_installation(name: str, known: Iterable[str]) -> str:
    meant = closest_match(name, known)
    if meant:
        return TranslatableText("Rename the provider to {name}, or install its plugin", name=quote_name(meant))
    if name == VENDOR:
        return TranslatableText("Run pip install {package}", package=VENDOR_REQUIREMENT)
    return TranslatableText("Install the distribution that provides the plugin, or remove the provider")


def _report_import_errors(matching: list[Plugin], path: tuple[Hashable, ...]) -> Iterator[Problem]:
    for plugin in matching:
        is_early = plugin.error == AppRegistryNotReady.__name__  # edx-proctoring imports it later
        if not plugin.stops and not is_early:
            hint = TranslatableText(
                "Install a release that supports Django {django}, or remove the provider", django=_django()
            )
            if _canonical(plugin.distribution) == VENDOR_PREDECESSOR:
                hint = TranslatableText(
                    "Run pip uninstall {old}, then pip install {new}", old=VENDOR_PREDECESSOR, new=VENDOR_REQUIREMENT
                )
            yield platform_kinds.PLUGIN_NOT_IMPORTABLE.problem(
                path, distribution=plugin.source, error=plugin.error, hint=hint
            )


def _report_stop(plugin: Plugin, path: tuple[Hashable, ...]) -> Problem:
    kind = platform_kinds.PLUGIN_STOPS_THE_PROCESS
    return kind.problem(path, distribution=plugin.source, error=plugin.error, django=_django())


def _django() -> str:
    return ".".join(map(str, django.VERSION[:2]))


def _is_own(plugin: Plugin) -> bool:
    """Return whether the plugin is a part of edx-proctoring, and therefore need not be configured."""
    return plugin.is_of_edx_proctoring or _canonical(plugin.distribution) == _OWN


def _canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
