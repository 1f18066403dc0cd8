"""``proctoring-config check`` and the setting under other keys, in texts and in several documents."""

import base64
import json

import ddt

from tests.cli.base import said
from tests.cli.checking import CheckTestCase

BROKEN = "{DEFAULT: a, a: {send_email: 1}}"
HEALTHY = "{DEFAULT: a, a: {}}"
MOVE = "Move it to the top level of the settings"
MOVE_AND_RENAME = f"{MOVE}, and rename it to PROCTORING_BACKENDS"
RENAME = "Rename it to PROCTORING_BACKENDS"
REPLACE = "Replace it with PROCTORING_BACKENDS: {DEFAULT: name, name: {}}, with the options between the inner braces"
MENTIONED = (
    "PROCTORING_BACKENDS is mentioned here, but it is not a key that can be checked; check the settings file that LMS "
    "and Studio read"
)
ENCODED = "contains the setting; decode it (base64 -d) and pipe it to this command, with - as the file"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\ndata:\n"


def encode(text):
    """The text in base64."""
    return base64.b64encode(text.encode()).decode()


NESTED = '{"PROCTORING_BACKENDS": {}}'
for _key in "abcd":
    NESTED = json.dumps({_key: NESTED})


@ddt.ddt
class NotReadTest(CheckTestCase):
    """W021: nothing reads the key."""

    @ddt.named_data(
        ("singular", f"PROCTORING_BACKEND: {BROKEN}", "1:1", RENAME),
        ("lower case", f"A: 1\nproctoring_backends: {BROKEN}", "2:1", RENAME),
        ("mixed case", f"Proctoring_Backends: {BROKEN}", "1:1", RENAME),
        ("a dash", f"PROCTORING-BACKENDS: {BROKEN}", "1:1", RENAME),
        ("a typo", f"PROCTORNG_BACKENDS: {BROKEN}", "1:1", RENAME),
        ("a name instead of a mapping", "PROCTORING_BACKEND: acme", "1:1", RENAME),
        ("null", "PROCTORING_BACKEND:", "1:1", RENAME),
        ("a suffix", f"PROCTORING_BACKENDS_OLD: {BROKEN}", "1:1", RENAME),
        ("a typo after a prefix", "EDXAPP_PROCTORNG_BACKENDS: {}", "1:1", "Rename it to EDXAPP_PROCTORING_BACKENDS"),
        ("below FEATURES", f"FEATURES:\n  PROCTORING_BACKENDS: {BROKEN}", "2:3", MOVE),
        ("below FEATURES in lower case", f"FEATURES: {{proctoring_backends: {BROKEN}}}", "1:12", MOVE_AND_RENAME),
        ("below FEATURES of Ansible", f"EDXAPP_FEATURES:\n  PROCTORING_BACKENDS: {BROKEN}", "2:3", MOVE),
        ("below FEATURES of a chart", f"a: {{FEATURES: {{PROCTORING_BACKENDS: {BROKEN}}}}}", "1:16", MOVE),
        ("below PROCTORING_SETTINGS", f"PROCTORING_SETTINGS:\n  PROCTORING_BACKENDS: {BROKEN}", "2:3", MOVE),
        ("below ENV_TOKENS", f"ENV_TOKENS:\n  PROCTORING_BACKENDS: {BROKEN}", "2:3", MOVE),
        ("inside a file of the platform", f"SITE_NAME: x\nextra:\n  PROCTORING_BACKENDS: {BROKEN}", "3:3", MOVE),
        ("before 2019, one provider", "PROCTORING_BACKEND_PROVIDER: {class: x, options: {}}", "1:1", REPLACE),
        ("before 2019, several", "PROCTORING_BACKEND_PROVIDERS: {x: {}}", "1:1", REPLACE),
        ("before 2019, in Ansible", "EDXAPP_PROCTORING_BACKEND_PROVIDER: {}", "1:1", REPLACE),
        ("JSON", '{"FEATURES": {\n "PROCTORING_BACKENDS": {}}}', "2:2", MOVE),
        ("a patch of FEATURES", "patches:\n  common-env-features: |\n    PROCTORING_BACKENDS: {}\n", "3:5", MOVE),
        ("inside a text", "patches:\n  lms-env: |\n    PROCTORING_BACKEND: {}\n", "3:5", RENAME),
        ("an empty first document", "---\n---\nkind: X\napiVersion: v1\nPROCTORING_BACKEND: {}\n", "5:1", RENAME),
    )
    def test_is_a_problem_with_a_hint(self, content, position, hint):
        self.file("lms.yml", content)
        status, out, err = self.check("lms.yml")
        lines = out.splitlines()
        self.assertEqual((status, lines[1:]), (1, [f"    hint: {hint}"]))
        self.assertRegex(lines[0], rf"^lms.yml:{position}: warning W021 \S+: edx-platform reads only ")
        self.assertTrue(lines[0].endswith("LMS and Studio use their default, which has only the provider 'null'."))
        self.assertTrue(err[-1].startswith("proctoring-config: 0 errors, 1 warning in 1 file; "))

    @ddt.named_data(
        ("below FEATURES", f"PROCTORING_BACKENDS: {HEALTHY}\nFEATURES:\n  PROCTORING_BACKENDS: {{}}", "3:3"),
        ("another case", f"proctoring_backends: {BROKEN}\nPROCTORING_BACKENDS: {HEALTHY}", "1:1"),
    )
    def test_beside_the_setting(self, content, position):
        self.file("lms.yml", content)
        status, out, _ = self.check("lms.yml")
        self.assertEqual(status, 1)
        self.assertRegex(out, rf"^lms.yml:{position}: warning W021 .* This key is ignored\.\n")

    @ddt.data(
        "PROCTORING_BACKEND_PROVIDER: {}",
        f"EDXAPP_PROCTORING_BACKENDS: {BROKEN}",
        f"edxapp: {{PROCTORING_BACKENDS: {BROKEN}}}",
        "PROCTORING_BACKEND: x",
        "SITE_NAME: see PROCTORING_BACKENDS",
        "text: |\n  PROCTORING_BACKENDS: 1",
    )
    def test_what_may_stand_beside_the_setting(self, other):
        self.file("lms.yml", f"PROCTORING_BACKENDS: {HEALTHY}\n{other}\n")
        self.assertEqual(self.check("lms.yml")[:2], (0, ""))


