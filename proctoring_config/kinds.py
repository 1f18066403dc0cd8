"""
The table of everything that can be found, one :class:`Kind` an id.

Ids are unique and never reused; ``docs/checks.rst`` has a section for each. An error is only what already stops the
process or breaks imports; everything else is a warning, because an error makes ``migrate`` and image builds fail.
A message says what was expected, what was found, and what the platform does with it; a hint says what to do.
"""

from __future__ import annotations

from proctoring_config.problems import PREFIX, Kind

_SNIPPET = "PROCTORING_BACKENDS: {{DEFAULT: 'null', 'null': {{}}}}"

# Errors: the process stops, or a module of the platform cannot be imported.
MISSING_SETTING = Kind(
    PREFIX + "E001",
    "The setting is missing",
    "expected a mapping of provider names to options, found no such setting: edx_proctoring stops with AttributeError "
    "at start-up",
    f"Add {_SNIPPET}",
)
EMPTY_SETTING = Kind(
    PREFIX + "E002",
    "The setting is empty",
    "expected a mapping of provider names to options, found nothing (null): edx-platform stops with TypeError while "
    "importing xmodule.course_block",
    f"Write {_SNIPPET}",
)
SETTING_NOT_A_MAPPING = Kind(
    PREFIX + "E003",
    "The setting is no mapping",
    "expected a mapping of provider names to options, found {found}: edx_proctoring stops with TypeError at start-up",
    f"Write {_SNIPPET}",
)
NULL_KEY = Kind(
    PREFIX + "E004",
    "A provider's name is null",
    "expected a provider's name, found null: edx-platform stops with TypeError while importing xmodule.course_block",
    "Quote the name: 'null': {{}}",
)
KEY_NOT_A_STRING = Kind(
    PREFIX + "E005",
    "A provider's name is no string",
    "expected a provider's name, found {found}: edx-platform stops with TypeError while importing xmodule.course_block",
    "Quote the name; YAML reads yes, no, on, off and digits without quotes as something else",
)
EMPTY_OPTIONS = Kind(
    PREFIX + "E006",
    "A provider has an empty body",
    "expected a mapping of options, found nothing (null): edx_proctoring stops with AttributeError at start-up once "
    "the provider's plugin is installed",
    "Write {name}: {{}}",
)
OPTIONS_NOT_A_MAPPING = Kind(
    PREFIX + "E007",
    "A provider's options are no mapping",
    "expected a mapping of options, found {found}: edx_proctoring stops with AttributeError at start-up once the "
    "provider's plugin is installed",
    "Write {name}: {{}}, with the provider's options between the braces",
)
CONSTRUCTOR_OPTIONS_MISSING = Kind(
    PREFIX + "E008",
    "Options that the plugin requires are missing",
    "expected the options {names}, which the provider's plugin requires: edx_proctoring stops with TypeError at "
    "start-up",
    "{hint}",
)
CONSTRUCTOR_OPTIONS_REFUSED = Kind(
    PREFIX + "E009",
    "Options that the plugin does not accept",
    "found the options {names}, which the provider's plugin does not accept: edx_proctoring stops with TypeError at "
    "start-up",
    "Remove the options",
)
PLUGIN_STOPS_THE_PROCESS = Kind(
    PREFIX + "E010",
    "A plugin stops the process while it is imported",
    "the plugin of this provider ({distribution}) stops the process while it is imported, with {error}",
    "Install a release of the plugin that runs under Django {django}, or uninstall it",
)
PLUGIN_WITHOUT_INSTANCE = Kind(
    PREFIX + "E011",
    "A plugin of which no instance can be made",
    "the plugin of this provider ({distribution}) {reason}: edx_proctoring stops with TypeError at start-up",
    "Install a release of the plugin that fits the installed edx-proctoring, or remove the provider",
)

