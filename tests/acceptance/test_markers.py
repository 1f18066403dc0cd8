"""No output shows a secret: values, comments, anchors, keys of foreign settings, nested keys, typos."""

import logging.handlers
from unittest import mock

import yaml
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proctoring_config import checks, diagnosis, errors, startup
from proctoring_config.audit import Audit, Scope, report
from proctoring_config.operator_page import notice
from proctoring_config.options import OPTIONS
from tests.audit.planting import plant
from tests.cli.base import CommandTestCase
from tests.examples import tries
from tests.operator_page.reading import page

#: Looks like a name, so it may be shown only as the name of a setting, a provider or an option.
MARK = "MaRkEr5ecret"
SETTING = "PROCTORING_BACKENDS"
_VALUES = st.sampled_from(
    [
        MARK, f'"{MARK}"', f"'{MARK} x'", f"[{MARK}, {{{MARK}: {MARK}}}]", f"{{{MARK}: {MARK}}}", f"!{MARK} {MARK}",
        f"{{{MARK}: {{{MARK}: [{MARK}]}}}}", f"&{MARK} {MARK}", f"*{MARK}",
        f"|\n          {MARK}\n          {MARK}: 1",
        f">-\n          {MARK}", f'"{MARK}', f"{MARK}: {MARK}", f"true {MARK}", f"true # {MARK}", "true", '"no"',
        "", "null",
        f"'{{{{ {MARK} }}}}'", f"{{{{ {MARK} }}}}", f"${{{MARK}}}", f"{MARK}#{MARK}", "1e5",
        f"https://u:{MARK}@x/{MARK}",
        f"\n          {MARK}: {MARK}", f"\n          {MARK}:\n            - {MARK}: {MARK}", f"'{MARK}' '{MARK}'",
        f"{{{MARK}", f"[{MARK}", f"{{a: {MARK}}} {MARK}", f"@{MARK}",
        f"\n          - {MARK}\n          - {{{MARK}: 1}}",
        f"%{MARK}", f"`{MARK}`", f"\t{MARK}", f"{MARK}\\", f'"{MARK}\\q"', f"\u201c{MARK}\u201d", f"no,{MARK}",
        f"1{MARK}",
        f"!!binary {MARK}", f"!!int {MARK}", f"!!timestamp '{MARK}'", f"? {MARK}", f"- {MARK}", f"|{MARK}", f"{MARK}:",
    ]
)  # fmt: skip
_KEYS = st.sampled_from(
    [
        *OPTIONS, "SHOW_REVIEW_RULES", "show_review_rulez", "requires-escalation-email", "house_option", "<<", "",
        f"client_secret:{MARK}", f"client_secret {MARK}", f"client_secret={MARK}", f"a/{MARK}",
        f'"client secret {MARK}"',
        f"\u201cclient_secret\u201d\uff1a\u201c{MARK}\u201d", f"# {MARK}", f"!{MARK} timeout", f"&{MARK} timeout",
        f"https://{MARK}@x", f"[{MARK}]", f"{{{MARK}: 1}}", f"'client_secret' {MARK}", f"{MARK} {MARK}", f"*{MARK} ",
    ]
)  # fmt: skip
_PROVIDERS = st.sampled_from(
    [
        "mock",
        "'null'",
        "null",
        "proctortrack",
        "acme",
        "DEFAULT",
        "lti_external",
        f"acme:{MARK}",
        f"a {MARK}",
        f"# {MARK}",
    ]
)
_FOREIGN = st.sampled_from(["API_KEYS", "FEATURES", "PROCTORING_SETTINGS", "SITE_NAME", f"# {MARK}", f"x: &{MARK}"])
_STEPS = st.sampled_from([4, 4, 4, 4, 3, 5, 2, 8])
_options = st.lists(
    st.builds(lambda step, key, value: f"{' ' * step}{key}: {value}", _STEPS, _KEYS, _VALUES), max_size=4
)
_providers = st.builds(
    lambda name, value, options: "\n".join([f"  {name}: {'' if options else value}", *options]),
    _PROVIDERS,
    _VALUES,
    _options,
)
_foreign = st.builds(
    lambda name, value, nested: f"{name}:\n  {MARK}: {value}\n" if nested else f"{name}: {value}\n",
    _FOREIGN,
    _VALUES,
    st.booleans(),
)
_yaml = st.builds(
    lambda before, comment, providers, after: "".join(
        [*before, f"PROCTORING_BACKENDS:{comment}\n", *(f"{one}\n" for one in providers), *after]
    ),
    st.lists(_foreign, max_size=2),
    st.sampled_from(["", "", f"  # {MARK}", f" &{MARK}", f" !{MARK}"]),
    st.lists(_providers, min_size=1, max_size=4),
    st.lists(_foreign, max_size=2),
)


