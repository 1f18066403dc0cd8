"""The problems of the platform around the setting: plugins, worker scripts, waffle flag."""

from __future__ import annotations

from proctoring_config.problems import PREFIX, Kind

_NO_WORKER = (
    "Exam pages load the LMS home page instead and wait for an answer that never comes, so learners cannot start "
    "the exam."
)

# Errors: the process stops, or a module of the platform cannot be imported.
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
BASE_URL_MISSING = Kind(
    PREFIX + "E012",
    "REST plugin has no base_url",
    "The base_url of a REST plugin must be a string, but it is {found}. LMS and Studio will not start ({error}).",
    "{hint}",
)
OPTIONS_COMPUTED = Kind(
    PREFIX + "E013",
    "Option cannot be set, because the plugin computes it",
    "The plugin computes the following options itself and cannot accept them: {names}. LMS and Studio will not start "
    "(AttributeError).",
    "Remove the options",
)
PROCTORING_SETTINGS_STOP = Kind(
    PREFIX + "E014",
    "PROCTORING_SETTINGS or FEATURES stops the process",
    "The setting must be a mapping, but it is {found}. LMS and Studio will not start ({error}).",
    "Write {name}: {{}}, or names and values below it",
)
WORKER_STOPS_THE_PROCESS = Kind(
    PREFIX + "E015",
    "Worker of the plugin stops the process",
    "Workers cannot be configured: {fault}. LMS and Studio will not start ({error}).",
    "{hint}",
)

# Warnings: the process starts, but does not do what the operator intended.
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
    "The plugin requires the npm module {module}, which is not in NODE_MODULES_ROOT, so webpack builds no worker from "
    "it. " + _NO_WORKER,
    "Run npm install {package} next to package.json, restart the LMS once so that it writes workers.json, then build "
    "the static assets with JS_ENV_EXTRA_CONFIG='{{}}' in the environment",
)
WORKER_MISSING = Kind(
    PREFIX + "W012",
    "Worker of the plugin is missing from the webpack build",
    "Webpack has not built a worker from the npm module {module} ({reason}). " + _NO_WORKER,
    "{hint}",
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
    "Check the provider option show_review_rules, then run manage.py proctoring_prune_flag, which lists the rows, and "
    "again with --write to delete them",
)
PLUGIN_NOT_HELD = Kind(
    PREFIX + "W026",
    "Plugin is missing although it is installed and configured",
    "The plugin ({distribution}) can be imported, but edx-proctoring has no instance of it, probably because its "
    "constructor raised KeyError, which is not logged. Studio offers the provider, but its exams fail with "
    "NotImplementedError.",
    "Create an instance of the plugin's class with the provider's options in manage.py shell, which shows the missing "
    "key, then add what the plugin requires and restart",
)
BASE_URL_UNUSABLE = Kind(
    PREFIX + "W027",
    "base_url may be unusable",
    "The base_url of the plugin is {found}. Unless the plugin's own code replaces it, {effect}.",
    "{hint}",
)
EXAMS_SWITCHED_OFF = Kind(
    PREFIX + "W028",
    "Exams are switched off",
    "Providers are configured, but the switch is off: {effect}.",
    "Set {switches} to true for LMS and Studio",
)
PROCTORING_SETTINGS_NOT_A_MAPPING = Kind(
    PREFIX + "W029",
    "PROCTORING_SETTINGS is not a mapping",
    "The value must be a mapping, but it is {found}. Studio fails with AttributeError when it shows a subsection.",
    "Write names and values below it (name: value), or remove it",
)
WORKER_NOT_LISTED = Kind(
    PREFIX + "W030",
    "Worker of the plugin is not listed in workers.json",
    "Webpack builds no worker from the npm module {module}, because workers.json cannot list it ({fault}). "
    + _NO_WORKER,
    "{hint}",
)
SWITCH_NOT_A_BOOLEAN = Kind(
    PREFIX + "W036",
    "Switch must be true or false",
    "The switch must be true or false, but it is {found}. edx-platform reads it as true.",
    "{hint}",
)
