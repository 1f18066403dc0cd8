"""``proctoring-config check`` and the setting under another key."""

import ddt

from tests.cli.base import said
from tests.cli.checking import CheckTestCase

BROKEN = "{DEFAULT: a, a: {send_email: 1}}"
HEALTHY = "{DEFAULT: a, a: {}}"
MOVE = "Move it to the top level of the settings"
MOVE_AND_RENAME = f"{MOVE}, and rename it to PROCTORING_BACKENDS"
RENAME = "Rename it to PROCTORING_BACKENDS"
REPLACE = "Replace it with PROCTORING_BACKENDS: {DEFAULT: name, name: {}}, with the options between the inner braces"


@ddt.ddt
class NotReadTest(CheckTestCase):
    """W021: nothing reads the key."""

    @ddt.named_data(
        ("singular", f"PROCTORING_BACKEND: {HEALTHY}", "1:1", RENAME),
        ("lower case", f"A: 1\nproctoring_backends: {HEALTHY}", "2:1", RENAME),
        ("mixed case", f"Proctoring_Backends: {HEALTHY}", "1:1", RENAME),
        ("a dash", f"PROCTORING-BACKENDS: {HEALTHY}", "1:1", RENAME),
        ("a typo", f"PROCTORNG_BACKENDS: {HEALTHY}", "1:1", RENAME),
        ("a suffix", f"PROCTORING_BACKENDS_OLD: {HEALTHY}", "1:1", RENAME),
        (
            "a typo after a prefix",
            f"EDXAPP_PROCTORNG_BACKENDS: {HEALTHY}",
            "1:1",
            "Rename it to EDXAPP_PROCTORING_BACKENDS",
        ),
        ("below FEATURES", f"FEATURES:\n  PROCTORING_BACKENDS: {HEALTHY}", "2:3", MOVE),
        ("below FEATURES in lower case", f"FEATURES: {{proctoring_backends: {HEALTHY}}}", "1:12", MOVE_AND_RENAME),
        ("below FEATURES of Ansible", f"EDXAPP_FEATURES:\n  PROCTORING_BACKENDS: {HEALTHY}", "2:3", MOVE),
        ("below FEATURES of a chart", f"a: {{FEATURES: {{PROCTORING_BACKENDS: {HEALTHY}}}}}", "1:16", MOVE),
        ("below PROCTORING_SETTINGS", f"PROCTORING_SETTINGS:\n  PROCTORING_BACKENDS: {HEALTHY}", "2:3", MOVE),
        ("below ENV_TOKENS", f"ENV_TOKENS:\n  PROCTORING_BACKENDS: {HEALTHY}", "2:3", MOVE),
        ("inside a file of the platform", f"SITE_NAME: x\nextra:\n  PROCTORING_BACKENDS: {HEALTHY}", "3:3", MOVE),
        ("before 2019, one provider", "PROCTORING_BACKEND_PROVIDER: {class: x, options: {}}", "1:1", REPLACE),
        ("before 2019, several", "PROCTORING_BACKEND_PROVIDERS: {x: {}}", "1:1", REPLACE),
        ("before 2019, in Ansible", "EDXAPP_PROCTORING_BACKEND_PROVIDER: {}", "1:1", REPLACE),
        ("JSON", '{"FEATURES": {\n "PROCTORING_BACKENDS": {"DEFAULT": "a", "a": {}}}}', "2:2", MOVE),
        (
            "a patch of FEATURES",
            f"patches:\n  common-env-features: |\n    PROCTORING_BACKENDS: {HEALTHY}\n",
            "3:5",
            "Move it to the patch openedx-auth",
        ),
        ("a typo inside a text", f"patches:\n  lms-env: |\n    PROCTORNG_BACKENDS: {HEALTHY}\n", "3:5", RENAME),
        ("inside a text", f"patches:\n  lms-env: |\n    PROCTORING_BACKEND: {HEALTHY}\n", "3:5", RENAME),
        (
            "an empty first document",
            f"---\n---\nkind: X\napiVersion: v1\nPROCTORING_BACKEND: {HEALTHY}\n",
            "5:1",
            RENAME,
        ),
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
        ("a typo", f"PROCTORNG_BACKENDS: {BROKEN}\nPROCTORING_BACKENDS: {HEALTHY}", "1:1"),
        ("one letter less", f"PROCTORING_BACKENDS: {HEALTHY}\nPROCTORING_BACKEND: {BROKEN}", "2:1"),
        ("an underscore", f"PROCTORING_BACKENDS: {HEALTHY}\nPROCTORING_BACKENDS_: {BROKEN}", "2:1"),
        ("another case", f"proctoring_backends: {BROKEN}\nPROCTORING_BACKENDS: {HEALTHY}", "1:1"),
    )
    def test_beside_the_setting(self, content, position):
        self.file("lms.yml", content)
        status, out, _ = self.check("lms.yml")
        self.assertEqual(status, 1)
        self.assertRegex(out, rf"(?m)^lms.yml:{position}: warning W021 .* This key is ignored\.\n")

    @ddt.data(
        "PROCTORING_BACKEND_PROVIDER: {}",
        f"EDXAPP_PROCTORING_BACKENDS: {BROKEN}",
        f"edxapp: {{PROCTORING_BACKENDS: {BROKEN}}}",
        "PROCTORING_BACKEND: x",
        "PROCTORING_BACKEND: {client_id: a}",
        f"PROCTORING_BACKENDS_OLD: {BROKEN}",
        "PROCTORNG_BACKENDS: &used {DEFAULT: a, a: {}}\nA: *used",
        "x-proctoring-backends: &used {DEFAULT: a, a: {}}\nA: {<<: *used}",
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
