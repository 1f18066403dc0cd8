"""The users and courses of the running platform. Nothing of the platform is imported before a function is called."""

from datetime import UTC, datetime

from opaque_keys.edx.keys import CourseKey

STARTED, NOT_STARTED = datetime(2020, 9, 1, tzinfo=UTC), datetime(2099, 9, 1, tzinfo=UTC)
EMAIL = "exams@academy.example"
USERS = {"staff": {"is_staff": True, "is_superuser": True}, "author": {}, "learner": {}}
#: Name, start, provider, escalation email.
COURSES = (
    ("Chemistry", STARTED, "software_secure", EMAIL),
    ("Biology", NOT_STARTED, "software_secure", None),
    ("Geography", NOT_STARTED, "null", None),
    ("History", NOT_STARTED, "mock", None),
    ("Law", NOT_STARTED, "proctortrack", EMAIL),
)


def course_key(name):
    """Return the key of a course."""
    return CourseKey.from_string(f"course-v1:Academy+{name}+1")


#: The exam of the course Chemistry, which has started.
EXAM = course_key("Chemistry").make_usage_key("sequential", "final_exam")


def create_users():
    """Create the users."""
    from common.djangoapps.student.models import UserProfile
    from django.contrib.auth import get_user_model

    for name, fields in USERS.items():
        user = get_user_model().objects.create(username=name, email=f"{name}@academy.example", **fields)
        UserProfile.objects.create(user=user, name=name.title())


def create_courses():
    """Create the courses, each with a final exam and a quiz, which are not exams yet. The author may edit all."""
    from common.djangoapps.course_modes.models import CourseMode
    from common.djangoapps.student.models import CourseEnrollment
    from common.djangoapps.student.roles import CourseInstructorRole
    from django.contrib.auth import get_user_model
    from xmodule.modulestore import ModuleStoreEnum
    from xmodule.modulestore.django import modulestore

    author, learner = (get_user_model().objects.get(username=name) for name in ("author", "learner"))
    store = modulestore()
    for name, start, provider, email in COURSES:
        key = course_key(name)
        fields = {"display_name": name, "start": start, "enable_proctored_exams": True, "proctoring_provider": provider}
        if email:
            fields["proctoring_escalation_email"] = email
        with store.default_store(ModuleStoreEnum.Type.split), store.bulk_operations(key):
            course = store.create_course(key.org, key.course, key.run, author.id, fields=fields)
            section = store.create_child(author.id, course.location, "chapter", "section", {"display_name": "Section"})
            for title in ("Final exam", "Quiz"):
                block = title.lower().replace(" ", "_")
                exam = store.create_child(author.id, section.location, "sequential", block, {"display_name": title})
                unit = store.create_child(author.id, exam.location, "vertical", f"{block}_unit")
                text = {"data": f"<p>The questions of {title}</p>"}
                store.create_child(author.id, unit.location, "html", f"{block}_text", text)
                store.publish(unit.location, author.id)
        CourseInstructorRole(key).add_users(author)
        CourseMode.objects.create(course_id=key, mode_slug="verified", mode_display_name="Verified", min_price=1)
        CourseEnrollment.enroll(learner, key, mode="verified")
