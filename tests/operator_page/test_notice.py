"""The notice on the index of the real Django admin: who sees it, and when."""

from http import HTTPStatus
from unittest import mock

import ddt
from django.contrib.auth import get_user_model
from django.test import override_settings
from waffle.models import Flag

from proctoring_config import diagnosis
from proctoring_config.options import REVIEW_RULES_FLAG as FLAG
from tests.operator_page.notice import BROKEN, HEALTHY, INDEX, MANY, PROJECT, WARNED, NoticeCase
from tests.operator_page.reading import attribute, elements, text

WARNED_LINE = "The proctoring settings have 1 problem. Show problems and solutions Hide until there are new problems"


@PROJECT
@ddt.ddt
class ShownTest(NoticeCase):
    """Who sees the notice, and when."""

    @ddt.data(
        ("anonymous", 0),
        ("author", 0),
        ("staff", 0),
        ("superuser who is not staff", 0),
        ("inactive superuser", 0),
        ("superuser", 1),
    )
    @ddt.unpack
    def test_only_superusers_see_the_notice(self, who, number):
        self.log_in(who)
        self.assertEqual([text(item) for item in self.shown()], [WARNED_LINE] * number)

    def test_staff_see_the_admin_without_the_notice(self):
        self.log_in("staff")
        self.assertContains(self.client.get(INDEX), "Site administration")

    @override_settings(PROCTORING_CONFIG_ADMIN_NOTICE=False)
    def test_list_of_apps_always_links_to_the_operator_page(self):
        self.log_in("staff")
        self.assertContains(self.client.get(INDEX), '<a href="/proctoring-config/">Problems and solutions</a>')

    def test_notice_links_to_the_operator_page(self):
        self.log_in("superuser")
        (item,) = self.shown()
        (link,) = elements(item, "a")
        self.assertContains(self.client.get(attribute(link, "href")), "proctoring_config.W007")

    @ddt.data((HEALTHY, []), (WARNED, ["warning"]), (BROKEN, ["error"]), (None, ["error"]), ([], ["error"]))
    @ddt.unpack
    def test_color_is_that_of_the_worst_problem(self, backends, classes):
        self.log_in("superuser")
        with override_settings(PROCTORING_BACKENDS=backends):
            self.assertEqual([attribute(item, "class") for item in self.shown()], classes)

    def test_problems_are_counted(self):
        self.log_in("superuser")
        with override_settings(PROCTORING_BACKENDS=MANY):
            self.assertIn("The proctoring settings have 1000 problems.", text(self.shown()[0]))

    def test_problems_of_the_database_count(self):
        self.log_in("superuser")
        self.assertEqual(len(self.shown()), 1)
        with override_settings(PROCTORING_BACKENDS=HEALTHY):
            self.assertEqual(self.shown(), [])
            Flag.objects.create(name=FLAG, everyone=True)
            self.assertEqual([text(item) for item in self.shown()], [WARNED_LINE])

    def test_settings_are_read_on_every_view(self):
        self.log_in("superuser")
        for backends, number in ((WARNED, 1), (HEALTHY, 0), (WARNED, 1)):
            with override_settings(PROCTORING_BACKENDS=backends):
                self.assertEqual(len(self.shown()), number)

    @override_settings(SILENCED_SYSTEM_CHECKS=["proctoring_config.W007"])
    def test_silenced_problems_do_not_count(self):
        self.log_in("superuser")
        self.assertEqual(self.shown(), [])

    @override_settings(PROCTORING_CONFIG_ADMIN_NOTICE=False)
    def test_toggle_turns_off_notice_and_diagnosis(self):
        self.log_in("superuser")
        with mock.patch.object(diagnosis, "instance_problems") as diagnose:
            self.assertEqual(self.shown(), [])
        diagnose.assert_not_called()

    @ddt.data("author", "staff")
    def test_no_diagnosis_for_other_users(self, who):
        self.log_in(who)
        with mock.patch.object(diagnosis, "instance_problems") as diagnose:
            self.shown()
        diagnose.assert_not_called()

    @ddt.data("/admin/auth/", "/admin/auth/user/", "/another/")
    def test_other_pages_and_sites_have_no_notice(self, url):
        self.log_in("superuser")
        self.assertEqual(self.client.get(url).status_code, HTTPStatus.OK)
        self.assertEqual(self.shown(url), [])

    def test_message_is_not_kept_for_a_later_page(self):
        self.log_in("superuser")
        for _ in range(3):
            self.assertEqual(len(self.shown()), 1)
        self.assertEqual(self.shown("/admin/auth/user/"), [])
        self.assertNotIn("messages", self.client.cookies)

    def test_only_get_requests_get_the_notice(self):
        self.log_in("superuser")
        with mock.patch.object(diagnosis, "instance_problems") as diagnose:
            self.client.head(INDEX)
            self.client.post(INDEX)
        diagnose.assert_not_called()

    @override_settings(ROOT_URLCONF="tests.operator_page.urls_without_plugins")
    def test_no_notice_without_the_operator_page(self):
        self.log_in("superuser")
        self.assertEqual(self.shown(), [])

    def test_other_messages_are_shown_as_before(self):
        self.log_in("superuser")
        user = get_user_model().objects.get(username="author")
        self.client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
        self.assertEqual(["deleted" in text(item) for item in self.shown()], [True, False])

    def test_names_of_providers_are_escaped(self):
        self.log_in("superuser")
        hostile = "</li><script>alert(1)</script>&amp;\"'"
        with override_settings(PROCTORING_BACKENDS={"DEFAULT": hostile, hostile: {hostile: hostile}}):
            html = self.client.get(INDEX).content.decode()
        self.assertIn("The proctoring settings have 2 problems.", html)
        self.assertNotIn("alert(1)", html)
