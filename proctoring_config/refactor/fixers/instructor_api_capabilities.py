"""
Use our functions in the instructor API v2 to find out whether a provider has onboarding and a dashboard.

Upstream calls the plugin, which logs an error on every request if the provider is ``lti_external`` or was removed. It
looks for a dashboard among the providers of the course's exams; now the course's provider counts, as for onboarding
(DEPR openedx-platform#36329; the API: PR #38874).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.imports import add_import
from proctoring_config.refactor.literals import quote_like
from proctoring_config.refactor.nodes import find_nodes, find_within, match_string, replace_nodes
from proctoring_config.refactor.source import FixResult, SourceFile, is_test

_VIEW = "lms/djangoapps/instructor/views/api_v2.py"
_TESTS = "lms/djangoapps/instructor/tests/views/test_special_exams_api_v2.py"
_ONBOARDING, _DASHBOARD = "does_backend_support_onboarding", "is_backend_dashboard_available"
_OURS = {_ONBOARDING: "supports_onboarding", _DASHBOARD: "has_dashboard"}
_MODULE = "lms.djangoapps.instructor.views.api_v2"
_ASKS_ONBOARDING = m.Call(m.Name(_ONBOARDING), [m.Arg(m.Name() | m.Attribute(), keyword=None)])
_ASKS_DASHBOARD = m.Call(m.Name(_DASHBOARD), [m.Arg()])
_SETTINGS = m.Dict(
    [
        m.ZeroOrMore(),
        m.DictElement(match_string("supports_onboarding"), _ASKS_ONBOARDING),
        m.DictElement(match_string("review_dashboard_available"), _ASKS_DASHBOARD),
        m.ZeroOrMore(),
    ]
)


def fix(file: SourceFile) -> FixResult:
    """Replace the two calls in the view, and the names that tests patch."""
    return _fix_tests(file) if is_test(file.path) else _fix_view(file)


def _fix_view(file: SourceFile) -> FixResult:
    found = find_nodes(file.module, _DASHBOARD, _SETTINGS)
    calls = find_nodes(file.module, "_backend_", _ASKS_ONBOARDING | _ASKS_DASHBOARD)
    if not calls:
        return FixResult(file)
    if len(calls) != len(_OURS) * len(found):
        leftover = file.leftover(
            calls[0],
            what=__name__.rpartition(".")[2],
            why="no fixer understands how the API finds out what the provider supports",
            todo="call supports_onboarding and has_dashboard of proctoring_config with the course's provider",
        )
        return FixResult(file, leftovers=[leftover])
    module = replace_nodes(file.module, dict(pair for settings in found for pair in _replace_calls(settings)))
    for name in sorted(_OURS.values()):
        module = add_import(module, "proctoring_config", name)
    return FixResult(
        file.replace_content(module),
        notes=["call supports_onboarding and has_dashboard with the course's provider in the instructor API v2"],
        breaking=[
            "`review_dashboard_available` of `/api/instructor/v2/courses/{course_id}/proctoring_settings` depends on "
            "the course's provider. Previously, it depended on the providers with which its exams are registered."
        ],
    )


def _replace_calls(settings: cst.Dict) -> Iterator[tuple[cst.CSTNode, Any]]:
    """Yield the two calls, and calls of our functions with the provider of the first."""
    onboarding = find_within(settings, _ASKS_ONBOARDING)[0]
    provider = onboarding.args[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    yield onboarding, cst.Call(cst.Name("supports_onboarding"), [provider])
    yield find_within(settings, _ASKS_DASHBOARD)[0], cst.Call(cst.Name("has_dashboard"), [provider])


def _fix_tests(file: SourceFile) -> FixResult:
    patched = {
        each: quote_like(each, f"{_MODULE}.{ours}")
        for name, ours in _OURS.items()
        for each in find_nodes(file.module, name, match_string(f"{_MODULE}.{name}".replace(".", r"\.")))
    }
    if not patched:
        return FixResult(file)
    return FixResult(
        file.replace_content(replace_nodes(file.module, patched)),
        notes=["patch our functions in the tests of the instructor API v2"],
    )


FIXER = Fixer(__name__, in_files(_VIEW, _TESTS, word="_backend_"), fix, group="instructor_api_capabilities")
