"""No output of check-course and refactor shows a secret."""

import itertools
import json
from pathlib import Path

import ddt

from tests.acceptance.test_markers import MARK
from tests.cli.refactoring import CheckoutCase
from tests.cli.test_check_course import CheckCourseTestCase, write
from tests.refactor import trees

ROOT = '<course org="Academy" course="Law" url_name="2026"/>'
_VALUES = (f"{MARK} {MARK}", f"https://u:{MARK}@x/{MARK}", [MARK], {MARK: MARK}, {"acme": [{MARK: MARK}]}, f"no,{MARK}")
#: All but the provider, whose name is shown, as Studio does.
_SETTINGS = ("enable_proctored_exams", "proctoring_escalation_email", f"x {MARK}")
#: Texts of a policy that no value of a setting produces.
_POLICIES = (
    f'{{"course/2026": {{"enable_proctored_exams": true, "{MARK}": {MARK}}}}}', f'{{"{MARK}" "{MARK}"}}', f'"{MARK}"',
    f'{{"course/2026": "{MARK}"}}', f'{{"course/2026": ["{MARK}"]}}', f'["{MARK}"]', f'{{"{MARK}": {{}}',
    f'"{MARK}\\q"',
    f'{{"course/2026": {{"proctoring_provider": "a", "{MARK}": 1, "{MARK}": 2}}}}',
    f'"{MARK}\0"', f'{{"a": 1,}} {MARK}',
)  # fmt: skip
_ENABLED = 'enable_proctored_exams="true"'
_ELEMENTS = (
    f'<course {_ENABLED} proctoring_provider="acme" proctoring_escalation_email="{MARK}"/>',
    f'<course {_ENABLED} proctoring_escalation_email="{MARK}">{MARK}<!-- {MARK} --></course>',
    f'<course {_ENABLED} {MARK}="{MARK}" proctoring_provider="acme"/>', f"<course {MARK}", f"<{MARK}/>",
    f'<!DOCTYPE course [<!ENTITY {MARK} "{MARK}">]><course {_ENABLED} x="&{MARK};"/>', f'<course x="&{MARK};"/>',
    f'<course {_ENABLED}><sequential is_proctored_enabled="true" exam_review_rules="{MARK}"/></course>',
    f'<course {_ENABLED} {MARK}="1" {MARK}="2"/>', f"<course><{MARK}></course>", f'<course {_ENABLED}/>{MARK}',
)  # fmt: skip


@ddt.ddt
class CourseTest(CheckCourseTestCase):
    """check-course: values of a policy, attributes of an element."""

    def assert_hidden(self, files):
        write("export", {"course.xml": ROOT, **files})
        for form in ("text", "json"):
            status, out, err = self.check("export", "--format", form)
            self.assertIn(status, (0, 1, 2), files)
            self.assertNotIn("internal error", "".join(err))
            self.assertNotIn(MARK, "".join([out, *err]), (form, files))

    def test_values_of_a_policy(self):
        for name, value in itertools.product(_SETTINGS, _VALUES):
            sent = {"enable_proctored_exams": True, "proctoring_provider": "acme", name: value}
            self.assert_hidden({"policies/2026/policy.json": json.dumps({"course/2026": sent}, indent=1)})

    @ddt.named_data(*([str(number), text] for number, text in enumerate(_POLICIES)))
    def test_broken_policies(self, text):
        self.assert_hidden({"policies/2026/policy.json": text})

    @ddt.named_data(*([str(number), text] for number, text in enumerate(_ELEMENTS)))
    def test_elements(self, text):
        self.assert_hidden({"course/2026.xml": text})

    def test_review_rules(self):
        policy = {"enable_proctored_exams": True, "proctoring_provider": "acme", "proctoring_escalation_email": "a@b.c"}
        exam = f'<sequential display_name="{MARK}" is_proctored_enabled="true" exam_review_rules="{MARK}">{MARK}'
        self.assert_hidden(
            {
                "policies/2026/policy.json": json.dumps({"course/2026": policy}),
                "sequential/e1.xml": exam + "</sequential>",
            }
        )
        self.assertEqual(self.check("export")[0], 1)

    def test_settings_file(self):
        for text in (f"PROCTORING_BACKENDS: {{DEFAULT: {MARK} {MARK}}}", f"a: '{MARK}", f"{MARK}: {MARK}: 1", MARK):
            self.file("lms.yml", text)
            self.assert_hidden({})


class RefactorTest(CheckoutCase):
    """refactor: the files of a fork that name the vendor next to a secret."""

    def test_no_report_shows_a_marker(self):
        files = {
            "fork/lms.yml": f"PROCTORING_BACKENDS: {{proctortrack: {{client_secret: {MARK}}}}}  # {MARK}\n",
            "fork/envs/production.py": f"PROCTORING_BACKENDS = {{'proctortrack': {{'x': '{MARK}'}}}}  # {MARK}\n",
            "fork/exams/client.py": f"PROCTORTRACK_TOKEN = '{MARK}'\nURL = 'https://proctortrack:{MARK}@x'\n",
            "fork/tests/test_exams.py": f"def test_it():\n    assert auth('proctortrack', '{MARK}')\n",
            "fork/broken.py": f"proctortrack = password = '{MARK}\n",
            "fork/.env": f"PROCTORTRACK={MARK}\n",
            "fork/deploy.sh": f"export PROCTORTRACK_API_KEY={MARK}\n",
            "fork/values.json": f'{{"proctortrack": "{MARK}"}}\n',
            "fork/compose.yaml": f"environment: [PROCTORTRACK={MARK}]\n",
        }
        for name, text in files.items():
            self.put(name, text)
        trees.commit(self.root)
        reports = ([], ["--format", "json"], ["--format", "markdown"])
        patch = Path(self.root.parent, "hidden.patch")
        self.addCleanup(patch.unlink, missing_ok=True)
        reported = []
        for arguments in (*reports, *(["--check", *options] for options in reports), ["--propose", patch]):
            status, out, err = self.run_it(self.root, *arguments)
            self.assertIn(status, (0, 1), err)
            self.assertNotIn(MARK, out + err, arguments)
            reported.append("fork/exams/client.py" in out)
        self.assertGreater(sum(reported), 3, reported)
