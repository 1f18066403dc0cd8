"""What the flag said, against the platform's rules."""

import ddt
from django.contrib.auth.models import Group, User
from django.test import TestCase, override_settings
from waffle.models import Flag

from demo.waffle_utils.models import WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
from proctoring_config.audit.courses import Course
from proctoring_config.audit.flag import Flag as FlagAndOverrides
from proctoring_config.audit.flag import flag_state
from proctoring_config.validators.course import CourseSettings
from proctoring_config.validators.review_rules_flag import FLAG
from tests.audit.planting import key_of, override_course, override_org

CONDITIONS = "the flag has conditions: a percentage, people or groups"
NOBODY = {"everyone": None, "superusers": False}


@ddt.ddt
class FlagStateTest(TestCase):
    """flag_state."""

    @ddt.data(
        ({"everyone": True}, True, "the flag is on for everyone"),
        ({"everyone": False}, False, "the flag is off for everyone"),
        ({"everyone": False, "authenticated": True, "percent": 50}, False, "the flag is off for everyone"),
        ({"everyone": None}, None, CONDITIONS),  # superusers, by default
        (NOBODY, False, "the flag is on for nobody"),
        ({**NOBODY, "percent": 0}, False, "the flag is on for nobody"),
        ({**NOBODY, "percent": 50}, None, CONDITIONS),
        ({**NOBODY, "staff": True}, None, CONDITIONS),
        ({**NOBODY, "languages": "ar"}, None, CONDITIONS),
        ({**NOBODY, "testing": True}, None, CONDITIONS),
        ({**NOBODY, "authenticated": True}, True, "the flag is on for everybody who is logged in"),
        ({**NOBODY, "authenticated": True, "testing": True}, None, CONDITIONS),
    )
    @ddt.unpack
    def test_a_row(self, fields, value, reason):
        Flag.objects.create(name="another.flag", everyone=True)
        Flag.objects.create(name=FLAG, **fields)
        self.assertEqual(flag_state("default", Flag), (value, reason, True))

    def test_a_row_for_some_people_or_groups(self):
        row = Flag.objects.create(name=FLAG, **NOBODY)
        row.users.add(User.objects.create(username="author"))
        self.assertIsNone(flag_state("default", Flag).value)
        row.users.clear()
        self.assertIs(flag_state("default", Flag).value, False)
        row.groups.add(Group.objects.create(name="authors"))
        self.assertIsNone(flag_state("default", Flag).value)

    def test_no_row_is_what_waffle_takes_it_for(self):
        self.assertEqual(flag_state("default", Flag), (False, "no row of the flag, which counts as off", False))
        self.assertEqual(flag_state("default", None).value, False)
        with override_settings(WAFFLE_FLAG_DEFAULT=True):
            self.assertEqual(flag_state("default", Flag).value, True)


class ShownTest(TestCase):
    """Flag.shown."""

    def shown(self, *keys):
        """What the flag showed to courses."""
        courses = [Course(key, "Stored", CourseSettings()) for key in keys]
        flag = FlagAndOverrides(
            "default", flag_state("default", Flag), WaffleFlagCourseOverrideModel, WaffleFlagOrgOverrideModel
        )
        with self.assertNumQueries(2):
            return [shown.value for shown in flag.shown(courses).values()]

    def test_the_organisation_is_the_keys_unless_the_key_has_no_known_form(self):
        override_org("Org", "on")
        self.assertEqual(self.shown(key_of("x"), "Org/Course/x", "no key"), [True, True, False])
        override_org("Stored", "on")
        self.assertEqual(self.shown(key_of("x"), "no key"), [True, True])

    def test_the_newest_row_counts_whatever_the_order_in_which_they_were_stored(self):
        override_course(key_of("x"), "off", day=2)
        override_course(key_of("x"), "on", day=1)
        self.assertEqual(self.shown(key_of("x"), key_of("y")), [False, False])
        Flag.objects.create(name=FLAG, everyone=True)
        self.assertEqual(self.shown(key_of("x"), key_of("y")), [False, True])
