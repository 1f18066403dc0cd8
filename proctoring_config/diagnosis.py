"""
Find the problems of the running process, for system checks, start-up log, strict toggle and operator page.

Settings are read at every call. The validators are imported only if ``validators/shortcut.py`` does not recognize the
settings as right, because their import would be most of what a healthy process spends here while it starts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from proctoring_config.edx_platform.plugins import Plugin, are_postponed, find_npm_modules, load_plugins
from proctoring_config.options import NEIGHBORS, PROCTORING_SETTINGS, ROOT, SETTING
from proctoring_config.text import TranslatableText
from proctoring_config.validators.shortcut import are_neighbors_fine, are_plugins_fine, is_setting_fine

if TYPE_CHECKING:
    from proctoring_config.problems import Problem

_MISSING = object()


def active_plugins() -> list[Plugin]:
    """Return the plugins that edx-proctoring loads in this process: none if it is not an installed app."""
    return load_plugins() if _has_edx_proctoring() else []


def held_plugins() -> Collection[object] | None:
    """Return the names of the plugins that edx-proctoring has instantiated, or ``None`` before its ``ready()``."""
    backends = getattr(apps.app_configs.get("edx_proctoring"), "backends", None) if apps.ready else None
    return backends.keys() if isinstance(backends, dict) else None


def awaits_plugins() -> bool:
    """Return whether a plugin could not be imported because models were not loaded yet."""
    return _has_edx_proctoring() and are_postponed()


def settings_problems(plugins: Collection[Plugin] | None = None, *, errors_only: bool = False) -> list[Problem]:
    """
    Return the problems of the setting's own value and of its neighbors. ``plugins`` defaults to the active plugins.

    If there are no plugins, malformed options of a provider are not an error, because they do not stop the process. If
    ``errors_only`` is set, checks that find only warnings are skipped, here and in the functions below.
    """
    if _are_settings_fine(errors_only=errors_only):
        return []
    from proctoring_config.edx_platform.source import has_vendor_rules
    from proctoring_config.problems import kinds
    from proctoring_config.validators.backend_options import UNKNOWN_INSTALLATION, Installation
    from proctoring_config.validators.backends import validate_backends

    neighbors = read_neighbors()
    if SETTING not in neighbors:
        return [kinds.MISSING_SETTING.problem(ROOT)] if _has_edx_proctoring() else []
    plugins = active_plugins() if plugins is None else plugins
    installation = UNKNOWN_INSTALLATION  # only warnings depend on it
    if not errors_only:
        installation = Installation(_edx_proctoring_version(), has_vendor_rules())
    problems = validate_backends(
        neighbors[SETTING],
        installed={plugin.name for plugin in plugins if plugin.error is None},
        installation=installation,
        errors_only=errors_only,
    )
    return [*problems, *_neighbor_problems(neighbors)]


def plugin_problems(plugins: Collection[Plugin] | None = None, *, errors_only: bool = False) -> list[Problem]:
    """
    Return the mismatches between the setting and the plugins, including their worker scripts.

    ``plugins`` defaults to the active plugins. There are no problems if edx-proctoring is not an installed app.
    """
    if not _has_edx_proctoring():
        return []
    from edx_proctoring.apps import BACKEND_CONFIGURATION_ALLOW_LIST

    plugins = active_plugins() if plugins is None else plugins
    with suppress(Exception):  # any object may be in the settings
        value = settings.PROCTORING_BACKENDS
        if are_plugins_fine(
            value, plugins, BACKEND_CONFIGURATION_ALLOW_LIST, held=held_plugins(), errors_only=errors_only
        ):
            return _worker_problems(value, plugins, with_stats=not errors_only)
    from proctoring_config.validators.plugins import validate_plugins
    from proctoring_config.validators.skeleton import read_setting

    value = read_setting(SETTING)
    return [
        *validate_plugins(value, plugins, BACKEND_CONFIGURATION_ALLOW_LIST, held=held_plugins()),
        *_worker_problems(value, plugins, with_stats=not errors_only),
    ]


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

    Missing tables are ignored. After the first database without a connection, no other one is tried, because each could
    take another time-out.
    """
    from proctoring_config.edx_platform.flag import platform_reads_flag, read_flag_rows  # not needed at start-up
    from proctoring_config.validators.review_rules_flag import validate_flag

    still_read = platform_reads_flag()
    found: list[Problem] = []
    for alias in databases:
        rows = read_flag_rows(alias)
        if rows is None:
            break
        found += validate_flag(rows, still_read=still_read)
    return list(dict.fromkeys(found))


