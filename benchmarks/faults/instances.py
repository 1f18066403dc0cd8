"""Faults of an instance: plugins, worker scripts and neighboring settings, which no settings file shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from benchmarks.faults.verdict import Verdict, run_worker

MODULE = "acme-worker"
_PLUGIN = """
from edx_proctoring.backends.rest import BaseRestProctoringProvider

class Backend(BaseRestProctoringProvider):
    npm_module = "acme-worker"
    {body}
"""
_PLACE = "PROCTORING_BACKENDS['acme']"
_METADATA = "plugins/acme-1.0.dist-info"
_WORKER_STATS = "static/webpack-worker-stats.json"
_PACKAGE = f"node_modules/{MODULE}/package.json"

Instance = dict[str, Any]


def healthy() -> Instance:
    """Return a healthy instance: its settings, and the text of its files."""
    return {
        "settings": {
            "PROCTORING_BACKENDS": {
                "DEFAULT": "acme",
                "null": {},
                "acme": {"base_url": "https://proctor.example.com", "client_id": "x", "client_secret": "x"},
            },
            "PROCTORING_SETTINGS": {},
            "FEATURES": {"ENABLE_SPECIAL_EXAMS": True, "ENABLE_PROCTORED_EXAMS": True},
        },
        "files": {
            f"{_METADATA}/METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n",
            f"{_METADATA}/entry_points.txt": "[openedx.proctoring]\nacme = acme_plugin:Backend\n",
            "plugins/acme_plugin.py": _PLUGIN.format(body="pass"),
            _PACKAGE: '{"main": "index.js"}',
            f"node_modules/{MODULE}/index.js": "",
            "static/webpack-stats.json": '{"status": "done", "chunks": {}, "assets": {}}',
            _WORKER_STATS: json.dumps({"status": "done", "chunks": {MODULE: ["a.js"]}, "assets": {}}),
            "workers.json": "{}",
        },
    }


class InstanceFault(NamedTuple):
    """A way to break an instance: the problem that names it, its path, and what the hint must tell to do."""

    name: str
    ids: tuple[str, ...]
    path: str
    remedy: str
    apply: Callable[[Instance], object]


def _plugin(body: str) -> Callable[[Instance], object]:
    return lambda instance: instance["files"].update({"plugins/acme_plugin.py": _PLUGIN.format(body=body)})


def _options(**options: object) -> Callable[[Instance], object]:
    return lambda instance: instance["settings"]["PROCTORING_BACKENDS"]["acme"].update(options)


def _file(name: str, text: str) -> Callable[[Instance], object]:
    return lambda instance: instance["files"].update({name: text})


def _setting(name: str, value: object) -> Callable[[Instance], object]:
    return lambda instance: instance["settings"].update({name: value})


_WITHOUT_WORKER = _file(_WORKER_STATS, '{"status": "done", "chunks": {"other": ["a.js"]}, "assets": {}}')
_REQUIRES = "def __init__(self, organization, **kwargs): super().__init__(**kwargs)"
_REFUSES = "def __init__(self, base_url, client_id, client_secret): super().__init__(client_id, client_secret)"
_RAISES = "def __init__(self, **kwargs): super().__init__(**kwargs); kwargs['region']"
_COMPUTES = "client_url = property(lambda self: 'x'); base_url = property(lambda self: 'x')"

FAULTS = (
    InstanceFault(
        "plugin not installed",
        ("W008",),
        _PLACE,
        "nstall",
        lambda instance: [instance["files"].pop(name) for name in list(instance["files"]) if "plugins/" in name],
    ),
    InstanceFault(
        "plugin not configured",
        ("W009",),
        _PLACE,
        "Add ",
        _setting("PROCTORING_BACKENDS", {"DEFAULT": "null", "null": {}}),
    ),
    InstanceFault(
        "plugin cannot be imported",
        ("W010", "E010"),
        _PLACE,
        "nstall",
        _file("plugins/acme_plugin.py", "import acme_sdk_that_is_not_installed"),
    ),
    InstanceFault("option that the plugin requires is missing", ("E008",), _PLACE, "Add", _plugin(_REQUIRES)),
    InstanceFault(
        "option that the plugin does not accept",
        ("E009",),
        _PLACE,
        "Remove",
        lambda instance: [_plugin(_REFUSES)(instance), _options(verbose_name="Acme")(instance)],
    ),
    InstanceFault("option that the plugin computes", ("E013",), _PLACE, "Remove", _plugin(_COMPUTES)),
    InstanceFault("plugin whose constructor raises KeyError", ("W026",), _PLACE, "missing key|Add", _plugin(_RAISES)),
    InstanceFault("REST plugin without base_url", ("E012",), _PLACE, "URL", _options(base_url=None)),
    InstanceFault(
        "npm module not installed",
        ("W011",),
        _PLACE,
        "npm install",
        lambda instance: [
            *(instance["files"].pop(name) for name in list(instance["files"]) if MODULE in name),
            _WITHOUT_WORKER(instance),
        ],
    ),
    InstanceFault(
        "webpack built no worker",
        ("W012",),
        _PLACE,
        "JS_ENV_EXTRA_CONFIG",
        lambda instance: instance["files"].pop(_WORKER_STATS),
    ),
    InstanceFault(
        "worker built before the provider was configured",
        ("W012",),
        _PLACE,
        "[Bb]uild the static assets",
        _WITHOUT_WORKER,
    ),
    InstanceFault("package.json broken", ("E015",), _PLACE, "package.json|npm install", _file(_PACKAGE, "{")),
    InstanceFault(
        "package.json without main",
        ("W030", "E015"),
        _PLACE,
        "main|npm install",
        lambda instance: [_file(_PACKAGE, "{}")(instance), _WITHOUT_WORKER(instance)],
    ),
    InstanceFault(
        "PROCTORING_SETTINGS None in Python",
        ("E014",),
        "PROCTORING_SETTINGS",
        "Write PROCTORING_SETTINGS",
        _setting("PROCTORING_SETTINGS", None),
    ),
    InstanceFault(
        "exams switched off in Python",
        ("W028",),
        "FEATURES",
        "to true",
        _setting("FEATURES", {"ENABLE_SPECIAL_EXAMS": False}),
    ),
)


def judge() -> Iterator[tuple[str, Verdict, Verdict]]:
    """Yield each kind of fault with the verdicts of this package's checks and of a start without them."""
    broken = []
    for fault in FAULTS:
        broken.append(healthy())
        fault.apply(broken[-1])
    for fault, answer in zip(FAULTS, ask(broken), strict=True):
        named = [one for one in answer["problems"] if one[0] in fault.ids]
        at_path = [one for one in named if one[1].startswith(fault.path)]
        is_mended = any(re.search(fault.remedy, hint) for _, _, hint in named)
        ours = Verdict(bool(named), bool(at_path), is_mended, answer["problems"])
        yield fault.name, ours, Verdict(bool(answer["stops"]), False, False, [answer["stops"]])


def ask(instances: list[Instance]) -> list[dict[str, Any]]:
    """Return, for each instance, the error with which it stops (or an empty text), and the problems of the checks."""
    return run_worker("instance_worker", instances)