def is_name(text):
    """Return whether the marker is the name of a setting, a provider or an option, or where it stands is not known."""
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return False
    level = [loaded]
    for _ in range(3):
        if any(MARK in one for one in level if isinstance(one, dict)):
            return True
        level = [
            value
            for one in level
            if isinstance(one, dict)
            for key, value in one.items()
            if one is not loaded or key == SETTING
        ]
    return False


class FilesTest(CommandTestCase):
    """The commands on files."""

    @tries(60, fuzz=10_000, shrink=False)
    @given(_yaml)
    def test_no_command_shows_a_marker(self, text):
        if is_name(text):
            return
        lms = self.file("lms.yml", text)
        cms = self.file("cms.yml", "PROCTORING_BACKENDS: {DEFAULT: mock, mock: {}, proctortrack: {}}\n")
        for arguments in (
            *(["check", "--format", form, lms, cms] for form in ("text", "json", "github", "sarif")),
            ["check", "--merge", cms, lms],
            ["upgrade", "--diff", "--review-rules", "hidden", lms, cms],
            ["upgrade", "--diff", "--format", "json", "--review-rules", "shown", lms],
            ["upgrade", "--snippet", "python", lms],
        ):
            status, out, err = self.run_command(*arguments)
            self.assertIn(status, (0, 1, 2), text)
            self.assertNotIn(MARK, "".join([out, *err]), (arguments, text))


class ProcessTest(TestCase):
    """The running process: checks, log, exception, page, notice, audit."""

    def setUp(self):
        self.logged = logging.handlers.BufferingHandler(10**6)
        errors.logger.addHandler(self.logged)
        self.addCleanup(errors.logger.removeHandler, self.logged)
        self.enterContext(mock.patch.object(errors.logger, "level", logging.INFO))
        self.enterContext(mock.patch.object(startup, "_logged", set()))
        for run, provider in (("A", "mock"), ("B", "proctortrack")):
            plant(run, provider)

    @tries(30, fuzz=3_000, shrink=False)
    @given(_yaml)
    def test_no_report_shows_a_marker(self, text):
        try:
            loaded = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError):
            return
        if is_name(text) or not isinstance(loaded, dict) or SETTING not in loaded:
            return
        self.logged.flush()
        startup._logged.clear()
        settings = {name: loaded[name] for name in (SETTING, "PROCTORING_SETTINGS", "FEATURES") if name in loaded}
        with override_settings(**settings, PROCTORING_CONFIG_STRICT=True):
            shown = [str(message) for message in checks.check_configuration(None)]
            try:
                startup.log_all_problems()
            except ImproperlyConfigured as error:
                shown.append(str(error))
            shown += [record.getMessage() for record in self.logged.buffer]
            shown += [page(), notice._render_notice(diagnosis.instance_problems(), "/page", "/dismiss", "token")]
            for form in report.FORMATS.values():
                shown += form(Audit("default", Scope(everything=True)))
        self.assertNotIn(MARK, "\n".join(shown), text)
