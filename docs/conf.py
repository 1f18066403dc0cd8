"""
The Sphinx configuration of the documentation, which ``make docs`` builds.

The build downloads nothing, so the types of other packages are not links.
"""

import os
import re
import sys
from pathlib import Path

import django
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

import proctoring_config  # noqa: E402
from docs.tables import GENERATED  # noqa: E402
from proctoring_config import __version__  # noqa: E402

for name in proctoring_config.__all__:  # they are imported on demand, and autodoc documents only what is there
    getattr(proctoring_config, name)

project = "proctoring-config"
author = "proctoring-config contributors"
copyright = f"2026, {author}"
version = release = __version__

extensions = [
    "code_annotations.contrib.sphinx.extensions.featuretoggles",
    "code_annotations.contrib.sphinx.extensions.settings",
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "sphinx_design",
]
exclude_patterns = ["_build", *sorted(GENERATED)]
nitpick_ignore_regex = [
    (r"py:.*", r"(collections|datetime|django|opaque_keys|rest_framework|typing)\..*"),
    (r"py:.*", r"Any|CourseKey|Promise|UsageKey"),
]

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "signature"
autodoc_preserve_defaults = True

# Read the Docs sets these variables. Unresolved, settings and toggles have no links to their source.
_NO_URL = "about:source"
_url = os.environ.get("READTHEDOCS_GIT_CLONE_URL", _NO_URL).removesuffix(".git")
_version = os.environ.get("READTHEDOCS_GIT_COMMIT_HASH", "main")
settings_source_path = featuretoggles_source_path = str(ROOT / "proctoring_config")
settings_repo_url = featuretoggles_repo_url = _url
settings_repo_version = featuretoggles_repo_version = f"{_version}/proctoring_config"

html_theme = "sphinx_book_theme"
html_title = "proctoring-config"
html_use_index = html_domain_indices = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],  # the sidebar has its own search field
    "show_navbar_depth": 1,
    "show_toc_level": 2,
}


def tidy(app: Sphinx, doctree: nodes.document) -> None:
    """Replace links to unpublished sources with text, and drop the edx-platform setting that a fixer annotates."""
    for link in list(doctree.findall(nodes.reference)):
        if link.get("refuri", "").startswith(_NO_URL):
            link.replace_self(nodes.literal(text=link.astext()))
    for section in list(doctree.findall(nodes.section)):
        if "setting-PROCTORING_BACKENDS" in section["ids"]:
            section.parent.remove(section)


_PROBLEM_ID = re.compile(r"\b([EW]\d{3})\b")
_NOT_LINKED = (nodes.FixedTextElement, nodes.literal, nodes.reference, nodes.title, pending_xref)


def link_problem_ids(app: Sphinx, doctree: nodes.document) -> None:
    """Link each problem id in the text, such as W013, to its section on the page ``checks``."""
    for text in list(doctree.findall(nodes.Text)):
        ancestor = text.parent
        while ancestor and not isinstance(ancestor, _NOT_LINKED):
            ancestor = ancestor.parent
        if ancestor or not _PROBLEM_ID.search(text):
            continue
        parts: list[nodes.Node] = []
        for part in _PROBLEM_ID.split(text):
            if _PROBLEM_ID.fullmatch(part):
                reference = {"refdomain": "std", "reftype": "ref", "reftarget": part.lower(), "refexplicit": True}
                link = pending_xref("", nodes.inline(text=part), refwarn=True, refdoc=app.env.docname, **reference)
                parts.append(link)
            else:
                parts.append(nodes.Text(part))
        text.parent.replace(text, parts)


def setup(app: Sphinx) -> None:
    """Change each page before Sphinx collects its titles."""
    app.connect("doctree-read", tidy, priority=100)
    app.connect("doctree-read", link_problem_ids, priority=100)
