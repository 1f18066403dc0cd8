"""
The table of all problems that can be found: one :class:`Kind` for each id.

Ids are unique and never reused; ``docs/checks.rst`` has a section for each. Only problems that already stop the process
or break imports are errors. All others are warnings, because an error makes ``migrate`` and image builds fail.

A message consists of whole sentences: the subject and the fault, then the consequence. It follows a path and a colon
in every output, so it does not repeat the path. A hint is one action, without a period, because it often ends in
something to paste.
"""

from __future__ import annotations

from proctoring_config.problems import PREFIX, Kind, course_kinds, platform_kinds
from proctoring_config.problems.suggest import closest_match

_SNIPPET = "PROCTORING_BACKENDS: {{DEFAULT: 'null', 'null': {{}}}}"

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
    "{hint}",
)
NULL_KEY = Kind(
    PREFIX + "E004",
    "Provider name is null",
    "The provider name must be a string, but it is null. LMS and Studio will not start (TypeError).",
    "{hint}",
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
    "The provider's value must be a mapping of options, but it is null. {effect}.",
    "{hint}",
)
OPTIONS_NOT_A_MAPPING = Kind(
    PREFIX + "E007",
    "Provider options are not a mapping",
    "The provider's value must be a mapping of options, but it is {found}. {effect}.",
    "{hint}",
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
    "{hint}",
)
DEFAULT_NOT_CONFIGURED = Kind(
    PREFIX + "W003",
    "DEFAULT names a provider that is not configured",
    "The default provider, {found}, {fault}. Using the default provider fails with NotImplementedError.",
    "{hint}",
)
NOT_A_BOOLEAN = Kind(
    PREFIX + "W004",
    "Option must be true or false",
    "The option must be true or false, but it is {found}. {effect}.",
    "{hint}",
)
WRONG_TYPE = Kind(
    PREFIX + "W005",
    "Option has the wrong type",
    "The option must be {expected}, but it is {found}. {effect}.",
    "{hint}",
)
MISSPELLED_OPTION = Kind(
    PREFIX + "W006",
    "Option is misspelled",
    "Unknown option; did you mean {meant}? It is ignored.",
    "{hint}",
)
UNKNOWN_OPTION = Kind(
    PREFIX + "W007",
    "Option is unknown",
    "Unknown option. edx-proctoring ignores it.",
    "{hint}",
)
VENDOR_WITHOUT_OPTIONS = Kind(
    PREFIX + "W013",
    "Options of proctortrack are not set",
    "The provider does not set {names}. {effect}.",
    "Add {lines} to keep the old behavior",
)
LTI_LISTED = Kind(
    PREFIX + "W014",
    "lti_external is configured as a provider",
    "edx-platform adds lti_external to its lists by itself. With this entry, authors see it twice in courses that can "
    "use LTI. In all other courses they see it once, but cannot save it.",
    "Remove the entry; LTI providers are configured in edx-exams",
)
DUPLICATE_KEY = Kind(
    PREFIX + "W017",
    "Duplicate key in a file",
    "The key has more than one value, and the last one wins. {fault} on line {line}.",
    "{hint}",
)
FILES_DISAGREE = Kind(
    PREFIX + "W018",
    "LMS and Studio disagree",
    "LMS and Studio must be configured alike, but {difference}.",
    "{hint}",
)
BODY_OF_ABSENT_PLUGIN = Kind(
    PREFIX + "W019",
    "Options of a provider without a plugin are not a mapping",
    "The provider's value must be a mapping of options, but it is {found}. {effect} (AttributeError). Once the "
    "provider's plugin is installed, LMS and Studio will not start.",
    "{hint}",
)
MERGES_DISAGREE = Kind(
    PREFIX + "W020",
    "Value depends on the release of PyYAML",
    "Several merges (<<) give this key different values. PyYAML 6.0.4 may load a different one than older releases.",
    "Write the key in the mapping itself, or merge only one mapping that has it",
)
SETTING_NOT_READ = Kind(
    PREFIX + "W021",
    "Setting is under a key that is not read",
    "edx-platform reads only PROCTORING_BACKENDS at the top level of a settings file. {effect}.",
    "{hint}",
)

STRANDED_OPTION = Kind(
    PREFIX + "W022",
    "Option is outside a provider",
    "The option is at the level of the providers, so no provider has it. Studio offers it to authors as a provider.",
    "{hint}",
)
LOOKALIKES = Kind(
    PREFIX + "W023",
    "Characters look like others",
    "The {what} contains {characters}, which are part of it. {effect}.",
    "{hint}",
)
NOT_A_NAME = Kind(
    PREFIX + "W024",
    "Key does not look like a name",
    "The key does not look like the name of {what}. It is not shown, because it may contain a secret. {effect}.",
    "{hint}",
)
OPTION_TOO_NEW = Kind(
    PREFIX + "W025",
    "Option is newer than the installed edx-proctoring",
    "The option is read by edx-proctoring {since} and later, but {installed} is installed. It is ignored.",
    "Install edx-proctoring {since} or later, or remove the option",
)
PATCH_NOT_READ = Kind(
    PREFIX + "W031",
    "Setting is in a patch that is not read",
    "The text sets PROCTORING_BACKENDS, but LMS and Studio do not read it: {reason}. {effect}.",
    "{hint}",
)
PROVIDER_OUTSIDE = Kind(
    PREFIX + "W032",
    "Provider is outside the setting",
    "The key has options of a provider, but it is next to PROCTORING_BACKENDS. edx-platform ignores it.",
    "{hint}",
)
EXTRA_LEVEL = Kind(
    PREFIX + "W033",
    "Extra level above providers or options",
    "Providers must be directly below PROCTORING_BACKENDS, and options directly below their provider. {effect}.",
    "{hint}",
)

KEYS_IN_VALUE = Kind(
    PREFIX + "W034",
    "Value contains other keys",
    "The value contains other keys, which are part of it and have no effect: {names}.",
    "{hint}",
)
TRAILING_COMMA = Kind(
    PREFIX + "W035",
    "Value ends with a comma",
    "The value ends with a {character}, which is part of it. It is passed on with it.",
    "Remove the {character} at the end of the value",
)

_NAMES = {**globals(), **vars(platform_kinds), **vars(course_kinds)}
#: Every kind of problem, in the order of the ids.
KINDS: tuple[Kind, ...] = tuple(
    sorted((value for value in _NAMES.values() if isinstance(value, Kind)), key=lambda kind: kind.id)
)


def parse_id(text: str) -> str:
    """Return the full id for an id with or without its prefix. Raises ValueError, which suggests another one."""
    short = text.removeprefix(PREFIX)
    known = [kind.id.removeprefix(PREFIX) for kind in KINDS]
    if short not in known:
        padded = f"{short[:1].upper()}{short[1:].zfill(3)}"
        meant = padded if padded in known else closest_match(short, known)
        raise ValueError(f"unknown id {text!r}" + (f"; did you mean {meant}?" if meant else ""))
    return PREFIX + short