@ddt.ddt
class OtherKeysTest(CheckTestCase):
    """Keys from which Ansible and Helm make the setting."""

    @ddt.named_data(
        ("Ansible", "EDXAPP_PROCTORING_BACKENDS: {}", "EDXAPP_PROCTORING_BACKENDS"),
        ("Ansible in lower case", "edxapp_proctoring_backends: {}", "edxapp_proctoring_backends"),
        ("another prefix", "OPENEDX_LMS_PROCTORING_BACKENDS: {}", "OPENEDX_LMS_PROCTORING_BACKENDS"),
        ("variables", "vars:\n  EDXAPP_PROCTORING_BACKENDS: {}", "vars.EDXAPP_PROCTORING_BACKENDS"),
        ("extra settings", "EDXAPP_ENV_EXTRA:\n  PROCTORING_BACKENDS: {}", "EDXAPP_ENV_EXTRA.PROCTORING_BACKENDS"),
        ("Helm", "openedx:\n  settings:\n    PROCTORING_BACKENDS: {}", "openedx.settings.PROCTORING_BACKENDS"),
        ("Helm in camel case", "proctoringBackends: {}", "proctoringBackends"),
        ("Helm in lower case", "lms: {proctoring_backends: {}}", "lms.proctoring_backends"),
        ("deep", "a: {b: {c: {d: {PROCTORING_BACKENDS: {}}}}}", "a.b.c.d.PROCTORING_BACKENDS"),
        ("Flux", "kind: HelmRelease\napiVersion: v2\nspec: {PROCTORING_BACKENDS: {}}", "spec.PROCTORING_BACKENDS"),
        ("in a list", "hosts:\n- name: x\n  PROCTORING_BACKENDS: {}", "PROCTORING_BACKENDS"),
        ("below a key that is not a name", "a b c: {PROCTORING_BACKENDS: {}}", "PROCTORING_BACKENDS"),
        ("below a number", "1: {PROCTORING_BACKENDS: {}}", "PROCTORING_BACKENDS"),
    )
    def test_is_checked_with_a_note(self, content, key):
        self.file("vars.yml", content.replace("{}", BROKEN))
        last = content.replace("{}", BROKEN).splitlines()[-1]
        line, column = content.count("\n") + 1, last.index("send_email") + 1
        self.assertEqual(self.found("vars.yml"), [(f"vars.yml:{line}:{column}", "W004")])
        status, _, err = self.check("vars.yml")
        self.assertEqual((status, err[0]), (1, *said(f"vars.yml:{line}: {key} is checked as PROCTORING_BACKENDS")))

    @ddt.named_data(
        ("two prefixes", "A_PROCTORING_BACKENDS: {}\nB_PROCTORING_BACKENDS: {}", "1:1", "A_PROCTORING_BACKENDS"),
        ("LMS and Studio", "lms: {PROCTORING_BACKENDS: {}}\ncms: {PROCTORING_BACKENDS: {}}", "1:7", "lms.PROCTOR"),
        ("two levels", "a: {PROCTORING_BACKENDS: {}, b: {PROCTORING_BACKENDS: {}}}", "1:5", "a.PROCTORING_BACKENDS"),
    )
    def test_several_are_ambiguous(self, content, position, first):
        self.file("vars.yml", content)
        status, out, err = self.check("vars.yml")
        self.assertEqual((status, out, len(err)), (2, "", 1))
        self.assertIn(f"vars.yml:{position}: several keys may be the setting: {first}", err[0])
        self.assertIn("pass --key for each that LMS or Studio reads", err[0])

    def test_one_mapping_with_two_names_is_not_ambiguous(self):
        self.file("vars.yml", f"lms: &x {{PROCTORING_BACKENDS: {BROKEN}}}\ncms: *x\n")
        self.assertEqual(self.found("vars.yml"), [("vars.yml:1:48", "W004")])


