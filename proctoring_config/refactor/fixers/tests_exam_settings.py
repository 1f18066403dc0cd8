"""
Expect the list of providers that require an escalation email in the tests of Studio's proctored exam settings.

The new tests check the list itself, and that responses always contain it (DEPR openedx-platform#36329).
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.literals import get_keys, insert_element, quote_like
from proctoring_config.refactor.nodes import find_nodes, replace_nodes
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile

_AVAILABLE = "available_proctoring_providers"
_REQUIRING = "requires_escalation_email_providers"
_LTI = "lti_external"
#: Providers known without settings: LTI always requires an email, the other one never does.
_KNOWN = {_LTI, "null"}

_TESTS = [
    NewTests(
        of="ProctoringExamSettingsGetTests",
        rule="the response lists the providers that require an escalation email",
        code='''
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "null",
                    "null": {},
                    "other_provider": {"requires_escalation_email": False},
                    "test_proctoring_provider": {"requires_escalation_email": True},
                },
            )
            @override_waffle_flag(EXAMS_IDA, active=False)
            def test_providers_that_require_an_escalation_email(self):
                """the list depends only on the option, and lti_external is not available"""
                self.client.login(
                    username=self.course_instructor.username, password=self.password
                )
                response = self.make_request()
                assert response.status_code == status.HTTP_200_OK
                assert response.data["requires_escalation_email_providers"] == ["test_proctoring_provider"]

            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "null",
                    "null": {},
                    "test_proctoring_provider": {"requires_escalation_email": True},
                },
            )
            @override_waffle_flag(EXAMS_IDA, active=True)
            def test_lti_requires_an_escalation_email(self):
                """lti_external requires an escalation email where it is available"""
                self.client.login(
                    username=self.course_instructor.username, password=self.password
                )
                response = self.make_request()
                assert response.status_code == status.HTTP_200_OK
                expected = ["lti_external", "test_proctoring_provider"]
                assert response.data["requires_escalation_email_providers"] == expected
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsGetTests",
        rule="the list of providers that require an escalation email is a required field",
        imports=(("cms.djangoapps.contentstore.rest_api.v1", "serializers"),),
        code='''
            def test_list_of_providers_is_required(self):
                """the serializer cannot omit the providers that require an escalation email"""
                fields = serializers.ProctoredExamConfigurationSerializer().fields
                assert fields["requires_escalation_email_providers"].required
        ''',
    ),
]


def fix(file: SourceFile) -> FixResult:
    """Add the list to the expected responses, then add the tests."""
    changes: dict[cst.CSTNode, cst.CSTNode | None] = {}
    leftovers: list[Leftover] = []
    for expected in find_nodes(file.module, _AVAILABLE, m.Dict()):
        keys = get_keys(expected)
        if _AVAILABLE in keys and _REQUIRING not in keys:
            answer = _add_list(expected, keys.index(_AVAILABLE))
            if answer is None:
                why = "it is unknown which of the available providers require an escalation email"
                todo = f"add {_REQUIRING} to the expected response"
                leftovers.append(file.leftover(expected, what=_AVAILABLE, why=why, todo=todo))
            else:
                changes[expected] = answer
    changed = file.replace_content(replace_nodes(file.module, changes)) if changes else file
    result = add_tests(changed, _TESTS, by=__name__)
    notes = [f"expect {_REQUIRING} in the tests of the exam settings"] if changes else []
    return FixResult(result.file, notes=[*notes, *result.notes], leftovers=[*leftovers, *result.leftovers])


def _add_list(answer: cst.Dict, index: int) -> cst.Dict | None:
    """Return the expected response with the new list after index ``index``, or ``None`` if the list is unknown."""
    available = answer.elements[index]
    value = available.value
    if not isinstance(available, cst.DictElement) or not isinstance(value, cst.List):
        return None
    names = [getattr(element.value, "evaluated_value", None) for element in value.elements]
    if not _KNOWN.issuperset(names):
        return None
    lti = [cst.Element(each.value) for each, name in zip(value.elements, names, strict=True) if name == _LTI]
    key = quote_like(cst.ensure_type(available.key, cst.SimpleString), _REQUIRING)
    return insert_element(answer, index, cst.DictElement(key, cst.List(lti)))


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"),
    fix,
    group="rest_provider_lists",
)
