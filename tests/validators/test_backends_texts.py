"""Texts of the problems with PROCTORING_BACKENDS: location, message and hint."""

import ddt
from django.test import SimpleTestCase

from proctoring_config.problems import PREFIX
from proctoring_config.validators.backends import validate_backends

WRITE_BODY = "Write 'a': {} if the provider has no options, or put its options between the braces"


# setting, [(id, location, message, hint)]
FOUND = [
    (
        None,
        [
            (
                "E002",
                "PROCTORING_BACKENDS",
                "The setting must map provider names to options, but it is null. LMS and Studio will not start "
                "(TypeError).",
                "Write PROCTORING_BACKENDS: {DEFAULT: 'null', 'null': {}}",
            )
        ],
    ),
    (
        ["null"],
        [
            (
                "E003",
                "PROCTORING_BACKENDS",
                "The setting must map provider names to options, but it is a list. LMS and Studio will not start "
                "(TypeError).",
                "Write each provider as a key with its options: PROCTORING_BACKENDS: {DEFAULT: name, name: {}}",
            )
        ],
    ),
    (
        {"DEFAULT": None, None: {}},
        [
            (
                "W002",
                "PROCTORING_BACKENDS['DEFAULT']",
                "The default provider must be a provider name, but it is null. Using the default provider fails.",
                "Write DEFAULT: 'null', with quotes",
            ),
            (
                "E004",
                "PROCTORING_BACKENDS[None]",
                "The provider name must be a string, but it is null. LMS and Studio will not start (TypeError).",
                "Quote the name: 'null'",
            ),
        ],
    ),
    (
        {"DEFAULT": "a", "a": {}, True: {}},
        [
            (
                "E005",
                "PROCTORING_BACKENDS[True]",
                "The provider name must be a string, but it is true. LMS and Studio will not start (TypeError).",
                "Quote the name; YAML reads unquoted yes, no, on, off and digits as booleans and numbers",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": None},
        [
            (
                "E006",
                "PROCTORING_BACKENDS['a']",
                "The provider's value must be a mapping of options, but it is null. LMS and Studio will not start "
                "if the provider's plugin is installed (AttributeError). Without the plugin, some of their pages fail.",
                WRITE_BODY,
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": "s3cret"},
        [
            (
                "E007",
                "PROCTORING_BACKENDS['a']",
                "The provider's value must be a mapping of options, but it is a string. LMS and Studio will not start "
                "if the provider's plugin is installed (AttributeError). Without the plugin, some of their pages fail.",
                "Write the name of the option and a colon in front of the value, or 'a': {} if the provider has no "
                "options",
            )
        ],
    ),
    (
        {},
        [
            (
                "W001",
                "PROCTORING_BACKENDS",
                "There is no default provider, because DEFAULT is missing. Courses that have not chosen a provider "
                "fail with ImproperlyConfigured.",
                "Add DEFAULT: 'null', and 'null': {}",
            )
        ],
    ),
    (
        {"DEFAULT": "nul", "null": {}, "mock": {}},
        [
            (
                "W003",
                "PROCTORING_BACKENDS['DEFAULT']",
                "The default provider, 'nul', is not configured. Using the default provider fails with "
                "NotImplementedError.",
                "Write DEFAULT: 'null', or configure the provider",
            )
        ],
    ),
    (
        {"DEFAULT": "lti_external", "null": {}},
        [
            (
                "W003",
                "PROCTORING_BACKENDS['DEFAULT']",
                "The default provider, 'lti_external', is configured in edx-exams, not here. Using the default "
                "provider fails with NotImplementedError.",
                "Write DEFAULT: 'null'; courses choose lti_external themselves",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": {"show_review_rules": "False"}},
        [
            (
                "W004",
                "PROCTORING_BACKENDS['a']['show_review_rules']",
                "The option must be true or false, but it is a string, 'False'. edx-platform reads it as true; "
                "proctoring-config uses the default, true.",
                "Write show_review_rules: false, without quotes",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": {"has_dashboard": "no"}},
        [
            (
                "W004",
                "PROCTORING_BACKENDS['a']['has_dashboard']",
                "The option must be true or false, but it is a string, 'no'. edx-proctoring reads it as true; "
                "proctoring-config uses the value of the plugin.",
                "Write has_dashboard: false, without quotes",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": {"needs_oauth": 0}},
        [
            (
                "W004",
                "PROCTORING_BACKENDS['a']['needs_oauth']",
                "The option must be true or false, but it is a number. It is read as false by edx-proctoring's REST "
                "backend.",
                "Write needs_oauth: false, without quotes",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": {"client_secret": {"key": "s3cret"}, "passing_statuses": ["clean", 1]}},
        [
            (
                "W005",
                "PROCTORING_BACKENDS['a']['client_secret']",
                "The option must be a string, but it is a mapping. It is passed unchanged to edx-proctoring's REST "
                "backend.",
                "Write one value in quotes",
            ),
            (
                "W005",
                "PROCTORING_BACKENDS['a']['passing_statuses']",
                "The option must be a list of strings, but it is a list. It is passed unchanged to the provider's "
                "plugin.",
                "Put quotes around each item that is not a string",
            ),
        ],
    ),
    (
        {"DEFAULT": "a", "a": {"SHOW_REVIEW_RULES": False}},
        [
            (
                "W006",
                "PROCTORING_BACKENDS['a']['SHOW_REVIEW_RULES']",
                "Unknown option; did you mean show_review_rules? It is ignored.",
                "Rename it to show_review_rules",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": {"house_style": "s3cret"}},
        [
            (
                "W007",
                "PROCTORING_BACKENDS['a']['house_style']",
                "Unknown option. edx-proctoring ignores it.",
                "Remove it, or silence this warning if your own code reads it",
            )
        ],
    ),
    (
        {"DEFAULT": "proctortrack", "proctortrack": {"client_id": "x"}},
        [
            (
                "W013",
                "PROCTORING_BACKENDS['proctortrack']",
                "The provider does not set requires_escalation_email and show_review_rules. Releases before Verawood "
                "have special rules for proctortrack. Verawood and later have none: without the options, Studio no "
                "longer requires an escalation email and always shows the Review rules field.",
                "Add requires_escalation_email: true and show_review_rules: false (true if the flag "
                "studio.show_review_rules was on for everyone) to keep the old behavior",
            )
        ],
    ),
    (
        {"DEFAULT": "proctortrack", "proctortrack": {"show_review_rules": True}},
        [
            (
                "W013",
                "PROCTORING_BACKENDS['proctortrack']",
                "The provider does not set requires_escalation_email. Releases before Verawood have special rules for "
                "proctortrack. Verawood and later have none: without the options, Studio no longer requires an "
                "escalation email.",
                "Add requires_escalation_email: true to keep the old behavior",
            )
        ],
    ),
    (
        {"DEFAULT": "proctortrack", "proctortrack": {"SHOW_REVIEW_RULES": True, "requires_escalation_email": True}},
        [
            (
                "W006",
                "PROCTORING_BACKENDS['proctortrack']['SHOW_REVIEW_RULES']",
                "Unknown option; did you mean show_review_rules? It is ignored.",
                "Rename it to show_review_rules",
            )
        ],
    ),
    (
        {"DEFAULT": "a", "a": {}, "lti_external": None},
        [
            (
                "W014",
                "PROCTORING_BACKENDS['lti_external']",
                "edx-platform adds lti_external to its lists by itself. With this entry, authors see it twice in "
                "courses that can use LTI. In all other courses they see it once, but cannot save it.",
                "Remove the entry; LTI providers are configured in edx-exams",
            )
        ],
    ),
]


@ddt.ddt
class TextsTest(SimpleTestCase):
    """The whole text of each problem, which contains no value of an option."""

    @ddt.idata(FOUND)
    @ddt.unpack
    def test_finds(self, value, expected):
        found = validate_backends(value)
        self.assertEqual(
            [(one.id, one.location, one.message, one.hint) for one in found],
            [(PREFIX + code, *texts) for code, *texts in expected],
        )
        self.assertNotIn("s3cret", str(found))
