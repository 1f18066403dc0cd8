"""A surprise inside the package stays inside."""

from django.test import SimpleTestCase

from proctoring_config.errors import log_exceptions


class GuardedTest(SimpleTestCase):
    """guarded."""

    def test_a_surprise_is_logged_by_its_type_alone(self):
        with self.assertLogs("proctoring_config") as logs, log_exceptions():
            raise ValueError("s3cret")
        self.assertEqual(
            logs.output,
            [
                "ERROR:proctoring_config:ValueError while checking the proctoring settings. Please report this bug",
            ],
        )

    def test_the_end_of_the_process_is_no_surprise(self):
        for end in (SystemExit, KeyboardInterrupt):
            with self.assertRaises(end), log_exceptions():
                raise end

    def test_nothing_is_logged_where_nothing_happens(self):
        with self.assertNoLogs("proctoring_config"), log_exceptions():
            pass
