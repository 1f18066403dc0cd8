"""mask.py: changes are visible, values are not."""

import json
import re
from io import StringIO

import ddt
import yaml
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.files import mask
from proctoring_config.options import OPTIONS
from tests.examples import tries

MARK = "MaRk5"
PATH = ("PROCTORING_BACKENDS",)
_marked = st.sampled_from(
    [
        MARK, f"{MARK} {MARK}", f"a: {MARK}", f"- {MARK}", f"# {MARK}", f"\n{MARK}\n", f"x\n\n  {MARK}: true\n{MARK}",
        f"'{MARK}", f'"{MARK}', f"{{{MARK}}}", f"show_review_rules: {MARK}", f"true\n{MARK}", f"é😀{MARK}\u2028{MARK}",
        f"\t{MARK}", f"{MARK}\\", f"{MARK} " * 40, f"? {MARK}", f"{MARK}:", f"*{MARK}", f"/* {MARK} */", f"// {MARK}",
    ]
)  # fmt: skip
_keys = st.sampled_from([*OPTIONS, "proctortrack", "DEFAULT", "null", "é 😀", "a: b", "", "- x", "{", "0"]) | st.text(
    max_size=5
)
_values = st.recursive(
    _marked | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys | st.just(MARK), inner, max_size=4),
    max_leaves=12,
)
_settings = st.dictionaries(_keys, _marked | st.dictionaries(_keys, _values, max_size=3), max_size=3)
_documents = st.builds(
    lambda others, setting: {**others, PATH[0]: setting} if setting else others,
    st.dictionaries(_keys, _values, min_size=1, max_size=4),
    st.none() | _settings,
)
MANY = tries(300, fuzz=3_000, shrink=False)
YAML = f"""\
A: {MARK}
PROCTORING_BACKENDS: &{MARK}  # {MARK}
  'pt': !{MARK}   # {MARK}: x
    a: [x{MARK}, 'y # {MARK}', "multi
      {MARK}: x", 7, {{b: {MARK}}}]
    b: |
      key: {MARK}
      true
    show_review_rules: no # {MARK}
    requires_escalation_email: 'true'
    send_email: true
    SHOW_REVIEW_RULES: true
    c: *{MARK}
    ? d
    : - {MARK}
  pl: plain
    {MARK}
# {MARK}
"""
SHOWN = """\
A: ***
PROCTORING_BACKENDS: ***
  'pt': ***
    a: [***, ***, ***
      ***, ***, {***: ***}]
    b: ***
      ***
      ***
    show_review_rules: no ***
    requires_escalation_email: ***
    send_email: ***
    SHOW_REVIEW_RULES: ***
    c: ***
    ? d
    : - ***
  pl: ***
    ***
***
"""
JSON = f"""\
{{
  // {MARK}
\t"a": "{MARK}", "show_review_rules": true, "b": [true, 1.5, {{"c": null /* {MARK}
{MARK} */}}],
  "requires_escalation_email": "true", "send_email": false
}}
"""
SHOWN_JSON = """\
{
  ***
\t"a": ***, "show_review_rules": true, "b": [***, ***, {***: ***
***}],
  "requires_escalation_email": ***, "send_email": ***
}
"""


def masked(name, text, path=PATH):
    """Mask a file whose setting is at its usual path."""
    return mask.masked(name, text, path)


def masked_diff(name, before, after):
    """Show the changes to a file whose setting is at its usual path."""
    return mask.masked_diff(name, before, after, PATH)


