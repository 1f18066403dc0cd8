"""fixers/block_info_zendesk.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.block_info_zendesk import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "cms/djangoapps/contentstore/xblock_storage_handlers/view_handlers.py"

NOOPS = [
    ["done_already", "def info(xblock):\n    return {'enable_timed_exams': xblock.enable_timed_exams}\n"],
    ["another_value", "def info(xblock):\n    return {'create_zendesk_tickets': True}\n"],
    ["another_key", "def info(xblock):\n    return {'tickets': xblock.create_zendesk_tickets}\n"],
    ["a_keyword", "def info(xblock):\n    return dict(create_zendesk_tickets=xblock.create_zendesk_tickets)\n"],
    ["a_longer_key", "def info(xblock):\n    return {'create_zendesk_tickets_2': xblock.create_zendesk_tickets}\n"],
    ["an_assignment", "def info(xblock, x):\n    x['create_zendesk_tickets'] = xblock.create_zendesk_tickets\n"],
    ["only_in_a_comment", "def info(xblock):\n    return {}  # create_zendesk_tickets\n"],
]

REWRITES = [
    [
        "as_upstream_had_it",
        """
        def info(xblock, xblock_info):
            xblock_info.update(
                {
                    "enable_proctored_exams": xblock.enable_proctored_exams,
                    "create_zendesk_tickets": xblock.create_zendesk_tickets,
                    "enable_timed_exams": xblock.enable_timed_exams,
                }
            )
        """,
        """
        def info(xblock, xblock_info):
            xblock_info.update(
                {
                    "enable_proctored_exams": xblock.enable_proctored_exams,
                    "enable_timed_exams": xblock.enable_timed_exams,
                }
            )
        """,
    ],
    [
        "the_last_of_one_line",
        """
        def info(block):
            return {'a': 1, 'create_zendesk_tickets': block.create_zendesk_tickets}
        """,
        """
        def info(block):
            return {'a': 1}
        """,
    ],
    [
        "the_last_with_a_comma",
        """
        def info(block):
            return {
                'a': 1,  # why
                'create_zendesk_tickets': block.create_zendesk_tickets,
            }
        """,
        """
        def info(block):
            return {
                'a': 1,  # why
            }
        """,
    ],
    [
        "the_first_of_several_lines",
        """
        def info(block):
            return {'create_zendesk_tickets': block.create_zendesk_tickets,
                    'a': 1}
        """,
        """
        def info(block):
            return {'a': 1}
        """,
    ],
    [
        "the_last_below_a_comment",
        """
        def info(block):
            return {'a': 1,  # why
                    'create_zendesk_tickets': block.create_zendesk_tickets}
        """,
        """
        def info(block):
            return {'a': 1  # why
                    }
        """,
    ],
    [
        "the_only_one",
        """
        def info(block):
            return {'create_zendesk_tickets': block.create_zendesk_tickets}
        """,
        """
        def info(block):
            return {}
        """,
    ],
]


@ddt
class BlockInfoZendeskTest(SimpleTestCase):
    """Remove the Zendesk key from Studio's block info."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    def test_does_not_apply_to_tests(self):
        self.assertFalse(FIXER.applies_to("cms/djangoapps/contentstore/tests/test_x.py", b"create_zendesk_tickets"))

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
