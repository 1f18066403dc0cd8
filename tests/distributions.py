"""Distributions as small as a plugin can be, written into a folder that is put on the path."""

import importlib
import sys
from pathlib import Path
from unittest import mock

from django.apps import apps
from stevedore.extension import ExtensionManager

from proctoring_config.edx_platform import plugins

#: Where the installation puts the vendor's old package, which cannot be imported under Django 4, and the current one.
PROCTORTRACK = Path(sys.prefix) / "proctortrack"
PROCTORTRACK_V2 = Path(sys.prefix) / "proctortrack-v2"

_BACKEND = """
from edx_proctoring.backends.null import NullBackendProvider

class Backend(NullBackendProvider):
    {body}
"""


def backend(body):
    """The source of a module with a complete plugin whose class has this body."""
    return _BACKEND.format(body=body)


def install(folder, distribution, provider, source, *, target="Backend", module=None):
    """Install a distribution, version 1.0, with one module whose ``target`` is the provider's plugin."""
    module = module or distribution.replace("-", "_")
    metadata = Path(folder) / f"{distribution.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[openedx.proctoring]\n{provider} = {module}:{target}\n")
    (Path(folder) / f"{module}.py").write_text(source)


def put_on_path(test, folder):
    """Let this process find what is installed in ``folder``, until ``test`` is over."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    forget_plugins()

    def take_off():
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(folder)):
                del sys.modules[name]
        forget_plugins()

    test.addCleanup(take_off)


def make_plugin(name, distribution, version="", **fields):
    """Return a plugin as load_plugins returns it, of a distribution that is not installed."""
    return plugins.Plugin(name, lambda: (distribution, version), **fields)


def hold(test, *names):
    """Let edx_proctoring hold an instance of the plugins with these names only, until ``test`` is over."""
    config = apps.get_app_config("edx_proctoring")
    test.enterContext(mock.patch.object(config, "backends", dict.fromkeys(names)))


def forget_plugins():
    """Let this process look for plugins again, as a new process would."""
    importlib.invalidate_caches()
    plugins._loaded.clear()
    plugins._find_origin.cache_clear()
    plugins._read_distribution.cache_clear()
    ExtensionManager.ENTRY_POINT_CACHE.pop(plugins.GROUP, None)