@ddt.ddt
class MaskedTest(SimpleTestCase):
    """One text."""

    maxDiff = None

    @ddt.named_data(("YAML", "lms.yml", YAML, SHOWN), ("JSON", "lms.env.json", JSON, SHOWN_JSON))
    def test_keys_and_booleans_of_ours_are_shown(self, name, text, shown):
        self.assertEqual(masked(name, text), shown)
        self.assertEqual(masked(name, text.replace("\n", "\r\n")), shown.replace("\n", "\r\n"))

    @ddt.named_data(
        ("an open list", "a: ["),
        ("open braces", f"{{{MARK}"),
        ("a tab", f"- {MARK}\n\t- {MARK}"),
        ("open braces in JSON", f'{{"a": {MARK}'),
    )
    def test_what_cannot_be_parsed_is_hidden(self, text):
        self.assertEqual(re.sub(r"[ \t\n*]", "", masked("lms.yml", text)), "")

    @ddt.data(
        f"show_review_rules: !{MARK} true",
        f"show_review_rules: &{MARK} true",
        f"show_review_rules:\n  - true\n  - {MARK}",
        f"show_review_rules: true {MARK}",
        f"show_review_rules: true\n  {MARK}",
        f"{{show_review_rules, {MARK}}}",
        f"? {MARK}\n  {MARK}\n: 1",
        f'? "{MARK}\n  {MARK}"\n: 1',
        f"? |\n  {MARK}\n: 1",
        f"? [{MARK}]\n: 1",
        f"? &{MARK} a\n: 1",
        f"%TAG ! tag:{MARK},2000:\n---\na: 1",
        f"a: 1\n...\n# {MARK}\n--- # {MARK}\n- {MARK}",
        f"\ufeffa: {MARK}",
        f"é: {MARK}\n\U0001f600: {MARK}",
        f"a: {MARK}\u2028{MARK}",
        f"a: {MARK}\0{MARK}\nb: {MARK}",
        f"a: '{MARK}''{MARK}'\nb: \"{MARK}\\\"{MARK}\"",
    )
    def test_odd_places_of_secrets(self, text):
        self.assertNotIn(MARK, masked("lms.yml", text))
        self.assertNotIn(MARK, masked("lms.yml", text.replace("\n", "\r\n")))

    @ddt.named_data(
        ("foreign_setting", f"API_KEYS:\n  {MARK}: {{name: x}}\n", "API_KEYS:\n  ***: {***: ***}\n"),
        ("foreign_setting_in_flow", f"K: {{{MARK}: {{{MARK}: 1}}}}\n", "K: {***: {***: ***}}\n"),
        (
            "below_default",
            f"PROCTORING_BACKENDS:\n  DEFAULT:\n    {MARK}: x\n    timeout: 1\n",
            "PROCTORING_BACKENDS:\n  DEFAULT:\n    ***: ***\n    timeout: ***\n",
        ),
        ("foreign_list", f"K: [{{{MARK}: 1}}]\n", "K: [{***: ***}]\n"),
        ("quoted", f'K:\n  "{MARK}": 1\n', "K:\n  ***: ***\n"),
        ("number", "K: {4111111111111111: 1}\n", "K: {***: ***}\n"),
        ("features", "FEATURES: {A: true}\n", "FEATURES: {***: ***}\n"),
        (
            "rules",
            f"{PATH[0]}:\n  m: {{default_rules: {{{MARK}: true}}}}\n",
            f"{PATH[0]}:\n  m: {{default_rules: {{***: ***}}}}\n",
        ),
        (
            "links",
            f"{PATH[0]}: {{m: {{LINK_URLS: {{{MARK}: u}}}}}}\n",
            f"{PATH[0]}: {{m: {{LINK_URLS: {{***: ***}}}}}}\n",
        ),
        ("anchor", f"x: &x {{{MARK}: 1}}\n", "x: *** {***: ***}\n"),
        ("other_tag", f"K: !vault {{{MARK}: {{{MARK}: 1}}}}\n", "K: *** {***: {***: ***}}\n"),
        ("list_of_providers", f"{PATH[0]}: [{{{MARK}: 1}}]\n", f"{PATH[0]}: [{{***: ***}}]\n"),
        (
            "options_elsewhere",
            f"x:\n  {MARK}: 1\n  show_review_rules: true\n",
            "x:\n  ***: ***\n  show_review_rules: true\n",
        ),
    )
    def test_other_keys_than_names(self, text, shown):
        self.assertEqual(masked("lms.yml", text), shown)

    def test_the_names_beside_a_setting_that_is_not_at_the_top(self):
        text = f"top: 1\n{MARK}: {{a: 1}}\nvars:\n  other: 1\n  X_{PATH[0]}:\n    acme: {{o: {{{MARK}: 1}}}}\n"
        shown = f"***: ***\n***: {{***: ***}}\nvars:\n  other: ***\n  X_{PATH[0]}:\n    acme: {{o: {{***: ***}}}}\n"
        self.assertEqual(masked("vars.yml", text, ("vars", f"X_{PATH[0]}")), shown)

    @MANY
    @given(_documents, st.data())
    def test_no_value_of_yaml_is_shown(self, document, data):
        stream = StringIO()
        yaml.safe_dump(
            document,
            stream,
            default_flow_style=data.draw(st.sampled_from([None, True, False])),
            default_style=data.draw(st.sampled_from([None, "'", '"', "|", ">"])),
            indent=data.draw(st.integers(2, 9)),
            width=data.draw(st.sampled_from([1, 20, 80])),
            allow_unicode=data.draw(st.booleans()),
            line_break=data.draw(st.sampled_from(["\n", "\r\n"])),
        )
        text = stream.getvalue()
        comment = f"  # {MARK}: true"
        for name in ("lms.yml", "lms.env.json"):
            for commented in (text, text.replace("\n", f"{comment}\n"), f"{comment}\n{text}"):
                self.check(name, commented)

    @MANY
    @given(_documents, st.sampled_from([None, 0, 2, "\t"]), st.booleans())
    def test_no_value_of_json_is_shown(self, document, indent, ascii_only):
        text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
        for commented in (text, text.replace("\n", f" // {MARK}\n"), text.replace(",", f"/* {MARK}\n{MARK} */,")):
            self.check("lms.env.json", commented)
            self.check("lms.yml", commented)

    def check(self, name, text):
        """The text must be shown without the mark, each line as a line."""
        shown = masked(name, text)
        self.assertNotIn(MARK, shown, (name, text))
        self.assertEqual(len(re.findall(r"\r\n|\r|\n", shown)), len(re.findall(r"\r\n|\r|\n", text)), (name, text))