# Warnings: the process starts, but does not do what the operator means.
DEFAULT_MISSING = Kind(
    PREFIX + "W001",
    "DEFAULT is missing",
    "expected a provider's name under DEFAULT, found none: ImproperlyConfigured when a backend is first asked for "
    "without a name",
    "{hint}",
)
DEFAULT_NOT_A_STRING = Kind(
    PREFIX + "W002",
    "DEFAULT is no string",
    "expected a provider's name, found {found}: an error when the default backend is first used",
    "Write DEFAULT: 'null', quoted, or the name of another configured provider",
)
DEFAULT_NOT_CONFIGURED = Kind(
    PREFIX + "W003",
    "DEFAULT names a provider that is not configured",
    "expected the name of a configured provider, found {found}: NotImplementedError when the default backend is first "
    "used",
    "{hint}",
)
NOT_A_BOOLEAN = Kind(
    PREFIX + "W004",
    "An option that says yes or no holds something else",
    "expected true or false, found {found}: {effect}",
    "Write {name}: {suggestion}, without quotes",
)
WRONG_TYPE = Kind(
    PREFIX + "W005",
    "An option holds a value of another type",
    "expected {expected}, found {found}: passed as it is to {reader}",
    "Write a value of the expected type, or remove the option",
)
MISSPELT_OPTION = Kind(
    PREFIX + "W006",
    "A misspelt option",
    "no such option, did you mean {meant}? It is ignored silently",
    "Rename it to {meant}",
)
UNKNOWN_OPTION = Kind(
    PREFIX + "W007",
    "An unknown option",
    "no reader of this option is known: edx-proctoring drops it without a word, and it counts as secret here",
    "Remove it, or silence this warning if code of your own reads it",
)
PLUGIN_NOT_INSTALLED = Kind(
    PREFIX + "W008",
    "A provider is configured, but its plugin is not installed",
    "no installed plugin has this name: Studio offers the provider, and its exams end in NotImplementedError",
    "{hint}",
)
PLUGIN_NOT_CONFIGURED = Kind(
    PREFIX + "W009",
    "A plugin is installed, but not configured",
    "the plugin {name} ({distribution}) is installed, but has no entry: edx-proctoring skips it without a word",
    "Add {name}: {{}} with the plugin's options, or uninstall {distribution}",
)
PLUGIN_NOT_IMPORTABLE = Kind(
    PREFIX + "W010",
    "A plugin cannot be imported",
    "the plugin of this provider ({distribution}) cannot be imported ({error}): Studio offers the provider, and its "
    "exams end in NotImplementedError",
    "{hint}",
)
NPM_MODULE_MISSING = Kind(
    PREFIX + "W011",
    "The plugin's npm module is missing",
    "the plugin needs the npm module {module}, which is not under NODE_MODULES_ROOT: exams run without its worker "
    "script",
    "Run npm install {package} where package.json is, restart once, then build the static assets",
)
WORKER_MISSING = Kind(
    PREFIX + "W012",
    "The plugin's worker is missing from the webpack build",
    "webpack built no worker of the npm module {module} (STATS_FILE of WEBPACK_LOADER['WORKERS'] lists none): exams "
    "run without its worker script",
    "Restart the LMS once with the provider configured, so that workers.json is written, then build the static assets",
)
VENDOR_WITHOUT_OPTIONS = Kind(
    PREFIX + "W013",
    "An entry named proctortrack does not say what it needs",
    "expected {names}, since no rule goes by this name any more: {effect}",
    "Add {lines} to keep the behaviour of before the upgrade",
)
LTI_LISTED = Kind(
    PREFIX + "W014",
    "lti_external is listed as a provider",
    "edx-platform adds lti_external to its lists itself, so that authors see it twice",
    "Remove the entry; LTI providers are configured in edx-exams",
)
FLAG_STILL_READ = Kind(
    PREFIX + "W015",
    "The waffle flag studio.show_review_rules will stop working",
    "{state}; this release still reads the flag, the next ones do not",
    "Say the same by the provider's option show_review_rules; do not delete the rows before the upgrade",
)
FLAG_DEAD = Kind(
    PREFIX + "W016",
    "The waffle flag studio.show_review_rules is dead",
    "{state}; nothing reads the flag any more",
    "Check the provider's option show_review_rules, then {command}",
)
DUPLICATE_KEY = Kind(
    PREFIX + "W017",
    "A key stands twice in a file",
    "the key stands more than once in this mapping: the last one wins (first in line {line})",
    "Remove all but one",
)
FILES_DISAGREE = Kind(
    PREFIX + "W018",
    "LMS and Studio disagree",
    "{difference}: Studio and LMS must be configured alike",
    "Give both files the same value",
)
BODY_OF_ABSENT_PLUGIN = Kind(
    PREFIX + "W019",
    "A provider without plugin has no mapping of options",
    "expected a mapping of options, found {found}: edx_proctoring stops with AttributeError as soon as the provider's "
    "plugin is installed",
    "Write {name}: {{}}",
)
MERGES_DISAGREE = Kind(
    PREFIX + "W020",
    "A value depends on the release of PyYAML",
    "several merges (<<) give this key different values. PyYAML 6.0.4 may use another one than earlier releases",
    "Write the key in the mapping itself, or merge only one mapping that has it",
)

