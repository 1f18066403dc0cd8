"""
The problems of the process we run in: what checks, start-up log, strict toggle and operator page have in common.

Settings are read anew at every call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from proctoring_config import kinds
from proctoring_config.edx_platform.flag import platform_reads_flag, read_flag_rows
from proctoring_config.edx_platform.plugins import Plugin, load_plugins
from proctoring_config.problems import Problem
from proctoring_config.validators.backends import ROOT, validate_backends
from proctoring_config.validators.plugins import validate_plugins
from proctoring_config.validators.review_rules_flag import validate_flag
from proctoring_config.validators.workers import validate_workers

_SETTING = str(ROOT[0])


def active_plugins() -> list[Plugin]:
    """Return the plugins that edx_proctoring loads in this process: none where it is not among the apps."""
    return load_plugins() if _has_edx_proctoring() else []


def settings_problems(plugins: Collection[Plugin] | None = None) -> list[Problem]:
    """
    Return what is wrong with the setting's own value; ``plugins`` are the active ones, found out when not given.

    With no plugins the body of no provider is an error, since none can be stopped by it.
    """
    if not hasattr(settings, _SETTING):
        return [kinds.MISSING_SETTING.at(ROOT)] if _has_edx_proctoring() else []
    plugins = active_plugins() if plugins is None else plugins
    return validate_backends(_value(), installed={plugin.name for plugin in plugins if plugin.error is None})


def plugin_problems(plugins: Collection[Plugin] | None = None) -> list[Problem]:
    """
    Return what is wrong between the setting and the plugins, worker scripts included.

    ``plugins`` are the active ones, found out when not given. Nothing is said where edx_proctoring is not installed.
    """
    if not _has_edx_proctoring():
        return []
    from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST

    plugins = active_plugins() if plugins is None else plugins
    return [
        *validate_plugins(_value(), plugins, BACKEND_CONFIGURATION_ALLOW_LIST),
        *validate_workers(
            _value(), plugins, node_modules=getattr(settings, "NODE_MODULES_ROOT", None), stats_file=_worker_stats()
        ),
    ]


def configuration_problems() -> list[Problem]:
    """Return everything that is wrong with setting and plugins, each plugin imported once."""
    plugins = active_plugins()
    return [*settings_problems(plugins), *plugin_problems(plugins)]


def database_problems(databases: Iterable[str]) -> list[Problem]:
    """
    Return what the tables of ``databases``, given by alias, say that does not work or will not; replicas say it once.

    A table that is missing, or a database that does not answer, says nothing.
    """
    still_read = platform_reads_flag()
    found = [problem for alias in databases for problem in validate_flag(read_flag_rows(alias), still_read=still_read)]
    return list(dict.fromkeys(found))


def instance_problems() -> list[Problem]:
    """Return everything that is wrong with setting and plugins, and what the default database says."""
    return [*configuration_problems(), *database_problems([DEFAULT_DB_ALIAS])]


def unsilenced(problems: Iterable[Problem]) -> list[Problem]:
    """Return those of ``problems`` whose id is not in ``SILENCED_SYSTEM_CHECKS``."""
    silenced = settings.SILENCED_SYSTEM_CHECKS
    return [problem for problem in problems if problem.id not in silenced]


def _value() -> object:
    return getattr(settings, _SETTING, None)


def _has_edx_proctoring() -> bool:
    """Tell by the setting, since the registry of apps is not complete yet when it is first asked."""
    return any(str(app).partition(".")[0] == "edx_proctoring" for app in settings.INSTALLED_APPS)


def _worker_stats() -> object:
    """Return the path of webpack's stats file as the LMS has it; Studio has the setting too, but shows no exams."""
    if not str(getattr(settings, "SERVICE_VARIANT", "")).startswith("lms"):
        return None
    try:
        return settings.WEBPACK_LOADER["WORKERS"]["STATS_FILE"]
    except (AttributeError, LookupError, TypeError):
        return None
