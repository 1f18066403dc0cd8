"""
The plugins that edx_proctoring finds: entry points of the group ``openedx.proctoring``.

Checking a plugin means importing it, which runs third-party code. Therefore, call these functions only when
edx_proctoring does the same or has done so: from ``AppConfig.import_models`` on, with edx_proctoring installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

GROUP = "openedx.proctoring"


@dataclass(frozen=True)
class Plugin:
    """
    An entry point, after an attempt to import it.

    ``name`` is the name of the provider. ``distribution`` and ``version`` identify the installed package. ``loaded`` is
    the object that the entry point refers to, normally a class. If it cannot be imported, ``error`` is the type of the
    exception, and ``stops`` tells whether that exception ends the process when edx_proctoring imports the plugin:
    stevedore's ``ExtensionManager`` logs any ``Exception`` except ``AssertionError``.
    """

    name: str
    distribution: str
    version: str = ""
    loaded: object = None
    error: str | None = None
    stops: bool = False

    @property
    def source(self) -> str:
        """The installed package as messages name it, such as ``edx-proctoring 6.1.4``."""
        return f"{self.distribution} {self.version}".strip()


def load_plugins() -> list[Plugin]:
    """
    Return all plugins in the order of edx_proctoring, including those that cannot be imported.

    If two distributions provide the same name, edx_proctoring creates an instance of both and keeps the later one.
    Exceptions of plugins are not raised, except ``KeyboardInterrupt``.
    """
    points: dict[tuple[str, str], EntryPoint] = {}
    for point in entry_points(group=GROUP):
        points.setdefault((point.name, point.value), point)
    return [_load(point) for point in points.values()]


def installed_plugins() -> dict[str, Plugin]:
    """Return the plugins by name; if several share a name, the last that can be imported, else the first."""
    by_name: dict[str, Plugin] = {}
    for plugin in load_plugins():
        if plugin.error is None or plugin.name not in by_name:
            by_name[plugin.name] = plugin
    return by_name


def _load(point: EntryPoint) -> Plugin:
    distribution, version = _origin(point)
    try:
        return Plugin(point.name, distribution, version, loaded=point.load())
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        stops = isinstance(error, AssertionError) or not isinstance(error, Exception)
        return Plugin(point.name, distribution, version, error=type(error).__name__, stops=stops)


def _origin(point: EntryPoint) -> tuple[str, str]:
    module = point.value.partition(":")[0].partition(".")[0]
    try:
        metadata = point.dist.metadata  # type: ignore[union-attr]
        return metadata["Name"] or module, metadata["Version"] or ""
    except Exception:  # no metadata, or none that can be read
        return module, ""