def instance_problems() -> list[Problem]:
    """Return the problems of the setting, the plugins and the default database."""
    return [*configuration_problems(), *database_problems([DEFAULT_DB_ALIAS])]


def unsilenced(problems: Iterable[Problem]) -> list[Problem]:
    """Return the ``problems`` whose id is not in ``SILENCED_SYSTEM_CHECKS``."""
    silenced = settings.SILENCED_SYSTEM_CHECKS
    return [problem for problem in problems if problem.id not in silenced]


def read_neighbors() -> dict[str, object]:
    """Return copies of the setting and of those that belong to it, by name, as far as they exist."""
    from proctoring_config.validators.skeleton import read_setting

    found = {name: read_setting(name, _MISSING) for name in (SETTING, *NEIGHBORS)}
    return {name: value for name, value in found.items() if value is not _MISSING}


def _are_settings_fine(*, errors_only: bool) -> bool:
    """Return whether the setting and its neighbors are certainly right."""
    with suppress(Exception):  # any object may be in the settings
        values = {name: getattr(settings, name) for name in (SETTING, *NEIGHBORS) if hasattr(settings, name)}
        version = None if errors_only else _edx_proctoring_version()
        is_fine = is_setting_fine(values[SETTING], edx_proctoring=version, errors_only=errors_only)
        has_edx_proctoring = _has_edx_proctoring()
        return is_fine and are_neighbors_fine(values, has_edx_proctoring=has_edx_proctoring, errors_only=errors_only)
    return False


def _neighbor_problems(neighbors: dict[str, object]) -> list[Problem]:
    """Return the problems of the other settings; edx-proctoring alone requires ``PROCTORING_SETTINGS``."""
    from proctoring_config.problems import platform_kinds
    from proctoring_config.validators.neighbors import validate_neighbors

    if not _has_edx_proctoring():
        neighbors.pop(PROCTORING_SETTINGS, None)
    elif PROCTORING_SETTINGS not in neighbors:
        found = TranslatableText("missing")
        missing = platform_kinds.PROCTORING_SETTINGS_STOP.problem(
            (PROCTORING_SETTINGS,), found=found, error="AttributeError", name=PROCTORING_SETTINGS
        )
        return [missing, *validate_neighbors(neighbors)]
    return validate_neighbors(neighbors)


def _edx_proctoring_version() -> str | None:
    if not _has_edx_proctoring():
        return None
    from edx_proctoring import __version__  # reading the metadata of the distribution would take longer

    return str(__version__)


def _has_edx_proctoring() -> bool:
    """Check the setting, because the app registry is not ready yet when this is first called."""
    return any(str(app).partition(".")[0] == "edx_proctoring" for app in settings.INSTALLED_APPS)


def _worker_problems(value: object, plugins: Collection[Plugin], *, with_stats: bool) -> list[Problem]:
    """Return the problems of workers. Studio has the settings of webpack too, but shows no exams."""
    if not any(True for _ in find_npm_modules(plugins)):
        return []
    from proctoring_config.validators.workers import WorkerFiles, validate_workers

    with_stats = with_stats and (_read_path(lambda: settings.SERVICE_VARIANT) or "").startswith("lms")
    root = _read_path(lambda: settings.ENV_ROOT)
    files = WorkerFiles(
        node_modules=_read_path(lambda: settings.NODE_MODULES_ROOT),
        workers=os.path.join(root, "workers.json") if root else None,
        main_stats=_read_path(lambda: settings.WEBPACK_LOADER["DEFAULT"]["STATS_FILE"]) if with_stats else None,
        worker_stats=_read_path(lambda: settings.WEBPACK_LOADER["WORKERS"]["STATS_FILE"]) if with_stats else None,
    )
    return validate_workers(value, plugins, files)


def _read_path(read: Callable[[], Any]) -> str | None:
    try:
        return str.__str__(os.fspath(read()))
    except Exception:  # the settings may be missing, or contain anything
        return None
