"""
Expect no Zendesk setting in the tests of Studio's proctored exam settings, and test what is saved without it.

Only what a client sends is saved: a request without an escalation email does not erase the stored one (a serializer
would fill in ``None``), and an opt-out from users who are not staff is rejected. Where old front ends need the key in
the response to GET, it is always false (DEPR openedx-platform#36329).
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.literals import get_key, get_keys
from proctoring_config.refactor.nodes import find_nodes, match_string, replace_nodes
from proctoring_config.refactor.source import FixResult, SourceFile

_SETTING = "create_zendesk_tickets"
_AVAILABLE = "available_proctoring_providers"
_SETTINGS = "proctored_exam_settings"
_IS_FALSE = m.DictElement(match_string(_SETTING), m.Name("False"))

_TESTS = [
    NewTests(
        of="ProctoringExamSettingsGetTests",
        rule="the serializers have no Zendesk field",
        imports=(("cms.djangoapps.contentstore.rest_api.v1", "serializers"),),
        code='''
            def test_fields_of_serializers(self):
                """there is no Zendesk setting"""
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
                """a request without an escalation email does not change the stored one"""
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
                """settings that are not an object are ignored"""
                self.client.login(username=self.course_instructor.username, password=self.password)
                response = self.make_request(data={"proctored_exam_settings": exam_settings})
                assert response.status_code == status.HTTP_200_OK
                updated = modulestore().get_item(self.course.location)
                assert updated.enable_proctored_exams is False
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsPostTests",
        rule="an opt-out is rejected unless platform staff send it, whatever else the request contains",
        code='''
            @ddt.data(
                {"allow_proctoring_opt_out": True},
                {"allow_proctoring_opt_out": False, "proctoring_escalation_email": "foo@bar.com"},
                {"allow_proctoring_opt_out": True, "enable_proctored_exams": True, "proctoring_provider": "null"},
                {"allow_proctoring_opt_out": None, "proctoring_escalation_email": None},
            )
            def test_403_if_instructor_sends_opting_out_with_anything_else(self, exam_settings):
                """an opt-out is rejected, whether or not the rest of the request is complete"""
                self.client.login(username=self.course_instructor.username, password=self.password)
                response = self.make_request(data={"proctored_exam_settings": exam_settings})
                assert response.status_code == status.HTTP_403_FORBIDDEN
                updated = modulestore().get_item(self.course.location)
                assert updated.enable_proctored_exams is False
        ''',
    ),
]


def fix(file: SourceFile) -> FixResult:
    """Make the key false in the expected responses of old trees, then add the tests."""
    changes: dict[cst.CSTNode, cst.CSTNode | None] = {}
    for expected in find_nodes(file.module, _SETTING, m.Dict()) if file.has_old_front_end else ():
        if _AVAILABLE in get_keys(expected):
            settings = (each.value for each in expected.elements if get_key(each) == _SETTINGS)
            elements = (each for value in settings if isinstance(value, cst.Dict) for each in value.elements)
            for element in elements:
                if get_key(element) == _SETTING and not m.matches(element, _IS_FALSE):
                    changes[element.value] = cst.Name("False")
    changed = file.replace_content(replace_nodes(file.module, changes)) if changes else file
    result = add_tests(changed, _TESTS, by=__name__)
    notes = [f"expect {_SETTING} to be false in the tests of the exam settings"] if changes else []
    return FixResult(result.file, notes=[*notes, *result.notes], leftovers=result.leftovers)


FIXER = Fixer(
    __name__,
    in_files("cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"),
    fix,
    group="zendesk",
)
