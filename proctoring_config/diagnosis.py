"""
Find the problems of the running process, for system checks, start-up log, strict toggle and operator page.

Settings are read at every call.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from proctoring_config.edx_platform.plugins import Plugin, are_postponed, load_plugins
from proctoring_config.problems import Problem, kinds
from proctoring_config.validators.backends import ROOT, validate_backends
from proctoring_config.validators.plugins import validate_plugins
from proctoring_config.validators.skeleton import read_setting
from proctoring_config.validators.workers import validate_workers

_SETTING = str(ROOT[0])
_MISSING = object()


def active_plugins() -> list[Plugin]:
    """Return the plugins that edx-proctoring loads in this process: none if it is not an installed app."""
    return load_plugins() if _has_edx_proctoring() else []


def awaits_plugins() -> bool:
    """Return whether a plugin could not be imported because models were not loaded yet."""
    return _has_edx_proctoring() and are_postponed()


def settings_problems(plugins: Collection[Plugin] | None = None, *, errors_only: bool = False) -> list[Problem]:
    """
    Return the problems of the setting's own value. ``plugins`` defaults to the active plugins.

    If there are no plugins, malformed options of a provider are not an error, because they do not stop the process. If
    ``errors_only`` is set, checks that find only warnings are skipped, here and in the functions below.
    """
    value = read_setting(_SETTING, _MISSING)
    if value is _MISSING:
        return [kinds.MISSING_SETTING.problem(ROOT)] if _has_edx_proctoring() else []
    plugins = active_plugins() if plugins is None else plugins
    installed = {plugin.name for plugin in plugins if plugin.error is None}
    return validate_backends(value, installed=installed, errors_only=errors_only)


def plugin_problems(plugins: Collection[Plugin] | None = None, *, errors_only: bool = False) -> list[Problem]:
    """
    Return the mismatches between the setting and the plugins, including their worker scripts.

    ``plugins`` defaults to the active plugins. There are no problems if edx-proctoring is not an installed app.
    """
    if not _has_edx_proctoring():
        return []
    from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST

    plugins = active_plugins() if plugins is None else plugins
    value = read_setting(_SETTING)
    problems = validate_plugins(value, plugins, BACKEND_CONFIGURATION_ALLOW_LIST)
    if not errors_only:
        problems += validate_workers(value, plugins, node_modules=_node_modules(), stats_file=_worker_stats())
    return problems


def configuration_problems(*, errors_only: bool = False) -> list[Problem]:
    """Return the problems of the setting and the plugins."""
    plugins = active_plugins()
    return [
        *settings_problems(plugins, errors_only=errors_only),
        *plugin_problems(plugins, errors_only=errors_only),
    ]


def database_problems(databases: Iterable[str]) -> list[Problem]:
    """
    Return the problems found in the tables of ``databases``, given by alias. Replicas do not repeat a problem.

    Missing tables and unreachable databases are ignored.
    """
    from proctoring_config.edx_platform.flag import platform_reads_flag, read_flag_rows  # not needed at start-up
    from proctoring_config.validators.review_rules_flag import validate_flag

    still_read = platform_reads_flag()
    found = [problem for alias in databases for problem in validate_flag(read_flag_rows(alias), still_read=still_read)]
    return list(dict.fromkeys(found))


def instance_problems() -> list[Problem]:
    """Return the problems of the setting, the plugins and the default database."""
    return [*configuration_problems(), *database_problems([DEFAULT_DB_ALIAS])]


def unsilenced(problems: Iterable[Problem]) -> list[Problem]:
    """Return the ``problems`` whose id is not in ``SILENCED_SYSTEM_CHECKS``."""
    silenced = settings.SILENCED_SYSTEM_CHECKS
    return [problem for problem in problems if problem.id not in silenced]


def _has_edx_proctoring() -> bool:
    """Check the setting, because the app registry is not ready yet when this is first called."""
    return any(str(app).partition(".")[0] == "edx_proctoring" for app in settings.INSTALLED_APPS)


def _node_modules() -> str | None:
    try:
        return str.__str__(os.fspath(settings.NODE_MODULES_ROOT))
    except Exception:  # the setting may be missing, or contain anything
        return None


def _worker_stats() -> str | None:
    """Return the path of webpack's stats file in the LMS; Studio has the setting too, but shows no exams."""
    try:
        is_lms = str(getattr(settings, "SERVICE_VARIANT", "")).startswith("lms")
        return str.__str__(os.fspath(settings.WEBPACK_LOADER["WORKERS"]["STATS_FILE"])) if is_lms else None
    except Exception:  # the settings may be missing, or contain anything
        return None
