"""Plugins that cannot be instantiated, or that only seem so, in separate processes with the real edx_proctoring."""

import ddt

from tests.distributions import backend, install
from tests.processes import WSGI, manage
from tests.test_startup import HEALTHY, StartsTest

REST = """
from edx_proctoring.backends.rest import BaseRestProctoringProvider

class Backend(BaseRestProctoringProvider):
    {body}
"""
DECORATED = """
    def accept_anything(function):
        import functools
        @functools.wraps(function)
        def wrapper(self, **options):
            function(self, client_id="x")
        return wrapper

    @accept_anything
    def __init__(self, client_id):
        pass
"""
# name, source of the plugin, its options, id, exception that stops the process
STOPPED = [
    ("null", REST.format(body="pass"), {"base_url": None}, "E012", "AttributeError"),
    ("missing", REST.format(body="pass"), {"client_id": "s3cret"}, "E012", "AttributeError"),
    (
        "null although the class sets one",
        REST.format(body="base_url = 'https://a'"),
        {"base_url": None},
        "E012",
        "AttributeError",
    ),
    ("computed", backend("verbose_name = property(str)"), {"verbose_name": "s3cret"}, "E013", "AttributeError"),
    ("positional", backend("def __init__(self, client_id, /): pass"), {"client_id": "s3cret"}, "E008", "TypeError"),
]
# name, source of the plugin, its options, ids that manage.py check reports
STARTED = [
    ("decorated", backend(DECORATED.strip()), {}, []),
    ("false signature", backend("__signature__ = '(client_id)'"), {}, []),
    (
        "own URL",
        REST.format(body="def __init__(self, **o): super().__init__(**{**o, 'base_url': 'https://a'})"),
        {},
        [],
    ),
    ("KeyError", backend("def __init__(self, **options): options['license']"), {"client_id": "s3cret"}, ["W026"]),
    (
        "KeyError of the settings",
        "from django.conf import settings\n" + backend("def __init__(self): {}[settings.SECRET_KEY]"),
        {},
        ["W026"],
    ),
    (
        "factory",
        "import functools\n" + backend("pass") + "\nBackend = functools.partial(Backend, client_id='x')",
        {},
        [],
    ),
]


@ddt.ddt
class ConstructionTest(StartsTest):
    """Each plugin is installed and configured as acme."""

    @classmethod
    def starts(cls):
        """Return a start of each plugin under WSGI and one under manage.py check."""
        starts = {}
        for name, source, options, *_ in [*STOPPED, *STARTED]:
            install(cls.folder / name, "acme", "acme", source)
            for way, how in {"WSGI": WSGI, "check": manage("lms", "check", "--tag", "proctoring")}.items():
                starts[name, way] = cls.start(how, {**HEALTHY, "acme": options}, name)
        return starts

    @ddt.named_data(*STOPPED)
    def test_error_is_logged_before_the_process_stops(self, source, options, code, error):
        name = next(row[0] for row in STOPPED if row[1:3] == (source, options))
        for way in ("WSGI", "check"):
            end = self.ended[name, way]
            self.assertRegex(end.stderr.splitlines()[-1], rf"^{error}\b")
            before, _, _ = end.stderr.partition("Traceback")
            self.assertIn(f"(proctoring_config.{code}) ", before)
            self.assertNotIn("s3cret", before)

    @ddt.named_data(*STARTED)
    def test_only_plugins_without_an_instance_are_reported(self, source, options, ids):
        name = next(row[0] for row in STARTED if row[1:3] == (source, options))
        self.assertEqual((self.ended[name, "WSGI"].status, self.ended[name, "WSGI"].ours), (0, []))
        end = self.ended[name, "check"]
        self.assertEqual(end.status, 0)
        self.assertEqual(end.stderr.count("(proctoring_config."), len(ids), end.stderr)
        for code in ids:
            self.assertIn(f"PROCTORING_BACKENDS['acme']: (proctoring_config.{code}) ", end.stderr)
        self.assertNotIn("s3cret", end.stderr)
