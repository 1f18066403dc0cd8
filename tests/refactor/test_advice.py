"""advice.py."""

from ddt import data, ddt, named_data, unpack
from django.test import SimpleTestCase

from proctoring_config.refactor.advice import detect_kind, quote_line
from proctoring_config.refactor.traces import find_traces, is_record

ENTRY = "PROCTORING_BACKENDS:\n  proctortrack: {client_id: x}\n"
ENTRY_WITH_OPTIONS = "PROCTORING_BACKENDS:\n  proctortrack:\n    requires_escalation_email: true\n"
PYTHON_ENTRY = "PROCTORING_BACKENDS = {'proctortrack': {}}\n"


@ddt
class AdviceTest(SimpleTestCase):
    """The advice fits the kind of file."""

    @data(
        ("Dockerfile", "image"),
        ("docker/Dockerfile.dev", "image"),
        ("docker-compose.yml", "image"),
        (".github/workflows/unit-tests.yml", "ci"),
        (".circleci/config.yml", "ci"),
        (".gitlab-ci.yml", "ci"),
        ("Jenkinsfile", "ci"),
        ("tox.ini", "ci"),
        ("docs/lms-openapi.yaml", "documentation"),
        ("docs/how-tos/proctoring.rst", "documentation"),
        ("lms/djangoapps/fork/docs/references/api.md", "documentation"),
        ("README.rst", "documentation"),
        ("poetry.lock", "lock"),
        ("Pipfile.lock", "lock"),
        ("frontend/pnpm-lock.yaml", "lock"),
        ("pyproject.toml", "requirements"),
        ("setup.cfg", "requirements"),
        ("scripts/acme/setup.py", "requirements"),
        ("lms/static/sass/course/_exam.scss", "style"),
        ("themes/acme/style.css", "style"),
        ("lms/static/js/exam.js", "script"),
        ("lms/static/Exam.jsx", "script"),
        ("src/exam/types.ts", "script"),
        ("src/exam/Settings.tsx", "script"),
        ("cms/templates/js/editor.underscore", "script"),
        ("lms/templates/exam.html", "template"),
        ("lms/views.py", None),
        ("scripts/setup.sh", None),
        ("lms.yml", None),
    )
    @unpack
    def test_kind(self, path, kind):
        self.assertEqual(detect_kind(path, ""), kind)

    @data(
        ("Dockerfile", "RUN pip install proctortrack", "remove what the image installs"),
        (".github/workflows/x.yml", "pip install proctortrack", "remove what the job installs"),
        ("docs/how-tos/x.rst", "For Proctortrack", "describe the options"),
        ("docs/lms-openapi.yaml", "create_zendesk_tickets:", "remove it from the text or the specification"),
        (
            "poetry.lock",
            'name = "edx-proctoring-proctortrack"',
            "remove the vendor's plugin from the requirements, then",
        ),
        ("pyproject.toml", 'edx-proctoring-proctortrack = "*"', "remove the vendor's plugin from the requirements, or"),
        ("x.scss", ".proctortrack-label {}", "rename the class"),
        ("x.jsx", "provider === 'proctortrack'", "look the provider up in requires_escalation_email_providers"),
        ("x.ts", "createZendeskTickets: boolean", "remove it, because the REST API"),
        ("x.html", "% if provider == 'proctortrack':", "pass the answer"),
        ("lms.yml", ENTRY, "run proctoring-config upgrade on this file"),
        ("lms.json", '{"PROCTORING_BACKENDS": {"proctortrack": {}}}', "run proctoring-config upgrade on this file"),
        ("lms/envs/fork.py", PYTHON_ENTRY, "run proctoring-config upgrade on this file"),
        ("fork/settings.py", PYTHON_ENTRY, "run proctoring-config upgrade on this file"),
        (
            "cms/djangoapps/models/settings/x.py",
            "PROCTORING_BACKENDS['proctortrack']",
            "call requires_escalation_email",
        ),
        ("lms/views.py", "x == 'proctortrack'", "call requires_escalation_email or show_review_rules"),
    )
    @unpack
    def test_advice(self, path, text, beginning):
        (found,) = find_traces(path, text)
        self.assertTrue(found.todo.startswith(beginning), found.todo)

    def test_flag_has_the_same_advice_everywhere(self):
        found = {next(find_traces(path, "studio.show_review_rules")).todo for path in ("a.py", "x.ts", "Dockerfile")}
        self.assertEqual(len(found), 1)

    @named_data(
        ["yaml", "lms.yml", ENTRY_WITH_OPTIONS, True],
        ["json", "lms.json", '{"PROCTORING_BACKENDS": {"proctortrack": {"requires_escalation_email": 1}}}', True],
        ["python", "lms/envs/x.py", "PROCTORING_BACKENDS = {'proctortrack': {'requires_escalation_email': 1}}", True],
        ["without_options", "lms.yml", ENTRY, False],
        ["only_a_comment", "lms/envs/x.py", "# requires_escalation_email: see docs\n" + PYTHON_ENTRY, False],
        ["other_setting", "lms.yml", "requires_escalation_email: 1\nPLUGINS: [proctortrack]\n", False],
        ["code", "lms/views.py", "PROCTORING_BACKENDS['proctortrack'] = {'requires_escalation_email': 1}", False],
        [
            "zendesk",
            "lms.yml",
            "PROCTORING_BACKENDS: {x: {requires_escalation_email: 1, create_zendesk_tickets: 1}}",
            False,
        ],
    )
    @unpack
    def test_entry_that_has_its_options_is_a_record(self, path, text, expected):
        (found,) = find_traces(path, text)
        self.assertEqual(is_record(found, text), expected)


