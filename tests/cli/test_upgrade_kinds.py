"""``proctoring-config upgrade`` on files that are not edited, or cannot be read: the lines, and where they belong."""

import os
from pathlib import Path

import ddt

from tests.cli.base import said
from tests.cli.test_upgrade import MIXED
from tests.cli.upgrading import BARE, BARE_CHANGES, DONE, PYTHON, YAML, UpgradeTestCase
from tests.upgrade.values import MARK

SOPS = f"""\
PROCTORING_BACKENDS:
  DEFAULT: ENC[AES256_GCM,data:{MARK},type:str]
  null: {{}}
  #ENC[AES256_GCM,data:{MARK},type:comment]
  proctortrack:
    client_secret: ENC[AES256_GCM,data:{MARK},type:str]
sops:
  mac: ENC[AES256_GCM,data:{MARK},type:str]
  version: 3.8.1
"""
TEMPLATE = f"""\
{{% if proctoring %}}
PROCTORING_BACKENDS:
  proctortrack:
    client_secret: "{{{{ {MARK} }}}}"
{{% endif %}}
"""
MANIFEST = f"""\
apiVersion: v1
kind: {{}}
data:
  lms.yml: |
    PROCTORING_BACKENDS:
      proctortrack:
        client_secret: {MARK}
"""
MODULE = f"""\
from lms.envs.production import *

# edx-proctoring-proctortrack is installed beside the platform
PROCTORING_BACKENDS = {{"DEFAULT": "proctortrack", "proctortrack": {{"client_secret": "{MARK}"}}}}
"""
TUTOR_PLUGIN = f"""\
from tutor import hooks

hooks.Filters.ENV_PATCHES.add_item(("openedx-common-settings", \"\"\"
PROCTORING_BACKENDS = {{"DEFAULT": "proctortrack", "proctortrack": {{"client_secret": "{MARK}"}}}}
\"\"\"))
"""
TUTOR_PLUGIN_OF_YAML = f"""\
patches:
  openedx-common-settings: |
    PROCTORING_BACKENDS = {{"DEFAULT": "proctortrack", "proctortrack": {{"client_secret": "{MARK}"}}}}
"""
VAULT = "$ANSIBLE_VAULT;1.1;AES256\n62313365396662343061393464336163\n"
MULTIPLE = f"---\nA: 1\n---\nPROCTORING_BACKENDS:\n  proctortrack:\n    client_secret: {MARK}\n"
RENDERED = "env/apps/openedx/config/lms.env.yml"
RENDERED_JSON = "/env/apps/openedx/config/cms.env.json"
MODULES = "at the end of the settings modules of LMS and Studio"

