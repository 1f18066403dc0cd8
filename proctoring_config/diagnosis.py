"""
Find the problems of the running process, for system checks, start-up log, strict toggle and operator page.

Settings are read at every call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from proctoring_config.edx_platform.flag import platform_reads_flag, read_flag_rows
from proctoring_config.edx_platform.plugins import Plugin, load_plugins
from proctoring_config.edx_platform.source import has_vendor_rules
from proctoring_config.problems import Problem, kinds
from proctoring_config.validators.backend_options import Installation
from proctoring_config.validators.backends import ROOT, validate_backends
from proctoring_config.validators.plugins import validate_plugins
from proctoring_config.validators.review_rules_flag import validate_flag
from proctoring_config.validators.workers import validate_workers

_SETTING = str(ROOT[0])


def active_plugins() -> list[Plugin]:
    """Return the plugins that edx-proctoring loads in this process: none if it is not an installed app."""
    return load_plugins() if _has_edx_proctoring() else []


def settings_problems(plugins: Collection[Plugin] | None = None) -> list[Problem]:
    """
    Return the problems of the setting's own value. ``plugins`` defaults to the active plugins.

    If there are no plugins, malformed options of a provider are not an error, because they do not stop the process.
    """
    if not hasattr(settings, _SETTING):
        return [kinds.MISSING_SETTING.problem(ROOT)] if _has_edx_proctoring() else []
    plugins = active_plugins() if plugins is None else plugins
    return validate_backends(
        _value(),
        installed={plugin.name for plugin in plugins if plugin.error is None},
        installation=Installation(_edx_proctoring_version(), has_vendor_rules()),
    )


def plugin_problems(plugins: Collection[Plugin] | None = None) -> list[Problem]:
    """
    Return the mismatches between the setting and the plugins, including their worker scripts.

    ``plugins`` defaults to the active plugins. There are no problems if edx-proctoring is not an installed app.
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
    """Return the problems of the setting and the plugins. Each plugin is imported once."""
    plugins = active_plugins()
    return [*settings_problems(plugins), *plugin_problems(plugins)]


def database_problems(databases: Iterable[str]) -> list[Problem]:
    """
    Return the problems found in the tables of ``databases``, given by alias. Replicas do not repeat a problem.

    Missing tables and unreachable databases are ignored.
    """
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


def _value() -> object:
    return getattr(settings, _SETTING, None)


def _edx_proctoring_version() -> str | None:
    if not _has_edx_proctoring():
        return None
    try:
        return version("edx-proctoring")
    except PackageNotFoundError:
        return None


def _has_edx_proctoring() -> bool:
    """Check the setting, because the app registry is not ready yet when this is first called."""
    return any(str(app).partition(".")[0] == "edx_proctoring" for app in settings.INSTALLED_APPS)


def _worker_stats() -> object:
    """Return the path of webpack's stats file in the LMS; Studio has the setting too, but shows no exams."""
    if not str(getattr(settings, "SERVICE_VARIANT", "")).startswith("lms"):
        return None
    try:
        return settings.WEBPACK_LOADER["WORKERS"]["STATS_FILE"]
    except (AttributeError, LookupError, TypeError):
        return None
