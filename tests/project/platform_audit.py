"""
Run by a Python that has the requirements of edx-platform, in the test settings of Studio or LMS.

It plants courses with the platform's own models in a database of its own, and prints what the audit says, and what the
platform itself answers.
"""

import io
import json
import sys

import django
from django.conf import settings

settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
settings.PROCTORING_BACKENDS = {"DEFAULT": "null", "null": {}, "mock": {"requires_escalation_email": True}}
settings.PROCTORING_BACKENDS["proctortrack"] = {"requires_escalation_email": True}
settings.PROCTORING_BACKENDS["proctortrack"]["show_review_rules"] = False
settings.ZENDESK_URL = settings.ZENDESK_USER = settings.ZENDESK_API_KEY = "https://zendesk.example"
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy  # noqa: E402
from opaque_keys.edx.keys import CourseKey  # noqa: E402
from openedx.core.djangoapps.content.course_overviews.models import CourseOverview  # noqa: E402
from openedx.core.djangoapps.waffle_utils import CourseWaffleFlag  # noqa: E402
from openedx.core.djangoapps.waffle_utils.models import (  # noqa: E402
    WaffleFlagCourseOverrideModel,
    WaffleFlagOrgOverrideModel,
)
from waffle.models import Flag  # noqa: E402

from proctoring_config.audit import Audit, Scope  # noqa: E402
from proctoring_config.audit.suggestion import suggest  # noqa: E402
from proctoring_config.management.commands.proctoring_audit import Command  # noqa: E402
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG  # noqa: E402

MODELS = (get_user_model(), CourseOverview, ProctoredExam, ProctoredExamReviewPolicy, Flag)
OVERRIDES = (WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel)
with connection.schema_editor() as editor:
    for model in (*MODELS, *OVERRIDES):
        editor.create_model(model)


def plant(run, provider, email="exams@example.com", *, org="Org", rules=False, enabled=True, **facts):
    """Publish a course with an exam."""
    key = CourseKey.from_string(f"course-v1:{org}+Course+{run}")
    overview = CourseOverview(
        id=key,
        _location=key.make_usage_key("course", "course"),
        org=org,
        version=CourseOverview.VERSION,
        enable_proctored_exams=enabled,
        proctoring_provider=provider,
        proctoring_escalation_email=email,
    )
    CourseOverview.objects.bulk_create([overview])
    exam = ProctoredExam(
        course_id=str(key), content_id=run, exam_name=run, time_limit_mins=1, is_proctored=True, is_active=True
    )
    exam.backend = provider
    vars(exam).update(facts)
    ProctoredExam.objects.bulk_create([exam])
    if rules:
        (author,) = get_user_model().objects.bulk_create([get_user_model()(username="author")])
        ProctoredExamReviewPolicy.objects.bulk_create(
            [ProctoredExamReviewPolicy(proctored_exam=exam, set_by_user=author, review_policy="No books")]
        )
    return key


plant("healthy", "mock")
plant("no_email", "mock", None)
plant("not_configured", "gone")
plant("rules", "proctortrack", rules=True)
plant("practice", "gone", enabled=False, is_practice_exam=True)
plant("lti", "lti_external")
plant("foreign_id", "mock", external_id="id")
vendor = [plant(run, "proctortrack", org=org) for run in ("none", "on", "off", "was_on") for org in ("A", "B", "C")]
for key in vendor:
    if key.run in ("on", "off", "was_on"):
        choice = key.run.removeprefix("was_")
        WaffleFlagCourseOverrideModel(waffle_flag=FLAG, course_id=key, override_choice=choice, enabled=True).save()
    if key.run == "was_on":
        WaffleFlagCourseOverrideModel(waffle_flag=FLAG, course_id=key, override_choice="on", enabled=False).save()
WaffleFlagOrgOverrideModel(waffle_flag=FLAG, org="A", override_choice="on", enabled=True).save()
WaffleFlagOrgOverrideModel(waffle_flag=FLAG, org="B", override_choice="on", enabled=True).save()
WaffleFlagOrgOverrideModel(waffle_flag=FLAG, org="B", override_choice="off", enabled=True).save()

run = Audit("default", Scope())
findings = [(finding.course_key, finding.problem.id, finding.problem.message) for finding in run]
flag = CourseWaffleFlag(FLAG, __name__)
suggestion = suggest("default", Scope())
out, err = io.StringIO(), io.StringIO()
try:
    Command(stdout=out, stderr=err, no_color=True).execute(
        **vars(Command().create_parser("manage.py", "proctoring_audit").parse_args(["--summary"]))
    )
except SystemExit as end:
    status = end.code
json.dump(
    {
        "findings": findings,
        "skipped": run.skipped,
        "courses": run.courses,
        "platform_says_shown": sorted(str(key) for key in vendor if flag.is_enabled(key)),
        "suggestion": [suggestion.changes_least, suggestion.differing, suggestion.is_same],
        "command": [status, out.getvalue(), err.getvalue()],
    },
    sys.stdout,
)
