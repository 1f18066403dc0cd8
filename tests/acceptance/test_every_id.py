"""Each id of the table, provoked as an operator does: with ``manage.py check``, and with a settings file."""

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import ddt
from django.conf import settings
from django.test import override_settings
from waffle.models import Flag

from proctoring_config import diagnosis
from proctoring_config.edx_platform import flag
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from proctoring_config.problems import PREFIX, Severity
from proctoring_config.problems.kinds import KINDS
from tests.acceptance.translated import TranslatedTestCase
from tests.audit.planting import override_course
from tests.cli.base import CommandTestCase
from tests.distributions import backend, install, put_on_path
from tests.test_checks import check

#: The setting does not exist.
ABSENT = object()
HEALTHY = {"DEFAULT": "null", "null": {}}
REST = "from edx_proctoring.backends.rest import BaseRestProctoringProvider as Backend"
#: npm modules and their package.json.
PACKAGES = {"built-js": '{"main": "worker.js"}', "mainless-js": "{}", "broken-js": "{s3cret"}


@dataclass(frozen=True)
class Row:
    """
    ``value`` of the setting provokes ``id``.

    ``source`` is the code of an installed plugin named acme, and ``settings`` are other settings.
    """

    id: str
    value: object
    source: str | None = None
    place: str = "PROCTORING_BACKENDS['acme']"
    settings: dict = field(default_factory=dict)


# By manage.py check; every id but those that only a file can have, and the rules about a course.
BY_CHECK = [
    Row("E001", ABSENT, place="PROCTORING_BACKENDS"),
    Row("E002", None, place="PROCTORING_BACKENDS"),
    Row("E003", ["null"], place="PROCTORING_BACKENDS"),
    Row("E004", {**HEALTHY, None: {}}, place="PROCTORING_BACKENDS[None]"),
    Row("E005", {**HEALTHY, True: {}}, place="PROCTORING_BACKENDS[True]"),
    Row("E006", {**HEALTHY, "acme": None}, backend("pass")),
    Row("E007", {**HEALTHY, "acme": "s3cret"}, backend("pass")),
    Row("E008", {**HEALTHY, "acme": {}}, backend("def __init__(self, client_id): pass")),
    Row("E009", {**HEALTHY, "acme": {"client_id": "s3cret"}}, backend("def __init__(self): pass")),
    Row("E010", {**HEALTHY, "acme": {}}, "raise SystemExit('s3cret')"),
    Row("E011", {**HEALTHY, "acme": {}}, "Backend = 's3cret'"),
    Row(
        "E012",
        {**HEALTHY, "acme": {"base_url": None}},
        REST,
        "PROCTORING_BACKENDS['acme']['base_url']",
    ),
    Row("E013", {**HEALTHY, "acme": {"verbose_name": "s3cret"}}, backend("verbose_name = property(str)")),
    Row("E014", HEALTHY, place="PROCTORING_SETTINGS", settings={"PROCTORING_SETTINGS": None}),
    Row("E015", {**HEALTHY, "acme": {}}, backend("npm_module = 'broken-js'")),
    Row("W001", {"null": {}}, place="PROCTORING_BACKENDS"),
    Row("W002", {**HEALTHY, "DEFAULT": None}, place="PROCTORING_BACKENDS['DEFAULT']"),
    Row("W003", {**HEALTHY, "DEFAULT": "nul"}, place="PROCTORING_BACKENDS['DEFAULT']"),
    Row(
        "W004",
        {**HEALTHY, "acme": {"show_review_rules": "False"}},
        backend("pass"),
        "PROCTORING_BACKENDS['acme']['show_review_rules']",
    ),
    Row(
        "W005",
        {**HEALTHY, "acme": {"client_secret": ["s3cret"]}},
        backend("pass"),
        "PROCTORING_BACKENDS['acme']['client_secret']",
    ),
    Row(
        "W006",
        {**HEALTHY, "acme": {"SHOW_REVIEW_RULES": True}},
        backend("pass"),
        "PROCTORING_BACKENDS['acme']['SHOW_REVIEW_RULES']",
    ),
    Row(
        "W007",
        {**HEALTHY, "acme": {"house_option": "s3cret"}},
        backend("pass"),
        "PROCTORING_BACKENDS['acme']['house_option']",
    ),
    Row("W008", {**HEALTHY, "acme": {}}),
    Row("W009", HEALTHY, backend("pass")),
    Row("W010", {**HEALTHY, "acme": {}}, "import s3cret"),
    Row("W011", {**HEALTHY, "acme": {}}, backend("npm_module = 'acme-js'")),
    Row("W012", {**HEALTHY, "acme": {}}, backend("npm_module = 'built-js'")),
    Row("W013", {**HEALTHY, "proctortrack": {}}, place="PROCTORING_BACKENDS['proctortrack']"),
    Row("W014", {**HEALTHY, "lti_external": {}}, place="PROCTORING_BACKENDS['lti_external']"),
    Row("W026", {**HEALTHY, "acme": {}}, backend("pass")),
    Row(
        "W027",
        {**HEALTHY, "acme": {"base_url": ""}},
        REST,
        "PROCTORING_BACKENDS['acme']['base_url']",
    ),
    Row("W015", HEALTHY, place=f"waffle flag {FLAG}"),
    Row("W016", HEALTHY, place=f"waffle flag {FLAG}['course overrides']"),
    Row("W019", {**HEALTHY, "acme": None}),
    Row("W022", {**HEALTHY, "client_id": "s3cret"}, place="PROCTORING_BACKENDS['client_id']"),
    Row("W023", {**HEALTHY, "“acme”": {}}, place="PROCTORING_BACKENDS['“acme”']"),
    Row("W024", {**HEALTHY, "acme": {"client_id:s3cret": None}}, place="PROCTORING_BACKENDS['acme'][name not shown]"),
    Row("W033", {**HEALTHY, "options": {"client_id": "s3cret"}}, place="PROCTORING_BACKENDS['options']"),
    Row(
        "W034",
        {**HEALTHY, "acme": {"base_url": "s3cret client_id: s3cret"}},
        backend("pass"),
        "PROCTORING_BACKENDS['acme']['base_url']",
    ),
    Row(
        "W035",
        {**HEALTHY, "acme": {"client_id": "s3cret,"}},
        backend("pass"),
        "PROCTORING_BACKENDS['acme']['client_id']",
    ),
    Row("W025", {**HEALTHY, "acme": {"timeout": 5}}, place="PROCTORING_BACKENDS['acme']['timeout']"),
    Row(
        "W028",
        {**HEALTHY, "mock": {}},
        place="FEATURES['ENABLE_SPECIAL_EXAMS']",
        settings={"FEATURES": {"ENABLE_PROCTORING": "s3cret"}},
    ),
    Row(
        "W036",
        {**HEALTHY, "mock": {}},
        place="FEATURES['ENABLE_SPECIAL_EXAMS']",
        settings={"FEATURES": {"ENABLE_SPECIAL_EXAMS": "false", "ENABLE_PROCTORED_EXAMS": True}},
    ),
    Row("W029", HEALTHY, place="PROCTORING_SETTINGS", settings={"PROCTORING_SETTINGS": ["s3cret"]}),
    Row("W030", {**HEALTHY, "acme": {}}, backend("npm_module = 'mainless-js'")),
]

