"""
A table of course states, changes, roles and provider options, and the problems of each combination.

The validator, the form, the REST API and the page are tested with this table. Each row has the stored settings, the
settings sent, and the ids of the problems for an author before and after course start and for platform staff before and
after course start.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from opaque_keys.edx.keys import CourseKey, UsageKey

from demo.studio import models
from proctoring_config.problems import PREFIX
from proctoring_config.validators.course import CourseSettings

NOW = datetime(2030, 6, 1, tzinfo=UTC)
#: In the past and in the future, both relative to NOW and to the clock.
PAST, FUTURE = datetime(2000, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)
KEY = CourseKey.from_string("course-v1:edX+DemoX+2030")
EXAM_KEY = UsageKey.from_string("block-v1:edX+DemoX+2030+type@sequential+block@final")
EXAM = str(EXAM_KEY)

#: One provider requires an email, one hides review rules, one does both, and one does neither.
BACKENDS = {
    "DEFAULT": "plain",
    "plain": {},
    "strict": {"requires_escalation_email": True},
    "quiet": {"show_review_rules": False},
    "both": {"requires_escalation_email": True, "show_review_rules": False},
}
#: No provider requires an email, so Studio has no field for it and ignores one that is sent.
NO_EMAIL_FIELD = {"DEFAULT": "plain", "plain": {}, "quiet": {"show_review_rules": False}}
#: An option that is not a boolean counts as its default.
BROKEN_OPTIONS = {"plain": {"requires_escalation_email": "True"}, "strict": {"requires_escalation_email": True}}

ON = CourseSettings(enable_proctored_exams=True, proctoring_provider="plain")
OFF = replace(ON, enable_proctored_exams=False)
STRICT_ON = CourseSettings(True, False, "strict", "support@example.com")
STRICT_OFF = replace(STRICT_ON, enable_proctored_exams=False)
STRICT_OFF_BARE = replace(STRICT_OFF, proctoring_escalation_email=None)
STRICT_ON_BARE = replace(STRICT_ON, proctoring_escalation_email=None)
STRICT_ON_MALFORMED = replace(STRICT_ON, proctoring_escalation_email="foo.bar")
PLAIN_ON_MALFORMED = replace(ON, proctoring_escalation_email="foo.bar")
GONE_ON = replace(ON, proctoring_provider="gone")
GONE_OFF = replace(OFF, proctoring_provider="gone")
NONE_OFF = replace(OFF, proctoring_provider=None)
NONE_ON = replace(ON, proctoring_provider=None)
LTI_ON = replace(ON, proctoring_provider="lti_external")


def _sent(
    enabled: bool | None = None, provider: str | None = "", email: str | None = "unsent", opt_out: bool | None = None
) -> dict[str, Any]:
    sent = {
        "enable_proctored_exams": (enabled, None),
        "proctoring_provider": (provider, ""),
        "proctoring_escalation_email": (email, "unsent"),
        "allow_proctoring_opt_out": (opt_out, None),
    }
    return {name: value for name, (value, unsent) in sent.items() if value != unsent}


@dataclass(frozen=True)
class Row:
    """
    A row of the table.

    ``problems`` are the ids for author before, author after, staff before and staff after course start. ``saved`` are
    the settings saved, if they are not the settings sent.
    """

    name: str
    stored: CourseSettings
    sent: dict[str, Any]
    problems: tuple[str, str, str, str]
    lti: bool = False
    backends: dict[str, Any] = field(default_factory=lambda: BACKENDS)
    saved: dict[str, Any] | None = None


FINE = ("", "", "", "")
MISSING = ("W101",) * 4
MALFORMED = ("W102",) * 4
UNKNOWN = ("W103",) * 4
GONE = ("W104",) * 4
NO_PROVIDER = ("W110",) * 4
LOCKED = ("", "W105", "", "")
FORBIDDEN = ("W106", "W106", "", "")

ROWS = [
    Row("nothing is sent", ON, {}, FINE),
    Row("nothing is sent and the email is missing", STRICT_ON_BARE, {}, MISSING),
    Row("enabled", OFF, _sent(enabled=True), FINE),
    Row("disabled", STRICT_ON, _sent(enabled=False), FINE),
    Row("enabled without the email that the stored provider requires", STRICT_OFF_BARE, _sent(enabled=True), MISSING),
    Row("enabled with the stored email", STRICT_OFF, _sent(enabled=True), FINE),
    Row("disabled instead of entering an email", STRICT_ON_BARE, _sent(enabled=False), FINE),
    Row("all keys of the MFE as stored", STRICT_ON, _sent(True, "strict", "support@example.com"), FINE),
    Row("another provider", ON, _sent(provider="quiet"), LOCKED),
    Row("another provider while disabled", OFF, _sent(False, "quiet"), LOCKED),
    Row("a provider that requires an email", ON, _sent(provider="strict"), ("W101", "W105 W101", "W101", "W101")),
    Row("a provider that requires an email, while disabled", OFF, _sent(False, "strict"), LOCKED),
    Row("a provider that requires an email, with one", ON, _sent(True, "strict", "a@example.com"), LOCKED),
    Row("a provider that does not require the stored email", STRICT_ON, _sent(True, "plain"), LOCKED),
    Row("another provider that requires an email", STRICT_ON, _sent(True, "both"), LOCKED),
    Row("another provider and the email removed", STRICT_ON, _sent(True, "plain", None), LOCKED),
    Row("the email alone", STRICT_ON_BARE, _sent(email="a@example.com"), FINE),
    Row("the email removed with null", STRICT_ON, _sent(email=None), MISSING),
    Row("the email removed with an empty string", STRICT_ON, _sent(email=""), MISSING),
    Row("the email removed with spaces", STRICT_ON, _sent(email="  "), MISSING),
    Row(
        "the email removed while disabled",
        STRICT_OFF,
        _sent(email=""),
        FINE,
        saved=_sent(email=None),
    ),
    Row("disabled and the email removed", STRICT_ON, _sent(enabled=False, email=None), FINE),
    Row("a malformed email", STRICT_ON, _sent(email="foo.bar"), MALFORMED),
    Row("a malformed email while disabled", STRICT_OFF, _sent(email="foo.bar"), MALFORMED),
    Row("a malformed email that is not required", ON, _sent(email="a@b@c"), MALFORMED),
    Row("an email that is not required", ON, _sent(email="a@example.com"), FINE),
    Row("a stored malformed email that is required", STRICT_ON_MALFORMED, _sent(True, "strict"), MALFORMED),
    Row("a stored malformed email is corrected", STRICT_ON_MALFORMED, _sent(email="a@example.com"), FINE),
    Row("a stored malformed email that no field shows", PLAIN_ON_MALFORMED, _sent(True, "plain"), FINE),
    Row(
        "a provider that requires the stored malformed email",
        PLAIN_ON_MALFORMED,
        _sent(provider="strict"),
        ("W102", "W105 W102", "W102", "W102"),
    ),
    Row(
        "the email with spaces around it",
        STRICT_ON,
        _sent(email=" a@example.com "),
        FINE,
        saved=_sent(email="a@example.com"),
    ),
    Row("an email with a trailing line break", STRICT_ON, _sent(email="a@example.com\n"), MALFORMED),
    Row("an email with a trailing line break if no field shows it", ON, _sent(email="a@example.com\r\n"), MALFORMED),
    Row("the email removed with a line break", STRICT_ON, _sent(email="\n"), MISSING),
    Row("an unknown provider", ON, _sent(provider="unheard"), ("W103", "W105 W103", "W103", "W103")),
    Row("an unknown provider while disabled", OFF, _sent(False, "unheard"), ("W103", "W105 W103", "W103", "W103")),
    Row("DEFAULT is not a provider", OFF, _sent(provider="DEFAULT"), ("W103", "W105 W103", "W103", "W103")),
    Row("the provider removed", OFF, _sent(provider=None), ("W110", "W105 W110", "W110", "W110")),
    Row("the provider removed while enabled", ON, _sent(True, None), ("W110", "W105 W110", "W110", "W110")),
    Row("no provider as stored", NONE_OFF, _sent(False, None), FINE),
    Row("enabled without any provider", NONE_OFF, _sent(True, None), NO_PROVIDER),
    Row("enabled without any provider, as stored", NONE_ON, {}, NO_PROVIDER),
    Row("a provider instead of none", NONE_ON, _sent(True, "plain"), LOCKED),
    Row("a provider that is gone, as stored", GONE_ON, _sent(True, "gone"), GONE),
    Row("a provider that is gone, disabled", GONE_ON, _sent(enabled=False), FINE),
    Row("a provider that is gone, enabled", GONE_OFF, _sent(enabled=True), GONE),
    Row("a provider that is gone, replaced", GONE_ON, _sent(True, "plain"), LOCKED),
    Row("LTI if it is available", ON, _sent(True, "lti_external"), LOCKED, lti=True),
    Row("LTI if it is not available", ON, _sent(True, "lti_external"), ("W103", "W105 W103", "W103", "W103")),
    Row("LTI as stored if it is available", LTI_ON, _sent(True, "lti_external"), FINE, lti=True),
    Row("LTI as stored if it is no longer available", LTI_ON, _sent(True, "lti_external"), GONE),
    Row("LTI with an email", ON, _sent(True, "lti_external", "a@example.com"), LOCKED, lti=True),
    Row("the opt-out", ON, _sent(opt_out=True), FORBIDDEN),
    Row("the opt-out as stored", ON, _sent(opt_out=False), FORBIDDEN),
    Row(
        "the opt-out with other problems",
        ON,
        _sent(True, "unheard", "foo.bar", True),
        ("W106 W103 W102", "W106 W105 W103 W102", "W103 W102", "W103 W102"),
    ),
    Row("the opt-out with all keys of the MFE", OFF, _sent(True, "plain", opt_out=True), FORBIDDEN),
    Row(
        "an email if Studio has no field for it",
        ON,
        _sent(True, "plain", "a@example.com"),
        FINE,
        backends=NO_EMAIL_FIELD,
        saved=_sent(True, "plain"),
    ),
    Row(
        "a malformed email if Studio has no field for it",
        ON,
        _sent(email="foo.bar"),
        FINE,
        backends=NO_EMAIL_FIELD,
        saved={},
    ),
    Row(
        "an option that is not a boolean counts as its default", OFF, _sent(enabled=True), FINE, backends=BROKEN_OPTIONS
    ),
]


@dataclass(frozen=True)
class Case:
    """One of the four cases of a row."""

    row: Row
    by_platform_staff: bool
    started: bool
    problems: list[str]

    @property
    def __name__(self) -> str:
        """The name of the case in ddt."""
        role, time = ("staff" if self.by_platform_staff else "author"), ("after" if self.started else "before")
        return f"{self.row.name} {role} {time} start".replace(" ", "_")

    @property
    def start(self) -> datetime:
        """The start of the course."""
        return PAST if self.started else FUTURE

    @property
    def saved(self) -> dict[str, Any]:
        """The settings that are saved if there are no problems."""
        return self.row.sent if self.row.saved is None else self.row.saved

    def create_course(self) -> models.Course:
        """Create the course of the row."""
        return models.Course.objects.create(
            key=str(KEY), name="Demo", start=self.start, lti_available=self.row.lti, **vars(self.row.stored)
        )


CASES = [
    Case(row, by_platform_staff, started, [PREFIX + number for number in numbers.split()])
    for row in ROWS
    for (by_platform_staff, started), numbers in zip(
        [(False, False), (False, True), (True, False), (True, True)], row.problems, strict=True
    )
]
