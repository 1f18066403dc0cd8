"""fixers/course_metadata_zendesk.py."""

from ddt import ddt, named_data
from django.test import SimpleTestCase

from proctoring_config.refactor.fixers.course_metadata_zendesk import FIXER
from tests.refactor.tools import check_noop, check_rewritten

PATH = "cms/djangoapps/models/settings/course_metadata.py"

NOOPS = [
    ["done_already", "def validate(block):\n    return []\n"],
    [
        "an_error_instead_of_a_log_entry",
        """
        def validate(block, errors):
            if block.create_zendesk_tickets:
                errors.append('no tickets')
        """,
    ],
    [
        "the_setting_is_only_read",
        """
        def validate(block):
            tickets = block.create_zendesk_tickets
            return tickets
        """,
    ],
    [
        "the_log_entry_is_about_something_else",
        """
        import logging
        LOGGER = logging.getLogger(__name__)

        def validate(block):
            LOGGER.info('validating')
            return block.create_zendesk_tickets
        """,
    ],
    [
        "a_list_of_settings",
        """
        def validate(block):
            return [block[name] for name in ('proctoring_provider', 'create_zendesk_tickets')]
        """,
    ],
    [
        "no_logger",
        """
        def validate(block, sink):
            if block.create_zendesk_tickets:
                sink.info('tickets')
        """,
    ],
    ["only_in_a_comment", "def validate(block):\n    # create_zendesk_tickets was here\n    return []\n"],
]

REWRITES = [
    [
        "as_upstream_had_it",
        '''
        """Doc."""


        import logging
        from datetime import datetime

        LOGGER = logging.getLogger(__name__)


        class CourseMetadata:
            def validate(cls, block, settings_dict, enable_proctoring, provider):
                errors = [datetime.now()]
                if enable_proctoring:
                    errors.append(1)

                    # Check that Zendesk field is appropriate for the provider
                    zendesk_ticket_model = settings_dict.get('create_zendesk_tickets')
                    if zendesk_ticket_model:
                        create_zendesk_tickets = zendesk_ticket_model.get('value')
                    else:
                        create_zendesk_tickets = block.create_zendesk_tickets

                    if (
                        (provider == 'proctortrack' and create_zendesk_tickets)
                        or (provider == 'software_secure' and not create_zendesk_tickets)
                    ):
                        LOGGER.info(
                            'create_zendesk_tickets set to {ticket_value}'.format(ticket_value=create_zendesk_tickets)
                        )

                return errors
        ''',
        '''
        """Doc."""


        from datetime import datetime


        class CourseMetadata:
            def validate(cls, block, settings_dict, enable_proctoring, provider):
                errors = [datetime.now()]
                if enable_proctoring:
                    errors.append(1)

                return errors
        ''',
    ],
    [
        "upstream_after_the_change_with_another_use_of_the_logger",
        """
        import logging

        log = logging.getLogger(__name__)

        def validate(block, provider):
            create_zendesk_tickets = block.create_zendesk_tickets
            if provider == 'software_secure' and not create_zendesk_tickets:
                log.info('create_zendesk_tickets is off')
            log.info('done')
        """,
        """
        import logging

        log = logging.getLogger(__name__)

        def validate(block, provider):
            log.info('done')
        """,
    ],
    [
        "all_that_a_block_does",
        """
        import logging

        log = logging.getLogger(__name__)

        def validate(block):
            if block.x:
                if block.create_zendesk_tickets:
                    log.warning('tickets')
                elif block.y:
                    log.warning('no tickets')
            log.info(block)
        """,
        """
        import logging

        log = logging.getLogger(__name__)

        def validate(block):
            log.info(block)
        """,
    ],
]


@ddt
class ZendeskLogTest(SimpleTestCase):
    """Remove the log entry about the Zendesk setting."""

    @named_data(*NOOPS)
    def test_does_not_change(self, before):
        check_noop(FIXER, PATH, before)

    @named_data(*REWRITES)
    def test_rewrites(self, before, after):
        check_rewritten(FIXER, PATH, before, after)