@ddt.ddt
class TextsTest(CheckTestCase):
    """Settings in a text, whose positions are those in the file."""

    @ddt.named_data(
        ("a patch of Tutor", "patches:\n  openedx-auth: |\n    PROCTORING_BACKENDS:\n      DEFAULT: b\n", ["4:7"]),
        ("an indented patch", "patches:\n  lms-env: |2\n      PROCTORING_BACKENDS: {DEFAULT: b}\n", ["3:29"]),
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

    def test_a_healthy_text(self):
        self.file("x.yml", CONFIG_MAP + f"  lms.yml: |\n    PROCTORING_BACKENDS: {HEALTHY}\n")
        status, out, err = self.check("x.yml")
        self.assertEqual((status, out), (0, ""))
        self.assertTrue(err[0].startswith("proctoring-config: no problems in 1 file; "), err)

    @ddt.named_data(
        (
            "Python in a patch",
            "patches:\n  openedx-common-settings: |\n    # x\n    PROCTORING_BACKENDS = {\n        'DEFAULT': 'a'}\n",
            "4:5: Python code in patches['openedx-common-settings'], which was not checked; run manage.py check --tag "
            "proctoring instead",
        ),
        (
            "Python that adds a provider",
            "patches:\n  a: |\n    PROCTORING_BACKENDS['acme'] = {}\n",
            "3:5: Python code in patches['a'], which was not checked; run manage.py check --tag proctoring instead",
        ),
        (
            "Python in a ConfigMap",
            CONFIG_MAP + "  production.py: |\n    PROCTORING_BACKENDS.update(acme={})\n",
            "5:5: Python code in data['production.py'], which was not checked; run manage.py check --tag proctoring "
            "instead",
        ),
        (
            "YAML that cannot be read",
            "v: |\n  A: }\n  PROCTORING_BACKENDS: {}\n",
            "2:6: in the text v: not valid YAML: expected the node content, but found '}' while parsing a block node",
        ),
        (
            "a template",
            "v: |\n  {% if x %}\n  PROCTORING_BACKENDS: {}\n",
            "3:3: in the text v: template block on line 2; check the rendered file",
        ),
        (
            "JSON without braces",
            'patches:\n  lms-env: |\n    "A": [],\n    "PROCTORING_BACKENDS": {}\n',
            "3:12: in the text patches['lms-env']: not valid YAML: expected <block end>, but found ',' while parsing a block "
            "mapping",
        ),
        (
            "base64",
            f"apiVersion: v1\nkind: Secret\ndata:\n  a: eA==\n  lms.yml: {encode('PROCTORING_BACKENDS: {}')}\n",
            f"5:3: base64 in data['lms.yml'] {ENCODED}",
        ),
        (
            "base64 of a ConfigMap",
            f"apiVersion: v1\nkind: ConfigMap\nbinaryData:\n  b: {encode('PROCTORING_BACKENDS: {}')}\n",
            f"4:3: base64 in binaryData['b'] {ENCODED}",
        ),
        (
            "base64 over lines",
            f"apiVersion: v1\nkind: Secret\ndata:\n  b: |\n    {encode('PROCTORING_BACKENDS: {}')[:8]}\n    {encode('PROCTORING_BACKENDS: {}')[8:]}\n",
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
    def test_what_cannot_be_read_is_named(self, content, reason):
        self.file("x.yml", content)
        self.assertEqual(self.check("x.yml"), (2, "", said(f"x.yml:{reason}")))
        _, out, _ = self.check("x.yml", "--format", "json")
        line, column, message = reason.split(":", 2)
        expected = {"file": "x.yml", "line": int(line), "column": int(column), "message": message.strip()}
        self.assertEqual(json.loads(out)["errors"], [expected])

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


@ddt.ddt
class KeyTest(CheckTestCase):
    """``--key`` and ``--require``."""

    PAIR = f"lms: {{PROCTORING_BACKENDS: {HEALTHY}}}\ncms: {{PROCTORING_BACKENDS: {{DEFAULT: a, a: {{}}, b: {{}}}}}}\n"
    KEYS = ("--key", "lms.PROCTORING_BACKENDS", "--key", "cms.PROCTORING_BACKENDS")

    def test_lms_and_studio_in_one_file(self):
        self.file("values.yml", self.PAIR)
        self.assertEqual(self.found("values.yml", *self.KEYS), [("values.yml:2:48", "W018")])
        self.file("values.yml", self.PAIR.replace(", b: {}", ""))
        status, out, err = self.check("values.yml", *self.KEYS)
        self.assertEqual((status, out), (0, ""))
        self.assertIn("no problems in 1 file", err[0])

    def test_a_key_inside_texts(self):
        self.file("x.yml", CONFIG_MAP + f"  vars.yml: |\n    A: {{B: {BROKEN}}}\n    # proctoring_backends\n")
        self.assertEqual(self.found("x.yml", "--key", "A.B"), [("x.yml:5:29", "W004")])

    @ddt.named_data(
        ("the only key", "A: 1", ["X"], ["X"]),
        ("one of two keys", f"X: {HEALTHY}", ["X", "Y.Z"], ["Y.Z"]),
        ("the usual key", f"EDXAPP_PROCTORING_BACKENDS: {HEALTHY}", ["PROCTORING_BACKENDS"], ["PROCTORING_BACKENDS"]),
        ("in an empty file", "", ["X", "Y"], ["X", "Y"]),
    )
    def test_a_key_that_is_not_in_the_file(self, content, keys, missing):
        self.file("x.yml", content)
        argv = [part for key in keys for part in ("--key", key)]
        status, out, err = self.check("x.yml", *argv)
        lines = said(*(f"x.yml: {key} not found; pass a --key that is in the file" for key in missing))
        self.assertEqual((status, out, err[: len(lines)]), (2, "", lines))
        self.assertEqual(self.run_command("upgrade", "x.yml", *argv)[0], 2)

    @ddt.data(
        "A: 1", "", "---\n", "{}", "PROCTORING_SETTINGS: {}", "kind: X\napiVersion: v1", "a: [b]", "a: |\n  b: 1\n"
    )
    def test_a_required_setting(self, content):
        self.file("x.yml", content)
        for command in ("check", "upgrade"):
            self.assertEqual(self.run_command(command, "x.yml")[0], 0)
            status, out, err = self.run_command(command, "x.yml", "--require")
            self.assertEqual((status, out), (2, ""))
            self.assertEqual(err[0], *said("x.yml: PROCTORING_BACKENDS not found, but --require is given"))

    def test_a_required_setting_of_merged_files(self):
        self.file("lms.yml", f"PROCTORING_BACKENDS: {HEALTHY}")
        self.file("secrets.yml", "A: 1")
        self.assertEqual(self.check("lms.yml", "secrets.yml", "--merge", "--require")[0], 0)
        self.assertEqual(self.check("secrets.yml", "--merge", "--require")[0], 2)
        self.assertEqual(self.check("lms.yml", "secrets.yml", "--require")[0], 2)


@ddt.ddt
class PlaceholdersTest(CheckTestCase):
    """Parts that another tool fills in are named as not checked."""

    @ddt.named_data(
        ("a provider", "  DEFAULT: a\n  a: '{{ x }}'", ["PROCTORING_BACKENDS['a']", 3, 3]),
        ("an option", "  DEFAULT: a\n  a:\n    client_id: ${X}", ["PROCTORING_BACKENDS['a']['client_id']", 4, 5]),
        ("DEFAULT", "  DEFAULT: $(X)\n  a: {}", ["PROCTORING_BACKENDS['DEFAULT']", 2, 3]),
        ("a tag", "  DEFAULT: a\n  a: {client_id: !vault x}", ["PROCTORING_BACKENDS['a']['client_id']", 3, 7]),
        (
            "an item",
            "  DEFAULT: a\n  a: {passing_statuses: ['{{ x }}']}",
            ["PROCTORING_BACKENDS['a']['passing_statuses']", 3, 7],
        ),
        ("options with a tag", "  DEFAULT: a\n  a: !x {b: c}", ["PROCTORING_BACKENDS['a']", 3, 3]),
        ("the name of a provider", "  DEFAULT: a\n  a: {}\n  !x b: {}", ["PROCTORING_BACKENDS", 4, 3]),
        ("the name of an option", "  DEFAULT: a\n  a: {!x b: 1}", ["PROCTORING_BACKENDS['a']", 3, 7]),
        ("an alias", "  DEFAULT: &x '{{ a }}'\n  a: {}", ["PROCTORING_BACKENDS['DEFAULT']", 2, 3]),
    )
    def test_a_part(self, content, expected):
        path, line, column = expected
        self.file("lms.yml", f"PROCTORING_BACKENDS:\n{content}\n")
        status, out, err = self.check("lms.yml", "--format", "json")
        self.assertEqual((status, json.loads(out)["problems"]), (0, []))
        part = {"path": path, "file": "lms.yml", "line": line, "column": column}
        self.assertEqual(json.loads(out)["not_checked"], [part])
        counted = "0 errors, 0 warnings in 1 file; not checked, because another tool fills it in"
        self.assertTrue(err[0].startswith(f"proctoring-config: {counted}: {path} (line {line}); "), err)

    @ddt.data("'{{ x }}'", "!vault x", "${X}", "!x {a: {}}", "$(X)", "'<%= x %>'", "ENC[x]", "'%(x)s'")
    def test_the_whole_setting(self, value):
        self.file("lms.yml", f"A: 1\nPROCTORING_BACKENDS: {value}\n")
        status, out, err = self.check("lms.yml", "--format", "json")
        reason = "PROCTORING_BACKENDS is a placeholder; check the rendered file"
        self.assertEqual((status, err), (2, said(f"lms.yml:2:1: {reason}")))
        place = {"file": "lms.yml", "line": 2, "column": 1}
        self.assertEqual(
            json.loads(out),
            {
                "version": 1,
                "problems": [],
                "errors": [{**place, "message": reason}],
                "not_checked": [{"path": "PROCTORING_BACKENDS", **place}],
            },
        )


@ddt.ddt
class ErrorsTest(CheckTestCase):
    """Files that cannot be read are in the JSON of both commands."""

    @ddt.named_data(
        ("a missing file", None, [None, None, "no such file or directory"]),
        ("broken YAML", "a:\n\tb: 1", [2, 1, "not valid YAML: a tab where only spaces are allowed"]),
        ("a list", "- a", [None, None, "must be a mapping of settings, but it is a list"]),
        ("Latin 1", b"A: caf\xe9", [1, None, "is not UTF-8 (byte 7); convert it to UTF-8"]),
        ("a template", "{% x %}\na: 1", [None, None, "template block on line 1; check the rendered file"]),
        ("two documents", "a: 1\n---\n", [2, 1, "a second YAML document begins here; check one document at a time"]),
        ("a key", "a: 1", [None, None, "X not found; pass a --key that is in the file"]),
        ("a placeholder", "'{{ x }}'", [None, None, "the whole file is a placeholder; check the rendered file"]),
    )
    def test_as_json(self, content, expected):
        if content is not None:
            self.file("x.yml", content)
        argv = ["--key", "X"] if "--key" in expected[2] else []
        status, out, _ = self.check("x.yml", "--format", "json", *argv)
        error = dict(zip(("file", "line", "column", "message"), ["x.yml", *expected], strict=True))
        self.assertEqual((status, json.loads(out)["errors"]), (2, [error]))
        status, out, _ = self.run_command("upgrade", "x.yml", "--format", "json", *argv)
        is_searched = "template" in expected[2]  # for the vendor's name, which is enough for upgrade
        self.assertEqual((status, json.loads(out)["errors"]), (0, []) if is_searched else (2, [error]))

    def test_with_merge(self):
        self.file("lms.yml", "PROCTORING_BACKENDS:\n")
        status, out, _ = self.check("lms.yml", "no.yml", "--merge", "--format", "json")
        self.assertEqual((status, json.loads(out)["problems"]), (2, []))
        self.assertEqual([error["file"] for error in json.loads(out)["errors"]], ["no.yml"])
