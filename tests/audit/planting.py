"""Store courses, exams and overrides as publishing a course does."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.test import override_settings
from edx_proctoring.models import ProctoredExam, ProctoredExamReviewPolicy

from demo.course_overviews.models import CourseOverview
from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from proctoring_config.problems import PREFIX

PAST, FUTURE = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
DAY = datetime(2026, 1, 1, tzinfo=UTC)
EMAIL = "s3cret@example.com"
#: Providers of all kinds; edx-proctoring includes the plugin of mock, and proctortrack has no plugin.
BACKENDS = {
    "DEFAULT": "null",
    "null": {"show_review_rules": False},
    "mock": {"requires_escalation_email": True, "show_review_rules": False},
    "test": {},
    "proctortrack": {},
}
#: Options of proctortrack that keep the old behavior.
SILENT = {"requires_escalation_email": True, "show_review_rules": False}
ZENDESK = {"ZENDESK_URL": "https://zendesk.example", "ZENDESK_USER": "s3cret", "ZENDESK_API_KEY": "s3cret"}


def backends(**changes):
    """Override the setting."""
    return override_settings(PROCTORING_BACKENDS={**BACKENDS, **changes})


def key_of(run, org="Org"):
    """Return the course key of a run."""
    return f"course-v1:{org}+Course+{run}"


def plant(run, provider, email=EMAIL, *, org="Org", end=None, enabled=True, exams=1, rules=None, backend=..., **facts):
    """Publish a course with ``exams`` proctored exams with these ``facts``, and return its key."""
    key = key_of(run, org)
    CourseOverview.objects.create(
        id=key,
        org=org,
        end=end,
        enable_proctored_exams=enabled,
        proctoring_provider=provider,
        proctoring_escalation_email=email,
    )
    for number in range(exams):
        exam(key, number, provider if backend is ... else backend, rules, **facts)
    return key


def exam(course_key, number, backend, rules=None, **facts):
    """Register an exam of a course."""
    row = ProctoredExam(
        course_id=course_key,
        content_id=f"{course_key.replace('course', 'block', 1)}+type@sequential+block@{number}",
        exam_name="Final",
        time_limit_mins=60,
        backend=backend,
        **{"is_proctored": True, "is_active": True, "is_practice_exam": False, **facts},
    )
    ProctoredExam.objects.bulk_create([row])  # sends no signals, so no backend is called
    if rules is not None:
        author, _ = get_user_model().objects.get_or_create(username="author")
        policy = ProctoredExamReviewPolicy(proctored_exam=row, set_by_user=author, review_policy=rules)
        ProctoredExamReviewPolicy.objects.bulk_create([policy])
    return row


def override_course(key, choice, *, day=0, enabled=True, flag=FLAG):
    """Add a row to the history of a course's override."""
    WaffleFlagCourseOverrideModel.objects.create(
        waffle_flag=flag,
        course_id=key,
        override_choice=choice,
        enabled=enabled,
        change_date=DAY + timedelta(days=day),
    )


def override_org(org, choice, *, day=0, enabled=True, flag=FLAG):
    """Add a row to the history of an organization's override."""
    WaffleFlagOrgOverrideModel.objects.create(
        waffle_flag=flag, org=org, override_choice=choice, enabled=enabled, change_date=DAY + timedelta(days=day)
    )


def found(run):
    """Run an audit, and return its problems as pairs of a course key and a short id."""
    return [(found.course_key, found.problem.id.removeprefix(PREFIX)) for found in run]
