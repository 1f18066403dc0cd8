"""After an upgrade of the settings each provider behaves as it did on the old release."""

import itertools
import json

import ddt
import yaml
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.upgrading import UpgradeTestCase
from tests.upgrade.by_hand import merged
from tests.upgrade.values import LEGACY, has_decision

# settings files of old releases, which say nothing by the options that there were not yet
OLD = {
    "plain": "PROCTORING_BACKENDS:\n  DEFAULT: proctortrack\n  proctortrack:\n    client_id: a\n  'null': {}\n",
    "empty body": "PROCTORING_BACKENDS:\n  DEFAULT: acme\n  proctortrack:\n  acme: {}\n  mock:\n",
    "flow": "PROCTORING_BACKENDS: {DEFAULT: acme, proctortrack: {}, acme: {base_url: x}}\n",
    "windows": "A: 1\r\nPROCTORING_BACKENDS:\r\n  proctortrack:\r\n    client_id: 'a'\r\n  null: {}\r\n",
    "json": '{"A": 1,\n\t"PROCTORING_BACKENDS": {\n\t\t"proctortrack": {\n\t\t\t"client_id": "a"\n\t\t}\n\t}\n}\n',
    "no vendor": "PROCTORING_BACKENDS:\n  DEFAULT: 'null'\n  'null': {}\n  software_secure: {organization: x}\n",
    "quoted template": "PROCTORING_BACKENDS:\n  proctortrack:\n    client_secret: \"{{ secret }}\"\n  'null': {}\n",
    "nearly the vendor": "PROCTORING_BACKENDS:\n  Proctortrack: {}\n  proctortrack_old: {}\n",
    "no booleans": "PROCTORING_BACKENDS:\n  proctortrack: {requires_escalation_email: 'no', show_review_rules: 1}\n",
    "double quotes": 'PROCTORING_BACKENDS:\n  "proctortrack":\n    "client_id": "a"\n',
    "more indented": "PROCTORING_BACKENDS:\n    proctortrack:\n        # the secret\n        client_id: a\n\n\nB: 2\n",
}
# what a course may have besides as its provider; the vendor only where it is configured
OTHERS = ("acme", "Proctortrack", "lti_external", "DEFAULT", None, "")
UNCHANGED = ("no vendor", "nearly the vendor")


def read(text):
    """Return the settings that the platform reads from a file."""
    return (json.loads if text.startswith("{") else yaml.safe_load)(text)


@ddt.ddt
class AsBeforeTest(UpgradeTestCase):
    """The old release's rules, and our predicates on what the platform reads from the file."""

    def assert_as_before(self, file, flag):
        """The file says for every provider what the old rules said."""
        backends = read(self.text(file))["PROCTORING_BACKENDS"]
        with override_settings(PROCTORING_BACKENDS=backends):
            for provider in (*backends, *OTHERS):
                for option, predicate in LEGACY:
                    self.assertIs(predicate(provider), option.legacy_value(provider, flag), provider)

    def old(self, name):
        """Write the file of that name, and return the name that it has on disk."""
        return self.file("lms.json" if name == "json" else "lms.yml", OLD[name])

    @ddt.data(*itertools.product(OLD, (True, False)))
    @ddt.unpack
    def test_every_provider_is_as_before(self, name, flag):
        file, rules = self.old(name), ("--review-rules", "shown" if flag else "hidden")
        self.assertEqual(self.upgrade(file, "--write", *rules)[0], 0 if name in UNCHANGED else 1)
        self.assert_as_before(file, flag)
        self.assertEqual(self.upgrade(file, *rules)[:2], (0, ""))

    @ddt.data(*(name for name in OLD if name not in UNCHANGED))
    def test_without_the_upgrade_it_is_not(self, name):
        file = self.old(name)
        with self.assertRaises(AssertionError):
            self.assert_as_before(file, False)

    @ddt.data(*itertools.product(OLD, (True, False)))
    @ddt.unpack
    def test_with_the_lines_added_by_hand_as_well(self, name, flag):
        """Merged by a person, the YAML says the same as the edited file."""
        file, rules = self.old(name), ("--review-rules", "shown" if flag else "hidden")
        [row] = self.report(file, *rules, "--snippet", "yaml")["files"]
        by_hand = merged(read(self.text(file)), yaml.safe_load(row["snippet"]["text"]) if row["snippet"] else {})
        self.upgrade(file, "--write", *rules)
        backends = by_hand["PROCTORING_BACKENDS"]
        if None in backends:  # which a comment of the snippet tells to quote
            backends["null"] = backends.pop(None)
        self.assertEqual(by_hand, read(self.text(file)))


SCALARS = st.one_of(st.none(), st.integers(), st.booleans(), st.text(max_size=5), st.sampled_from(("no", "False", "1")))
NAMES = st.one_of(
    st.sampled_from(("proctortrack", "acme", "null", "DEFAULT", "lti_external", "default", "yes", "#", "a: b")),
    st.text(max_size=5),
)
OPTION_NAMES = st.sampled_from(
    (
        "show_review_rules",
        "requires_escalation_email",
        "SHOW_REVIEW_RULES",
        "requires-escalation-email",
        "base_url",
        "x",
    )
)
BODIES = st.one_of(st.none(), st.text(max_size=3), st.dictionaries(OPTION_NAMES, SCALARS, max_size=4))
BACKENDS = st.dictionaries(NAMES, BODIES, max_size=5)
WRITERS = st.sampled_from(
    (
        lambda value: yaml.safe_dump(value, sort_keys=False),
        lambda value: yaml.safe_dump(value, default_flow_style=True, sort_keys=False),
        lambda value: yaml.safe_dump(value, default_style='"', indent=4),
        lambda value: yaml.safe_dump(value, line_break="\r\n", allow_unicode=True),
        lambda value: json.dumps(value),
        lambda value: json.dumps(value, indent="\t"),
    )
)


class AnyFileTest(UpgradeTestCase):
    """Files of any form with any content."""

    @given(BACKENDS, WRITERS, st.booleans())
    def test_it_is_edited_so_that_each_provider_is_as_before_or_not_at_all(self, backends, writer, flag):
        text, rules = writer({"A": 1, "PROCTORING_BACKENDS": backends, "Z": [2]}), "shown" if flag else "hidden"
        file = self.file("lms.json" if text.startswith("{") else "lms.yml", text)
        status, out, _ = self.upgrade(file, "--write", "--review-rules", rules)
        again, second, _ = self.upgrade(file, "--review-rules", rules)
        if status == 2:
            self.assertEqual(self.text(file), text)
            return
        self.assertIn(status, (0, 1))
        self.assertNotIn(": change ", second)
        self.assertEqual(again, int(": undecided " in second))
        self.assertEqual(f"{file}: written" in out.splitlines(), self.text(file) != text)
        after = read(self.text(file))
        self.assertEqual((after["A"], after["Z"], list(after)), (1, [2], ["A", "PROCTORING_BACKENDS", "Z"]))
        with override_settings(PROCTORING_BACKENDS=after["PROCTORING_BACKENDS"]):
            for provider, options in backends.items():
                if not has_decision(options):
                    for option, predicate in LEGACY:
                        self.assertIs(predicate(provider), option.legacy_value(provider, flag))
