"""The translations are complete, compiled, and visible to users."""

import re
from datetime import UTC, datetime
from html import unescape

import ddt
from django.contrib.auth.models import User
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import translation

from demo.studio import models
from proctoring_config.studio.messages import author_message
from proctoring_config.studio.platform_errors import platform_errors
from proctoring_config.validators.course import CourseSettings, validate_course
from tests import settings
from tests.studio.course_states import BACKENDS, FUTURE, KEY
from translations.messages import PACKAGE, catalogs, compile_catalog, read, template

PATHS = catalogs()
LOCALE_MIDDLEWARE = "django.middleware.locale.LocaleMiddleware"


def forms(text):
    """The singular and the plural, or the one form that there is."""
    return list(text) if isinstance(text, list | tuple) else [text]


def entries(catalog):
    """The messages, without the header."""
    return [message for message in catalog if message.id]


def placeholders(text):
    """Parts of a message that a translation must keep."""
    return sorted(re.findall(r"%\(\w+\)s|\{\w+\}|</?\w+>|<code>[^<]*", text))


class TemplateTest(SimpleTestCase):
    """The messages that are gathered."""

    def test_every_tag_of_every_template_is_gathered(self):
        gathered = {form for message in entries(template()) for form in forms(message.id)}
        tags = 0
        for path in PACKAGE.rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            texts = re.findall(r"""{% translate (?:"([^"]*)"|'([^']*)')""", text)
            tags += len(texts)
            self.assertLessEqual({double or single for double, single in texts}, gathered, path.name)
            for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", text, flags=re.S):
                for form in block.split("{% plural %}"):
                    message = re.sub(r"{{ (\w+) }}", r"%(\1)s", re.sub(r"\s*\n\s*", " ", form.strip()))
                    self.assertIn(message, gathered)
        self.assertGreater(tags, 50)

    def test_code_is_gathered_with_context_and_plural(self):
        gathered = {(message.context, tuple(forms(message.id))) for message in entries(template())}
        self.assertIn(("option of a provider", ("by default",)), gathered)
        self.assertIn((None, ("%(n)s error", "%(n)s errors")), gathered)
        self.assertIn((None, ("The settings were saved.",)), gathered)


@ddt.ddt
class CatalogueTest(SimpleTestCase):
    """Every catalog; after a change run: make messages."""

    def test_there_is_one(self):
        self.assertTrue(PATHS)

    @ddt.idata(PATHS)
    def test_it_has_the_messages_of_the_code_and_no_other(self, path):
        catalog = read(path)
        ids = {(message.context, tuple(forms(message.id))) for message in entries(catalog)}
        self.assertEqual(ids, {(message.context, tuple(forms(message.id))) for message in entries(template())})
        self.assertFalse(catalog.obsolete)

    @ddt.idata(PATHS)
    def test_every_message_is_translated_for_certain(self, path):
        for message in entries(read(path)):
            self.assertTrue(all(forms(message.string)), message.id)
            self.assertFalse(message.fuzzy, message.id)

    @ddt.idata(PATHS)
    def test_placeholders_and_markup_are_those_of_the_original(self, path):
        for message in entries(read(path)):
            expected = placeholders(forms(message.id)[0])
            for form in forms(message.string):
                self.assertEqual(placeholders(form), expected, message.id)

    @ddt.idata(PATHS)
    def test_it_ends_as_the_original_ends(self, path):
        for message in entries(read(path)):
            ends = [text[-1] if text[-1] in ".:" else "" for text in (*forms(message.id), *forms(message.string))]
            self.assertEqual(len(set(ends)), 1, message.id)

    @ddt.idata(PATHS)
    def test_it_is_compiled(self, path):
        self.assertEqual(path.with_suffix(".mo").read_bytes(), compile_catalog(read(path)), "run: make messages")


@ddt.ddt
@override_settings(
    MIDDLEWARE=[settings.MIDDLEWARE[0], LOCALE_MIDDLEWARE, *settings.MIDDLEWARE[1:]],
    LANGUAGES=[("en", "English"), ("es", "Español"), ("es-419", "Español (Latinoamérica)")],
    PROCTORING_BACKENDS=BACKENDS,
)
class PagesTest(TestCase):
    """Pages for a reader whose browser requests Spanish."""

    def setUp(self):
        self.client.force_login(User.objects.create(username="staff", is_staff=True))
        stored = CourseSettings(True, False, "strict", None)
        models.Course.objects.create(key=str(KEY), name="Demo", start=FUTURE, **vars(stored))

    def words(self, path, language):
        """The language of a page, and what a reader reads there apart from what is marked as English."""
        html = self.client.get(path, headers={"accept-language": language}).content.decode()
        shown = re.sub(r'<(\w+) [^>]*lang="en"[^>]*>.*?</\1>', "", html[html.index("<title>") :], flags=re.S)
        texts = (re.sub(r"\s+", " ", unescape(text)).strip() for text in re.sub(r"<[^>]+>", "\n", shown).split("\n"))
        return re.search(r'<html lang="([^"]*)"', html)[1], set(texts)

    @ddt.data("es", "es-419")
    def test_pages_speak_spanish(self, language):
        translated = {
            message.id
            for message in entries(read(PATHS[0]))
            if isinstance(message.id, str) and message.id != message.string
        }
        for page in ("/studio/", f"/studio/{KEY}/"):
            found, words = self.words(page, language)
            self.assertEqual(found, language)
            self.assertEqual(words & translated, set(), page)
            self.assertIn("Cursos", words)

    @override_settings(ROOT_URLCONF="tests.operator_page.urls")
    def test_the_operator_page_speaks_spanish(self):
        found, words = self.words("/proctoring-config/", "es")
        self.assertEqual(found, "es")
        self.assertIn("Configuración de la supervisión de exámenes", words)
        self.assertIn("Cómo leer esta página", words)

    @override_settings(
        ROOT_URLCONF="tests.operator_page.urls", PROCTORING_BACKENDS={"acme": {"show_review_rules": "no"}}
    )
    def test_problems_and_hints_of_the_operator_page_speak_spanish(self):
        translated = {
            form for message in entries(read(PATHS[0])) for form in forms(message.id) if message.id != message.string
        }
        with translation.override("es"):
            words = self.words("/proctoring-config/", "es")[1]
        self.assertEqual(words & translated, set())
        text = " ".join(words)
        self.assertIn("una cadena, 'no'", text)
        self.assertIn("edx-platform la lee como true", text)
        self.assertNotRegex(text, "No installed plugin|must be|Write ")

    def test_other_languages_get_english(self):
        self.assertIn("Courses", self.words("/studio/", "fi")[1])

    def test_authors_read_spanish_and_clients_get_the_platforms_words(self):
        """Messages on the wire are compared by clients, so they stay as the platform has them."""
        now = datetime(2030, 1, 1, tzinfo=UTC)
        stored = CourseSettings(True, False, "strict", None)
        with translation.override("es"):
            (problem,) = validate_course(stored, {}, start=None, now=now, by_platform_staff=False, lti_available=False)
            (error,) = platform_errors([problem], {})
            self.assertEqual(error["message"], "Provider 'strict' requires an exam escalation contact.")
            self.assertIn("strict exige un correo electrónico", author_message(problem, provider="strict"))