class MaskedDiffTest(SimpleTestCase):
    """Two texts."""

    maxDiff = None

    def test_is_a_unified_diff(self):
        after = YAML.replace("    ? d\n", "    requires_escalation_email: true\n    ? d\n").replace(
            "rules: no", "rules: true"
        )
        self.assertEqual(
            masked_diff("lms.yml", YAML, after),
            "--- lms.yml\n"
            "+++ lms.yml\n"
            "@@ -6,11 +6,12 @@\n"
            "     b: ***\n"
            "       ***\n"
            "       ***\n"
            "-    show_review_rules: no ***\n"
            "+    show_review_rules: true ***\n"
            "     requires_escalation_email: ***\n"
            "     send_email: ***\n"
            "     SHOW_REVIEW_RULES: ***\n"
            "     c: ***\n"
            "+    requires_escalation_email: true\n"
            "     ? d\n"
            "     : - ***\n"
            "   pl: ***\n",
        )

    def test_is_empty_without_a_change(self):
        self.assertEqual(masked_diff("lms.yml", YAML, YAML), "")

    def test_a_line_that_differs_in_what_is_masked_is_shown_as_changed(self):
        self.assertEqual(
            masked_diff("lms.yml", "a: 1\n", "a: 2\n"),
            "--- lms.yml\n+++ lms.yml\n@@ -1 +1 @@\n-a: ***\n+a: ***\n",
        )

    @MANY
    @given(_documents, _documents)
    def test_no_value_is_shown(self, before, after):
        self.assertNotIn(MARK, masked_diff("lms.yml", yaml.safe_dump(before), yaml.safe_dump(after)))
        self.assertNotIn(MARK, masked_diff("lms.env.json", json.dumps(before), json.dumps(after, indent=1)))
