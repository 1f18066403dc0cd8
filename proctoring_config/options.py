"""
The options of a proctoring backend, each declared once.

JSON Schema, suggestions for misspelled names, tables in the docs, operator page, ``upgrade`` and masking of secrets are
derived from them. ``requires_escalation_email`` and ``show_review_rules`` come from DEPR openedx-platform#36329.
edx-proctoring reads the options in the allow-list of its ``apps.py``, and edx-platform itself reads the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from proctoring_config.text import TranslatableText

#: The name of the setting, and its path, with which the paths in it begin.
SETTING = "PROCTORING_BACKENDS"
ROOT: tuple[Hashable, ...] = (SETTING,)
#: The setting with the links and names that edx-proctoring shows.
PROCTORING_SETTINGS = "PROCTORING_SETTINGS"
#: The switches of edx-platform for timed and proctored exams.
SPECIAL_EXAMS = "ENABLE_SPECIAL_EXAMS"
PROCTORED_EXAMS = "ENABLE_PROCTORED_EXAMS"
FEATURES = "FEATURES"
#: The settings that decide, together with :data:`SETTING`, what Studio and the LMS do.
NEIGHBORS = (PROCTORING_SETTINGS, FEATURES, SPECIAL_EXAMS, PROCTORED_EXAMS)
#: The key of ``PROCTORING_BACKENDS`` that holds the name of a provider instead of a provider's options.
DEFAULT = "DEFAULT"
#: The provider of courses that opt out of proctoring, so their settings are not checked.
NULL = "null"
#: The provider of courses that are proctored over LTI. It is always valid, and configured in edx-exams only.
LTI_EXTERNAL = "lti_external"
#: Keys that operators sometimes write above options or providers, where no further level belongs.
EXTRA_LEVELS = frozenset(
    name + end
    for name in ("option", "setting", "parameter", "param", "config", "kwarg", "provider", "backend", "plugin")
    for end in ("", "s")
)
#: The only provider for which releases before Verawood have special rules.
VENDOR = "proctortrack"
#: The waffle flag that shows review rules to authors of the vendor's exams, in releases before Verawood.
REVIEW_RULES_FLAG = "studio.show_review_rules"
#: The waffle flag of courses whose exams are in edx-exams, which LTI providers require.
EXAMS_FLAG = "course_apps.exams_ida"

_BOOLEAN = MappingProxyType({"type": "boolean"})
_STRING = MappingProxyType({"type": "string"})
_OPTIONAL_STRING = MappingProxyType({"type": ["string", "null"]})
_NUMBER = MappingProxyType({"type": "number"})
_POSITIVE = MappingProxyType({"type": "number", "exclusiveMinimum": 0})
_OBJECT = MappingProxyType({"type": "object"})
_OPTIONAL_OBJECT = MappingProxyType({"type": ["object", "null"]})
_STRINGS = MappingProxyType({"type": "array", "items": {"type": "string"}})

_STUDIO = "Studio, through proctoring_config"
_PLUGIN = "the provider's plugin"
_PLUGIN_AND_STUDIO = "the provider's plugin, and Studio through proctoring_config"
_REST = "edx-proctoring's REST backend"
_EMAILS = "edx-proctoring's emails"
_LEARNER_PAGES = "edx-proctoring's learner pages"
_RPNOW = "edx-proctoring's software_secure backend"


class Legacy(NamedTuple):
    """
    The behavior of releases before Verawood that a capability replaces.

    ``rule`` is called by :meth:`Option.legacy_value`. ``loss`` describes what Studio does for :data:`VENDOR` if the
    capability is not set, as the rest of a sentence.
    """

    rule: Callable[[object, bool | None], bool | None]
    loss: str


class Option(NamedTuple):
    """
    One option of a backend.

    ``schema`` is the JSON Schema of its value. ``default`` applies if it is absent; ``None`` means that there is no
    default, or that the reader or the plugin chooses one. ``reader`` is the code that reads it. A ``secret`` value is
    hidden even from platform staff. ``summary`` is one sentence for docs, schema and pages. ``since`` is the first
    release of edx-proctoring that reads it, if that is newer than the oldest supported one, 4.16.1. ``legacy`` is the
    old behavior that a capability replaces, if any.
    """

    name: str
    schema: Mapping[str, object]
    default: object
    reader: str
    secret: bool
    summary: str
    since: str | None
    legacy: Legacy | None

    @property
    def is_boolean(self) -> bool:
        """Whether the value is true or false."""
        return self.schema["type"] == "boolean"

    @property
    def has_default_of_plugin(self) -> bool:
        """Whether the value of the provider's plugin applies if the option, a capability, is absent."""
        return self.is_boolean and self.default is None

    @property
    def is_read_by_lms_only(self) -> bool:
        """Whether only pages and emails of learners read it, so that Studio does not need it."""
        return self.reader in (_EMAILS, _LEARNER_PAGES)

    @property
    def read_by(self) -> TranslatableText:
        """The reader, with the first release of edx-proctoring that reads the option if not all of them do."""
        reader = TranslatableText(self.reader)
        if not self.since:
            return reader
        return TranslatableText("{reader} (edx-proctoring {since} or later)", reader=reader, since=self.since)

    def legacy_value(self, provider: object, flag: bool | None) -> bool | None:
        """
        Return the value that keeps the behavior of releases before Verawood, or ``None`` if unknown or without a rule.

        ``flag`` tells whether :data:`REVIEW_RULES_FLAG` is on in every course; it is ``None`` if that is unknown.
        """
        return self.legacy.rule(provider, flag) if self.legacy else None

    def accepts(self, value: object) -> bool:
        """Return whether ``value`` matches the schema. jsonschema gives the same answer, but takes long to import."""
        return _matches(value, self.schema)

    def is_read_by(self, edx_proctoring: str | None) -> bool:
        """Return whether this release of edx-proctoring reads the option; an unknown one counts as the newest."""
        installed, since = split_version(edx_proctoring), split_version(self.since)
        return not installed or installed >= since

    def answer(self, value: object) -> bool:
        """
        Return the result of a capability's predicate for the configured ``value``, which is ``None`` if absent.

        Anything that is not a boolean counts as the default. The value of a plugin is not known here: it counts as
        ``False``.
        """
        return value if isinstance(value, bool) else bool(self.default)


