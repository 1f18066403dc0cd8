"""fixers/tests_zendesk.py."""

from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.tests_zendesk import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/rest_api/v1/views/tests/test_proctoring.py"

NOOPS = [
    [
        "done_already",
        """
        # there is no create_zendesk_tickets any more
        class Tests:
            def body(self, enable=True):
                return {"enable": enable}
        """,
    ],
    [
        "a_test_of_other_tickets",
        """
        class Tests:
            def test_zendesk_ticket_of_a_refund(self):
                assert self.refund()  # as create_zendesk_ticket says

            def test_other(self):
                assert "create_zendesk_tickets"
        """,
    ],
    [
        "a_test_of_another_name",
        """
        class Tests:
            def test_settings(self):
                assert self.course.create_zendesk_tickets is True
        """,
    ],
    [
        "a_helper_of_that_name",
        """
        class Tests:
            def zendesk_course(self):
                return self.make(create_zendesk_tickets=True)
        """,
    ],
    [
        "a_response_that_keeps_the_key_for_old_front_ends",
        """
        EXPECTED = {
            "proctored_exam_settings": {"enable": True, "create_zendesk_tickets": False},
            "available_proctoring_providers": ["null"],
        }
        """,
    ],
    ["a_function_outside_of_a_class", "def test_zendesk(course):\n    assert course.create_zendesk_tickets\n"],
    [
        "a_dict_of_nothing_else",
        'class Tests:\n    def test_update(self):\n        self.update({"create_zendesk_tickets": True})\n',
    ],
    [
        "a_longer_key_and_one_of_bytes",
        """
        BODY = {"create_zendesk_tickets_for": 1, b"create_zendesk_tickets": 2, f"create_zendesk_tickets": 3, **{}}
        """,
    ],
    [
        "a_parameter_that_is_used",
        "def body(enable=True, create_zendesk_tickets=True):\n    return enable, create_zendesk_tickets\n",
    ],
    ["a_parameter_before_others", "def body(create_zendesk_tickets=True, enable=True):\n    return enable\n"],
    ["a_parameter_without_a_default", "def body(enable, create_zendesk_tickets):\n    return enable\n"],
    [
        "a_parameter_before_stars",
        "def body(enable=True, create_zendesk_tickets=True, *more, **others):\n    return enable\n",
    ],
    [
        "a_parameter_that_a_call_gives",
        """
        def body(enable=True, create_zendesk_tickets=True):
            return enable

        def other():
            return body(enable=False, create_zendesk_tickets=False)
        """,
    ],
    [
        "a_parameter_that_a_call_may_give_by_place_or_by_stars",
        """
        class Tests:
            def one(self, enable=True, create_zendesk_tickets=True):
                return enable

            def two(self, enable=True, create_zendesk_tickets=True):
                return enable

            def test_both(self):
                assert self.one(True, False) == self.two(**{})
        """,
    ],
]

REWRITES = [
    [
        "keys_of_bodies_and_answers",
        """
        class Tests:
            def test_get(self):
                assert self.get() == {
                    "settings": {
                        "enable": True,
                        "create_zendesk_tickets": self.course.create_zendesk_tickets,
                    },
                    "providers": [],
                }

            def test_post(self):
                body = {'enable': True, 'create_zendesk_tickets': True}
                first = {'create_zendesk_tickets': True, 'enable': True}
                commented = {
                    'enable': True,  # for the course
                    'create_zendesk_tickets': True,  # for Zendesk
                }
                assert self.post(body, first, commented, {
                    'enable': True,
                    'create_zendesk_tickets': True
                })
        """,
        """
        class Tests:
            def test_get(self):
                assert self.get() == {
                    "settings": {
                        "enable": True,
                    },
                    "providers": [],
                }

            def test_post(self):
                body = {'enable': True}
                first = {'enable': True}
                commented = {
                    'enable': True,  # for the course
                }
                assert self.post(body, first, commented, {
                    'enable': True
                })
        """,
    ],
    [
        "responses_with_another_value_or_other_settings",
        """
        EXPECTED = [
            {
                "proctored_exam_settings": {"enable": True, "create_zendesk_tickets": True},
                "available_proctoring_providers": ["null"],
            },
            {"proctored_exam_settings": {"enable": True, "create_zendesk_tickets": False}},
        ]
        """,
        """
        EXPECTED = [
            {
                "proctored_exam_settings": {"enable": True},
                "available_proctoring_providers": ["null"],
            },
            {"proctored_exam_settings": {"enable": True}},
        ]
        """,
    ],
    [
        "a_parameter_that_this_leaves_unused",
        """
        class Tests:
            def body(
                cls,
                enable=True,
                create_zendesk_tickets=True,
            ):
                return {"enable": enable, "create_zendesk_tickets": create_zendesk_tickets}

            def test_it(self):
                assert self.body() != self.body(enable=False)
        """,
        """
        class Tests:
            def body(
                cls,
                enable=True,
            ):
                return {"enable": enable}

            def test_it(self):
                assert self.body() != self.body(enable=False)
        """,
    ],
    [
        "tests_about_the_setting_with_what_they_need",
        """
        from unittest.mock import patch

        import ddt

        @ddt.ddt
        class Tests:
            def test_first(self):
                self._ask()

            # For Zendesk.
            @patch("logging.Logger.info")
            @ddt.data(True, False)
            def test_with_zendesk_ticket(self, create_zendesk_tickets, logger):
                self._ask()
                self._set_staff()
                assert self.course.create_zendesk_tickets is create_zendesk_tickets

            def _set_staff(self):
                self.user.is_staff = True

            def _ask(self):
                return self.course

            def _not_called(self):
                return None
        """,
        """
        import ddt

        @ddt.ddt
        class Tests:
            def test_first(self):
                self._ask()

            def _ask(self):
                return self.course

            def _not_called(self):
                return None
        """,
    ],
    [
        "the_only_test_of_a_class",
        """
        class Tests:
            def test_create_zendesk_tickets(self):
                assert self.course.create_zendesk_tickets
        """,
        """
        class Tests:
            pass
        """,
    ],
]


@ddt
class TestsZendeskTest(SimpleTestCase):
    """Remove the course setting from the tree's own tests."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_notes(self):
        keys = "remove create_zendesk_tickets from requests and expected responses in tests"
        removed = "remove the tests of the setting create_zendesk_tickets: test_zendesk, test_zendesk_2"
        tests = "def test_zendesk(self):\n        create_zendesk_tickets = 1\n\n    "
        tests += tests.replace("test_zendesk", "test_zendesk_2")
        other = "def test_it(self):\n        self.save({'a': 1, 'create_zendesk_tickets': True})\n"
        without = other.replace(", 'create_zendesk_tickets': True", "")
        for body, notes in ((tests + without, [removed]), (other, [keys]), (tests + other, [removed, keys])):
            edit = apply_fixer(FIXER, PATH, f"class Tests:\n    {body}")
            self.assertEqual(edit.steps[0].result.notes, notes)

    @data("cms/djangoapps/models/settings/course_metadata.py", "lms/templates/tests/page.html")
    def test_applies_only_to_tests(self, path):
        self.assertFalse(FIXER.applies_to(path, b"create_zendesk_tickets"))
