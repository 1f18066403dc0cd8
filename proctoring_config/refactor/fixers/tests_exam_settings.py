"""
Lets the tests of Studio's proctored exam settings expect the new list of providers, and adds tests of its rules.

New are the list itself, that an escalation e-mail survives a body without the key (a serializer would fill it with
``None``), and that the opt-out in a body of somebody who is not staff is refused (DEPR openedx-platform#36329).
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import NewTests, add_tests
from proctoring_config.refactor.dicts import inserted, keys_of, like
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Leftover, Result, Source
from proctoring_config.refactor.statements import edited, found

_AVAILABLE = "available_proctoring_providers"
_REQUIRING = "requires_escalation_email_providers"
_LTI = "lti_external"
#: Providers of which the platform's own settings say everything: LTI always asks for the e-mail, the other one never.
_KNOWN = {_LTI, "null"}

_TESTS = [
    NewTests(
        of="ProctoringExamSettingsGetTests",
        rule="the settings list the providers that require an escalation e-mail",
        code='''
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "null",
                    "null": {},
                    "mockprock": {"requires_escalation_email": True},
                    "test_proctoring_provider": {"requires_escalation_email": False},
                },
            )
            def test_providers_that_require_an_escalation_email(self):
                """lti_external is among them where it is available"""
                self.client.login(
                    username=self.course_instructor.username, password=self.password
                )
                for lti_available, expected in (
                    (False, ["mockprock"]),
                    (True, ["lti_external", "mockprock"]),
                ):
                    with self.subTest(lti_available=lti_available), override_waffle_flag(
                        EXAMS_IDA, active=lti_available
                    ):
                        response = self.make_request()
                        assert response.status_code == status.HTTP_200_OK
                        assert response.data["requires_escalation_email_providers"] == expected
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsPostTests",
        rule="an escalation e-mail that is not sent stays as it is stored",
        code='''
            @override_settings(
                PROCTORING_BACKENDS={
                    "DEFAULT": "null",
                    "null": {},
                    "mockprock": {"requires_escalation_email": True},
                },
            )
            def test_escalation_email_that_is_not_sent_stays(self):
                """a body without the escalation email leaves the stored one as it is"""
                self.course.proctoring_escalation_email = "foo@bar.com"
                modulestore().update_item(self.course, self.global_staff.id)
                for user, opt_out in (
                    (self.global_staff, {"allow_proctoring_opt_out": True}),
                    (self.course_instructor, {}),
                ):
                    self.client.login(username=user.username, password=self.password)
                    for provider in ("mockprock", "null"):
                        with self.subTest(user=user.username, provider=provider):
                            exam_settings = {
                                "enable_proctored_exams": True,
                                "proctoring_provider": provider,
                                **opt_out,
                            }
                            response = self.make_request(data={"proctored_exam_settings": exam_settings})
                            assert response.status_code == status.HTTP_200_OK
                            updated = modulestore().get_item(self.course.location)
                            assert updated.proctoring_provider == provider
                            assert updated.proctoring_escalation_email == "foo@bar.com"
        ''',
    ),
    NewTests(
        of="ProctoringExamSettingsPostTests",
        rule="the opt-out is refused from anybody but platform staff, whatever else the body holds",
        code='''
            def test_403_if_instructor_sends_opting_out_with_anything_else(self):
                """the opt-out itself is refused, whether or not the rest of the body is complete"""
                self.client.login(username=self.course_instructor.username, password=self.password)
                for others in (
                    {},
                    {"proctoring_escalation_email": "foo@bar.com"},
                    {"enable_proctored_exams": True, "proctoring_provider": "null"},
                    {"proctoring_provider": "null", "proctoring_escalation_email": None},
                ):
                    for opt_out in (True, False):
                        with self.subTest(others=others, opt_out=opt_out):
                            exam_settings = {"allow_proctoring_opt_out": opt_out, **others}
                            response = self.make_request(data={"proctored_exam_settings": exam_settings})
                            assert response.status_code == status.HTTP_403_FORBIDDEN
                updated = modulestore().get_item(self.course.location)
                assert updated.enable_proctored_exams is False
        ''',
    ),
]


def fix(source: Source) -> Result:
    """Put the list into the answers that are expected, then add the tests."""
    changes: dict[cst.CSTNode, cst.CSTNode | None] = {}
    leftovers: list[Leftover] = []
    for expected in found(source.module, _AVAILABLE, m.Dict()):
        keys = keys_of(expected)
        if _AVAILABLE in keys and _REQUIRING not in keys:
            answer = _with_list(expected, keys.index(_AVAILABLE))
            if answer is None:
                why = "which of the available providers require an escalation e-mail is not known"
                todo = f"add {_REQUIRING} to the expected answer"
                leftovers.append(source.leftover(expected, what=_AVAILABLE, why=why, todo=todo))
            else:
                changes[expected] = answer
    changed = source.changed(edited(source.module, changes)) if changes else source
    result = add_tests(changed, _TESTS, fixer=__name__.rpartition(".")[2])
    notes = [f"tests of the exam settings expect {_REQUIRING}"] if changes else []
    return Result(result.source, notes=[*notes, *result.notes], leftovers=[*leftovers, *result.leftovers])


def _with_list(answer: cst.Dict, index: int) -> cst.Dict | None:
    """Return the expected answer with the new list below the one at ``index``, or ``None`` where it is not known."""
    available = answer.elements[index]
    value = available.value
    if not isinstance(available, cst.DictElement) or not isinstance(value, cst.List):
        return None
    names = [getattr(element.value, "evaluated_value", None) for element in value.elements]
    if not _KNOWN.issuperset(names):
        return None
    lti = [cst.Element(each.value) for each, name in zip(value.elements, names, strict=True) if name == _LTI]
    key = like(cst.ensure_type(available.key, cst.SimpleString), _REQUIRING)
    return inserted(answer, index, cst.DictElement(key, cst.List(lti)))


FIXER = Fixer(__name__, wants=at("cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"), fix=fix)