# case, name, content, the first line of the report, the line above the snippet, how the snippet begins
UNREAD = [
    (
        "a broken Python module",
        "prod.py",
        MODULE + "X = {",
        "prod.py:4: mentions proctortrack, but cannot be read (a Python module)",
        f"prod.py: if the instance has an entry named proctortrack, add these lines {MODULES}:",
        PYTHON,
    ),
    (
        "a broken Tutor plugin",
        "proctoring.py",
        TUTOR_PLUGIN + "X = {",
        "proctoring.py:4: mentions proctortrack, but cannot be read (a Tutor plugin)",
        "proctoring.py: if the instance has an entry named proctortrack, add these lines in a separate Tutor "
        "plugin, or in this one:",
        "# Tutor plugin: save it as proctoring_as_before.py in ",
    ),
    (
        "a Tutor plugin in YAML with broken Python",
        "proctoring.yml",
        TUTOR_PLUGIN_OF_YAML.replace("}}", "}"),
        "proctoring.yml:3: mentions proctortrack, but cannot be read (a Tutor plugin)",
        "proctoring.yml: if the instance has an entry named proctortrack, add these lines in a separate "
        "Tutor plugin, or in this one:",
        "# Tutor plugin: save it as proctoring_as_before.py in ",
    ),
    (
        "a module rendered by Tutor",
        "env/apps/openedx/settings/lms/production.py",
        MODULE + "X = {",
        "env/apps/openedx/settings/lms/production.py:4: mentions proctortrack, but cannot be read (rendered by "
        "Tutor, which overwrites it)",
        "env/apps/openedx/settings/lms/production.py: if the instance has an entry named proctortrack, add "
        "these lines in a Tutor plugin:",
        "# Tutor plugin: save it as proctoring_as_before.py in ",
    ),
    (
        "a template",
        "lms.yml.j2",
        TEMPLATE,
        "lms.yml.j2:3: mentions proctortrack, but cannot be read (a template)",
        "lms.yml.j2: if the instance has an entry named proctortrack, add these lines in the template, or in the "
        "values that fill it:",
        YAML,
    ),
]
# the same, for files of which nothing can be said; and what is said on stderr
HIDDEN = [
    (
        "Ansible Vault",
        "vault.yml",
        VAULT,
        "vault.yml: cannot be read (encrypted with Ansible Vault)",
        "vault.yml: if the instance has an entry named proctortrack, add these lines where ansible-vault edit shows "
        "the file:",
        "vault.yml: encrypted with Ansible Vault; pipe the output of ansible-vault view to this command, with - as the "
        "file",
    ),
    (
        "a Kubernetes Secret",
        "secret.yaml",
        "apiVersion: v1\nkind: Secret\ndata:\n  lms.yml: UFJPQ1RPUklOR19CQUNLRU5EUzoge30K\n",
        "secret.yaml: cannot be read (a text inside another file)",
        "secret.yaml: if the instance has an entry named proctortrack, add these lines in the text data['lms.yml']:",
        "secret.yaml:4:3: base64 in data['lms.yml'] contains the setting; decode it (base64 -d) and pipe it to this "
        "command, with - as the file",
    ),
    (
        "two documents",
        "two.yml",
        MULTIPLE,
        "two.yml:5: mentions proctortrack, but cannot be read (not a single YAML or JSON document)",
        "two.yml: if the instance has an entry named proctortrack, add these lines in the file, once it can be read:",
        "two.yml:3:1: a second YAML document begins here",
        "    hint: Remove this line if the settings belong together, or check one document at a time",
    ),
]
# what does not name the vendor, what is said of it, the exit status
SILENT = [
    (
        "a Python module",
        "prod.py",
        "# from proctortrack import x\nPROCTORING_BACKENDS = {\n",
        "prod.py:2:24: not valid Python: the { on line 2, column 23 is not closed; it does not mention proctortrack",
        "    hint: Write } before this place",
        2,
    ),
    (
        "a template",
        "lms.yml",
        TEMPLATE.replace("proctortrack", "acme"),
        "lms.yml:1: template block; check the rendered file; it does not mention proctortrack",
        0,
    ),
    (
        "invalid YAML",
        "lms.yml",
        "A: [1\nB: x\n",
        "lms.yml:1:6: not valid YAML: the [ on line 1, column 4 is not closed; it does not mention proctortrack",
        "    hint: Write ] before this place",
        2,
    ),
]


