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
from proctoring_config.problems.names import looks_like_name, straighten
from tests.audit.planting import plant
from tests.cli.base import CommandTestCase
from tests.examples import tries
from tests.operator_page.reading import page

#: Looks like a name, so it may be shown only as the name of a setting, a provider or an option.
MARK = "MaRkEr5ecret"
SETTING = "PROCTORING_BACKENDS"
_BLOCK, _NESTED = "\n          ", f"{{{MARK}: {{{MARK}: [{MARK}]}}}}"
#: Values that YAML can read, and those that it cannot, or not everywhere.
_SOUND = [
    MARK, f'"{MARK}"', f"'{MARK} x'", f"[{MARK}, {{{MARK}: {MARK}}}]", f"{{{MARK}: {MARK}}}", _NESTED, "null", "1e5",
    f"&{MARK} {MARK}", f"|{_BLOCK}{MARK}{_BLOCK}{MARK}: 1", f">-{_BLOCK}{MARK}", f"true {MARK}", f"true # {MARK}",
    "true", '"no"', f"'{{{{ {MARK} }}}}'", f"${{{MARK}}}", f"{MARK}#{MARK}", f"https://u:{MARK}@x/{MARK}",
    f"{_BLOCK}{MARK}: {MARK}", f"{_BLOCK}{MARK}:{_BLOCK}  - {MARK}: {MARK}", f"{_BLOCK}- {MARK}{_BLOCK}- {_NESTED}",
    f"\u201c{MARK}\u201d", f"no,{MARK}", f"1{MARK}",
]  # fmt: skip
_BROKEN = [
    f"!{MARK} {MARK}", f"*{MARK}", f'"{MARK}', f"{MARK}: {MARK}", "", f"{{{{ {MARK} }}}}", f"'{MARK}' '{MARK}'",
    f"{{{MARK}", f"[{MARK}", f"{{a: {MARK}}} {MARK}", f"@{MARK}", f"%{MARK}", f"`{MARK}`", f"\t{MARK}", f"{MARK}\\",
    f'"{MARK}\\q"', f"!!binary {MARK}", f"!!int {MARK}", f"!!timestamp '{MARK}'", f"? {MARK}", f"- {MARK}", f"|{MARK}",
    f"{MARK}:",
]  # fmt: skip
_OPTION_NAMES = [*OPTIONS, "SHOW_REVIEW_RULES", "show_review_rulez", "requires-escalation-email", "house_option"]
_TYPOS = [
    f"client_secret:{MARK}", f"client_secret {MARK}", f"client_secret={MARK}", f"a/{MARK}", f'"client secret {MARK}"',
    f"\u201cclient_secret\u201d\uff1a\u201c{MARK}\u201d", f"# {MARK}", f"https://{MARK}@x", f"{MARK} {MARK}",
]  # fmt: skip
_BROKEN_KEYS = [
    f"!{MARK} timeout", f"&{MARK} timeout", f"[{MARK}]", f"{{{MARK}: 1}}", f"'client_secret' {MARK}", f"*{MARK} ",
    "<<", "",
]  # fmt: skip
_PROVIDERS = ["mock", "'null'", "acme", "DEFAULT", "lti_external", f"acme:{MARK}", f"a {MARK}"]
_FOREIGN = ["API_KEYS", "FEATURES", "PROCTORING_SETTINGS", "SITE_NAME", f"# {MARK}", f"x: &{MARK}"]


def _files(values, keys, steps):
    """Return the texts that consist of these values, names of options, and indentations of options."""
    value = st.sampled_from(values)
    option = st.builds(lambda step, key, text: f"{' ' * step}{key}: {text}", steps, st.sampled_from(keys), value)
    provider = st.builds(
        lambda name, text, options: "\n".join([f"  {name}: {'' if options else text}", *options]),
        st.sampled_from(_PROVIDERS),
        value,
        st.lists(option, max_size=4),
    )
    foreign = st.builds(
        lambda name, text, nested: f"{name}:\n  {MARK}: {text}\n" if nested else f"{name}: {text}\n",
        st.sampled_from(_FOREIGN),
        value,
        st.booleans(),
    )
    edited = "  proctortrack:\n    default_rules: "  # what upgrade edits
    return st.builds(
        lambda before, comment, providers, rules, after: "".join(
            [*before, f"{SETTING}:{comment}\n", *(f"{one}\n" for one in providers), edited, f"{rules}\n", *after]
        ),
        st.lists(foreign, max_size=2),
        st.sampled_from(["", "", f"  # {MARK}", f" &{MARK}"]),
        st.lists(provider, min_size=1, max_size=4),
        value,
        st.lists(foreign, max_size=2),
    )


_yaml = _files(_SOUND, [*_OPTION_NAMES, *_TYPOS], st.just(4)) | _files(
    [*_SOUND, *_BROKEN], [*_OPTION_NAMES, *_TYPOS, *_BROKEN_KEYS], st.sampled_from([4, 4, 4, 4, 3, 5, 2, 8])
)


def is_name(text):
    """Return whether the marker is the name of a setting, a provider or an option, or DEFAULT, which looks like one."""
    try:
        level = [yaml.compose(text, Loader=yaml.SafeLoader)]
    except yaml.YAMLError:
        return False
    for depth in range(3):  # settings, providers, options
        pairs = [pair for node in level for pair in _read_pairs(node)]
        if depth == 1:
            pairs += [pair for key, node in pairs if key == "DEFAULT" for pair in _read_misplaced_providers(node)]
        default = [value.value for key, value in pairs if key == "DEFAULT" and value.tag.endswith(":str")]
        if any(key == MARK for key, _ in pairs) or (depth == 1 and any(map(_looks_like_name, default))):
            return True
        level = [value for key, value in pairs if (key != "DEFAULT" if depth else key == SETTING)]
    return False


def _read_pairs(node):
    """Yield the keys of a mapping, also repeated and merged ones, with the nodes of their values."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == "<<":
            yield from _read_pairs(value)
        elif isinstance(key, yaml.ScalarNode):
            yield key.value, value


def _read_misplaced_providers(node):
    """Return the keys of the value of DEFAULT that must be providers, because they have options, or null."""
    return [
        pair for pair in _read_pairs(node) if isinstance(pair[1], yaml.MappingNode) or pair[1].tag.endswith(":null")
    ]


def _looks_like_name(value):
    return looks_like_name(straighten(value))


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
        self.addCleanup(errors.logger.setLevel, errors.logger.level)
        errors.logger.setLevel(logging.INFO)
        self.enterContext(mock.patch.object(startup, "_logged", set()))
        for run, provider in (("A", "mock"), ("B", "proctortrack")):
            plant(run, provider)

    @tries(30, fuzz=3_000, shrink=False)
    @given(_yaml)
    def test_no_report_shows_a_marker(self, text):
        try:
            loaded = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, AttributeError):  # the last for a broken timestamp
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