# A tuple counts as a list, as it does for the readers of the options.
_IS_TYPE: Mapping[str, Callable[[object], bool]] = {
    "array": lambda value: isinstance(value, list | tuple),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, Mapping),
    "string": lambda value: isinstance(value, str),
}


def _matches(value: Any, schema: Mapping[str, Any]) -> bool:
    types = schema["type"]
    if not any(_IS_TYPE[name](value) for name in ([types] if isinstance(types, str) else types)):
        return False
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        return False
    items = schema.get("items")
    return not items or all(_matches(item, items) for item in value)


def split_version(version: str | None) -> list[int]:
    """Return the first three numbers of a version such as ``6.1.0``."""
    return [int(number) for number in re.findall(r"\d+", version or "")[:3]]


def _option(
    name: str,
    schema: Mapping[str, object],
    default: object,
    reader: str,
    summary: str,
    *,
    secret: bool = False,
    since: str | None = None,
    legacy: Legacy | None = None,
) -> Option:
    return Option(name, schema, default, reader, secret, summary, since, legacy)


# The legacy rules are those of release Teak of edx-platform: cms/djangoapps/models/settings/course_metadata.py and
# contentstore/api/views/course_validation.py (email), contentstore/xblock_storage_handlers/view_handlers.py and
# contentstore/config/waffle.py (review rules; the flag is off by default).
REQUIRES_ESCALATION_EMAIL = _option(
    "requires_escalation_email",
    _BOOLEAN,
    False,
    _STUDIO,
    "Whether Studio requires an escalation email from courses that use the provider.",
    legacy=Legacy(lambda provider, flag: provider == VENDOR, "no longer requires an escalation email"),
)
SHOW_REVIEW_RULES = _option(
    "show_review_rules",
    _BOOLEAN,
    True,
    _STUDIO,
    'Whether Studio shows the "Review rules" field of proctored exams.',
    legacy=Legacy(lambda provider, flag: flag if provider == VENDOR else True, "always shows the Review rules field"),
)

#: The options that edx-platform asks about. Each has a predicate of the same name in ``backends.py``.
CAPABILITIES: tuple[Option, ...] = (
    REQUIRES_ESCALATION_EMAIL,
    SHOW_REVIEW_RULES,
    _option(
        "allow_honor_mode",
        _BOOLEAN,
        False,
        "edx-platform's enrollments",
        "Whether learners in honor mode can take the provider's proctored exams.",
    ),
    _option(
        "has_dashboard", _BOOLEAN, None, _PLUGIN_AND_STUDIO, "Whether the provider has a dashboard for instructors."
    ),
    _option("supports_onboarding", _BOOLEAN, None, _PLUGIN_AND_STUDIO, "Whether practice exams are onboarding exams."),
)

