"""``manage.py demo_data``: create the users and courses of the demo."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.demo_site.sample_courses import COURSES
from demo.studio import models
from demo.studio.publishing import publish_course
from demo.studio.store import OrmCourseStore
from demo.waffle_utils.models import WaffleFlagCourseOverrideModel
from proctoring_config.options import EXAMS_FLAG

#: Name, whether platform staff, whether superuser, and description. The password is the name followed by "-demo".
USERS = (
    ("operator", True, True, "operator, a superuser: also sees the notice in the Django admin"),
    ("staff", True, False, "platform staff: can edit every course and open the operator page"),
    ("author", False, False, "course author: can edit their own courses"),
)


class Command(BaseCommand):
    """Creates or resets the users, and creates missing courses."""

    help = (
        "Create the users of the demo, or reset their passwords and permissions, and print their logins. Create "
        "missing sample courses. Changes to existing courses are kept."
    )

    def handle(self, *args, **options):
        """Create users and courses, and print the logins."""
        for name, is_staff, is_superuser, who in USERS:
            password = f"{name}-demo"
            user, _ = get_user_model().objects.get_or_create(username=name)
            user.is_active, user.is_staff, user.is_superuser = True, is_staff, is_superuser
            if not user.check_password(password):  # a new hash would end existing sessions
                user.set_password(password)
            user.save()
            self.stdout.write(f"  {name:8}  password {password:13}  ({who})")
        author = get_user_model().objects.get(username="author")
        existing = set(models.Course.objects.values_list("key", flat=True))
        for sample in COURSES:
            if sample.key not in existing:
                _create(sample, author)
        for course in models.Course.objects.all():
            publish_course(course, author)


@transaction.atomic
def _create(sample, author):
    """Create a course. The exams are saved by the store, which registers them with edx-proctoring."""
    course = models.Course.objects.create(
        key=sample.key,
        name=sample.name,
        start=sample.start,
        lti_available=sample.lti_available,
        **vars(sample.settings),
    )
    if sample.lti_available:
        WaffleFlagCourseOverrideModel.objects.create(
            waffle_flag=EXAMS_FLAG, course_id=sample.key, override_choice="on", change_date=timezone.now()
        )
    if sample.of_author:
        course.authors.add(author)
    store, course_key = OrmCourseStore(), CourseKey.from_string(sample.key)
    for name, settings in sample.exams.items():
        exam = models.Exam.objects.create(course=course, key=sample.exam_key(name), name=name)
        store.save_exam(course_key, UsageKey.from_string(exam.key), vars(settings), version=exam.version, user=author)