# Course rules: what is wrong with a course's proctoring settings, stored or about to be. A warning to operators, since
# one course stops no process; forms and REST refuse the save. Messages that edx-platform has are kept word for word,
# since they are part of the wire format.
ESCALATION_EMAIL_MISSING = Kind(
    PREFIX + "W101",
    "A course has no escalation e-mail, and its provider requires one",
    "Provider '{provider}' requires an exam escalation contact.",
    "Enter an escalation e-mail, choose another provider or disable proctored exams",
)
ESCALATION_EMAIL_MALFORMED = Kind(
    PREFIX + "W102",
    "A course's escalation e-mail is no e-mail address",
    "Enter a valid email address.",
    "Write the address as name@example.com",
)
PROVIDER_NOT_AVAILABLE = Kind(
    PREFIX + "W103",
    "A provider is chosen that the course cannot use",
    "The selected proctoring provider, {provider}, is not a valid provider. Please select from one of {available}.",
    "Choose an available provider",
)
COURSE_PROVIDER_NOT_AVAILABLE = Kind(
    PREFIX + "W104",
    "A course with proctored exams has a provider that it cannot use any more",
    "The proctoring provider configured for this course, '{provider}', is not valid.",
    "Choose an available provider, disable proctored exams, or configure the provider again",
)
PROVIDER_LOCKED = Kind(
    PREFIX + "W105",
    "A provider is changed after the course started",
    "The proctoring provider cannot be modified after a course has started. Contact {contact} for assistance",
    "Let platform staff change the provider",
)
OPT_OUT_FORBIDDEN = Kind(
    PREFIX + "W106",
    "The opt-out is sent by somebody who is not platform staff",
    "Only platform staff may decide whether learners can opt out of proctored exams.",
    "Leave allow_proctoring_opt_out out, or let platform staff save it",
)

# What the audit finds in courses as last published, besides the course rules above.
COURSE_PLUGIN_NOT_INSTALLED = Kind(
    PREFIX + "W201",
    "A course's provider has no plugin",
    "no installed plugin has the name of the course's provider, {provider}, or it cannot be imported: its proctored "
    "exams end in NotImplementedError",
    "Install the plugin in LMS and Studio, or choose another provider for the course",
)
REVIEW_RULES_NOT_SHOWN = Kind(
    PREFIX + "W202",
    "Stored review rules that authors cannot see",
    "learners see the stored review rules of {exams}, and authors do not: show_review_rules of the provider {provider} "
    "is false",
    "Set show_review_rules: true until authors have emptied the field and published, or leave the rules as they are",
)
EXAM_OF_ANOTHER_BACKEND = Kind(
    PREFIX + "W203",
    "An exam's backend is not the course's provider",
    "{exams} registered with {backends} instead of the course's provider, {provider}",
    "Publish the course again, which registers its exams anew",
)
COURSE_EMAIL_NOT_DEMANDED = Kind(
    PREFIX + "W204",
    "An escalation e-mail is no longer demanded",
    "up to release Teak Studio demanded an escalation e-mail by the name of the provider {provider}; its option "
    "requires_escalation_email does not: {effect}; {stored}",
    "Add requires_escalation_email: true to the provider's entry",
)
COURSE_REVIEW_RULES_CHANGE = Kind(
    PREFIX + "W205",
    "The field Review rules changes",
    "the field Review rules {before}; show_review_rules of the provider {provider} is {now}: the field {after}",
    "{hint}",
)
TICKETS_END = Kind(
    PREFIX + "W206",
    "Tickets for suspicious attempts end",
    "Zendesk is configured and {courses} proctored exams: this release opens a ticket for each suspicious attempt, "
    "and stops once the platform is refactored",
    "Tell the support team to watch the reviews of the provider; other uses of Zendesk stay",
)

#: Every kind of problem, in the order of the ids.
KINDS: tuple[Kind, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Kind))
