"""
The options of a proctoring backend, each declared once.

The JSON Schema, the predicates' defaults, the suggestions for misspelt names, the tables in the docs, the Studio forms
and the command line derive from this registry. The two capabilities come from DEPR openedx-platform#36329; the options
read by ``edx_proctoring`` are the allow-list in its ``apps.py``; the others are read by edx-platform itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

#: The key of ``PROCTORING_BACKENDS`` that holds the name of a provider instead of a provider's options.
DEFAULT = "DEFAULT"
#: The provider of courses whose proctoring runs over LTI: always valid, configured in edx-exams, never here.
LTI_EXTERNAL = "lti_external"

_BOOLEAN = MappingProxyType({"type": "boolean"})
_STRING = MappingProxyType({"type": "string"})
_OPTIONAL_STRING = MappingProxyType({"type": ["string", "null"]})
_NUMBER = MappingProxyType({"type": "number"})
_TIMEOUT = MappingProxyType({"type": ["number", "array", "null"]})  # as requests takes it
_OBJECT = MappingProxyType({"type": "object"})
_OPTIONAL_OBJECT = MappingProxyType({"type": ["object", "null"]})
_STRINGS = MappingProxyType({"type": "array", "items": {"type": "string"}})

_STUDIO = "Studio, through proctoring_config"
_PLUGIN = "the provider's plugin"
_REST = "edx-proctoring's REST backend"
_RPNOW = "edx-proctoring's software_secure backend"


class Option(NamedTuple):
    """
    One option of a backend.

    ``schema`` is the JSON Schema of its value, ``default`` what counts when it is absent (``None``: no default, or one
    that the reader chooses), ``reader`` who reads it, ``secret`` whether its value must stay hidden even from
    platform staff, ``summary`` one sentence for docs, schema and pages.
    """

    name: str
    schema: Mapping[str, object]
    default: object
    reader: str
    secret: bool
    summary: str

    @property
    def is_boolean(self) -> bool:
        """Whether the option says yes or no."""
        return self.schema["type"] == "boolean"


def _option(
    name: str,
    schema: Mapping[str, object],
    default: object,
    reader: str,
    summary: str,
    *,
    secret: bool = False,
) -> Option:
    return Option(name, schema, default, reader, secret, summary)


REQUIRES_ESCALATION_EMAIL = _option(
    "requires_escalation_email",
    _BOOLEAN,
    False,
    _STUDIO,
    "Whether Studio demands an escalation e-mail from courses that use the provider.",
)
SHOW_REVIEW_RULES = _option(
    "show_review_rules",
    _BOOLEAN,
    True,
    _STUDIO,
    'Whether Studio shows the "Review rules" field of proctored exams.',
)

#: What Studio asks about a provider; each has a predicate of the same name in ``backends.py``.
CAPABILITIES: tuple[Option, ...] = (REQUIRES_ESCALATION_EMAIL, SHOW_REVIEW_RULES)

_PLATFORM: tuple[Option, ...] = (
    _option(
        "allow_honor_mode",
        _BOOLEAN,
        False,
        "edx-platform's enrolments",
        "Whether learners of the honor mode may take the provider's proctored exams.",
    ),
    _option(
        "LINK_URLS",
        _OBJECT,
        None,
        "edx-proctoring's e-mails",
        "Links for learners; the one named contact stands in e-mails about exam attempts.",
    ),
)

_EDX_PROCTORING: tuple[Option, ...] = (
    _option("base_url", _OPTIONAL_STRING, None, _REST, "Where the provider's API lives."),
    _option("client_id", _STRING, None, _REST, "The OAuth client that the provider issued for this instance."),
    _option("client_secret", _STRING, None, _REST, "The secret of that OAuth client.", secret=True),
    _option("crypto_key", _STRING, None, _RPNOW, "The key that encrypts payloads for the provider.", secret=True),
    _option("default_rules", _OPTIONAL_OBJECT, None, _REST, "Exam rules sent when the provider offers none."),
    _option("exam_register_endpoint", _STRING, None, _RPNOW, "The URL at which exam attempts are registered."),
    _option("exam_sponsor", _STRING, None, _RPNOW, "The sponsor's name under which exams are registered."),
    _option("has_dashboard", _BOOLEAN, None, _PLUGIN, "Whether the provider has a dashboard for instructors."),
    _option("help_center_article_url", _STRING, "", _PLUGIN, "A help page that learners are sent to."),
    _option(
        "integration_specific_email",
        _STRING,
        None,
        "edx-proctoring's learner pages",
        "The address learners write to about this integration; DEFAULT_CONTACT_EMAIL when absent.",
    ),
    _option("learner_notification_from_email", _STRING, "", _PLUGIN, "The sender of the provider's own e-mails."),
    _option("needs_oauth", _BOOLEAN, True, _REST, "Whether the provider's API asks for OAuth."),
    _option("organization", _STRING, None, _RPNOW, "The organisation's name at the provider."),
    _option("passing_statuses", _STRINGS, None, _PLUGIN, "The review statuses that count as passed."),
    _option("ping_interval", _NUMBER, None, _PLUGIN, "Seconds between two pings of the proctoring software."),
    _option("secret_key", _STRING, None, _RPNOW, "The key that signs requests to the provider.", secret=True),
    _option("secret_key_id", _STRING, None, _RPNOW, "The name of that key at the provider.", secret=True),
    _option("send_email", _BOOLEAN, False, _RPNOW, "Whether the provider sends e-mails to learners itself."),
    _option("software_download_url", _STRING, None, _RPNOW, "Where learners get the proctoring software."),
    _option("supports_onboarding", _BOOLEAN, None, _PLUGIN, "Whether practice exams are onboarding exams here."),
    _option("tech_support_email", _STRING, "", _PLUGIN, "The provider's support address that learners see."),
    _option("tech_support_phone", _STRING, "", _PLUGIN, "The provider's support phone that learners see."),
    _option("timeout", _TIMEOUT, None, _PLUGIN, "Seconds to wait for an answer of the provider's API."),
    _option("token_expiration_time", _NUMBER, 60, _REST, "Seconds for which a launch token is valid."),
    _option("verbose_name", _STRING, "Unknown", _PLUGIN, "The provider's name as learners read it."),
    _option(
        "video_review_aes_key",
        _OPTIONAL_STRING,
        None,
        _RPNOW,
        "The key that decrypts links to exam videos.",
        secret=True,
    ),
)

#: Every option that a reader is known for, by name.
OPTIONS: Mapping[str, Option] = MappingProxyType(
    {option.name: option for option in (*CAPABILITIES, *_PLATFORM, *_EDX_PROCTORING)}
)
