"""
Start the project many times: each line of stdin is a list of starts. Fork for each of them, and print the results as a
line of JSON.

Modules that take long to import and do not need settings are imported once, before the first fork.
"""

import ast
import importlib
import json
import os
import runpy
import signal
import sys
import tempfile
import traceback
from pathlib import Path

HEAVY = (
    "Cryptodome.Cipher.DES3",
    "celery.fixups.django",
    "cryptography.hazmat.primitives.asymmetric.rsa",
    "django.contrib.admin.decorators",
    "django.contrib.auth.hashers",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.migrations",
    "django.db.models",
    "django.template.loader",
    "django.test",
    "django.views.generic",
    "docutils.core",
    "docutils.parsers.rst.states",
    "docutils.readers.standalone",
    "docutils.writers.html4css1",
    "edx_django_utils.monitoring",
    "jsonschema",
    "jwt",
    "lxml.etree",
    "opaque_keys.edx.keys",
    "pycparser.c_ast",
    "pymongo",
    "requests",
    "rest_framework.serializers",
    "semantic_version",
    "stevedore",
    "waffle",
    "web_fragments.fragment",
    "webob",
    "yaml",
)
SECONDS = 60


def run(program, arguments, environment, path):
    """Become a process that was started with this program; returns its exit status."""
    os.environ.update(environment)
    sys.path[:0] = path
    sys.argv = [program, *arguments]
    signal.alarm(SECONDS)
    try:
        runpy.run_path(str(Path(__file__).with_name(program)), run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def fork(start):
    """Run one start in a child of this process and return its exit status, standard output and standard error."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(stdout.fileno(), 1)
            os.dup2(stderr.fileno(), 2)
            *start, closed = start
            for name in closed:
                getattr(sys, name).close()
                setattr(sys, name, None)
            status = run(*start)
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
            os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for stream in (stdout, stderr):
            stream.seek(0)
            texts.append(stream.read().decode())
        return [status, *texts]


if __name__ == "__main__":
    for name in HEAVY:
        importlib.import_module(name)
    assert not importlib.import_module("django.conf").settings.configured
    for line in sys.stdin:
        print(json.dumps([fork(start) for start in ast.literal_eval(line)]), flush=True)
