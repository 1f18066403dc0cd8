"""``manage.py demo_data``: the people of the demo and their courses."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.demo_site.sample_courses import COURSES
from demo.studio import models
from demo.studio.publication import publish_course
from demo.studio.store import OrmCourseStore

#: Name, whether platform staff, whether superuser, and who it is. The password is the name and "-demo".
USERS = (
    ("operator", True, True, "the operator, a superuser: sees the notice in the Django admin as well"),
    ("staff", True, False, "platform staff: may edit every course and see the operator page"),
    ("author", False, False, "a course author: may edit their courses"),
)


class Command(BaseCommand):
    """Creates the users, or sets them back to what they were, and the courses that are not there yet."""

    help = (
        "Create the users of the demo, or set their passwords and rights back, print how to log in, and create the "
        "sample courses that are missing. What was changed in a course stays."
    )

    def handle(self, *args, **options):
        """Create all and print name and password of each user."""
        for name, is_staff, is_superuser, who in USERS:
            password = f"{name}-demo"
            user, _ = get_user_model().objects.get_or_create(username=name)
            user.is_active, user.is_staff, user.is_superuser = True, is_staff, is_superuser
            if not user.check_password(password):  # a new hash would end the sessions of an earlier run
                user.set_password(password)
            user.save()
            self.stdout.write(f"  {name:8}  password {password:13}  ({who})")
        author = get_user_model().objects.get(username="author")
        there = set(models.Course.objects.values_list("key", flat=True))
        for sample in COURSES:
            if sample.key not in there:
                _create(sample, author)
        for course in models.Course.objects.all():
            publish_course(course)


@transaction.atomic
def _create(sample, author):
    """Create the course, and its exams by the store, which registers them with edx-proctoring."""
    course = models.Course.objects.create(
        key=sample.key,
        name=sample.name,
        start=sample.start,
        lti_available=sample.lti_available,
        **vars(sample.settings),
    )
    if sample.of_author:
        course.authors.add(author)
    store, course_key = OrmCourseStore(), CourseKey.from_string(sample.key)
    for name, settings in sample.exams.items():
        exam = models.Exam.objects.create(course=course, key=sample.exam_key(name), name=name)
        store.save_exam(course_key, UsageKey.from_string(exam.key), vars(settings), version=exam.version, user=author)
