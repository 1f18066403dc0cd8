"""``proctoring-config check`` and variables that feed the setting, which are not settings that nothing reads."""

import ddt

from tests.cli.checking import CheckTestCase

BAD, GOOD = "{DEFAULT: b, a: {}}", "{DEFAULT: a, a: {}}"

# file, the key that is checked
FED = [
    (
        "Ansible",
        f'PROCTORING_BACKENDS: "{{{{ my_proctoring_backends }}}}"\nmy_proctoring_backends: {BAD}',
        "my_proctoring_backends",
    ),
    (
        "before the setting",
        f'proctoring_backends: {BAD}\nPROCTORING_BACKENDS: "{{{{ proctoring_backends }}}}"',
        "proctoring_backends",
    ),
    (
        "a prefix",
        f'EDXAPP_PROCTORING_BACKENDS: "{{{{ x_proctoring_backends }}}}"\nx_proctoring_backends: {BAD}',
        "x_proctoring_backends",
    ),
    (
        "the plain name",
        f'EDXAPP_PROCTORING_BACKENDS: "{{{{ proctoring_backends }}}}"\nproctoring_backends: {BAD}',
        "proctoring_backends",
    ),
    ("another name", f'PROCTORING_BACKENDS: "{{{{ backends }}}}"\nbackends: {BAD}', "backends"),
    ("JSON", f'PROCTORING_BACKENDS: "{{{{ backends | to_json }}}}"\nbackends: {BAD}', "backends"),
    ("YAML", f'PROCTORING_BACKENDS: "{{{{ backends|to_nice_yaml }}}}"\nbackends: {BAD}', "backends"),
    ("a default", f'PROCTORING_BACKENDS: "{{{{ backends | default(omit) }}}}"\nbackends: {BAD}', "backends"),
    ("a path", f'PROCTORING_BACKENDS: "{{{{ edx.backends }}}}"\nedx: {{backends: {BAD}}}', "edx.backends"),
    ("Helm", f'PROCTORING_BACKENDS: "{{{{ .Values.backends }}}}"\nbackends: {BAD}', "backends"),
]
UNKNOWN = [
    ("another file", 'PROCTORING_BACKENDS: "{{ my_proctoring_backends }}"'),
    ("combined", f'PROCTORING_BACKENDS: "{{{{ proctoring_backends | combine(x) }}}}"\nproctoring_backends: {BAD}'),
    ("chosen", f'PROCTORING_BACKENDS: "{{{{ proctoring_backends if x else y }}}}"\nproctoring_backends: {BAD}'),
    ("a placeholder again", 'PROCTORING_BACKENDS: "{{ a }}"\na: "{{ b }}"'),
]
GOOD_PYTHON = "{'DEFAULT': 'a', 'a': {}}"
PYTHON = [
    ("lower case", f"proctoring_backends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = proctoring_backends\n", 0),
    ("mixed case", f"Proctoring_Backends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = Proctoring_Backends\n", 0),
    ("a prefix", f"my_proctoring_backends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = my_proctoring_backends\n", 0),
    ("an underscore", f"_proctoring_backends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = _proctoring_backends\n", 0),
    ("capitals", f"MY_PROCTORING_BACKENDS = {GOOD_PYTHON}\nPROCTORING_BACKENDS = MY_PROCTORING_BACKENDS\n", 0),
    ("a spread", f"proctoring_backends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = {{**proctoring_backends}}\n", 0),
    ("a misspelling", f"proctorng_backends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = proctorng_backends\n", 0),
    ("camel case", f"proctoringBackends = {GOOD_PYTHON}\nPROCTORING_BACKENDS = proctoringBackends\n", 0),
    ("no setting", f"proctoring_backends = {GOOD_PYTHON}\n", 1),
    ("no setting, but a use", f"proctoring_backends = {GOOD_PYTHON}\nuse(proctoring_backends)\n", 2),
    ("no setting, with a prefix", f"my_proctoring_backends = {GOOD_PYTHON}\n", 2),
    ("a setting that is misspelled", f"PROCTORNG_BACKENDS = {GOOD_PYTHON}\n", 1),
]
# where the setting exists, nothing is to be moved or renamed
BESIDE = [
    ("below FEATURES", f"FEATURES:\n  PROCTORING_BACKENDS: {GOOD}\nPROCTORING_BACKENDS: {GOOD}\n"),
    ("lower case", f"proctoring_backends: {GOOD}\nPROCTORING_BACKENDS: {GOOD}\n"),
    ("a dash", f"PROCTORING-BACKENDS: {GOOD}\nPROCTORING_BACKENDS: {GOOD}\n"),
    ("mixed case", f"PROCTORING_BACKENDS: {GOOD}\nProctoring_Backends: {GOOD}\n"),
    (
        "below PROCTORING_SETTINGS",
        f"PROCTORING_SETTINGS: {{PROCTORING_BACKENDS: {GOOD}}}\nPROCTORING_BACKENDS: {GOOD}\n",
    ),
    ("below ENV_TOKENS", f"PROCTORING_BACKENDS: {GOOD}\nENV_TOKENS: {{PROCTORING_BACKENDS: {GOOD}}}\n"),
    ("lower case below FEATURES", f"PROCTORING_BACKENDS: {GOOD}\nFEATURES: {{proctoring_backends: {GOOD}}}\n"),
    ("without an underscore", f"PROCTORINGBACKENDS: {GOOD}\nPROCTORING_BACKENDS: {GOOD}\n"),
]


