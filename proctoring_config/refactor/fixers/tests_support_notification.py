"""
Add a test that ``send_support_notification``, called as edx-proctoring calls it, does not open a ticket.

Previously, a test expected a Zendesk ticket for a suspicious attempt (DEPR openedx-platform#36329). The new test
configures Zendesk, so that a ticket could be sent.
"""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from proctoring_config.refactor.added_tests import NewTests, add_tests, find_class
from proctoring_config.refactor.fixer import Fixer, in_files
from proctoring_config.refactor.nodes import find_within, render_node, replace_nodes
from proctoring_config.refactor.source import FixResult, SourceFile

_CLASS = "InstructorServiceTests"
_TICKET = "create_zendesk_ticket"
_CALL = m.Attribute(attr=m.Name("send_support_notification"))
_TESTS = NewTests(
    of=_CLASS,
    rule="a notification about a suspicious attempt does not open a ticket",
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


def fix(file: SourceFile) -> FixResult:
    """Add our test, and remove tests that expect a ticket."""
    result = add_tests(file, [_TESTS], by=__name__)
    module = result.file.module
    found = find_class(module, _CLASS)
    old = _find_ticket_tests(module, found) if found else []
    notes = [f"remove the test {test.name.value}, because no ticket is opened" for test in old]
    changed = result.file.replace_content(replace_nodes(module, dict.fromkeys(old))) if old else result.file
    return FixResult(changed, notes=[*notes, *result.notes], leftovers=result.leftovers)


def _find_ticket_tests(module: cst.Module, node: cst.ClassDef) -> list[cst.FunctionDef]:
    """Return the tests of the class that send a notification and mention the ticket."""
    return [
        each
        for each in node.body.body
        if isinstance(each, cst.FunctionDef)
        and each.name.value.startswith("test_")
        and _TICKET in render_node(module, each)
        and find_within(each, _CALL)
    ]


FIXER = Fixer(__name__, in_files("lms/djangoapps/instructor/tests/test_services.py"), fix, group="zendesk")
