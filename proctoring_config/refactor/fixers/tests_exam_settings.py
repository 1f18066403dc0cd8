"""
Expect the new list of providers in the tests of Studio's proctored exam settings, and test the new rules.

The new tests check the list itself, that a stored escalation email survives a body without the key (a serializer
would fill in ``None``), and that an opt-out in the body of non-staff is refused (DEPR openedx-platform#36329).
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.fixers.tests_zendesk import ZENDESK_SETTING
from proctoring_config.refactor.literals import get_key, get_keys, insert_element, quote_like
from proctoring_config.refactor.nodes import find_nodes, replace_nodes
from proctoring_config.refactor.source import FixResult, Leftover, SourceFile

_AVAILABLE = "available_proctoring_providers"
_REQUIRING = "requires_escalation_email_providers"
_SETTINGS = "proctored_exam_settings"
_LTI = "lti_external"
#: Providers known without settings: LTI always requires an email, the other one never does.
_KNOWN = {_LTI, "null"}

_TESTS = [
    NewTests(
        of="ProctoringExamSettingsGetTests",
        rule="the settings list the providers that require an escalation email",
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
                """only the option decides, and lti_external is not available"""
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
        rule="the response cannot lack that list, and no serializer knows Zendesk",
        imports=(("cms.djangoapps.contentstore.rest_api.v1", "serializers"),),
        code='''
            def test_fields_of_serializers(self):
                """the list of providers is required, and there are no settings about Zendesk"""
                fields = serializers.ProctoredExamConfigurationSerializer().fields
                assert fields["requires_escalation_email_providers"].required
                for serializer in (
                    serializers.ProctoredExamSettingsSerializer,
                    serializers.LimitedProctoredExamSettingsSerializer,
                ):
                    assert not [name for name in serializer().fields if "zendesk" in name]
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsPostTests",
        rule="a stored escalation email is kept if the request contains none",
        code='''
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "null",
                    "null": {},
                    "test_proctoring_provider": {"requires_escalation_email": True},
                },
            )
            @ddt.data(
                ("global_staff", "test_proctoring_provider", {"allow_proctoring_opt_out": True}),
                ("global_staff", "null", {"allow_proctoring_opt_out": True}),
                ("course_instructor", "test_proctoring_provider", {}),
                ("course_instructor", "null", {}),
            )
            @ddt.unpack
            def test_escalation_email_that_is_not_sent_stays(self, user, provider, opt_out):
                """a body without an escalation email does not change the stored one"""
                self.course.proctoring_escalation_email = "foo@bar.com"
                modulestore().update_item(self.course, self.global_staff.id)
                self.client.login(username=getattr(self, user).username, password=self.password)
                exam_settings = {"enable_proctored_exams": True, "proctoring_provider": provider, **opt_out}
                response = self.make_request(data={"proctored_exam_settings": exam_settings})
                assert response.status_code == status.HTTP_200_OK
                updated = modulestore().get_item(self.course.location)
                assert updated.proctoring_provider == provider
                assert updated.proctoring_escalation_email == "foo@bar.com"

            @ddt.data(None, True, "allow_proctoring_opt_out", ["allow_proctoring_opt_out"])
            def test_settings_of_another_type_change_nothing(self, exam_settings):
                """settings that are not an object contain nothing to save"""
                self.client.login(username=self.course_instructor.username, password=self.password)
                response = self.make_request(data={"proctored_exam_settings": exam_settings})
                assert response.status_code == status.HTTP_200_OK
                updated = modulestore().get_item(self.course.location)
                assert updated.enable_proctored_exams is False
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsPostTests",
        rule="an opt-out is refused from everybody except platform staff, whatever else the body contains",
        code='''
            @ddt.data(
                {"allow_proctoring_opt_out": True},
                {"allow_proctoring_opt_out": False, "proctoring_escalation_email": "foo@bar.com"},
                {"allow_proctoring_opt_out": True, "enable_proctored_exams": True, "proctoring_provider": "null"},
                {"allow_proctoring_opt_out": None, "proctoring_escalation_email": None},
            )
            def test_403_if_instructor_sends_opting_out_with_anything_else(self, exam_settings):
                """an opt-out is refused, whether or not the rest of the body is complete"""
                self.client.login(username=self.course_instructor.username, password=self.password)
                response = self.make_request(data={"proctored_exam_settings": exam_settings})
                assert response.status_code == status.HTTP_403_FORBIDDEN
                updated = modulestore().get_item(self.course.location)
                assert updated.enable_proctored_exams is False
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsPostTests",
        rule="an escalation email of another type is refused without a server error",
        code='''
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "null",
                    "null": {},
                    "test_proctoring_provider": {"requires_escalation_email": True},
                },
            )
            @ddt.data(True, 0, ["foo@bar.com"], {"value": "foo@bar.com"})
            def test_400_for_escalation_email_of_another_type(self, email):
                """an escalation email that is not text is refused"""
                self.client.login(username=self.course_instructor.username, password=self.password)
                exam_settings = {
                    "enable_proctored_exams": True,
                    "proctoring_provider": "test_proctoring_provider",
                    "proctoring_escalation_email": email,
                }
                response = self.make_request(data={"proctored_exam_settings": exam_settings})
                assert response.status_code == status.HTTP_400_BAD_REQUEST
                updated = modulestore().get_item(self.course.location)
                assert updated.enable_proctored_exams is False
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
    answer = _expect_old_key(answer)
    lti = [cst.Element(each.value) for each, name in zip(value.elements, names, strict=True) if name == _LTI]
    key = quote_like(cst.ensure_type(available.key, cst.SimpleString), _REQUIRING)
    return insert_element(answer, index, cst.DictElement(key, cst.List(lti)))


def _expect_old_key(answer: cst.Dict) -> cst.Dict:
    """Return the expected response with the Zendesk key, if it has one, always false, as old front ends need it."""
    elements = list(answer.elements)
    for index, element in enumerate(elements):
        if get_key(element) == _SETTINGS and isinstance(element.value, cst.Dict):
            settings = [
                each.with_changes(value=cst.Name("False")) if get_key(each) == ZENDESK_SETTING else each
                for each in element.value.elements
            ]
            elements[index] = element.with_changes(value=element.value.with_changes(elements=settings))
    return answer.with_changes(elements=elements)


FIXER = Fixer(__name__, in_files("cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"), fix)