@ddt.ddt
class VariablesTest(CheckTestCase):
    """Variables."""

    @ddt.named_data(*FED)
    def test_variable_is_checked(self, content, key):
        self.file("vars.yml", content + "\n")
        status, out, err = self.check("vars.yml")
        self.assertEqual(status, 1)
        self.assertRegex(out, r"\A\S+ warning W003 ")
        self.assertNotIn("W021", out)
        self.assertIn(f"{key} is checked as PROCTORING_BACKENDS", err[0])
        self.file("vars.yml", content.replace(BAD, GOOD) + "\n")
        self.assertEqual(self.check("vars.yml")[:2], (0, ""))

    @ddt.named_data(*UNKNOWN)
    def test_variable_is_not_known(self, content):
        self.file("vars.yml", content + "\n")
        status, out, err = self.check("vars.yml")
        self.assertEqual((status, out), (2, ""))
        self.assertIn(" is a placeholder; use the rendered file", "".join(err))

    @ddt.named_data(*PYTHON)
    def test_python(self, content, expected):
        self.file("prod.py", content)
        status, out, _ = self.check("prod.py")
        self.assertEqual((status, "W021" in out), (expected, expected == 1))

    @ddt.named_data(*BESIDE)
    def test_beside_the_setting(self, content):
        self.file("lms.yml", content)
        status, out, _ = self.check("lms.yml")
        self.assertEqual((status, out.count("W021")), (1, 1))
        self.assertIn("    hint: Move its content into PROCTORING_BACKENDS at the top level, or remove it\n", out)


@ddt.ddt
class JsonHintsTest(CheckTestCase):
    """Hints for JSON files are JSON."""

    @ddt.named_data(
        ("DEFAULT", '"DEFAULT": "b", "a": {}', 'Write "DEFAULT": "a", or configure the provider'),
        ("no DEFAULT", '"a": {}', 'Add "DEFAULT": "a"'),
        ("null", '"DEFAULT": null, "null": {}', 'Write "DEFAULT": "null", with quotes'),
        (
            "boolean",
            '"DEFAULT": "a", "a": {"show_review_rules": "no"}',
            'Write "show_review_rules": false, without quotes',
        ),
        ("number", '"DEFAULT": "a", "a": {"timeout": 0}', 'Write a positive number, such as "timeout": 30'),
        (
            "no options",
            '"DEFAULT": "a", "a": null',
            'Write "a": {} if the provider has no options, or put its options between the braces',
        ),
        (
            "options after it",
            '"DEFAULT": "a", "a": null, "client_id": "b"',
            "Move the options that follow it into braces after its name",
        ),
        (
            "before 2019",
            None,
            'Replace it with "PROCTORING_BACKENDS": {"DEFAULT": "name", "name": {}}, with the options between the '
            "inner braces",
        ),
        ("mapping", '"DEFAULT": "a", "a": {"LINK_URLS": 1}', 'Write a mapping, such as "LINK_URLS": {}'),
        (
            "vendor",
            '"DEFAULT": "proctortrack", "proctortrack": {}',
            'Add "requires_escalation_email": true and "show_review_rules": false (true if the flag '
            "studio.show_review_rules was on for everyone) to keep the old behavior",
        ),
    )
    def test_hint(self, content, hint):
        old = '{"PROCTORING_BACKEND_PROVIDER": {"options": {}}}'
        self.file("lms.env.json", f'{{"PROCTORING_BACKENDS": {{{content}}}}}' if content else old)
        self.assertEqual(self.check("lms.env.json")[1].splitlines()[1], f"    hint: {hint}")