# By proctoring-config check: the file, and line and column of the key that is meant.
BY_FILE = {
    "E002": ("PROCTORING_BACKENDS:\n", "1:1"),
    "E003": ("A: 1\nPROCTORING_BACKENDS: [null]\n", "2:1"),
    "E004": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n  null: {}\n", "4:3"),
    "E005": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n  yes: {}\n", "4:3"),
    "E006": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n", "3:3"),
    "E007": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: s3cret\n", "3:3"),
    "E014": ("PROCTORING_BACKENDS: {DEFAULT: a, a: {}}\nPROCTORING_SETTINGS:\n", "2:1"),
    "W001": ("# s3cret\n\nPROCTORING_BACKENDS:\n  a: {}\n", "3:1"),
    "W002": ("PROCTORING_BACKENDS:\n    a: {}\n    DEFAULT: null\n", "3:5"),
    "W003": ("PROCTORING_BACKENDS: {DEFAULT: b, a: {}}\n", "1:23"),
    "W004": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    show_review_rules: 'False'\n", "4:5"),
    "W005": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    client_secret: [s3cret]\n", "4:5"),
    "W006": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    SHOW_REVIEW_RULES: true\n", "4:5"),
    "W007": ('{"PROCTORING_BACKENDS": {"DEFAULT": "a",\n\t"a": {"house_option": "s3cret"}}}\n', "2:8"),
    "E008": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n  rpnow4:\n    secret_key: s3cret\n", "4:3"),
    "E012": (
        "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    client_secret: s3cret\n    base_url:\n",
        "5:5",
    ),
    "W027": ('{"PROCTORING_BACKENDS":\n{"DEFAULT": "a", "a": {"client_secret": "s3cret", "base_url": ""}}}\n', "2:51"),
    "W013": ("PROCTORING_BACKENDS:\r\n  DEFAULT: proctortrack\r\n  proctortrack: {}\r\n", "3:3"),
    "W014": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n  lti_external: {}\n", "4:3"),
    "W022": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n  client_id: s3cret\n", "4:3"),
    "W023": ("PROCTORING_BACKENDS:\n  DEFAULT: “a”\n  a: {}\n", "2:3"),
    "W024": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {client_secret:s3cret}\n", "3:7"),
    "W020": (
        "x: &x {show_review_rules: true}\ny: &y {show_review_rules: false}\n"
        "PROCTORING_BACKENDS:\n  DEFAULT: acme\n  acme: {<<: [*x, *y]}\n",
        "5:10",
    ),
    "W021": ("FEATURES:\n  PROCTORING_BACKENDS:\n    a: {client_secret: s3cret}\n", "2:3"),
    "W028": ("PROCTORING_BACKENDS: {DEFAULT: a, a: {}}\nFEATURES:\n  ENABLE_SPECIAL_EXAMS: false\n", "3:3"),
    "W036": ("PROCTORING_BACKENDS: {DEFAULT: a, a: {}}\nFEATURES:\n  ENABLE_SPECIAL_EXAMS: 'false'\n", "3:3"),
    "W029": ("PROCTORING_BACKENDS: {DEFAULT: a, a: {}}\nPROCTORING_SETTINGS: s3cret\n", "2:1"),
    "W032": ("PROCTORING_BACKENDS: {DEFAULT: a, a: {}}\nb: {client_secret: s3cret}\n", "2:1"),
    "W033": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    options: {client_secret: s3cret}\n", "4:5"),
    "W034": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    base_url: 's3cret\n    client_id: s3cret'\n", "4:5"),
    "W035": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    client_secret: s3cret,\n", "4:5"),
    "W031": ("patches:\n  lms-envs: |\n    PROCTORING_BACKENDS: {a: {client_secret: s3cret}}\n", "2:3"),
    "W017": ("PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n  a: {client_secret: s3cret}\n", "4:3"),
}
#: What is to be seen only with several files, with the plugins installed, or with a database.
NOT_IN_A_FILE = {
    *("E001", "E009", "E010", "E011", "E013", "E015"),
    *("W008", "W009", "W010", "W011", "W012", "W015", "W016", "W018", "W019", "W025", "W026", "W030"),
}
ONLY_IN_FILES = {"W017", "W018", "W020", "W021", "W031", "W032"}


