"""Check the options that edx-proctoring passes to a plugin's class against the signature of the class."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Hashable, Mapping
from inspect import Parameter

from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.problems import Problem, platform_kinds
from proctoring_config.text import TranslatableText

_TAKES_ANYTHING = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def validate_construction(
    plugin: Plugin, options: object, allowed: Collection[str], path: tuple[Hashable, ...]
) -> list[Problem]:
    """
    Return the problems that keep edx-proctoring from instantiating ``plugin`` with ``options``.

    The plugin must be importable. ``allowed`` are the options that edx-proctoring passes on, as keyword arguments;
    ``path`` is the path of ``options``. Only the signature is checked, not the plugin's own code. Never raises.
    """
    if not isinstance(options, Mapping):
        return []
    problems = []
    reason = _find_flaw(plugin.loaded)
    if reason:
        problems.append(platform_kinds.PLUGIN_WITHOUT_INSTANCE.problem(path, distribution=plugin.source, reason=reason))
    missing, refused = _compare_with_signature(plugin.loaded, {name for name in options if name in allowed})
    if missing:
        withheld = [name for name in missing if name not in allowed]
        hint = TranslatableText("Add the options, or remove the provider")
        if withheld:
            hint = TranslatableText(
                "Remove the provider, because edx-proctoring does not pass on {names}", names=_join(withheld)
            )
        problems.append(platform_kinds.CONSTRUCTOR_OPTIONS_MISSING.problem(path, names=_join(missing), hint=hint))
    if refused:
        problems.append(platform_kinds.CONSTRUCTOR_OPTIONS_REFUSED.problem(path, names=_join(refused)))
    return problems


def _find_flaw(plugin: object) -> str | None:
    if not callable(plugin):
        return TranslatableText("is not a class")
    unimplemented = sorted(getattr(plugin, "__abstractmethods__", ())) if inspect.isabstract(plugin) else []
    return TranslatableText("does not implement {names}", names=_join(unimplemented)) if unimplemented else None


def _compare_with_signature(plugin: object, passed: Collection[object]) -> tuple[list[str], list[str]]:
    try:
        parameters = inspect.signature(plugin).parameters.values()  # type: ignore[arg-type]
    except Exception:  # not a class, or one without a readable signature
        return [], []
    required = [
        parameter.name
        for parameter in parameters
        if parameter.default is Parameter.empty and parameter.kind not in _TAKES_ANYTHING
    ]
    missing = [name for name in required if name not in passed]
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
        return missing, []
    named = [parameter.name for parameter in parameters if parameter.kind not in _TAKES_ANYTHING]
    return missing, sorted(str(name) for name in passed if name not in named)


def _join(names: Collection[str]) -> str:
    return ", ".join(names)
