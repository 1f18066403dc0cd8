"""``manage.py proctoring_audit --suggest``."""

import json

from django.test import TestCase, override_settings
from waffle.models import Flag

from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.audit.planting import BACKENDS, key_of, override_course, override_org, plant
from tests.management.commands.auditing import run


@override_settings(PROCTORING_BACKENDS=BACKENDS)
class SuggestionTest(TestCase):
    """--suggest."""

    command = "Run: proctoring-config upgrade --review-rules {} FILE...\n"
    scope = "(current courses with active proctored exams; as last published)"

    def test_one_value_for_all_courses(self):
        plant("x", "proctortrack")
        plant("y", "mock")
        hidden = f"hidden keeps the old behavior in the only course that uses proctortrack {self.scope}.\n"
        self.assertEqual(run("--suggest"), (0, hidden + self.command.format("hidden"), ""))
        Flag.objects.create(name=FLAG, everyone=True)
        plant("z", "proctortrack")
        shown = f"shown keeps the old behavior in all 2 courses that use proctortrack {self.scope}.\n"
        self.assertEqual(run("--suggest"), (0, shown + self.command.format("shown"), ""))

    def test_courses_that_would_change_are_named(self):
        for number in range(3):
            plant(number, "proctortrack")
        plant("other", "proctortrack", org="Other")
        override_course(key_of(0), "on")
        override_org("Other", "on")
        status, out, err = run("--suggest")
        self.assertEqual((status, err), (1, ""))
        self.assertEqual(
            out.splitlines(),
            [
                "No single value keeps the old behavior in all 4 courses that use proctortrack "
                f"{self.scope}: 2 hidden, 2 shown.",
                "hidden changes the fewest courses. The Review rules field will change in 2 courses:",
                "",
                f"    {key_of(0):<40} shown (course override: on)",
                f"    {key_of('other', 'Other'):<40} shown (organization override: on)",
                "",
                self.command.format("hidden").rstrip(),
            ],
        )
        printed = json.loads(run("--suggest", "--format", "json")[1])
        self.assertEqual((printed["review_rules"], printed["changes_least"]), (None, "hidden"))
        self.assertEqual(
            [course["course_key"] for course in printed["differing"]], [key_of(0), key_of("other", "Other")]
        )

    def test_flag_with_conditions(self):
        Flag.objects.create(name=FLAG, percent=50)
        self.assertEqual(
            run("--suggest"),
            (
                1,
                f"No course uses proctortrack {self.scope}.\n"
                "Without overrides: the flag is on for some users only.\n"
                "The flag differs between authors, so no single value keeps the old behavior.\n",
                "",
            ),
        )
        plant("x", "proctortrack")
        status, out, _ = run("--suggest")
        self.assertEqual(status, 1)
        self.assertIn(f"{key_of('x'):<40} shown to some authors only (the flag is on for some users only)", out)

    def test_flag_decides_without_courses(self):
        Flag.objects.create(name=FLAG, everyone=True)
        self.assertEqual(
            run("--suggest")[1],
            f"No course uses proctortrack {self.scope}.\n"
            f"Without overrides: the flag is on for everyone.\n{self.command.format('shown')}",
        )

    def test_nothing_to_set_without_the_provider(self):
        with override_settings(PROCTORING_BACKENDS={"DEFAULT": "null", "null": {}}):
            status, out, _ = run("--suggest")
        self.assertEqual((status, out[:49]), (0, "PROCTORING_BACKENDS has no provider proctortrack,"))
