"""
The table of all problems that can be found: one :class:`Kind` for each id.

Ids are unique and never reused; ``docs/checks.rst`` has a section for each. Only problems that already stop the process
or break imports are errors. All others are warnings, because an error makes ``migrate`` and image builds fail.

A message consists of whole sentences: the subject and the fault, then the consequence. It follows a path and a colon
in every output, so it does not repeat the path. A hint is one action, without a period, because it often ends in
something to paste.
"""

from __future__ import annotations

from proctoring_config.problems import PREFIX, Kind

_SNIPPET = "PROCTORING_BACKENDS: {{DEFAULT: 'null', 'null': {{}}}}"
_WRITE_BODY = "Write {name}: {{}} if the provider has no options, or put its options between the braces"

# Errors: the process stops, or a module of the platform cannot be imported.
MISSING_SETTING = Kind(
    PREFIX + "E001",
    "Setting is missing",
    "The setting is missing, but edx-proctoring requires it. The process will not start (AttributeError).",
    f"Add {_SNIPPET}",
)
EMPTY_SETTING = Kind(
    PREFIX + "E002",
    "Setting is empty",
    "The setting must map provider names to options, but it is null. LMS and Studio will not start (TypeError).",
    f"Write {_SNIPPET}",
)
SETTING_NOT_A_MAPPING = Kind(
    PREFIX + "E003",
    "Setting is not a mapping",
    "The setting must map provider names to options, but it is {found}. LMS and Studio will not start (TypeError).",
    f"Write {_SNIPPET}",
)
NULL_KEY = Kind(
    PREFIX + "E004",
    "Provider name is null",
    "The provider name must be a string, but it is null. LMS and Studio will not start (TypeError).",
    "Quote the name: 'null': {{}}",
)
KEY_NOT_A_STRING = Kind(
    PREFIX + "E005",
    "Provider name is not a string",
    "The provider name must be a string, but it is {found}. LMS and Studio will not start (TypeError).",
    "Quote the name; YAML reads unquoted yes, no, on, off and digits as booleans and numbers",
)
EMPTY_OPTIONS = Kind(
    PREFIX + "E006",
    "Provider options are empty",
    "The provider's value must be a mapping of options, but it is null. LMS and Studio will not start once the "
    "provider's plugin is installed (AttributeError).",
    _WRITE_BODY,
)
OPTIONS_NOT_A_MAPPING = Kind(
    PREFIX + "E007",
    "Provider options are not a mapping",
    "The provider's value must be a mapping of options, but it is {found}. LMS and Studio will not start once the "
    "provider's plugin is installed (AttributeError).",
    _WRITE_BODY,
)
CONSTRUCTOR_OPTIONS_MISSING = Kind(
    PREFIX + "E008",
    "Options required by the plugin are missing",
    "Options required by the plugin are missing: {names}. LMS and Studio will not start (TypeError).",
    "{hint}",
)
CONSTRUCTOR_OPTIONS_REFUSED = Kind(
    PREFIX + "E009",
    "Plugin does not accept an option",
    "The plugin does not accept the following options: {names}. LMS and Studio will not start (TypeError).",
    "Remove the options",
)
PLUGIN_STOPS_THE_PROCESS = Kind(
    PREFIX + "E010",
    "Plugin stops the process when it is imported",
    "Importing the plugin ({distribution}) stops the process with {error}.",
    "Install a release of the plugin that supports Django {django}, or uninstall the plugin",
)
PLUGIN_WITHOUT_INSTANCE = Kind(
    PREFIX + "E011",
    "Plugin cannot be instantiated",
    "The plugin ({distribution}) {reason}, so it cannot be instantiated. LMS and Studio will not start (TypeError).",
    "Install a release of the plugin that fits the installed edx-proctoring, or remove the provider",
)

