"""The part of the operator page that answers why Studio offers no proctoring."""

import ddt
from django.contrib.auth import get_user_model
from django.test import RequestFactory, TestCase, override_settings
from django.test.html import parse_html
from django.utils import translation

from proctoring_config.operator_page.views import operator_page
from tests.audit.planting import key_of, plant
from tests.operator_page.reading import URL, attribute, elements, text
from tests.test_doctor import COURSE, INSTANCE, MOCK, ON

HOSTILE = "\"'><script>alert(1)</script>"


def section(**query):
    """Return the section of the page, which is opened with a query by platform staff."""
    request = RequestFactory().get(URL, query)
    request.user = get_user_model()(is_staff=True)
    document = parse_html(operator_page(request).content.decode())
    (found,) = [part for part in elements(document, "section") if attribute(part, "aria-labelledby") == "doctor"]
    return found


def answers(part):
    """Return the word in front of each link, by id."""
    items = elements(part, "li")
    return {attribute(item, "id").removeprefix("link-"): text(next(elements(item, "strong"))) for item in items}


WORDS = {True: "True", False: "False", None: "Unknown"}


@ddt.ddt
@override_settings(PROCTORING_BACKENDS=MOCK, FEATURES=ON)
class DoctorTest(TestCase):
    """The section and its form."""

    def test_links_of_the_instance(self):
        part = section()
        self.assertEqual(answers(part), {name: WORDS[value] for name, value in INSTANCE.items()})
        self.assertIn("None of these statements is false.", text(part))

    def test_links_of_a_course(self):
        plant("x", "mock", exams=0)
        part = section(course=f" {key_of('x')} ")
        expected = {**INSTANCE, **COURSE, "course_exam": False}
        self.assertEqual(answers(part), {name: WORDS[value] for name, value in expected.items()})
        self.assertEqual(attribute(next(elements(part, "input")), "value"), key_of("x"))
        self.assertEqual([attribute(link, "href") for link in elements(part, "a")], ["#link-course_exam"])
        self.assertIn("In Studio, make a subsection a proctored exam, then publish it", text(part))

    def test_a_key_in_a_url_typed_by_hand(self):
        plant("x", "mock", exams=0)
        part = section(course=key_of("x").replace("+", " "))
        self.assertEqual(attribute(next(elements(part, "input")), "value"), key_of("x"))
        self.assertEqual(answers(part)["course"], "True")

    def test_a_course_that_is_not_published(self):
        part = section(course=key_of("x"))
        self.assertEqual(answers(part)["course"], "False")
        self.assertIn("No published course has this key", text(part))

    @ddt.data("x", HOSTILE, "\0", "x" * 1000, "block-v1:Org+Course+Run+type@a+block@b")
    def test_what_is_not_a_key_is_explained(self, entered):
        part = section(course=entered)
        (field,) = elements(part, "input")
        self.assertEqual(attribute(field, "aria-invalid"), "true")
        (message,) = [
            one for one in elements(part, "p") if attribute(one, "id") == attribute(field, "aria-describedby")
        ]
        self.assertEqual(text(message), "This is not a course key such as course-v1:Org+Course+Run.")
        self.assertEqual(list(elements(part, "script")), [])
        self.assertEqual(set(answers(part)), set(INSTANCE))

    @ddt.data("", " ")
    def test_an_empty_field_asks_about_the_instance(self, entered):
        part = section(course=entered)
        self.assertIsNone(attribute(next(elements(part, "input")), "aria-invalid"))
        self.assertEqual(set(answers(part)), set(INSTANCE))

    def test_the_field_has_a_label(self):
        part = section()
        (label,), (field,) = elements(part, "label"), elements(part, "input")
        self.assertEqual(attribute(label, "for"), attribute(field, "id"))

    def test_a_provider_that_does_not_look_like_a_name_is_not_shown(self):
        plant("x", HOSTILE)
        part = section(course=key_of("x"))
        self.assertEqual(list(elements(part, "script")), [])
        self.assertIn("name not shown", text(part))

    def test_another_language(self):
        with translation.override("es"):
            self.assertEqual(set(answers(section())), set(INSTANCE))
