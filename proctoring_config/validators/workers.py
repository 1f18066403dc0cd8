"""
Check that the worker scripts of the configured plugins are installed and built.

A plugin can name an npm module (``npm_module``). edx-proctoring lists it in ``workers.json`` when the process starts,
webpack builds a worker from it, and exam pages look up the worker in webpack's stats file.
"""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Collection, Hashable, Mapping

from proctoring_config.edx_platform.plugins import Plugin
from proctoring_config.problems import Problem, platform_kinds
from proctoring_config.validators.backends import ROOT

# Modules that npm cannot install by their name.
_PACKAGES = {
    "edx-proctoring-proctortrack": "git+https://github.com/anupdhabarde/edx-proctoring-proctortrack.git"
    "#f0fa9edbd16aa5af5a41ac309d2609e529ea8732",
}


def validate_workers(
    value: object,
    plugins: Collection[Plugin],
    *,
    node_modules: object = None,
    stats_file: object = None,
    root: tuple[Hashable, ...] = ROOT,
) -> list[Problem]:
    """
    Return a problem for each plugin configured in ``value``, the setting's value, whose worker script is missing.

    ``node_modules`` is the platform's ``NODE_MODULES_ROOT``, ``stats_file`` the stats file of the webpack workers. If
    one is ``None`` or cannot be read, it is not checked, because it may be elsewhere. A worker whose module is missing
    is reported once, as a missing module. Never raises.
    """
    configured = value if isinstance(value, Mapping) else {}
    built = _read_workers(stats_file)
    problems = []
    for plugin in plugins:
        module = inspect.getattr_static(plugin.loaded, "npm_module", None)
        if not isinstance(module, str) or not isinstance(configured.get(plugin.name), Mapping):
            continue
        path = (*root, plugin.name)
        if _is_missing(module, node_modules):
            package = _PACKAGES.get(module, module)
            problems.append(platform_kinds.NPM_MODULE_MISSING.problem(path, module=module, package=package))
        elif built is not None and module not in built:
            problems.append(platform_kinds.WORKER_MISSING.problem(path, module=module))
    return problems


def _is_missing(module: str, node_modules: object) -> bool:
    if not isinstance(node_modules, str | os.PathLike) or not os.path.isdir(node_modules):
        return False
    return not os.path.isfile(os.path.join(node_modules, module, "package.json"))


def _read_workers(stats_file: object) -> Collection[object] | None:
    if not isinstance(stats_file, str | os.PathLike):
        return None
    try:
        with open(stats_file, encoding="utf-8") as stream:
            stats = json.load(stream)
        return stats["chunks"] if stats["status"] == "done" and isinstance(stats["chunks"], dict) else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
