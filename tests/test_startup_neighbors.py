"""The log of a process that stops because of another setting or a worker, with the real edx_proctoring."""

from itertools import product

import ddt

from tests.distributions import backend, install
from tests.test_startup import HEALTHY, WAYS, StartsTest

ACME = {"DEFAULT": "acme", "acme": {}}
OWN = "PROCTORING_BACKENDS['acme']"

# id, the start, location, the error of edx_proctoring
ERRORS = [
    ("E014", {"settings": {"PROCTORING_SETTINGS": None}}, "PROCTORING_SETTINGS", "TypeError"),
    ("E014", {"settings": {"PROCTORING_SETTINGS": True}}, "PROCTORING_SETTINGS", "TypeError"),
    ("E014", {"settings": {"PROCTORING_SETTINGS": "SITE_NAME: s3cret"}}, "PROCTORING_SETTINGS", "TypeError"),
    ("E014", {"without": ("PROCTORING_SETTINGS",)}, "PROCTORING_SETTINGS", "AttributeError"),
    ("E015", {"plugin": "invalid"}, OWN, "json.decoder.JSONDecodeError"),
    ("E015", {"plugin": "undecodable"}, OWN, "UnicodeDecodeError"),
    ("E015", {"plugin": "a-list"}, OWN, "TypeError"),
    ("E015", {"plugin": "nameless"}, OWN, "TypeError"),
]
START_WAYS = (("manage.py", "first"), ("WSGI", "last"))
#: npm modules and their package.json.
PACKAGES = {"invalid": b"{'s3cret': 1}", "undecodable": b'{"main": "\xff"}', "a-list": b'["s3cret"]', "mainless": b"{}"}
WARNINGS = {
    "off": ({"settings": {"FEATURES": {}}}, "W028"),
    "list": ({"settings": {"PROCTORING_SETTINGS": ["s3cret"]}}, "W029"),
    "mainless": ({"plugin": "mainless"}, "W030"),
}


class NeighborsTestCase(StartsTest):
    """Starts with npm modules in a folder of their own."""

    @classmethod
    def start_with(cls, way, *, plugin=None, settings=None, **others):
        """Return a start with a plugin whose npm module has one of the packages above."""
        modules = cls.folder / "node_modules"
        for name, package in PACKAGES.items():
            (modules / name).mkdir(parents=True, exist_ok=True)
            (modules / name / "package.json").write_bytes(package)
        if plugin and not (cls.folder / plugin).exists():
            name = None if plugin == "nameless" else plugin
            install(cls.folder / plugin, "acme", "acme", backend(f"npm_module = {name!r}"))
        settings = {"NODE_MODULES_ROOT": str(modules), **(settings or {})}
        return cls.start(way, ACME if plugin else {**HEALTHY, "mock": {}}, plugin, settings=settings, **others)


@ddt.ddt
class ErrorsTest(NeighborsTestCase):
    """Each error is logged before edx_proctoring stops the process."""

    @classmethod
    def starts(cls):
        """Return starts for each error, and one without our app."""
        return {
            (row, way, ours): cls.start_with(WAYS[way], ours=ours, **start)
            for row, (_, start, _, _) in enumerate(ERRORS)
            for way, ours in [*START_WAYS, ("WSGI", "absent")]
        }

    @ddt.idata(((row, *how) for row, how in product(range(len(ERRORS)), START_WAYS)))
    @ddt.unpack
    def test_is_logged_before_the_traceback_of_edx_proctoring(self, row, way, ours):
        code, _, location, error = ERRORS[row]
        end, without_us = self.ended[row, way, ours], self.ended[row, "WSGI", "absent"]
        before, found, after = end.stderr.partition(f"ERROR proctoring_config {location}: (proctoring_config.{code}) ")
        self.assertTrue(found, end.stderr)
        self.assertNotIn("Traceback", before)
        self.assertIn(f"LMS and Studio will not start ({error.rpartition('.')[2]}). HINT: ", after.splitlines()[0])
        self.assertRegex(end.stderr.splitlines()[-1], rf"^{error}\b")
        self.assertEqual(end.stderr.splitlines()[-1], without_us.stderr.splitlines()[-1])
        self.assertEqual([level for level, _ in end.ours].count("ERROR"), 1, "no other error")
        self.assertNotIn("s3cret", str(end.ours))


@ddt.ddt
class WarningsTest(NeighborsTestCase):
    """Warnings do not stop the process."""

    @classmethod
    def starts(cls):
        """Return a start for each warning, with edx_proctoring alone and with our app."""
        return {
            (name, ours): cls.start_with(WAYS["WSGI"], ours=ours, **start)
            for (name, (start, _)), ours in product(WARNINGS.items(), ("last", "absent"))
        }

    @ddt.idata(sorted(WARNINGS))
    def test_the_process_starts(self, name):
        end = self.ended[name, "last"]
        self.assertEqual((end.status, self.ended[name, "absent"].status), (0, 0), end.stderr)
        self.assertIn(f"1 problem (proctoring_config.{WARNINGS[name][1]})", str(end.ours[0]))
        self.assertNotIn("s3cret", str(end.ours))