@ddt
class QuoteTest(SimpleTestCase):
    """The report shows the line where that is safe."""

    def test_line_is_stripped(self):
        self.assertEqual(quote_line("a.py", "a\n    b == 'proctortrack'\r\nc", 2), "b == 'proctortrack'")

    def test_line_is_escaped_and_cut(self):
        quote = quote_line("a.js", "\x1b[31m" + "x" * 500, 1)
        self.assertTrue(quote.startswith("\\x1b[31mxxx"))
        self.assertTrue(quote.endswith("x..."))
        self.assertEqual(len(quote), 120)

    @data(
        "a.html",
        "a.ts",
        "a.scss",
        "cms/djangoapps/models/settings/course_metadata.py",
        "docs/a.rst",
        "Dockerfile",
        "requirements/edx/github.in",
    )
    def test_quoted(self, path):
        self.assertEqual(quote_line(path, "proctortrack", 1), "proctortrack")

    @data(
        "lms.yml",
        "lms.yaml",
        "lms.json",
        "lms.yml.j2",
        "config.toml",
        ".env",
        "prod.env",
        "lms/envs/production.py",
        "fork/settings/aws.py",
        "settings_local.py",
        "deploy.sh",
        "vars.tfvars",
        "notes",
    )
    def test_files_that_may_hold_secrets_are_not_quoted(self, path):
        self.assertEqual(quote_line(path, "proctortrack: hunter2", 1), "")

    @data(
        "PROCTORTRACK_SECRET = 'hunter2'",
        "proctortrack_token = 'hunter2'",
        "proctortrack(password='hunter2')",
        "PROCTORTRACK_API_KEY = 'hunter2'",
        "pip install git+https://user:hunter2@example.com/proctortrack",
    )
    def test_lines_that_may_hold_a_secret_are_not_quoted(self, line):
        for path in ("a.py", "a.js", "Dockerfile"):
            self.assertEqual(quote_line(path, line, 1), "")

    @data('"""', "{", "})", "")
    def test_lines_without_a_word_are_not_quoted(self, line):
        self.assertEqual(quote_line("lms/views.py", line, 1), "")

    def test_line_out_of_range(self):
        self.assertEqual((quote_line("a.py", "a", 0), quote_line("a.py", "a", 3)), ("", ""))
