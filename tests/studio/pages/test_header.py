"""The header of the author pages: navigation, language and logging out."""

from django.contrib.auth.views import LogoutView
from django.test import Client, TestCase, modify_settings, override_settings
from django.urls import include, path

from tests.studio.course_states import KEY
from tests.studio.pages.base import PageMixin, tree
from tests.urls import urlpatterns as of_tests

urlpatterns = [
    *of_tests,
    path("i18n/", include("django.conf.urls.i18n")),
    path("logout/", LogoutView.as_view(next_page="/studio/"), name="logout"),
    path("proctoring-config/", include("proctoring_config.operator_page.urls")),
]


@override_settings(ROOT_URLCONF=__name__)
class HeaderTest(PageMixin, TestCase):
    """The links and forms that the project has views for."""

    def submit(self, client, action, **data):
        """Submit a form of the header with its hidden fields."""
        page = tree(client.get(f"/studio/{KEY}/"))
        (form,) = page.xpath(f"//header//form[@action='{action}']")
        hidden = {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")}
        return client.post(action, {**hidden, **data})

    def logged_in(self):
        """Return a client of the author that enforces CSRF checks."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.author)
        return client

    def test_only_platform_staff_get_a_link_to_the_operator_page(self):
        for user, links in ((self.author, []), (self.staff, ["/proctoring-config/"])):
            found = tree(self.page(user)).xpath("//header//nav/a/@href")
            self.assertEqual(found, ["/studio/", *links])

    @modify_settings(MIDDLEWARE={"append": "django.middleware.locale.LocaleMiddleware"})
    def test_language(self):
        client = self.logged_in()
        answer = self.submit(client, "/i18n/setlang/", language="es")
        self.assertRedirects(answer, f"/studio/{KEY}/", fetch_redirect_response=False)
        page = tree(client.get(f"/studio/{KEY}/"))
        self.assertEqual(page.get("lang"), "es")
        self.assertEqual(page.xpath("//header//button[@name='language']/@value"), ["en"])

    def test_log_out(self):
        client = self.logged_in()
        self.assertRedirects(self.submit(client, "/logout/"), "/studio/", fetch_redirect_response=False)
        self.assertEqual(client.get("/studio/").status_code, 302)

    @override_settings(FRONTEND_LOGOUT_URL="https://lms.example/logout")
    def test_log_out_of_edx_platform(self):
        page = tree(self.page(self.author))
        self.assertEqual(page.xpath("//header//*[@class='account']/a/@href"), ["https://lms.example/logout"])
        self.assertEqual(page.xpath("//header//form[@action='/logout/']"), [])

    @override_settings(ROOT_URLCONF="tests.urls", LANGUAGES=[("en", "English")])
    def test_project_without_these_views(self):
        page = tree(self.page(self.staff))
        self.assertEqual(page.xpath("//header//nav/a/@href"), ["/studio/"])
        self.assertEqual(page.xpath("//header//form"), [])
