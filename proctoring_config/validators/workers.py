"""
Check that the worker scripts of the configured plugins are installed and built.

A plugin can name an npm module (``npm_module``). While the process starts, edx-proctoring reads the module's
``package.json`` and lists its script in ``workers.json``; it catches few of the errors that can happen. Webpack builds
workers from ``workers.json``, but silently none unless the environment variable ``JS_ENV_EXTRA_CONFIG`` is JSON. Exam
pages of the LMS look up the worker in webpack's stats file. Source: ``make_worker_config`` in ``edx_proctoring.apps``,
``get_javascript`` of its REST backend, and ``webpack.common.config.js`` of edx-platform.

A process with workers runs this while it starts, so what only a problem needs is imported with it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from proctoring_config.edx_platform.plugins import Plugin, find_npm_modules
from proctoring_config.options import ROOT
from proctoring_config.text import TranslatableText

if TYPE_CHECKING:
    from proctoring_config.problems import Problem

# Modules that npm cannot install by their name.
_PACKAGES = {
    "edx-proctoring-proctortrack": "git+https://github.com/anupdhabarde/edx-proctoring-proctortrack.git"
    "#f0fa9edbd16aa5af5a41ac309d2609e529ea8732",
    "edx-proctoring-proctortrack-v2": "git+https://github.com/verificient/edx-proctoring-proctortrack.git",
}
_BUILD = TranslatableText("Build the static assets with JS_ENV_EXTRA_CONFIG='{{}}' in the environment")
_RESTART = TranslatableText(
    "Restart the LMS once so that it writes workers.json, then build the static assets with "
    "JS_ENV_EXTRA_CONFIG='{{}}' in the environment"
)
_SET_ROOT = TranslatableText(
    "Set NODE_MODULES_ROOT to the folder node_modules of edx-platform, restart the LMS once, then build the static "
    "assets with JS_ENV_EXTRA_CONFIG='{{}}' in the environment"
)
_LET_WRITE = TranslatableText(
    "Let the user of the LMS write workers.json, restart the LMS once, then build the static assets with "
    "JS_ENV_EXTRA_CONFIG='{{}}' in the environment"
)


class WorkerFiles(NamedTuple):
    """
    Where a process finds the files of workers; anything but a path means that the file is not known.

    ``node_modules`` is ``NODE_MODULES_ROOT`` and ``workers`` the file ``workers.json`` in ``ENV_ROOT``. ``main_stats``
    and ``worker_stats`` are webpack's stats files, known only to the LMS, because Studio shows no exams.
    """

    node_modules: object = None
    workers: object = None
    main_stats: object = None
    worker_stats: object = None


class _Package(NamedTuple):
    """The fault of a ``package.json``, if any, and the error with which it stops edx-proctoring."""

    fault: TranslatableText | None = None
    error: str = ""


_NOT_INSTALLED = _Package(TranslatableText("is not installed"))


def validate_workers(
    value: object, plugins: Collection[Plugin], files: WorkerFiles, *, root: tuple[Hashable, ...] = ROOT
) -> list[Problem]:
    """
    Return the problems of the workers of the ``plugins`` that are configured in ``value``, the setting's value.

    Errors that stop the process are always reported. A worker that webpack has built is not a problem, whatever is
    missing now, because the assets may have been built elsewhere. If it is not known what webpack has built, only npm
    modules that are missing or unusable are reported. A worker has one problem, which is the first cause. ``root`` is
    the path of the value. Never raises.
    """
    problems: list[Problem] = []
    built = _read_built(files)
    is_listed = False
    for plugin, module in _find_modules(value, plugins):
        path = (*root, plugin.name)
        if not isinstance(module, str):
            if files.node_modules:
                fault = TranslatableText(
                    "the npm_module of the plugin ({source}) is not a string", source=plugin.source
                )
                hint = TranslatableText("Install another release of the plugin, or remove the provider")
                problems.append(_stop(path, fault, "TypeError", hint))
            continue
        package = _read_package(module, files.node_modules)
        if package.error:
            fault = TranslatableText(
                "package.json of the npm module {module} {fault}", module=module, fault=package.fault
            )
            hint = TranslatableText("Run npm install {package} next to package.json", package=_to_install(module))
            problems.append(_stop(path, fault, package.error, hint))
        elif built is None or module not in built:
            problems += _find_cause(module, package, files, is_known=built is not None, path=path)
        is_listed = is_listed or (bool(files.node_modules) and package == _Package())
    if is_listed and _belongs_to_another_user(files.workers):
        fault = TranslatableText("workers.json in ENV_ROOT belongs to another user")
        hint = TranslatableText("Delete workers.json, and run LMS, Studio and their commands as the same user")
        problems.append(_stop(("ENV_ROOT",), fault, "PermissionError", hint))
    return problems


def _find_modules(value: object, plugins: Collection[Plugin]) -> Iterator[tuple[Plugin, object]]:
    """Yield the configured plugins whose class has an ``npm_module`` other than a descriptor, with its value."""
    for plugin, module in find_npm_modules(plugins):
        is_configured = isinstance(value, Mapping) and isinstance(value.get(plugin.name), Mapping)
        if is_configured and not hasattr(type(module), "__get__"):
            yield plugin, module


def _stop(path: tuple[Hashable, ...], fault: str, error: str, hint: str) -> Problem:
    from proctoring_config.problems import platform_kinds

    return platform_kinds.WORKER_STOPS_THE_PROCESS.problem(path, fault=fault, error=error, hint=hint)


def _find_cause(
    module: str, package: _Package, files: WorkerFiles, *, is_known: bool, path: tuple[Hashable, ...]
) -> Iterator[Problem]:
    """Yield why webpack has not built the worker, or, unless that ``is_known``, why it will not."""
    from proctoring_config.problems import platform_kinds

    if not _is_folder(files.node_modules):
        if is_known:
            fault = TranslatableText("NODE_MODULES_ROOT is not a folder")
            yield platform_kinds.WORKER_NOT_LISTED.problem(path, fault=fault, module=module, hint=_SET_ROOT)
    elif package is _NOT_INSTALLED:
        yield platform_kinds.NPM_MODULE_MISSING.problem(path, module=module, package=_to_install(module))
    elif package.fault:
        fault = TranslatableText("package.json {fault}", fault=package.fault)
        hint = TranslatableText(platform_kinds.NPM_MODULE_MISSING.hint, package=_to_install(module))
        yield platform_kinds.WORKER_NOT_LISTED.problem(path, fault=fault, module=module, hint=hint)
    elif is_known:
        yield _find_cause_in_build(module, files, path)


def _find_cause_in_build(module: str, files: WorkerFiles, path: tuple[Hashable, ...]) -> Problem:
    from proctoring_config.problems import platform_kinds

    is_listed = module in _read_listed(files.workers)
    if not is_listed and not _is_writable(files.workers):
        fault = TranslatableText("workers.json in ENV_ROOT cannot be written")
        return platform_kinds.WORKER_NOT_LISTED.problem(path, fault=fault, module=module, hint=_LET_WRITE)
    reason = TranslatableText("it has built no workers")
    if _exists(files.worker_stats):
        reason = TranslatableText("it has built others")
    hint = _BUILD if is_listed else _RESTART
    return platform_kinds.WORKER_MISSING.problem(path, module=module, reason=reason, hint=hint)


def _read_package(module: str, node_modules: object) -> _Package:
    """Return what happens in edx-proctoring, which reads the file in the same way."""
    if not isinstance(node_modules, str | os.PathLike) or not node_modules:
        return _Package()
    try:
        file = os.path.join(node_modules, module, "package.json")
        with open(file, encoding="utf-8") as stream:
            os.path.join(node_modules, module, json.load(stream)["main"])
    except OSError:
        is_there = os.path.isfile(file)
        return _Package(TranslatableText("cannot be read")) if is_there else _NOT_INSTALLED
    except KeyError:
        return _Package(TranslatableText("has no main entry"))
    except (ValueError, RecursionError) as error:
        if type(error) is ValueError:  # a null character in the path
            return _Package(TranslatableText("cannot be opened"), "ValueError")
        return _Package(TranslatableText("is not valid JSON"), type(error).__name__)
    except TypeError:
        return _Package(TranslatableText("does not name its main file"), "TypeError")
    return _Package()


def _to_install(module: str) -> str:
    """Return what to pass to ``npm install``."""
    return _PACKAGES.get(module, module)


def _read_built(files: WorkerFiles) -> Collection[object] | None:
    """Return the names of the workers that webpack has built, or ``None`` if that is not known."""
    chunks = _read_chunks(files.worker_stats)
    if chunks is None and not _exists(files.worker_stats) and _read_chunks(files.main_stats) is not None:
        return ()
    return chunks


def _read_chunks(stats_file: object) -> Collection[object] | None:
    """Return the names of the bundles in a stats file, or ``None`` if it does not belong to a finished build."""
    stats = _read_json(stats_file)
    chunks = stats.get("chunks") if isinstance(stats, dict) and stats.get("status") == "done" else None
    return [name for name, files in chunks.items() if files] if isinstance(chunks, dict) else None


def _read_listed(workers: object) -> Collection[object]:
    listed = _read_json(workers)
    return listed if isinstance(listed, dict) else ()


def _read_json(file: object) -> object:
    if not isinstance(file, str | os.PathLike):
        return None
    try:
        with open(file, encoding="utf-8") as stream:
            return json.load(stream)
    except (OSError, ValueError, RecursionError):
        return None


def _is_folder(path: object) -> bool:
    return isinstance(path, str | os.PathLike) and os.path.isdir(path)


def _exists(path: object) -> bool:
    return isinstance(path, str | os.PathLike) and os.path.exists(path)


def _is_writable(file: object) -> bool:
    """Return whether ``file`` can be written or created; ``True`` if it is not known where it is."""
    if not isinstance(file, str | os.PathLike):
        return True
    folder = os.path.dirname(file) or "."
    return os.access(file if os.path.exists(file) else folder, os.W_OK) and os.path.isdir(folder)


def _belongs_to_another_user(file: object) -> bool:
    """Return whether this process can write ``file``, but not change its mode, which edx-proctoring does afterwards."""
    if not isinstance(file, str | os.PathLike) or not os.geteuid():
        return False
    try:
        return os.stat(file).st_uid != os.geteuid() and os.access(file, os.W_OK)
    except (OSError, ValueError):
        return False