@ddt.ddt
class KindsTest(UpgradeTestCase):
    """Kinds of files in which operators keep their settings."""

    def file(self, name, content):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        return super().file(name, content)

    @ddt.named_data(*UNREAD)
    def test_a_file_that_names_the_vendor_and_cannot_be_read(self, name, content, first, heading, snippet):
        self.file(name, content)
        status, out, err = self.upgrade(name, "--review-rules", "hidden")
        lines = out.splitlines()
        self.assertEqual((lines[0], lines[2]), (first, heading))
        self.assertTrue(out.partition(heading + "\n\n")[2].startswith(snippet), out)
        self.assertEqual((status, err), (1, said("1 file to edit by hand in 1 file")))
        status, _, _ = self.upgrade(name, "--review-rules", "hidden", "--write")
        self.assertEqual((status, self.text(name)), (2, content))

    @ddt.named_data(*UNREAD)
    def test_once_it_names_the_options_there_is_nothing_to_add(self, name, content, *_):
        self.file(name, content + "\n# show_review_rules\n")
        self.assertIn("show_review_rules", self.upgrade(name, "--review-rules", "hidden")[1])
        self.file(name, content + "\nrequires_escalation_email: show_review_rules\n")
        status, out, err = self.upgrade(name, "--review-rules", "hidden")
        self.assertEqual((status, err), (0, said("nothing to do in 1 file")))
        self.assertIn("the value cannot be read here: make sure that it is false, not a string\n", out)

    @ddt.named_data(*HIDDEN)
    def test_a_file_of_which_nothing_can_be_said(self, name, content, first, heading, *reason):
        self.file(name, content)
        status, out, err = self.upgrade(name, "--review-rules", "hidden")
        self.assertEqual(out, f"{first}\n\n{heading}\n\n{YAML}")
        self.assertEqual((status, err), (2, said(*reason, "1 file to edit by hand in 1 file")))

    @ddt.named_data(*SILENT)
    def test_a_file_that_does_not_name_the_vendor(self, name, content, *expected):
        self.file(name, content)
        status, out, err = self.upgrade(name)
        *reason, expected_status = expected
        self.assertEqual((status, out, err), (expected_status, "", said(*reason, "nothing to do in 1 file")))

    def test_a_file_of_sops_is_planned_by_its_keys(self):
        self.file("lms.yml", SOPS)
        status, out, err = self.upgrade("lms.yml", "--review-rules", "hidden", "--write")
        self.assertEqual(
            out,
            "lms.yml:3:3: change PROCTORING_BACKENDS[None]: write 'null', with quotes\n"
            + BARE_CHANGES.format("lms.yml")
            + "\nlms.yml: not edited (encrypted with SOPS); add these lines where sops edit shows the file:\n\n"
            + f"# quote the name null: 'null'\n{YAML}",
        )
        self.assertEqual((status, err, self.text("lms.yml")), (2, said("3 changes in 1 file"), SOPS))
        encrypted = "    {}: ENC[AES256_GCM,data:aa,type:bool]\n"
        both = encrypted.format("requires_escalation_email") + encrypted.format("show_review_rules")
        self.file("lms.yml", SOPS.replace("sops:", both + "sops:").replace("null", "'null'"))
        self.assertEqual(self.upgrade("lms.yml", "--review-rules", "hidden")[0], 0)

    @ddt.data((RENDERED, BARE), ("x" + RENDERED_JSON, '{"PROCTORING_BACKENDS": {"proctortrack": {}}}'))
    @ddt.unpack
    def test_what_tutor_renders_is_planned_and_not_edited(self, name, content):
        self.file(name, content)
        status, out, _ = self.upgrade(name, "--review-rules", "hidden", "--write")
        self.assertIn(
            f"\n{name}: not edited (rendered by Tutor, which overwrites it); add these lines in a Tutor plugin:\n"
            '\n# Tutor plugin: save it as proctoring_as_before.py in the directory that "tutor plugins printroot" ',
            out,
        )
        self.assertIn(f"SETTINGS = r'''\n{PYTHON}'''\n", out)
        self.assertEqual((status, self.text(name)), (2, content))

    def test_what_tutor_renders_is_known_from_within_its_directory(self):
        self.file(RENDERED, BARE)
        os.chdir(Path(RENDERED).parent)
        self.assertIn("rendered by Tutor", self.upgrade("lms.env.yml")[1])

    def test_settings_inside_a_manifest_are_planned_and_not_edited(self):
        other = (
            f"  cms.yml: |\n    PROCTORING_BACKENDS:\n      null: {{}}\n      x: {MARK}\n  third: PROCTORING_BACKENDS\n"
        )
        content = MANIFEST.format("ConfigMap") + other
        self.file("configmap.yaml", content)
        status, out, err = self.upgrade("configmap.yaml", "--write", "--review-rules", "hidden")
        lines = out.splitlines()
        self.assertEqual(
            lines[:4],
            [
                *BARE_CHANGES.format("configmap.yaml").replace(":5:3:", ":6:7:").splitlines(),
                "",
                "configmap.yaml: not edited (a text inside another file); add these lines in the text data['lms.yml']:",
            ],
        )
        self.assertIn(f"\n\n{YAML}\nconfigmap.yaml:10:7: change PROCTORING_BACKENDS[None]: write 'null', ", out)
        self.assertIn("add these lines in the text data['cms.yml']:\n", out)
        self.assertEqual(err, said("3 changes in 1 file"))
        self.assertEqual((status, self.text("configmap.yaml")), (2, content))

    @ddt.data('"{{ proctoring_backends }}"', "!vault |\n  6231", "${BACKENDS}")
    def test_a_setting_that_another_tool_fills_in(self, value):
        self.file("vars.yml", f"A: 1\nPROCTORING_BACKENDS: {value}\n")
        status, out, err = self.upgrade("vars.yml", "--review-rules", "hidden")
        self.assertEqual(
            out,
            "vars.yml: cannot be read (filled in by another tool)\n\nvars.yml: if the instance has an entry "
            f"named proctortrack, add these lines where that tool gets it from:\n\n{YAML}",
        )
        reason = "vars.yml:2:1: PROCTORING_BACKENDS is a placeholder; use the rendered file"
        self.assertEqual((status, err), (2, said(reason, "1 file to edit by hand in 1 file")))

    def test_json(self):
        self.file("lms.env.json", '{"PROCTORING_BACKENDS": {"proctortrack": {}}}')
        _, out, _ = self.upgrade("lms.env.json", "--review-rules", "hidden")
        self.assertTrue(
            out.endswith(
                'or pass --write:\n\n{\n  "PROCTORING_BACKENDS": {\n    "proctortrack": {\n      '
                '"requires_escalation_email": true,\n      "show_review_rules": false\n    }\n  }\n}\n'
            ),
            out,
        )

    def test_the_lines_carried_to_a_module_are_found_there(self):
        self.file("prod.py", MODULE)
        snippet = self.report("prod.py", "--review-rules", "hidden")["files"][0]["snippet"]["text"]
        self.file("prod.py", MODULE + snippet)
        self.assertEqual(self.upgrade("prod.py")[0], 0)
        self.file("prod.py", MODULE)
        undecided = self.report("prod.py")["files"][0]["snippet"]["text"]
        self.file("prod.py", MODULE + undecided)
        self.assertEqual(self.upgrade("prod.py")[0], 1)

    def test_aliases_that_explode_are_refused(self):
        lines = ["a0: &a0 {x: 1}"] + [
            f"a{n}: &a{n} {{{', '.join(f'k{k}: *a{n - 1}' for k in range(60))}}}" for n in range(1, 4)
        ]
        self.file("lms.yml", "\n".join([*lines, "PROCTORING_BACKENDS: *a3\n"]))
        status, out, err = self.upgrade("lms.yml", "--write")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("more than 100,000 entries with aliases resolved", err[0])

    @ddt.data((), ("--diff",), ("--write", "--diff"), ("--format", "json", "--diff"), ("--check",))
    def test_no_value_and_no_comment_is_ever_printed(self, argv):
        texts = {
            "a.yml": BARE,
            "b.yml": DONE,
            "c.yml": MIXED,
            "d.yml": SOPS,
            "e.yml": f"PROCTORING_BACKENDS: {MARK}\n",
            "f.yml": f"PROCTORING_BACKENDS: {{proctortrack: [{MARK}], DEFAULT: {MARK}}}\n",
            "g.yml": f"X: &x {{s: {MARK}}}\nPROCTORING_BACKENDS: {{proctortrack: *x}}\n",
            "h.json": f'{{"PROCTORING_BACKENDS": {{"proctortrack": {{"show_review_rules": "{MARK}"}}}}}}',
            "i.yml": f"A: '{MARK}\n",
            "j.yml": MULTIPLE,
            **{f"{number}/{name}": content for number, (_, name, content, *_) in enumerate(UNREAD)},
        }
        for name, content in texts.items():
            self.file(name, content)
        for snippet in ("yaml", "json", "python", "tutor", None):
            form = ("--snippet", snippet) if snippet else ()
            for rules in ((), ("--review-rules", "hidden")):
                _, out, err = self.upgrade(*texts, *argv, *form, *rules)
                self.assertNotIn(MARK, out + "\n".join(err))
                is_refused = not argv and snippet in ("yaml", "json")  # the files need different lines
                self.assertEqual(bool(out), argv != ("--check",) and not is_refused)
