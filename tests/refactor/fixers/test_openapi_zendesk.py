"""fixers/openapi_zendesk.py."""

from textwrap import dedent

import yaml
from ddt import data, ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.openapi_zendesk import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "lms/djangoapps/instructor/docs/references/instructor-v2-special-exams-api-spec.yaml"
GENERATED = "docs/lms-openapi.yaml"

NOOPS = [
    ["done_already", PATH, "swagger: '2.0'\ndefinitions:\n  Settings:\n    properties:\n      enabled: {}\n"],
    ["another_key", PATH, "openapi: 3.0.0\nproperties:\n  create_zendesk_tickets_too:\n    type: boolean\n"],
    ["a_sentence", PATH, "openapi: 3.0.0\ninfo:\n  description: There is no create_zendesk_tickets.\n"],
    ["an_inline_value", PATH, "openapi: 3.0.0\nexample:\n  create_zendesk_tickets: true\n"],
]

REWRITES = [
    [
        "written_by_people",
        PATH,
        """
        swagger: '2.0'
        definitions:
          ProctoringSettings:
            type: object
            properties:
              proctoring_escalation_email:
                type: string
                x-nullable: true
              create_zendesk_tickets:
                type: boolean
              enable_proctored_exams:
                type: boolean

          ProctoringSettingsUpdate:
            type: object
            properties:
              enable_proctored_exams:
                type: boolean
              create_zendesk_tickets:
                type: boolean
                description: >-
                  Whether tickets
                  are opened.

          Other:
            type: object
        """,
        """
        swagger: '2.0'
        definitions:
          ProctoringSettings:
            type: object
            properties:
              proctoring_escalation_email:
                type: string
                x-nullable: true
              enable_proctored_exams:
                type: boolean

          ProctoringSettingsUpdate:
            type: object
            properties:
              enable_proctored_exams:
                type: boolean

          Other:
            type: object
        """,
    ],
    [
        "generated",
        GENERATED,
        """
        swagger: '2.0'
        definitions:
          Settings:
            required:
            - enable_proctored_exams
            - create_zendesk_tickets
            type: object
            properties:
              create_zendesk_tickets:
                title: Create zendesk tickets
                type: boolean
              enable_proctored_exams:
                type: boolean
          Only:
            required:
              - create_zendesk_tickets
            type: object
            properties:
              other:
                type: string
              create_zendesk_tickets:
                title: Create zendesk tickets
        """,
        """
        swagger: '2.0'
        definitions:
          Settings:
            required:
            - enable_proctored_exams
            type: object
            properties:
              enable_proctored_exams:
                type: boolean
          Only:
            type: object
            properties:
              other:
                type: string
        """,
    ],
]


@ddt
class OpenapiZendeskTest(SimpleTestCase):
    """Remove the key from specifications."""

    @named_data(*NOOPS)
    def test_does_not_change(self, path, before):
        check_noop(FIXER, path, before)

    @named_data(*REWRITES)
    def test_rewrites(self, path, before, after):
        check_rewritten(FIXER, path, before, after)
        yaml.safe_load(dedent(after))

    @named_data(*REWRITES)
    def test_keeps_line_endings(self, path, before, after):
        before, after = (dedent(text).replace("\n", "\r\n").removesuffix("\r\n") for text in (before, after))
        check_rewritten(FIXER, path, before, after)

    @data(
        (PATH, b"swagger: '2.0'\ncreate_zendesk_tickets:", True),
        ("x.yml", b"x: 1\n'openapi': 3.1.0\ncreate_zendesk_tickets:", True),
        (PATH, b"swagger: '2.0'\n", False),
        ("cms/envs/mock.yml", b"create_zendesk_tickets: true", False),
        ("lms/openapi.py", b"swagger: '2.0'\ncreate_zendesk_tickets:", False),
        ("x.yml", b"# openapi: 3\ncreate_zendesk_tickets:", False),
    )
    def test_applies_to_specifications(self, example):
        path, content, expected = example
        self.assertIs(FIXER.applies_to(path, content), expected)
