"""Where the operator page is mounted, without moving anything else."""

import ddt
from django.test import SimpleTestCase
from django.urls import NoReverseMatch, Resolver404, URLResolver, resolve, reverse
from django.urls.resolvers import RegexPattern
from edx_django_utils.plugins import get_plugin_url_patterns
from hypothesis import given
from hypothesis import strategies as st

from proctoring_config.operator_page import views

PROJECTS = ("lms.djangoapp", "cms.djangoapp")


def ours_and_others(project):
    """Return our URL patterns, and those of the other plugins of the project."""
    patterns = get_plugin_url_patterns(project)
    ours = [pattern for pattern in patterns if pattern.namespace == "proctoring_config"]
    return ours, [pattern for pattern in patterns if pattern not in ours]


def resolver(patterns):
    """Return a URL resolver with these patterns."""
    return URLResolver(RegexPattern(r"^/"), list(patterns))


def answer(patterns, path):
    """Return what a path resolves to, or ``None``."""
    try:
        match = resolver(patterns).resolve(path)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name


@ddt.ddt
class MountingTest(SimpleTestCase):
    """The plugin URLs."""

    @ddt.data(*PROJECTS)
    def test_each_project_mounts_the_page_once(self, project):
        (ours,), _ = ours_and_others(project)
        self.assertEqual(ours.pattern.regex.pattern, "^proctoring-config/")
        self.assertIs(resolver([ours]).resolve("/proctoring-config/").func, views.operator_page)
        self.assertIs(resolver([ours]).resolve("/proctoring-config/style.css").func, views.stylesheet)

    @ddt.data(*PROJECTS)
    def test_page_has_a_name(self, project):
        ours, _ = ours_and_others(project)
        self.assertEqual(reverse("proctoring_config:operator_page", urlconf=tuple(ours)), "/proctoring-config/")

    @ddt.data(
        "/",
        "/proctoring-config",
        "/proctoring-config-old/",
        "/api/proctoring-config/",
        "/api/contentstore/v1/proctored_exam_settings/course-v1:A+B+C",
        "/api/edx_proctoring/v1/instructor/course-v1:A+B+C",
        "/course/course-v1:A+B+C",
        "/home/",
    )
    def test_other_paths_resolve_as_before(self, path):
        for project in PROJECTS:
            ours, others = ours_and_others(project)
            self.assertEqual(answer([*ours, *others], path), answer(others, path))
            self.assertIsNone(answer(ours, path))

    @given(st.text("proctingfs-/.%20", max_size=24))
    def test_nothing_outside_our_prefix_is_matched(self, text):
        for project in PROJECTS:
            ours, _ = ours_and_others(project)
            if not text.startswith("proctoring-config/"):
                self.assertIsNone(answer(ours, f"/{text}"))

    def test_other_names_reverse_as_before(self):
        ours, others = ours_and_others("cms.djangoapp")
        for name in ("operator_page", "style", "home"):
            with self.assertRaises(NoReverseMatch):
                reverse(name, urlconf=(*ours, *others))

    def test_project_without_plugin_urls_has_no_page(self):
        with self.assertRaises(Resolver404):
            resolve("/proctoring-config/")
