"""Templates and stylesheets shared by all pages."""

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
    ("on-primary", "primary"),
    ("surface", "accent"),
    ("done", "surface"),
)


def css_of(folder):
    """Return the stylesheet that a browser gets."""
    return html.stylesheet_view(folder)(RequestFactory().get("/")).content.decode()


def luminance(color):
    """Return the relative luminance as defined in WCAG 2.2."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class StylesheetTest(SimpleTestCase):
    """Stylesheets."""

    def test_contrast_of_text_is_sufficient(self):
        schemes = re.findall(r":root \{(.*?)\}", (PACKAGE / "html/style.css").read_text(encoding="utf-8"), re.DOTALL)
        self.assertEqual(len(schemes), 2)
        for scheme in schemes:
            colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", scheme))
            for front, back in PAIRS:
                light, dark = sorted((luminance(colors[front]), luminance(colors[back])), reverse=True)
                self.assertGreaterEqual((light + 0.05) / (dark + 0.05), 4.5, f"{front} on {back}")

    def test_all_colors_are_in_the_palette(self):
        for folder in FOLDERS:
            css = css_of(folder)
            defined = set(re.findall(r"(--[a-z-]+):", css))
            self.assertEqual(set(re.findall(r"var\((--[a-z-]+)\)", css)) - defined, set(), folder.name)
            self.assertNotRegex((folder / "style.css").read_text(encoding="utf-8"), r"#[0-9a-fA-F]{3,8}\b")

    def test_shared_rules_come_first(self):
        for folder in FOLDERS:
            css = css_of(folder)
            self.assertLess(css.index("--page:"), css.index("main {"), folder.name)


class PageTest(SimpleTestCase):
    """The frame of all pages."""

    def test_language_and_direction(self):
        for language, expected in (
            ("en", 'lang="en" dir="ltr"'),
            ("ar", 'lang="ar" dir="rtl"'),
            (None, 'lang="en" dir="ltr"'),
        ):
            with override(language):
                text = html.render_page(FOLDERS[0], "proctoring_config/forbidden.html", {"root": "../"})
            self.assertIn(f"<html {expected}>", text)

    def test_url_of_the_stylesheet_contains_the_version(self):
        text = html.render_page(FOLDERS[0], "proctoring_config/forbidden.html", {"root": "../"})
        self.assertIn(f'href="../style.css?v={proctoring_config.__version__}"', text)
