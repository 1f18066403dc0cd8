"""
Turns the test of ``send_support_notification`` round: it is called as edx-proctoring calls it, and opens no ticket.

Before, the test expected a Zendesk ticket for a suspicious attempt (DEPR openedx-platform#36329). The test of ours has
Zendesk configured, so that a ticket would be sent.
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import NewTests, add_tests, class_named
from proctoring_config.refactor.code import statement_code
from proctoring_config.refactor.fixer import Fixer, at
from proctoring_config.refactor.source import Result, Source
from proctoring_config.refactor.statements import edited, inside

_CLASS = "InstructorServiceTests"
_TICKET = "create_zendesk_ticket"
_CALL = m.Attribute(attr=m.Name("send_support_notification"))
_TESTS = NewTests(
    of=_CLASS,
    rule="a notification about a suspicious attempt opens no ticket",
    imports=(("unittest", "mock"), ("django.test", "override_settings")),
    code='''
        @override_settings(ZENDESK_URL='https://zendesk.example.com', ZENDESK_USER='user', ZENDESK_API_KEY='key')
        def test_suspicious_attempt_opens_no_ticket(self):
            """
            Test that a notification about a suspicious attempt is accepted, and nothing is sent to Zendesk
            """
            for link in ({}, {'review_url': None}, {'review_url': 'https://review.example.com/1'}):
                with self.subTest(link=link), mock.patch('requests.Session.send') as mock_send:
                    self.service.send_support_notification(
                        course_id=str(self.course.id),
                        exam_name='test_exam',
                        student_username=self.student.username,
                        review_status='Suspicious',
                        **link,
                    )
                    mock_send.assert_not_called()
    ''',
)


def fix(source: Source) -> Result:
    """Add our test, and take out what expects a ticket."""
    result = add_tests(source, [_TESTS], fixer=__name__.rpartition(".")[2])
    module = result.source.module
    found = class_named(module, _CLASS)
    old = _expecting_tickets(module, found) if found else []
    gone = [f"the test {test.name.value} is gone: no ticket is opened" for test in old]
    changed = result.source.changed(edited(module, dict.fromkeys(old))) if old else result.source
    return Result(changed, notes=[*gone, *result.notes], leftovers=result.leftovers)


def _expecting_tickets(module: cst.Module, node: cst.ClassDef) -> list[cst.FunctionDef]:
    """Return the tests of the class that send a notification and name the ticket."""
    return [
        each
        for each in node.body.body
        if isinstance(each, cst.FunctionDef)
        and each.name.value.startswith("test_")
        and _TICKET in statement_code(module, each)
        and inside(each, _CALL)
    ]


FIXER = Fixer(__name__, wants=at("lms/djangoapps/instructor/tests/test_services.py"), fix=fix)
