"""html: what all pages share."""

import re
from pathlib import Path

from django.test import RequestFactory, SimpleTestCase
from django.utils.translation import override

import proctoring_config
from proctoring_config import html

PACKAGE = Path(proctoring_config.__file__).parent
FOLDERS = (PACKAGE / "operator_page", PACKAGE / "studio" / "pages")
PAIRS = (
    *(("text", ground) for ground in ("page", "surface", "error-soft", "warning-soft", "done-soft")),
    *(("quiet", ground) for ground in ("page", "surface")),
    *(("accent", ground) for ground in ("page", "surface")),
    *(("error", ground) for ground in ("surface", "error-soft")),
    *(("warning", ground) for ground in ("surface", "warning-soft")),
    ("on-accent", "accent"),
    ("done", "surface"),
)


def css_of(folder):
    """The stylesheet as a browser gets it."""
    return html.stylesheet(folder)(RequestFactory().get("/")).content.decode()


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class StylesheetTest(SimpleTestCase):
    """The look."""

    def test_text_has_a_contrast_of_four_and_a_half_in_light_and_dark(self):
        schemes = re.findall(r":root \{(.*?)\}", (PACKAGE / "html/style.css").read_text(encoding="utf-8"), re.DOTALL)
        self.assertEqual(len(schemes), 2)
        for scheme in schemes:
            colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", scheme))
            for front, back in PAIRS:
                light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
                self.assertGreaterEqual((light + 0.05) / (dark + 0.05), 4.5, f"{front} on {back}")

    def test_every_colour_that_is_used_is_one_of_the_palette(self):
        for folder in FOLDERS:
            css = css_of(folder)
            defined = set(re.findall(r"(--[a-z-]+):", css))
            self.assertEqual(set(re.findall(r"var\((--[a-z-]+)\)", css)) - defined, set(), folder.name)
            self.assertNotRegex((folder / "style.css").read_text(encoding="utf-8"), r"#[0-9a-fA-F]{3,8}\b")

    def test_the_shared_rules_come_first_so_that_a_page_can_say_otherwise(self):
        for folder in FOLDERS:
            css = css_of(folder)
            self.assertLess(css.index("--page:"), css.index("main {"), folder.name)


class PageTest(SimpleTestCase):
    """The frame."""

    def test_language_and_direction_are_those_of_the_request(self):
        for language, expected in (
            ("en", 'lang="en" dir="ltr"'),
            ("ar", 'lang="ar" dir="rtl"'),
            (None, 'lang="en" dir="ltr"'),
        ):
            with override(language):
                text = html.page(FOLDERS[0], "proctoring_config/forbidden.html", {"root": "../"})
            self.assertIn(f"<html {expected}>", text)

    def test_a_new_version_has_a_new_stylesheet(self):
        text = html.page(FOLDERS[0], "proctoring_config/forbidden.html", {"root": "../"})
        self.assertIn(f'href="../style.css?v={proctoring_config.__version__}"', text)