def short_ids(severity=None):
    """The ids of the table, without those of the rules about a course and of the audit."""
    kinds = [kind for kind in KINDS if severity in (None, kind.severity)]
    return {kind.id.removeprefix(PREFIX) for kind in kinds} - {f"W{number}" for number in range(101, 300)}


@ddt.ddt
class ByCheckTest(TranslatedTestCase):
    """manage.py check --tag proctoring."""

    def test_every_id_is_provoked(self):
        self.assertEqual({row.id for row in BY_CHECK}, short_ids() - ONLY_IN_FILES)

    @ddt.idata(BY_CHECK)
    def test_provoked(self, row):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        if row.source:
            install(folder, "acme", "acme", row.source)
            put_on_path(self, folder)
        for name, package in PACKAGES.items():
            (Path(folder) / name).mkdir()
            (Path(folder) / name / "package.json").write_text(package)
        stats = Path(folder, "stats.json")
        stats.write_text('{"status": "done", "chunks": {}}')
        if row.id == "W015":
            Flag.objects.create(name=FLAG, everyone=True)
            self.enterContext(mock.patch.object(flag, "platform_reads_flag", return_value=True))
        if row.id == "W025":
            self.enterContext(mock.patch.object(diagnosis, "_edx_proctoring_version", return_value="6.0.2"))
        if row.id == "W016":
            override_course("course-v1:a+b+c", "on")
        loader = {"WORKERS": {"STATS_FILE": os.fspath(stats)}}
        neighbors = {
            "NODE_MODULES_ROOT": folder,
            "WEBPACK_LOADER": loader,
            "SERVICE_VARIANT": "lms",
            "ENV_ROOT": folder,
        }
        with override_settings(**neighbors, **row.settings):
            if row.value is ABSENT:
                del settings.PROCTORING_BACKENDS
            else:
                settings.PROCTORING_BACKENDS = row.value
            failed, output = check("--database", "default")
        self.assertIn(f"\n{row.place}: ({PREFIX}{row.id}) ", output)
        self.assertEqual(failed, row.id in short_ids(Severity.ERROR))
        self.assertNotIn("s3cret", output)


@ddt.ddt
class ByFileTest(CommandTestCase):
    """proctoring-config check."""

    def test_every_id_is_provoked(self):
        self.assertEqual(set(BY_FILE), short_ids() - NOT_IN_A_FILE)

    @ddt.idata(sorted(BY_FILE))
    def test_provoked(self, code):
        text, position = BY_FILE[code]
        name = self.file("lms.json" if text.startswith("{") else "lms.yml", text)
        status, out, err = self.run_command("check", name)
        self.assertEqual(status, 1)
        self.assertRegex(out, rf"(?m)^{name}:{position}: (error|warning) {code} [\w]+[\[:]")
        self.assertNotIn("s3cret", out + "".join(err))
        _, out, _ = self.run_command("check", "--format", "json", name)
        found = {(p["id"], f"{p['line']}:{p['column']}") for p in json.loads(out)["problems"]}
        self.assertIn((PREFIX + code, position), found)

    def test_lms_and_studio_that_disagree(self):
        lms = self.file("lms.yml", "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a: {}\n")
        cms = self.file("cms.yml", "PROCTORING_BACKENDS:\n  DEFAULT: a\n  a:\n    show_review_rules: false\n")
        status, out, _ = self.run_command("check", lms, cms)
        self.assertEqual(status, 1)
        self.assertRegex(out, r"(?m)^cms.yml:4:5: warning W018 ")