# Warnings: the process starts, but does not do what the operator intended.
DEFAULT_MISSING = Kind(
    PREFIX + "W001",
    "DEFAULT is missing",
    "There is no default provider, because DEFAULT is missing. Courses that have not chosen a provider fail with "
    "ImproperlyConfigured.",
    "{hint}",
)
DEFAULT_NOT_A_STRING = Kind(
    PREFIX + "W002",
    "DEFAULT is not a string",
    "The default provider must be a provider name, but it is {found}. Using the default provider fails.",
    "Write DEFAULT: 'null', quoted, or the name of another configured provider",
)
DEFAULT_NOT_CONFIGURED = Kind(
    PREFIX + "W003",
    "DEFAULT names a provider that is not configured",
    "The default provider, {found}, is not configured. Using the default provider fails with NotImplementedError.",
    "{hint}",
)
NOT_A_BOOLEAN = Kind(
    PREFIX + "W004",
    "Option must be true or false",
    "The option must be true or false, but it is {found}. {effect}.",
    "Write {name}: {suggestion}, without quotes",
)
WRONG_TYPE = Kind(
    PREFIX + "W005",
    "Option has the wrong type",
    "The option must be {expected}, but it is {found}. It is passed unchanged to {reader}.",
    "Write {expected}, or remove the option",
)
MISSPELLED_OPTION = Kind(
    PREFIX + "W006",
    "Option is misspelled",
    "Unknown option; did you mean {meant}? It is ignored.",
    "Rename it to {meant}",
)
UNKNOWN_OPTION = Kind(
    PREFIX + "W007",
    "Option is unknown",
    "Unknown option. edx-proctoring ignores it.",
    "Remove it, or silence this warning if your own code reads it",
)
PLUGIN_NOT_INSTALLED = Kind(
    PREFIX + "W008",
    "Provider is configured, but its plugin is not installed",
    "No installed plugin has this name. Studio offers the provider, but its exams fail with NotImplementedError.",
    "{hint}",
)
PLUGIN_NOT_CONFIGURED = Kind(
    PREFIX + "W009",
    "Plugin is installed, but not configured",
    "The plugin {name} ({distribution}) is installed, but not configured. edx-proctoring ignores it.",
    "Add {name}: {{}} with the plugin's options, or uninstall {distribution}",
)
PLUGIN_NOT_IMPORTABLE = Kind(
    PREFIX + "W010",
    "Plugin cannot be imported",
    "The plugin ({distribution}) cannot be imported ({error}). Studio offers the provider, but its exams fail with "
    "NotImplementedError.",
    "{hint}",
)
NPM_MODULE_MISSING = Kind(
    PREFIX + "W011",
    "npm module of the plugin is missing",
    "The plugin requires the npm module {module}, which is not in NODE_MODULES_ROOT. Exams run without its worker "
    "script.",
    "Run npm install {package} next to package.json, restart once, then build the static assets",
)
WORKER_MISSING = Kind(
    PREFIX + "W012",
    "Worker of the plugin is missing from the webpack build",
    "The webpack build has no worker for the npm module {module} (see STATS_FILE in WEBPACK_LOADER['WORKERS']). Exams "
    "run without its worker script.",
    "Restart the LMS once with the provider configured, which writes workers.json, then build the static assets",
)
VENDOR_WITHOUT_OPTIONS = Kind(
    PREFIX + "W013",
    "Options of proctortrack are not set",
    "The provider does not set {names}, and edx-platform no longer has special rules for it: {effect}.",
    "Add {lines} to keep the old behavior",
)
LTI_LISTED = Kind(
    PREFIX + "W014",
    "lti_external is configured as a provider",
    "edx-platform adds lti_external to its lists by itself. Authors see it twice.",
    "Remove the entry; LTI providers are configured in edx-exams",
)
FLAG_STILL_READ = Kind(
    PREFIX + "W015",
    "Waffle flag studio.show_review_rules will stop working",
    "This release reads the flag, but later releases do not ({state}).",
    "Set the provider option show_review_rules instead; do not delete the rows before the upgrade",
)
FLAG_DEAD = Kind(
    PREFIX + "W016",
    "Waffle flag studio.show_review_rules is no longer used",
    "This release no longer reads the flag ({state}).",
    "Check the provider option show_review_rules, then {command}",
)
DUPLICATE_KEY = Kind(
    PREFIX + "W017",
    "Duplicate key in a file",
    "Duplicate key, first used on line {line}. The last value wins.",
    "Remove all but one",
)
FILES_DISAGREE = Kind(
    PREFIX + "W018",
    "LMS and Studio disagree",
    "LMS and Studio must be configured alike, but {difference}.",
    "Give both files the same value",
)
BODY_OF_ABSENT_PLUGIN = Kind(
    PREFIX + "W019",
    "Options of a provider without a plugin are not a mapping",
    "The provider's value must be a mapping of options, but it is {found}. LMS and Studio will not start once the "
    "provider's plugin is installed (AttributeError).",
    _WRITE_BODY,
)
MERGES_DISAGREE = Kind(
    PREFIX + "W020",
    "Value depends on the release of PyYAML",
    "Several merges (<<) give this key different values. PyYAML 6.0.4 may load a different one than older releases.",
    "Write the key in the mapping itself, or merge only one mapping that has it",
)

