"""
The authoring MFEs of Teak, Ulmo, Verawood and the newest one.

The tables list, field by field, what ``plugins/course-apps/proctoring/Settings.jsx`` of each release reads from the
response to GET, and what it sends in a POST. Ulmo's file is that of Teak, and the newest is that of Verawood.
"""

from dataclasses import replace

import ddt
from django.test import TestCase, override_settings

from proctoring_config.validators.course import CourseSettings
from tests.studio.rest.base import RestMixin

VENDOR = "proctortrack"
STORED = CourseSettings(True, False, "strict", "a@example.com")
REQUIRES = {"requires_escalation_email": True}
BACKENDS = {"DEFAULT": "plain", "plain": {}, "strict": REQUIRES, VENDOR: REQUIRES}

# The path of a field in the response to GET, and the types that the page can show. Any other type, or a missing field,
# stops the page, which calls .toString(), .includes(), .filter() and .map() without a guard.
_SETTINGS = "proctored_exam_settings"
_READ_BY_ALL = {
    (_SETTINGS, "enable_proctored_exams"): (bool,),
    (_SETTINGS, "allow_proctoring_opt_out"): (bool,),
    (_SETTINGS, "proctoring_provider"): (str, type(None)),
    (_SETTINGS, "proctoring_escalation_email"): (str, type(None)),
    ("available_proctoring_providers",): (list,),
    ("course_start_date",): (str, type(None)),
}
READ_UP_TO_ULMO = {**_READ_BY_ALL, (_SETTINGS, "create_zendesk_tickets"): (bool,)}
READ_SINCE_VERAWOOD = {**_READ_BY_ALL, ("requires_escalation_email_providers",): (list,)}
READ = {
    "teak": READ_UP_TO_ULMO,
    "ulmo": READ_UP_TO_ULMO,
    "verawood": READ_SINCE_VERAWOOD,
    "newest": READ_SINCE_VERAWOOD,
}


def sent_by(release, *, staff, **values):
    """Return the settings that the page of ``release`` sends after the user has entered ``values``."""
    is_old = release in ("teak", "ulmo")
    shows_email = values["provider"] == VENDOR if is_old else values["provider"] in (VENDOR, "strict")
    sent = {"enable_proctored_exams": values["enabled"], "proctoring_provider": values["provider"]}
    if is_old:
        sent["create_zendesk_tickets"] = values["tickets"]
    if staff:
        sent["allow_proctoring_opt_out"] = values["opt_out"]
    if shows_email:
        sent["proctoring_escalation_email"] = values["email"] or None
    return sent


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=BACKENDS)
class FrontEndTest(RestMixin, TestCase):
    """What the pages need, and what they send."""

    def setUp(self):
        super().setUp()
        self.enterContext(override_settings(PROCTORING_BACKENDS=BACKENDS))

    @ddt.data(*READ)
    def test_response_has_every_field_that_the_page_reads(self, release):
        for stored in (STORED, replace(STORED, proctoring_provider=None, proctoring_escalation_email=None)):
            self.change_course(**vars(stored))
            for user in (self.author, self.staff):
                body = self.get(user).json()
                for (*above, name), types in READ[release].items():
                    self.assertIsInstance((body[above[0]] if above else body)[name], types, name)

    def test_obsolete_key_is_false_and_only_in_the_response_to_get(self):
        self.assertIs(self.get(self.staff).json()[_SETTINGS]["create_zendesk_tickets"], False)
        self.assertNotIn("create_zendesk_tickets", self.post(self.staff, {}).json()[_SETTINGS])

    @ddt.idata((release, staff) for release in READ for staff in (False, True))
    @ddt.unpack
    def test_page_saves_what_it_shows_and_keeps_the_rest(self, release, staff):
        user = self.staff if staff else self.author
        for provider in (VENDOR, "strict", "plain"):
            for tickets in (True, False):
                self.change_course(**vars(STORED))
                entered = {"enabled": True, "provider": provider, "email": "b@example.com"}
                sent = sent_by(release, staff=staff, opt_out=True, tickets=tickets, **entered)
                response = self.post(user, sent)
                kept = {name: value for name, value in sent.items() if name != "create_zendesk_tickets"}
                self.assertEqual((response.status_code, self.stored()), (200, replace(STORED, **kept)))
                self.assertEqual(self.get(user).json()[_SETTINGS]["create_zendesk_tickets"], False)

    @ddt.data(*READ)
    def test_page_disables_proctored_exams_and_removes_the_email(self, release):
        self.change_course(proctoring_provider=VENDOR)
        sent = sent_by(release, staff=False, tickets=False, enabled=False, provider=VENDOR, email="")
        self.assertEqual(self.post(self.author, sent).status_code, 200)
        self.assertEqual(self.stored(), CourseSettings(False, False, VENDOR, None))

    @ddt.data("teak", "ulmo")
    def test_old_page_cannot_enter_an_email_that_another_provider_requires(self, release):
        self.change_course(proctoring_provider="plain", proctoring_escalation_email=None)
        sent = sent_by(release, staff=False, tickets=False, enabled=True, provider="strict", email="b@example.com")
        self.assertEqual(self.post(self.author, sent).status_code, 400)

    @ddt.data(True, False, None, "x", {}, [1])
    def test_obsolete_key_changes_nothing(self, value):
        before = self.get(self.staff)
        self.assertEqual(self.post(self.staff, {"create_zendesk_tickets": value}).status_code, 200)
        after = self.get(self.staff)
        self.assertEqual(after.json(), before.json())
