"""``proctoring-config check`` and settings in texts and in several documents."""

import base64
import json

import ddt

from tests.cli.base import said
from tests.cli.checking import CheckTestCase

HEALTHY = "{DEFAULT: a, a: {}}"
MENTIONED = (
    "PROCTORING_BACKENDS is mentioned here, but it is not a key that can be checked; check the settings file that LMS "
    "and Studio read"
)
ENCODED = "contains the setting; decode it (base64 -d) and pipe it to this command, with - as the file"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\ndata:\n"


def encode(text):
    """The text in base64."""
    return base64.b64encode(text.encode()).decode()


CODE = encode("PROCTORING_BACKENDS: {}")
NESTED = '{"PROCTORING_BACKENDS": {}}'
for _key in "abcd":
    NESTED = json.dumps({_key: NESTED})


@ddt.ddt
class TextsTest(CheckTestCase):
    """Settings in a text, whose positions are those in the file."""

    @ddt.named_data(
        ("a patch of Tutor", "patches:\n  openedx-auth: |\n    PROCTORING_BACKENDS:\n      DEFAULT: b\n", ["4:7"]),
        ("an indented patch", "patches:\n  openedx-auth: |2\n      PROCTORING_BACKENDS: {DEFAULT: b}\n", ["3:29"]),
        ("a stripped block", "v: |-\n    # x\n\n    PROCTORING_BACKENDS:\n\n      DEFAULT: b", ["6:7"]),
        ("a kept block", "v: |+ # x\n PROCTORING_BACKENDS: {DEFAULT: b}\n\n", ["2:24"]),
        ("a folded block", "v: >\n  PROCTORING_BACKENDS: {DEFAULT: b}\n", ["2:25"]),
        ("a folded block of lines", "v: >\n  {PROCTORING_BACKENDS:\n   {DEFAULT: b}}\n", ["3:5"]),
        ("single quotes", "v: 'PROCTORING_BACKENDS: {\"DEFAULT\": ''b''}'", ["1:27"]),
        ("double quotes", 'v: "é: 1\\nPROCTORING_BACKENDS: {\\u0044EFAULT: b}"', ["1:33"]),
        ("JSON in double quotes", 'v: "{\\"PROCTORING_BACKENDS\\": {\\"DEFAULT\\": \\"b\\"}}"', ["1:32"]),
        ("quotes over lines", "v: '{PROCTORING_BACKENDS:\n\n     {DEFAULT: b}}'", ["3:7"]),
        ("escapes over lines", 'v: "{PROCTORING_BACKENDS: \\\n  {\\x44EFAULT: b}}"', ["1:4"]),
        ("plain lines", "v: x\nPROCTORING:\n  - v: |\n      PROCTORING_BACKENDS: {DEFAULT: b}", ["4:29"]),
        ("CRLF", "v: |\r\n  PROCTORING_BACKENDS:\r\n    DEFAULT: b\r\n", ["3:5"]),
        ("an anchor", "v: &x |\n  PROCTORING_BACKENDS: {DEFAULT: b}\nw: *x\n", ["2:25"]),
        ("a ConfigMap", CONFIG_MAP + "  lms.yml: |\n    PROCTORING_BACKENDS: {DEFAULT: b}\n", ["5:27"]),
        (
            "JSON in a ConfigMap",
            CONFIG_MAP + '  lms.env.json: |\n    {\n    \t"PROCTORING_BACKENDS": // x\n    \t{"DEFAULT": "b"}}\n',
            ["7:7"],
        ),
        (
            "a Secret in plain text",
            "apiVersion: v1\nkind: Secret\nstringData:\n  lms.yml: |\n    PROCTORING_BACKENDS: {DEFAULT: b}\n",
            ["5:27"],
        ),
        (
            "Argo",
            "apiVersion: argoproj.io/v1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n"
            "        lms:\n          PROCTORING_BACKENDS: {DEFAULT: b}\n",
            ["8:33"],
        ),
        (
            "a text in a text",
            "extra: |\n  apiVersion: v1\n  kind: ConfigMap\n  data:\n    lms.yml: |\n      PROCTORING_BACKENDS:\n"
            "        DEFAULT: b\n",
            ["7:9"],
        ),
        (
            "a kustomization",
            "patches:\n- patch: |-\n    data:\n      lms.yml: |\n        PROCTORING_BACKENDS: {DEFAULT: b}\n",
            ["5:31"],
        ),
        (
            "two patches",
            "patches:\n  lms-env: |\n    PROCTORING_BACKENDS: {DEFAULT: b}\n  openedx-auth: |\n"
            "    PROCTORING_BACKENDS: {DEFAULT: c}\n",
            ["3:27", "5:27"],
        ),
        (
            "several documents",
            f"{CONFIG_MAP}  x: 1\n---\n{CONFIG_MAP}  lms.yml: |\n    PROCTORING_BACKENDS: {{DEFAULT: b}}\n---\n",
            ["10:27"],
        ),
        ("the second document", f"{CONFIG_MAP}---\nPROCTORING_BACKENDS:\n  DEFAULT: b\n", ["6:3"]),
    )
    def test_are_checked_where_they_stand(self, content, positions):
        self.file("x.yml", content)
        self.assertEqual(self.found("x.yml"), [(f"x.yml:{position}", "W003") for position in positions])
        self.assertEqual(self.check("x.yml")[0], 1)

    def test_settings_of_lms_and_studio_in_one_file_are_compared(self):
        texts = "".join(
            f"  {name}: |\n    PROCTORING_BACKENDS:\n      DEFAULT: a\n      a: {{{options}}}\n"
            for name, options in (("lms.yml", ""), ("cms.yml", "show_review_rules: false"))
        )
        self.file("x.yml", CONFIG_MAP + texts)
        self.assertEqual(self.found("x.yml"), [("x.yml:11:11", "W018")])
        self.file("x.yml", CONFIG_MAP + texts.replace("a: {}", "b: {}"))
        self.assertIn("the provider is missing from x.yml:5.", self.check("x.yml")[1])

    def test_a_patch_of_both_is_not_compared(self):
        self.file("x.yml", f"patches:\n  openedx-auth: |\n    PROCTORING_BACKENDS: {HEALTHY}\n")
        self.file("lms.yml", "PROCTORING_BACKENDS: {DEFAULT: a, a: {client_id: x}}\n")
        self.assertEqual(self.check("x.yml", "lms.yml")[:2], (0, ""))

    @ddt.named_data(
        (
            "a patch",
            "  openedx-common-settings: |\n    # x\n    PROCTORING_BACKENDS = {\n      'DEFAULT': 'a'}\n",
            "5:7",
        ),
        ("a patch that adds", "  openedx-common-settings: |\n    PROCTORING_BACKENDS['DEFAULT'] = 1\n", "3:25"),
    )
    def test_python_in_a_patch_is_checked(self, content, position):
        self.file("x.yml", f"patches:\n{content}")
        self.assertRegex(self.check("x.yml")[1], rf"\Ax.yml:{position}: warning W00[23] \S+\['DEFAULT'\]")

    def test_a_module_in_a_config_map_is_checked(self):
        self.file("x.yml", CONFIG_MAP + "  production.py: |\n    PROCTORING_BACKENDS = {'DEFAULT': 'a'}\n")
        self.assertEqual(self.found("x.yml"), [("x.yml:5:28", "W003")])

    def test_patches_of_a_plugin_in_python_are_checked(self):
        yaml, python = "PROCTORING_BACKENDS:\n  DEFAULT: a\n", "PROCTORING_BACKENDS = 1\n"
        lines = [
            f'hooks.Filters.ENV_PATCHES.add_item(({name!r}, """\n{text}"""))\n'
            for name, text in (("openedx-auth", yaml), ("openedx-cms-common-settings", python))
        ]
        self.file("x.py", "".join(["from tutor import hooks\n", *lines]))
        self.assertEqual(self.found("x.py"), [("x.py:4:3", "W003"), ("x.py:7:1", "E003")])

    def test_a_healthy_text(self):
        self.file("x.yml", CONFIG_MAP + f"  lms.yml: |\n    PROCTORING_BACKENDS: {HEALTHY}\n")
        status, out, err = self.check("x.yml")
        self.assertEqual((status, out), (0, ""))
        self.assertTrue(err[0].startswith("proctoring-config: no problems in 1 file; "), err)

    @ddt.named_data(
        (
            "Python that cannot be read",
            "patches:\n  openedx-common-settings: |\n    # x\n    PROCTORING_BACKENDS = {\n",
            "4:28: in the text patches['openedx-common-settings']: not valid Python: the { on line 4, column 27 is not "
            "closed",
            "Write } before this place",
        ),
        (
            "Python that only changes the setting, in a ConfigMap",
            CONFIG_MAP + "  production.py: |\n    PROCTORING_BACKENDS.update(acme={})\n",
            "5:5: PROCTORING_BACKENDS is changed by code, which is not run; run manage.py check --tag proctoring "
            "instead",
        ),
        (
            "YAML that cannot be read",
            "v: |\n  A: }\n  PROCTORING_BACKENDS: {}\n",
            "2:6: in the text v: not valid YAML: an unquoted } at the beginning of a value",
            "Put quotes around the value",
        ),
        (
            "JSON without braces",
            'patches:\n  lms-env: |\n    "A": [],\n    "PROCTORING_BACKENDS": {}\n',
            "3:12: in the text patches['lms-env']: not valid YAML: a comma after a value",
            "Remove the comma",
        ),
        (
            "base64",
            f"apiVersion: v1\nkind: Secret\ndata:\n  a: eA==\n  lms.yml: {CODE}\n",
            f"5:3: base64 in data['lms.yml'] {ENCODED}",
        ),
        (
            "base64 of a ConfigMap",
            f"apiVersion: v1\nkind: ConfigMap\nbinaryData:\n  b: {CODE}\n",
            f"4:3: base64 in binaryData['b'] {ENCODED}",
        ),
        (
            "base64 over lines",
            f"apiVersion: v1\nkind: Secret\ndata:\n  b: |\n    {CODE[:8]}\n    {CODE[8:]}\n",
            f"4:3: base64 in data['b'] {ENCODED}",
        ),
        ("an environment variable", "env:\n- name: PROCTORING_BACKENDS\n  value: '{}'\n", f"2:9: {MENTIONED}"),
        ("a string as the value", "env:\n  PROCTORING_BACKENDS: '{}'\n", f"2:3: {MENTIONED}"),
        ("a key with more than a name", "x{PROCTORING_BACKENDS: 1\n", f"1:3: {MENTIONED}"),
        ("prose", "A: set PROCTORING_BACKENDS elsewhere\n", f"1:8: {MENTIONED}"),
        ("an escape", 'A: "set PROCTORING_BACK\\u0045NDS"\n', f"1:4: {MENTIONED}"),
        ("a placeholder", "A: \"{{ b | combine({'PROCTORING_BACKENDS': c}) }}\"\n", f"1:22: {MENTIONED}"),
        ("the tag of another tool", "A: !x\n  PROCTORING_BACKENDS: {}\n", f"2:3: {MENTIONED}"),
        ("a text in a list", "A:\n- |\n  PROCTORING_BACKENDS: {}\n", f"3:3: {MENTIONED}"),
        ("texts that are nested too deep", NESTED, f"1:{NESTED.index('PROCTORING') + 1}: {MENTIONED}"),
    )
    def test_what_cannot_be_read_is_named(self, content, reason, hint=None):
        self.file("x.yml", content)
        hints = [f"    hint: {hint}"] if hint else []
        self.assertEqual(self.check("x.yml"), (2, "", said(f"x.yml:{reason}", *hints)))
        _, out, _ = self.check("x.yml", "--format", "json")
        line, column, message = reason.split(":", 2)
        expected = {"file": "x.yml", "line": int(line), "column": int(column), "message": message.strip(), "hint": hint}
        self.assertEqual(json.loads(out)["errors"], [expected])

    def test_template_in_a_text_has_the_line_of_the_file(self):
        self.file("x.yml", "v: |\n  A: 1\n  {% if x %}\n  PROCTORING_BACKENDS: {}\n")
        reason = "x.yml:3: in the text v: template block; check the rendered file"
        self.assertEqual(self.check("x.yml"), (2, "", said(reason)))

    @ddt.data(
        "# PROCTORING_BACKENDS: {}\nA: 1\n",
        "A: 1 # PROCTORING_BACKENDS\n",
        "A: |\n  # PROCTORING_BACKENDS: {}\n  B: 1\n",
        "patches:\n  x: |\n    B = 1  # PROCTORING_BACKENDS = {}\n",
        "A: edx-proctoring-backend\nPROCTORING_SETTINGS: {}\n",
        f"apiVersion: v1\nkind: Secret\ndata: {{a: {encode('PROCTORING_SETTINGS: {}')}, b: '?'}}\n",
        "kind: Deployment\napiVersion: v1\n",
    )
    def test_nothing_that_looks_like_the_setting(self, content):
        self.file("x.yml", content)
        note = "x.yml: PROCTORING_BACKENDS not found; nothing was checked"
        self.assertEqual(self.check("x.yml"), (0, "", said(note)))
