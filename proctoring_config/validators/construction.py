"""What edx_proctoring would pass to a plugin's class, against the class's signature -> problems."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Hashable, Mapping
from inspect import Parameter

from proctoring_config import kinds
from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.problems import Problem

_TAKES_ANYTHING = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def validate_construction(
    plugin: Plugin, options: object, allowed: Collection[str], path: tuple[Hashable, ...]
) -> list[Problem]:
    """
    Return why edx_proctoring cannot make an instance of ``plugin``, which could be imported, with its ``options``.

    ``allowed`` are the options that edx_proctoring passes on, by keyword; ``path`` is where ``options`` stand. Only the
    signature is looked at: what the plugin's own code does with a value is not known. Never raises.
    """
    if not isinstance(options, Mapping):
        return []
    problems = []
    flaw = _flaw(plugin.loaded)
    if flaw:
        problems.append(kinds.PLUGIN_WITHOUT_INSTANCE.at(path, distribution=plugin.source, reason=flaw))
    missing, refused = _misfits(plugin.loaded, {name for name in options if name in allowed})
    if missing:
        kept_back = [name for name in missing if name not in allowed]
        hint = "Add the options, or remove the provider"
        if kept_back:
            hint = f"Remove the provider, since edx-proctoring passes no option {_names(kept_back)} on"
        problems.append(kinds.CONSTRUCTOR_OPTIONS_MISSING.at(path, names=_names(missing), hint=hint))
    if refused:
        problems.append(kinds.CONSTRUCTOR_OPTIONS_REFUSED.at(path, names=_names(refused)))
    return problems


def _flaw(plugin: object) -> str | None:
    if not callable(plugin):
        return "is no class"
    unwritten = sorted(getattr(plugin, "__abstractmethods__", ())) if inspect.isabstract(plugin) else []
    return f"does not implement {_names(unwritten)}" if unwritten else None


def _misfits(plugin: object, passed: Collection[object]) -> tuple[list[str], list[str]]:
    try:
        parameters = inspect.signature(plugin).parameters.values()  # type: ignore[arg-type]
    except Exception:  # no class, or one whose signature only its own code knows
        return [], []
    needed = [
        parameter.name
        for parameter in parameters
        if parameter.default is Parameter.empty and parameter.kind not in _TAKES_ANYTHING
    ]
    missing = [name for name in needed if name not in passed]
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
        return missing, []
    named = [parameter.name for parameter in parameters if parameter.kind not in _TAKES_ANYTHING]
    return missing, sorted(str(name) for name in passed if name not in named)


def _names(names: Collection[str]) -> str:
    return ", ".join(names)
