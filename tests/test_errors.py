"""Exceptions of this package do not reach the platform."""

from django.test import SimpleTestCase

from proctoring_config.errors import log_exceptions


class LogExceptionsTest(SimpleTestCase):
    """log_exceptions."""

    def test_only_the_type_of_an_exception_is_logged(self):
        with self.assertLogs("proctoring_config") as logs, log_exceptions():
            raise ValueError("s3cret")
        self.assertEqual(
            logs.output,
            [
                "ERROR:proctoring_config:ValueError while checking the proctoring settings. Please report this bug",
            ],
        )

    def test_the_end_of_the_process_is_not_logged(self):
        for end in (SystemExit, KeyboardInterrupt):
            with self.assertRaises(end), log_exceptions():
                raise end

    def test_nothing_is_logged_without_an_exception(self):
        with self.assertNoLogs("proctoring_config"), log_exceptions():
            pass