# Course rules: problems of a course's proctoring settings, stored or about to be saved. They are warnings to operators,
# because a single course does not stop a process; forms and REST views reject the save. Messages that edx-platform also
# has are copied word for word, because they are part of the wire format.
ESCALATION_EMAIL_MISSING = Kind(
    PREFIX + "W101",
    "Course has no escalation email, but its provider requires one",
    "Provider '{provider}' requires an exam escalation contact.",
    "Enter an escalation email, choose another provider or disable proctored exams",
)
ESCALATION_EMAIL_MALFORMED = Kind(
    PREFIX + "W102",
    "Escalation email of a course is not a valid email address",
    "Enter a valid email address.",
    "Write the address as name@example.com",
)
PROVIDER_NOT_AVAILABLE = Kind(
    PREFIX + "W103",
    "Chosen provider is not available to the course",
    "The selected proctoring provider, {provider}, is not a valid provider. Please select from one of {available}.",
    "Choose an available provider",
)
COURSE_PROVIDER_NOT_AVAILABLE = Kind(
    PREFIX + "W104",
    "Provider of a course with proctored exams is no longer available",
    "The proctoring provider configured for this course, '{provider}', is not valid.",
    "Choose an available provider, disable proctored exams, or configure the provider again",
)
PROVIDER_LOCKED = Kind(
    PREFIX + "W105",
    "Provider changed after the course started",
    "The proctoring provider cannot be modified after a course has started. Contact {contact} for assistance",
    "Ask platform staff to change the provider",
)
OPT_OUT_FORBIDDEN = Kind(
    PREFIX + "W106",
    "Opt-out sent by a user who is not platform staff",
    "Only platform staff may decide whether learners can opt out of proctored exams.",
    "Omit allow_proctoring_opt_out, or ask platform staff to save it",
)

# Problems that the audit finds in published courses, in addition to the course rules above.
COURSE_PLUGIN_NOT_INSTALLED = Kind(
    PREFIX + "W201",
    "Plugin of a course's provider is not installed",
    "The plugin of the course's provider, {provider}, is not installed or cannot be imported. Proctored exams fail "
    "with NotImplementedError.",
    "Install the plugin in LMS and Studio, or choose another provider for the course",
)
REVIEW_RULES_NOT_SHOWN = Kind(
    PREFIX + "W202",
    "Learners see review rules that authors cannot edit",
    "Learners still see review rules that authors can no longer edit ({exams}), because show_review_rules of the "
    "provider {provider} is false.",
    "Set show_review_rules: true until authors have emptied the field and published, or leave the rules as they are",
)
EXAM_OF_ANOTHER_BACKEND = Kind(
    PREFIX + "W203",
    "Backend of an exam is not the course's provider",
    "The backend of {exams} is {backends}, but the course's provider is {provider}. Exams keep their backend until the "
    "course is published.",
    "Publish the course again to re-register its exams",
)
COURSE_EMAIL_NOT_REQUIRED = Kind(
    PREFIX + "W204",
    "Escalation email is no longer required",
    "Up to release Teak, Studio required an escalation email because the provider is {provider}. Now only the option "
    "requires_escalation_email counts, and it is off: {effect}; {stored}.",
    "Add requires_escalation_email: true to the provider's entry",
)
COURSE_REVIEW_RULES_CHANGE = Kind(
    PREFIX + "W205",
    'Visibility of the "Review rules" field changes',
    'The "Review rules" field {before}. Because show_review_rules of the provider {provider} is {now}, it {after}.',
    "{hint}",
)
TICKETS_END = Kind(
    PREFIX + "W206",
    "Zendesk tickets for suspicious attempts will end",
    "Zendesk is configured and {courses} proctored exams. This release opens a ticket for each suspicious attempt; a "
    "refactored platform does not.",
    "Tell the support team to watch the provider's reviews instead; other uses of Zendesk are not affected",
)

#: Every kind of problem, in the order of the ids.
KINDS: tuple[Kind, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
