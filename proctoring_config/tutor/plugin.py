"""
Tutor plugin for the proctoring providers of Open edX: settings, image, worker scripts, checks and jobs.

Save this file as proctoring.py in the directory that "tutor plugins printroot" prints, or install proctoring-config
next to Tutor. Then run "tutor plugins enable proctoring". Documentation: docs/tutor.rst of proctoring-config.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

import click
from tutor import hooks
from tutor.exceptions import TutorError

#: The configuration and its defaults.
DEFAULTS: dict[str, Any] = {
    "PROCTORING_BACKENDS": {},
    "PROCTORING_REVIEW_RULES": "",
    "PROCTORING_REQUIREMENT": "proctoring-config",
    "PROCTORING_PIP_PACKAGES": [],
    "PROCTORING_NPM_PACKAGES": [],
    "PROCTORING_JS_ENV_EXTRA_CONFIG": {},
}
#: The provider for which releases before Verawood have special rules.
_VENDOR = "proctortrack"
#: The option that each value of PROCTORING_REVIEW_RULES sets.
_REVIEW_RULES: dict[str, dict[str, bool]] = {
    "": {},
    "shown": {"show_review_rules": True},
    "hidden": {"show_review_rules": False},
}

# In releases that read these switches from the settings themselves, FEATURES writes to the settings.
SETTINGS = """
# The Tutor plugin "proctoring" writes the following lines.
{{ PROCTORING_BACKENDS|proctoring_settings(PROCTORING_REVIEW_RULES) }}
FEATURES["ENABLE_SPECIAL_EXAMS"] = True
FEATURES["ENABLE_PROCTORED_EXAMS"] = True
"""
BUILD_SETTINGS = "{{ PROCTORING_BACKENDS|proctoring_build_settings(PROCTORING_REVIEW_RULES) }}"
REQUIREMENTS = """\
{% if PROCTORING_REQUIREMENT or PROCTORING_PIP_PACKAGES %}
RUN --mount=type=cache,target=/openedx/.cache/pip,sharing=shared \\
    ${PIP_COMMAND:-pip} install {{ PROCTORING_REQUIREMENT|proctoring_words("PROCTORING_REQUIREMENT") }} \\
    {{ PROCTORING_PIP_PACKAGES|proctoring_words("PROCTORING_PIP_PACKAGES") }}
{% endif %}
"""
# Unless this variable is JSON, webpack builds no workers, without an error. Another plugin may set it.
VARIABLE = "ENV JS_ENV_EXTRA_CONFIG={{ PROCTORING_JS_ENV_EXTRA_CONFIG|proctoring_variable }}\n"
DEFAULT_VARIABLE = f"{{% if not PROCTORING_JS_ENV_EXTRA_CONFIG %}}{VARIABLE}{{% endif %}}"
OWN_VARIABLE = f"{{% if PROCTORING_JS_ENV_EXTRA_CONFIG %}}{VARIABLE}{{% endif %}}"
# "npm install" would replace node_modules, which is a link, with a directory. The packages keep their own dependencies.
# When the LMS starts, it writes workers.json, which webpack reads, into the parent directory.
WORKERS = """\
{% if PROCTORING_NPM_PACKAGES or PROCTORING_BACKENDS|proctoring_has_providers %}
RUN set -e; modules=""; registry={{ NPM_REGISTRY|proctoring_words("NPM_REGISTRY") }}; \\
    for package in {{ PROCTORING_NPM_PACKAGES|proctoring_words("PROCTORING_NPM_PACKAGES") }}; do \\
        work="$(mktemp -d)"; mkdir "$work/module"; \\
        npm pack --silent --registry "$registry" --pack-destination "$work" "$package"; \\
        tar -xzf "$work"/*.tgz --strip-components 1 -C "$work/module"; \\
        (cd "$work/module" && npm install --silent --registry "$registry" --omit dev \\
            --legacy-peer-deps --ignore-scripts --no-package-lock --no-audit --no-fund); \\
        module="$(node -p 'require(process.argv[1]).name' "$work/module/package.json")"; \\
        rm -rf "node_modules/$module"; mkdir -p "$(dirname "node_modules/$module")"; \\
        mv "$work/module" "node_modules/$module"; rm -r "$work"; modules="$modules $module"; \\
    done; \\
    ./manage.py lms --settings=tutor.assets print_setting ENV_ROOT; \\
    node -e ' \\
        const fs = require("fs"), file = "../workers.json"; \\
        const listed = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {}; \\
        const missing = process.argv.slice(1).filter(name => !listed[name]); \\
        if (missing.length) { \\
            console.error("proctoring: no configured provider has the npm package " + missing.join(", ")); \\
            process.exit(1); \\
        } \\
    ' $modules
{% endif %}
"""
# After webpack has run: exam pages look up the workers in its second stats file.
BUILT = """\
{% if PROCTORING_NPM_PACKAGES or PROCTORING_BACKENDS|proctoring_has_providers %}
RUN node -e ' \\
    const fs = require("fs"); \\
    const read = file => fs.existsSync(file) ? JSON.parse(fs.readFileSync(file)) : {}; \\
    const chunks = name => { \\
        const stats = read(process.env.STATIC_ROOT_LMS + "/" + name); \\
        return stats.status === "done" ? stats.chunks : {}; \\
    }; \\
    const built = chunks("webpack-worker-stats.json"); \\
    const missing = Object.keys(read("../workers.json")).filter(name => !built[name]); \\
    if (missing.length || !Object.keys(chunks("webpack-stats.json")).length) { \\
        console.error("proctoring: webpack has not built " + (missing.join(", ") || "the static assets")); \\
        process.exit(1); \\
    } \\
    '
{% endif %}
"""
INSTALLED = (
    "python -c 'import proctoring_config' || "
    "{ echo 'The image lacks proctoring-config. Run: tutor images build openedx'; exit 1; }"
)


def format_settings(backends: object, review_rules: object) -> str:
    """
    Return the statements that set PROCTORING_BACKENDS, or that add options to what other plugins have set.

    The provider that releases before Verawood treat specially keeps its old behavior, unless its options are booleans
    already. Raises TutorError.
    """
    if providers := _read_providers(backends, review_rules):
        return _assign(providers)
    entry = f'PROCTORING_BACKENDS["{_VENDOR}"]'
    lines = [f'if "{_VENDOR}" in PROCTORING_BACKENDS:', f"    {entry} = dict({entry} or {{}})"]
    for name, value in _old_behavior(review_rules).items():
        lines += [f'    if not isinstance({entry}.get("{name}"), bool):', f'        {entry}["{name}"] = {value}']
    return "\n".join(lines)


def format_build_settings(backends: object, review_rules: object) -> str:
    """
    Return the statement that sets PROCTORING_BACKENDS while the image is built, without secrets: images contain it.

    Every text is replaced, so that plugins get the arguments that they require. Raises TutorError.
    """
    providers = _read_providers(backends, review_rules)
    return _assign({name: value if name == "DEFAULT" else _mask(value) for name, value in providers.items()})


def _old_behavior(review_rules: object) -> dict[str, bool]:
    if str(review_rules or "") not in _REVIEW_RULES:
        raise TutorError("PROCTORING_REVIEW_RULES must be shown, hidden or empty.")
    return {"requires_escalation_email": True, **_REVIEW_RULES[str(review_rules or "")]}


def _read_providers(backends: object, review_rules: object) -> dict[str, Any]:
    """Return the value of PROCTORING_BACKENDS with the old behavior of the vendor. Raises TutorError."""
    providers = read_backends(backends)
    options = _old_behavior(review_rules)
    if isinstance(own := providers.get(_VENDOR), dict):
        added = {name: value for name, value in options.items() if not isinstance(own.get(name), bool)}
        providers[_VENDOR] = {**own, **added}
    return providers


def _has_providers(backends: object) -> bool:
    """Return whether a provider other than 'null' is configured. Raises TutorError."""
    return bool(set(read_backends(backends)) - {"DEFAULT", "null"})


def format_variable(value: object) -> str:
    """Return ``value``, a mapping or a JSON text, as a quoted value of a Dockerfile's ENV. Raises TutorError."""
    content = _quote_texts(_read_json("PROCTORING_JS_ENV_EXTRA_CONFIG", value or {}))
    return "'" + json.dumps(content).replace("'", "\\u0027").replace("$", "\\u0024") + "'"


def format_words(value: object, key: str) -> str:
    """Return ``value``, which is a text or a list of texts, quoted for a shell. Raises TutorError, with the ``key``."""
    words: list[Any] = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(word, str) and word.strip() and word.isprintable() for word in words):
        raise TutorError(f"{key} must be a text or a list of texts, each in one line.")
    return shlex.join(words)


def read_backends(value: object) -> dict[str, Any]:
    """Return the value of PROCTORING_BACKENDS, with names and options as edx-platform needs them. Raises TutorError."""
    content = _read_json("PROCTORING_BACKENDS", value or {})
    return {name: {} if options is None and name != "DEFAULT" else options for name, options in content.items()}


def _read_json(key: str, value: object) -> dict[str, Any]:
    """Return the mapping ``value`` as JSON has it, so that an unquoted null is the name 'null'. Raises TutorError."""
    try:
        content = json.loads(value if isinstance(value, str) else json.dumps(value, default=str, allow_nan=False))
    except (TypeError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise TutorError(f"{key} must be a mapping.")
    return content


def _quote_texts(value: object) -> object:
    """Return ``value`` with quotes around each text, unless it has them: webpack inserts texts into workers as code."""
    if isinstance(value, dict):
        return {name: _quote_texts(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_quote_texts(item) for item in value]
    is_code = isinstance(value, str) and len(value) > 1 and value[0] == value[-1] == '"'
    return json.dumps(value) if isinstance(value, str) and not is_code else value


def _mask(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _mask(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_mask(item) for item in value]
    return "not needed to build" if isinstance(value, str) else value


def _assign(providers: Mapping[str, Any]) -> str:
    return f"PROCTORING_BACKENDS = {_format(providers)}" if providers else ""


def _format(value: object, indent: str = "") -> str:
    """Return ``value``, which is from JSON, as Python with a line for each name of a mapping."""
    if not isinstance(value, dict) or not value:
        return ascii(value)
    lines = [f"{indent}    {name!a}: {_format(item, indent + '    ')},\n" for name, item in value.items()]
    return "{\n" + "".join(lines) + indent + "}"


def _run(service: str, *arguments: str) -> tuple[str, str]:
    """Return the job that runs a management command in a service."""
    return service, f"{INSTALLED}; ./manage.py {service} {shlex.join(arguments)}"


_passes_options = {"ignore_unknown_options": True}


@click.command(name="proctoring-check", context_settings=_passes_options)
@click.argument("arguments", nargs=-1)
def check(arguments: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Check the proctoring settings of LMS and Studio. Arguments are passed to "manage.py check"."""
    yield _run("lms", "check", "--tag", "proctoring", *arguments)
    yield _run("cms", "check", "--tag", "proctoring", "--database", "default", *arguments)


@click.command(name="proctoring-audit", context_settings=_passes_options)
@click.argument("arguments", nargs=-1)
def audit(arguments: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """List courses with proctoring problems. Arguments are passed to "manage.py cms proctoring_audit"."""
    yield _run("cms", "proctoring_audit", *arguments)


@click.command(name="proctoring-doctor", context_settings=_passes_options)
@click.argument("arguments", nargs=-1)
def doctor(arguments: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Find out why Studio offers no proctoring. Arguments are passed to "manage.py proctoring_doctor"."""
    yield _run("cms", "proctoring_doctor", *arguments)
    yield _run("lms", "proctoring_doctor", *arguments)


def register() -> None:
    """Add everything to Tutor, once: the plugin may be installed both as a package and as a file."""
    if any(name == "proctoring_settings" for name, _ in hooks.Filters.ENV_TEMPLATE_FILTERS.iterate()):
        return
    first, last = hooks.priorities.HIGH, hooks.priorities.LOW
    hooks.Filters.CONFIG_DEFAULTS.add_items(list(DEFAULTS.items()))
    hooks.Filters.ENV_TEMPLATE_FILTERS.add_items(
        [
            ("proctoring_settings", format_settings),
            ("proctoring_build_settings", format_build_settings),
            ("proctoring_has_providers", _has_providers),
            ("proctoring_variable", format_variable),
            ("proctoring_words", format_words),
        ]
    )
    hooks.Filters.ENV_PATCHES.add_item(("openedx-dockerfile-pre-assets", DEFAULT_VARIABLE), priority=first)
    hooks.Filters.ENV_PATCHES.add_items(
        [
            # The last settings of each module.
            ("openedx-lms-production-settings", SETTINGS),
            ("openedx-cms-production-settings", SETTINGS),
            ("openedx-lms-development-settings", SETTINGS),
            ("openedx-cms-development-settings", SETTINGS),
            ("openedx-common-assets-settings", BUILD_SETTINGS),
            ("openedx-dockerfile-post-python-requirements", REQUIREMENTS),
            ("openedx-dockerfile-pre-assets", OWN_VARIABLE),
            ("openedx-dockerfile-pre-assets", WORKERS),
            ("openedx-dockerfile", BUILT),
        ],
        priority=last,
    )
    hooks.Filters.CLI_DO_COMMANDS.add_items([check, audit, doctor])
    # Errors stop the initialization before databases are migrated.
    hooks.Filters.CLI_DO_INIT_TASKS.add_items(
        [_run(service, "check", "--tag", "proctoring") for service in ("lms", "cms")], priority=first
    )


register()
