"""fixers/rest_sent_settings.py."""

from textwrap import dedent

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers import rest_zendesk
from proctoring_config.refactor.fixers.rest_sent_settings import FIXER
from tests.refactor.tools import apply_fixer, check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/rest_api/v1/views/proctoring.py"

NOOPS = [
    [
        "nothing_of_the_kind",
        """
        class View:
            def post(self, request):
                return request.data.items()
        """,
    ],
    [
        "another_method",
        """
        class View:
            def put(self, config, known):
                for key, value in config.data.items():
                    if known:
                        return key, value
        """,
    ],
    [
        "done_by_hand_otherwise",
        """
        class View:
            def post(self, request, config, known):
                for key, value in config.data.items():
                    if key in request.data and known:
                        return value
        """,
    ],
    [
        "skips_what_was_not_sent",
        """
        class View:
            def post(self, config):
                for key, value in config.data.items():
                    if key not in config.initial_data:
                        continue
                    self.save(key, value)
        """,
    ],
    [
        "only_in_a_comment",
        """
        class View:
            def post(self, config):
                # for key, value in config.data.items():
                return config
        """,
    ],
]

LEFT = [
    [
        "no_guard_for_non_staff",
        """
        class View:
            def post(self, request, serializer, known):
                config = serializer(data=request.data)
                config.is_valid(raise_exception=True)
                for key, value in config.data.items():
                    if known:
                        self.save(key, value)
        """,
        6,
    ],
    [
        "a_guard_of_a_forks_own",
        """
        class View:
            def post(self, request, serializer, known):
                config = serializer(data=request.data)
                valid = config.is_valid()
                if valid and request.user.is_superuser:
                    return None
                for key, value in config.data.items():
                    if known:
                        self.save(key, value)
        """,
        8,
    ],
    [
        "two_loops",
        """
        class View:
            def post(self, request, serializer, Staff):
                config = serializer(data=request.data)
                valid = config.is_valid()
                if not request.user.is_staff and valid and Staff(data=request.data).is_valid():
                    return 403
                for key, value in config.data.items():
                    print(key, value)
                for key, value in config.data.items():
                    self.save(key, value)
        """,
        8,
    ],
    [
        "the_loop_does_something_else_at_its_end",
        """
        class View:
            def post(self, request, serializer, Staff, known):
                config = serializer(data=request.data)
                valid = config.is_valid()
                if not request.user.is_staff and valid and Staff(data=request.data).is_valid():
                    return 403
                for key, value in config.data.items():
                    if known:
                        self.save(key, value)
                    self.log(key)
        """,
        8,
    ],
    [
        "another_serializer_is_saved",
        """
        class View:
            def post(self, request, serializer, Staff, other):
                config = serializer(data=request.data)
                valid = config.is_valid()
                if not request.user.is_staff and valid and Staff(data=request.data).is_valid():
                    return 403
                for key, value in other.data.items():
                    if value:
                        self.save(key, value)
        """,
        8,
    ],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        from x import LimitedSerializer, Response, StaffSerializer, status

        class View:
            def post(self, request, course_metadata):
                serializer = StaffSerializer if request.user.is_staff \\
                    else LimitedSerializer
                exam_config = serializer(data=request.data.get('proctored_exam_settings', {}))
                valid_request = exam_config.is_valid()
                if not request.user.is_staff and valid_request and StaffSerializer(
                    data=request.data.get('proctored_exam_settings', {})
                ).is_valid():
                    return Response(status=status.HTTP_403_FORBIDDEN)

                models_to_update = {}
                with self.bulk():
                    for setting_key, value in exam_config.data.items():
                        model = course_metadata.get(setting_key)
                        if model:
                            models_to_update[setting_key] = value
                return models_to_update
        """,
        """
        from x import LimitedSerializer, Response, StaffSerializer, status

        class View:
            def post(self, request, course_metadata):
                serializer = StaffSerializer if request.user.is_staff \\
                    else LimitedSerializer
                exam_config = serializer(data=request.data.get('proctored_exam_settings', {}))
                # exam_config.data can be read only after validation. An invalid value gets its message
                # from the course setting below.
                exam_config.is_valid()
                # Save only the settings that the client sent, which may be any JSON value.
                sent_settings = exam_config.initial_data if isinstance(exam_config.initial_data, dict) else {}
                if not request.user.is_staff and 'allow_proctoring_opt_out' in sent_settings:
                    return Response(status=status.HTTP_403_FORBIDDEN)

                models_to_update = {}
                with self.bulk():
                    for setting_key, value in exam_config.data.items():
                        model = course_metadata.get(setting_key)
                        if model and setting_key in sent_settings:
                            models_to_update[setting_key] = value
                return models_to_update
        """,
    ],
    [
        "renamed_variables",
        """
        from x import Everything

        class View:
            def post(self, req, fields):
                posted = Everything(data=req.data)
                ok = posted.is_valid()
                # Staff only
                if (not req.user.is_staff and ok and Everything(data=req.data).is_valid()):
                    return 403
                for name, new in posted.data.items():
                    field = fields[name]
                    if field:
                        field.value = new
        """,
        """
        from x import Everything

        class View:
            def post(self, req, fields):
                posted = Everything(data=req.data)
                # posted.data can be read only after validation. An invalid value gets its message
                # from the course setting below.
                posted.is_valid()
                # Save only the settings that the client sent, which may be any JSON value.
                sent_settings = posted.initial_data if isinstance(posted.initial_data, dict) else {}
                # Staff only
                if (not req.user.is_staff and 'allow_proctoring_opt_out' in sent_settings):
                    return 403
                for name, new in posted.data.items():
                    field = fields[name]
                    if field and name in sent_settings:
                        field.value = new
        """,
    ],
]

DOCSTRING = '''
        class View:
            """
            GET
            ---

                * 403: The requesting user lacks access to the course.

            POST
            ----

                * 403: The requesting user lacks access to the course{}.
                * 404: The requested course does not exist.
            """
'''


REASON = """, or sends
                  ``allow_proctoring_opt_out`` without being platform staff"""


@ddt
class RestSentSettingsTest(SimpleTestCase):
    """Save only what the client sent."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*LEFT)
    def test_reports_other_code(self, before, line):
        check_noop(FIXER, PATH, before, left=(line,))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)

    def test_group_is_that_of_the_key(self):
        self.assertEqual(FIXER.group, rest_zendesk.FIXER.group)
        self.assertIsNotNone(FIXER.group)

    def test_documents_the_new_reason_for_403(self):
        rest = dedent(REWRITES[0][1]).split("\n", 3)[3]
        before, after = (dedent(DOCSTRING.format(words)) + rest for words in ("", REASON))
        edit = apply_fixer(FIXER, PATH, before)
        self.assertTrue(edit.after.startswith(after.partition("class View:\n    def post")[0]), edit.after)