_EDX_PROCTORING: tuple[Option, ...] = (
    _option(
        "LINK_URLS",
        _OBJECT,
        None,
        _EMAILS,
        "Links for learners, by name. Emails about exam attempts contain the link named contact.",
    ),
    _option("base_url", _OPTIONAL_STRING, None, _REST, "The URL of the provider's API."),
    _option("client_id", _STRING, None, _REST, "The ID of this instance as an OAuth client of the provider."),
    _option("client_secret", _STRING, None, _REST, "The secret of this instance as an OAuth client.", secret=True),
    _option("crypto_key", _STRING, None, _RPNOW, "The key that encrypts payloads for the provider.", secret=True),
    _option("default_rules", _OPTIONAL_OBJECT, None, _REST, "Exam rules to send if the provider has none."),
    _option("exam_register_endpoint", _STRING, None, _RPNOW, "The URL where exam attempts are registered."),
    _option("exam_sponsor", _STRING, None, _RPNOW, "The sponsor that exams are registered with."),
    _option("help_center_article_url", _STRING, "", _LEARNER_PAGES, "A help page for learners."),
    _option(
        "integration_specific_email",
        _STRING,
        None,
        _LEARNER_PAGES,
        "The address that learners contact about this provider. If it is missing, DEFAULT_CONTACT_EMAIL is used.",
    ),
    _option("learner_notification_from_email", _STRING, "", _PLUGIN, "The sender of the provider's own emails."),
    _option("needs_oauth", _BOOLEAN, True, _REST, "Whether the provider's API requires OAuth."),
    _option("organization", _STRING, None, _RPNOW, "The name of the organization at the provider."),
    _option("passing_statuses", _STRINGS, None, _PLUGIN, "The review statuses that count as passed."),
    _option("ping_interval", _NUMBER, None, _PLUGIN, "Seconds between two pings of the proctoring software."),
    _option("secret_key", _STRING, None, _RPNOW, "The key that signs requests to the provider.", secret=True),
    _option("secret_key_id", _STRING, None, _RPNOW, "The provider's ID for secret_key.", secret=True),
    _option("send_email", _BOOLEAN, False, _RPNOW, "Whether the provider itself sends emails to learners."),
    _option("software_download_url", _STRING, None, _RPNOW, "The URL where learners download the proctoring software."),
    _option("tech_support_email", _STRING, "", _PLUGIN, "The support address that learners see."),
    _option("tech_support_phone", _STRING, "", _PLUGIN, "The support phone number that learners see."),
    _option("timeout", _POSITIVE, 30, _REST, "Seconds to wait for the provider's API to answer.", since="6.1.0"),
    _option("token_expiration_time", _NUMBER, 60, _REST, "The number of seconds that a launch token is valid."),
    _option("verbose_name", _STRING, "Unknown", _PLUGIN, "The name of the provider that learners see."),
    _option(
        "video_review_aes_key",
        _OPTIONAL_STRING,
        None,
        _RPNOW,
        "The key that decrypts links to exam videos.",
        secret=True,
    ),
)

#: All options with a known reader, by name.
OPTIONS: Mapping[str, Option] = MappingProxyType({option.name: option for option in (*CAPABILITIES, *_EDX_PROCTORING)})

#: The options without which :data:`VENDOR` behaves differently than in releases before Verawood.
VENDOR_OPTIONS: tuple[Option, ...] = tuple(
    option for option in CAPABILITIES if option.legacy and option.legacy_value(VENDOR, None) is not option.default
)

_REQUIRED_BY_RPNOW = (
    "organization",
    "exam_sponsor",
    "exam_register_endpoint",
    "secret_key_id",
    "secret_key",
    "crypto_key",
    "software_download_url",
)
#: The plugins of edx-proctoring, with the options that their constructors require. They accept all other options.
OWN_PLUGINS: Mapping[str, tuple[str, ...]] = {
    "mock": (),
    "null": (),
    "rpnow4": _REQUIRED_BY_RPNOW,
    "software_secure": _REQUIRED_BY_RPNOW,
}
