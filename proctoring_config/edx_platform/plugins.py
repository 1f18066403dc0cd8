"""
The plugins that edx_proctoring finds: entry points of the group ``openedx.proctoring``.

Checking a plugin means importing it, which runs third-party code. Therefore, call these functions only when
edx_proctoring does the same or has done so: from ``AppConfig.import_models`` on, with edx_proctoring installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, distribution, distributions
from inspect import getattr_static
from typing import NamedTuple

from django.core.exceptions import AppRegistryNotReady

from proctoring_config.options import OWN_PLUGINS

GROUP = "openedx.proctoring"
_ABSENT = object()
_OWN_MODULES = "edx_proctoring.backends."

_loaded: dict[tuple[str, str], Plugin] = {}


class Plugin(NamedTuple):
    """
    An entry point, after an attempt to import it.

    ``name`` is the name of the provider. ``find_origin`` returns name and version of the installed package; only
    messages need them, and metadata is slow to read. ``loaded`` is the object that the entry point refers to, normally
    a class. If it cannot be imported, ``error`` is the type of the exception, and ``stops`` tells whether that
    exception ends the process when edx_proctoring imports the plugin: stevedore's ``ExtensionManager`` logs any
    ``Exception`` except ``AssertionError``.
    """

    name: str
    find_origin: Callable[[], tuple[str, str]]
    loaded: object = None
    error: str | None = None
    stops: bool = False

    @property
    def distribution(self) -> str:
        """The name of the installed package."""
        return self.find_origin()[0]

    @property
    def is_of_edx_proctoring(self) -> bool:
        """Whether it is a part of edx-proctoring, or of a fork of it under another name."""
        module = getattr_static(self.loaded, "__module__", None)
        return self.name in OWN_PLUGINS and type(module) is str and module.startswith(_OWN_MODULES)

    @property
    def source(self) -> str:
        """The installed package as messages name it, such as ``edx-proctoring 6.1.4``."""
        return " ".join(self.find_origin()).strip()


def load_plugins() -> list[Plugin]:
    """
    Return all plugins in the order of edx_proctoring, including those that cannot be imported.

    A plugin is imported once per process, and so is one that cannot be imported. Only if the import needs models before
    they are loaded, the next call tries again. If two distributions provide the same name, edx_proctoring creates an
    instance of both and keeps the later one. Exceptions of plugins are not raised, except ``KeyboardInterrupt``.
    """
    return [_load(point) for point in _find_entry_points()]


def installed_plugins() -> dict[str, Plugin]:
    """Return the plugins by name; if several share a name, the last that can be imported, else the first."""
    by_name: dict[str, Plugin] = {}
    for plugin in load_plugins():
        if plugin.error is None or plugin.name not in by_name:
            by_name[plugin.name] = plugin
    return by_name


def find_npm_modules(plugins: Iterable[Plugin]) -> Iterator[tuple[Plugin, object]]:
    """Yield the plugins whose class has an ``npm_module``, from which webpack builds a worker, with its value."""
    for plugin in plugins:
        module = getattr_static(plugin.loaded, "npm_module", _ABSENT)
        if module is not _ABSENT:
            yield plugin, module


def are_postponed() -> bool:
    """Return whether :func:`load_plugins` has not imported all plugins, because models were not loaded yet."""
    return any((point.name, point.value) not in _loaded for point in _find_entry_points())


def _find_entry_points() -> list[EntryPoint]:
    """Return the entry points from stevedore's cache, which edx_proctoring uses too, so that both see the same."""
    from stevedore.extension import ExtensionManager

    points: list[EntryPoint] = ExtensionManager.make_test_instance([], namespace=GROUP).list_entry_points()
    return points


def _load(point: EntryPoint) -> Plugin:
    key = point.name, point.value
    if key not in _loaded:
        plugin = _import(point)
        if plugin.error == AppRegistryNotReady.__name__:
            return plugin
        _loaded[key] = plugin
    return _loaded[key]


def _import(point: EntryPoint) -> Plugin:
    find_origin = partial(_find_origin, point)
    try:
        return Plugin(point.name, find_origin, loaded=point.load())
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if _is_too_early(error):
            return Plugin(point.name, find_origin, error=AppRegistryNotReady.__name__)
        stops = isinstance(error, AssertionError) or not isinstance(error, Exception)
        return Plugin(point.name, find_origin, error=type(error).__name__, stops=stops)


def _is_too_early(error: BaseException | None) -> bool:
    """Return whether the cause of ``error`` is that models are not loaded yet."""
    seen = set()
    while error is not None and id(error) not in seen and not isinstance(error, AppRegistryNotReady):
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return isinstance(error, AppRegistryNotReady)


@cache
def _find_origin(point: EntryPoint) -> tuple[str, str]:
    """Return name and version of the distribution, or the name of the module if the metadata cannot be read."""
    module = point.value.partition(":")[0].partition(".")[0]
    try:
        found = _read_distribution(module)  # is fast, and usually right
        if found is None or point not in found.entry_points:
            found = next(one for one in distributions() if point in one.entry_points)
        return found.metadata["Name"] or module, found.metadata["Version"] or ""
    except Exception:
        return module, ""


@cache
def _read_distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
