"""
Measure this package's share of ``django.setup()``, and ``manage.py check --tag proctoring`` as whole processes.

The share is the difference between a project with and without the app, in processor time of new processes that run
alternately. Two effects of chance are kept out of it. Python keeps its frames in chunks of 16 KB and is slow wherever
calls cross the border of a chunk, up to 50 milliseconds in a start. Where that is depends on the depth of the stack,
and is different with the app by chance, so both start above a frame whose chunk is large enough for all others. The
garbage collector is off: it examines all objects whenever their number has grown by a quarter, in Studio six or seven
times in a start, for up to 200 milliseconds. A few objects more or less decide whether the seventh time falls into the
start.

In Studio, only what Django calls in this app and in edx_proctoring is compared, whose plugins this app imports first.
All other code is the same: a profile counts 5,227,070 calls without the app, and 8,345 more with it. But the time of
the whole varies by up to 100 milliseconds, so the share would be lost in it. In the other projects, the whole is
compared, because the app is the first to import modules that others need as well.

Set ``PROCTORING_CONFIG_PLATFORM_PYTHON`` to the interpreter of an environment in which the checkout
``PROCTORING_CONFIG_PLATFORM_TREE`` and this package are installed, to measure it in Studio as well.

The growth of the check is measured in this process, without the start-up: the additional time per provider for 1,000
providers is compared with that for 100.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import timeit
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.project import backends, in_process
from benchmarks.timing import Row, commands, compared, difference

_ROOT = Path(__file__).parent.parent
_PROJECT = ["env", "DJANGO_SETTINGS_MODULE=benchmarks.project"]
_SETUP = [sys.executable, "-c", "import django; django.setup()"]
_CHECK = [sys.executable, "-m", "django", "check", "--tag", "proctoring"]
NUMBERS = (1, 10, 100, 1_000)
#: Linear growth has a ratio of 1, quadratic growth a ratio of 10.
GROWTH = 1.5
#: The share of a project without problems, in seconds.
SHARE = 0.015
_RUNS = 21

# Arguments: the value of the setting, whether the app is installed, and the command line that the app sees.
_TIMED = """
import ast, gc, sys, time
import django
from django.apps import AppConfig
from django.conf import settings
value, installed, *sys.argv = sys.argv[1:]
settings.PROCTORING_BACKENDS = ast.literal_eval(value)
absent = ("demo.studio",) if installed == "True" else ("demo.studio", "proctoring_config")  # the former imports ours
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if not app.startswith(absent)]
spent = []
def timed(function):
    def call(*arguments):
        start = time.process_time()
        result = function(*arguments)
        spent.append(time.process_time() - start)
        return result
    return call
create = AppConfig.create.__func__
def create_timed(cls, entry):
    if not entry.startswith(("proctoring_config", "edx_proctoring")):
        return create(cls, entry)
    app = timed(create)(cls, entry)
    app.import_models, app.ready = timed(app.import_models), timed(app.ready)
    return app
AppConfig.create = classmethod(create_timed)
scope = {"setup": timed(django.setup)}
exec("def above():\\n setup()\\n if 0: " + " = ".join(f"a{number}" for number in range(70_000)) + " = 0", scope)
gc.disable()
scope["above"]()
whole = spent.pop()
print(sum(spent), whole)
"""
_HEALTHY = {"DEFAULT": "null", "null": {}}
_FINDINGS = {**_HEALTHY, "moc": {"show_review_rules": "False", "show_review_rule": True}}
_STARTS = (
    ("server, no problems", _HEALTHY, ["uwsgi"], SHARE),
    ("server, problems", _FINDINGS, ["uwsgi"], None),
    ("command, problems", _FINDINGS, ["manage.py", "migrate"], None),
)


def rows() -> Iterator[Row | str]:
    """Measure the start-up, and the check with an increasing number of providers."""
    yield from shares("test project", sys.executable, _ROOT, "benchmarks.project")
    yield from shares("demo", sys.executable, _ROOT, "demo.demo_site.settings")
    python, tree = (os.environ.get(f"PROCTORING_CONFIG_PLATFORM_{name}") for name in ("PYTHON", "TREE"))
    if python and tree:
        yield from shares("Studio", python, Path(tree), "cms.envs.test", only_apps=True)
    else:
        yield "share of django.setup() in Studio: not measured, no environment of the platform is given"
    for number in NUMBERS:
        command = [*_PROJECT, f"BENCH_BACKENDS={number}", *_CHECK]
        what = f"check --tag proctoring, providers: {number:,}, vs. setup"
        yield compared(what, *commands(command, [*_PROJECT, *_SETUP], runs=7))
    yield growth()


def shares(project: str, python: str, folder: Path, settings: str, *, only_apps: bool = False) -> Iterator[Row]:
    """
    Measure the share of this package in a project: for a healthy setting, and for one with problems.

    If ``only_apps`` is set, only the time of this app and of edx_proctoring is compared.
    """
    for what, value, arguments, limit in _STARTS:
        ours, without = [], []
        for _ in range(_RUNS):
            ours.append(_setup_seconds(python, folder, settings, [repr(value), "True", *arguments]))
            without.append(_setup_seconds(python, folder, settings, [repr(value), "False", *arguments]))
        compared_time = 0 if only_apps else 1
        share = difference([one[compared_time] for one in ours], [one[compared_time] for one in without])
        yield Row(f"share of django.setup(), {project}: {what}", share, SHARE, share / SHARE, limit and 1.0)
        whole = statistics.median(whole for _, whole in without)
        yield Row("  vs. the whole", share, whole, share / whole)


def _setup_seconds(python: str, folder: Path, settings: str, arguments: Sequence[str]) -> tuple[float, float]:
    """
    Return the processor time of this app and edx_proctoring in a new process, and that of all of ``django.setup()``.

    Raises RuntimeError if it fails.
    """
    command = ["env", "-u", "PYTHONDONTWRITEBYTECODE", f"DJANGO_SETTINGS_MODULE={settings}", python, "-c", _TIMED]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        raise RuntimeError(f"django.setup() of {settings} ended with {done.returncode}: {done.stderr[-500:]}")
    spent, whole = map(float, done.stdout.split()[-2:])
    return spent, whole


def growth() -> Row:
    """Compare the additional time per provider of the checks, for 1,000 and for 100 providers."""
    in_process()
    import django
    from django.core import checks
    from django.test import override_settings

    django.setup()

    def seconds(number: int) -> float:
        with override_settings(PROCTORING_BACKENDS=backends(number)):
            return timeit.timeit(lambda: checks.run_checks(tags=["proctoring"]), number=1)

    seconds(0)
    many, few = [], []
    for _ in range(31):
        nothing = seconds(0)
        many.append((seconds(1_000) - nothing) / 1_000)
        few.append((seconds(100) - nothing) / 100)
    return compared("  check alone, per provider: 1,000 vs. 100", many, few, target=GROWTH)
