"""Advise what to do about a remaining name, according to the kind of file, and quote its line."""

from __future__ import annotations

import re
from dataclasses import replace

from proctoring_config.refactor.source import Leftover
from proctoring_config.text import escape_unprintable

_LONGEST_QUOTE = 120
_VENDOR = {"proctortrack", "verificient"}
_SETTING = {"create_zendesk_tickets", "createZendeskTickets"}

#: The kinds of files, in the order in which they are tried, with a pattern for their paths.
_KINDS = {
    "image": re.compile(r"(?:^|/)(?:Docker|Container)file[^/]*$|\.dockerfile$|(?:^|/)(?:docker-)?compose[^/]*\.ya?ml$"),
    "ci": re.compile(
        r"^\.(?:github|circleci|gitlab|buildkite|woodpecker)/|(?:^|/)(?:\.gitlab-ci|\.travis|azure-pipelines|appveyor)[^/]*"
        r"\.ya?ml$|(?:^|/)(?:Jenkinsfile[^/]*|tox\.ini|noxfile\.py)$"
    ),
    "documentation": re.compile(
        r"(?:^|/)docs?/.*\.(?:rst|md|txt|ya?ml|json)$|\.(?:rst|md)$|(?:^|/)(?=[^/]*(?:openapi|swagger))[^/]*\.(?:ya?ml|json)$"
    ),
    "lock": re.compile(r"\.lock$|(?:^|/)pnpm-lock\.yaml$"),
    "requirements": re.compile(r"(?:^|/)(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg)|environment\.ya?ml)$"),
    "style": re.compile(r"\.(?:scss|sass|css|less)$"),
    "script": re.compile(r"\.(?:[cm]?jsx?|[cm]?tsx?|vue|underscore)$"),
    "template": re.compile(r"\.(?:html?|mako|txt\.mako)$"),
}
_SETTINGS = re.compile(
    r"\.(?:ya?ml|json|toml|env)(?:\.\w+)?$|(?:^|/)(?:envs|(?<!models/)settings)/.*\.py$|(?:^|/)settings\w*\.py$"
)
_PROVIDER_LIST = "requires_escalation_email_providers of GET /api/contentstore/v1/proctored_exam_settings/"
_NAME_TODOS = {
    "image": "remove what the image installs or sets for the vendor, or keep it if you still use this provider",
    "ci": "remove what the job installs or runs for the vendor",
    "documentation": "describe the options of PROCTORING_BACKENDS instead of this vendor",
    "lock": "remove the vendor's plugin from the requirements, then write this file again with its tool",
    "requirements": "remove the vendor's plugin from the requirements, or keep it if you still use this provider",
    "style": "rename the class or the variable together with the templates and scripts that use it",
    "script": f"look the provider up in {_PROVIDER_LIST}, or remove it",
    "template": "pass the answer of requires_escalation_email or show_review_rules from the view, or reword the text",
    "settings": "run proctoring-config upgrade on this file, which adds the options of the entry; its name may stay",
}
_SETTING_TODOS = {
    "documentation": "remove it from the text or the specification, because the setting no longer exists",
    "script": "remove it, because the REST API and the course no longer have this setting",
    "template": "remove it, because the course no longer has this setting",
}

_REASONS = {
    "documentation": "this documentation is out of date",
    "settings": "fixers do not edit the settings of an instance",
}
_CONFIGURED = {
    True: re.compile(r"[\"']requires_escalation_email[\"']\s*:"),
    False: re.compile(r"\brequires_escalation_email[\"']?\s*:"),
}
#: Files whose lines are quoted. All others, such as settings, may hold secrets.
_QUOTED = re.compile(
    r"\.(?:py|html?|mako|underscore|[cm]?jsx?|[cm]?tsx?|vue|scss|sass|css|less|rst|md|in)$|(?:^|/)(?:Makefile|Dockerfile)$"
)
_SECRET = re.compile(r"secret|token|passw|credential|key|auth|://[^/\s]*@", re.IGNORECASE)


def detect_kind(path: str, text: str) -> str | None:
    """Return the kind of the file, by which :func:`advise` chooses; ``None`` for Python code and all other files."""
    kind = next((kind for kind, pattern in _KINDS.items() if pattern.search(path)), None)
    return kind or ("settings" if is_settings(path) and "PROCTORING_BACKENDS" in text else None)


def advise(leftover: Leftover, kind: str | None) -> Leftover:
    """Return ``leftover``, a remaining name in a file of this kind, with the reason and the advice for this kind."""
    todos = _NAME_TODOS if leftover.what in _VENDOR else _SETTING_TODOS if leftover.what in _SETTING else {}
    why = _REASONS.get(kind or "", leftover.why) if todos else leftover.why
    return replace(leftover, why=why, todo=todos.get(kind or "", leftover.todo))


def is_configured_entry(leftover: Leftover, text: str) -> bool:
    """Return whether ``leftover`` is the vendor's name in settings (``text``) that give the provider its options."""
    if leftover.what not in _VENDOR or detect_kind(leftover.path, text) != "settings":
        return False
    return bool(_CONFIGURED[leftover.path.endswith(".py")].search(text))


def quote_line(path: str, text: str, line: int) -> str:
    """
    Return a line of a file on one line of at most 120 characters.

    The result is empty if the file is not source code, is a settings file, or if the line may contain a secret or
    contains no word.
    """
    lines = text.split("\n")
    if not _QUOTED.search(path) or is_settings(path) or not 0 < line <= len(lines) or _SECRET.search(lines[line - 1]):
        return ""
    quote = escape_unprintable(lines[line - 1].strip())
    if not re.search(r"\w", quote):
        return ""
    return quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 3] + "..."


def is_settings(path: str) -> bool:
    """Return whether the file at ``path`` contains settings, or other values that may be secret, by its name."""
    return bool(_SETTINGS.search(path))
