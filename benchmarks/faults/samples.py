"""Healthy settings in every form in which operators keep them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.faults.entries import ROOT, Text

_TOP = Path(__file__).parent.parent.parent
#: Files of the corpus that have no problem, reviewed by hand. The expected files are the result of an upgrade.
CORPUS = (
    "demo/settings_files/lms.yml",
    "demo/settings_files/cms.yml",
    *(
        f"tests/upgrade/corpus/{name}"
        for name in (
            "already.yml",
            "already_otherwise.yml",
            "anchor_harmless.yml.expected",
            "comments_everywhere.yml.expected",
            "crlf.yml.expected",
            "document_markers.yml.expected",
            "double_quotes.yml.expected",
            "escaped.env.json.expected",
            "flow_one_line.yml.expected",
            "flow_several_lines.yml.expected",
            "json_in_yaml.yml.expected",
            "merge_of_defaults.yml.expected",
            "minified.env.json.expected",
            "no_final_newline.yml.expected",
            "non_ascii.yml.expected",
            "single_quotes.yml.expected",
            "values_over_several_lines.yml.expected",
        )
    ),
)
_REST = {
    "base_url": "https://proctor.example.com",
    "client_id": "007",
    "client_secret": "not-a-secret",
    "token_expiration_time": 300,
    "timeout": 20,
    "needs_oauth": True,
    "has_dashboard": False,
    "verbose_name": "no",
    "passing_statuses": ["verified", "satisfactory"],
    "LINK_URLS": {"contact": "https://proctor.example.com/contact", "faq": "https://proctor.example.com/faq"},
    "requires_escalation_email": True,
    "show_review_rules": False,
}
_RPNOW = {
    "organization": "no",
    "exam_sponsor": "Example Academy",
    "exam_register_endpoint": "https://rpnow.example.com/exams",
    "secret_key_id": "2026",
    "secret_key": "not-a-key",
    "crypto_key": "0123456789abcdef0123456789abcdef",
    "software_download_url": "https://rpnow.example.com/download",
    "send_email": False,
    "show_review_rules": True,
}
_VENDOR = {
    "base_url": "https://proctortrack.example.com",
    "client_id": "library",
    "client_secret": "not-a-secret",
    "tech_support_email": "help@library.example",
    "allow_honor_mode": True,
    "requires_escalation_email": True,
    "show_review_rules": False,
}
#: Values that have everything that a fault needs.
VALUES: tuple[dict[str, object], ...] = (
    {"DEFAULT": "acme", "acme": _REST, "null": {}},
    {"DEFAULT": "software_secure", "null": {"show_review_rules": False}, "mock": {}, "software_secure": _RPNOW},
    {"DEFAULT": "proctortrack", "proctortrack": _VENDOR, "null": {}, "360": {"show_review_rules": True}},
)


class Sample(NamedTuple):
    """A healthy text and where it comes from."""

    name: str
    text: Text


class Form(NamedTuple):
    """
    A way to keep settings in a file.

    ``wrap`` returns the text of the file for the text of the settings; it adds lines before it and indents it.
    """

    name: str
    file: str
    language: str
    wrap: Callable[[str], str]
    lines: int = 0
    columns: int = 0


def _indented(head: str, width: int) -> Callable[[str], str]:
    def wrap(text: str) -> str:
        lines = text.split("\n")
        return head + "\n".join(" " * width + line if line.strip() else line for line in lines)

    return wrap


_SWITCH = "ENABLE_PROCTORED_EXAMS"
#: What Ansible's playbooks of edx-platform prefix, as far as the benchmark needs it.
_PREFIXED = re.compile(r"""(?mi)^(["']?)(?=PROCTO?R|FEATURES)""")
_TUTOR = "name: proctoring\nversion: 1.0.0\npatches:\n  openedx-auth: |\n"
_CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: edxapp\ndata:\n  lms.env.yml: |\n"
FORMS = (
    Form("YAML block", "lms.yml", "block", str),
    Form("YAML flow", "lms.yml", "flow", str),
    Form("JSON", "lms.env.json", "json", str),
    Form("Tutor patch", "plugin.yml", "block", _indented(_TUTOR, 4), 4, 4),
    Form("Ansible", "vars.yml", "block", lambda text: _PREFIXED.sub(r"\1EDXAPP_", text)),
    Form("Helm", "values.yaml", "block", _indented("spec:\n  values:\n", 4), 2, 4),
    Form("ConfigMap", "configmap.yaml", "block", _indented(_CONFIG_MAP, 4), 6, 4),
    Form("Python", "production.py", "python", str),
)


def samples(form: Form) -> Iterator[Sample]:
    """Yield the healthy texts for ``form``: made from values, and those of the corpus in this language."""
    for number, value in enumerate(VALUES):
        yield Sample(f"value {number}", Text(form.language, render(form.language, value)))
    for name in CORPUS:
        text = (_TOP / name).read_bytes().decode("utf-8-sig")
        is_wrapped = form.wrap is not str
        if is_wrapped and ("\r" in text or (form.columns and text.startswith(("---", "%")))):
            continue
        if _language(name, text) == form.language:
            yield Sample(name, _with_exams(Text(form.language, text)))


def _with_exams(text: Text) -> Text:
    """Return the text with proctored exams switched on, unless it says nothing about features."""
    if text.find("FEATURES") is None or text.find("FEATURES", _SWITCH):
        return text
    return text.insert(("FEATURES",), _SWITCH, "true")


def _language(name: str, text: str) -> str:
    if name.removesuffix(".expected").endswith(".json"):
        return "json"
    node = next((value for key, value in yaml.compose(text).value if key.value == ROOT), None)
    return "flow" if node is not None and node.flow_style else "block"


def render(language: str, backends: dict[str, object]) -> str:
    """Return a settings file in the language with the value and some neighbors."""
    settings: dict[str, object] = {
        "PLATFORM_NAME": "Example Academy",
        "FEATURES": {"ENABLE_SPECIAL_EXAMS": True, _SWITCH: True},
        ROOT: backends,
        "PROCTORING_SETTINGS": {"LINK_URLS": {"faq": "https://academy.example/faq"}},
        "LMS_BASE": "courses.academy.example",
    }
    if language == "json":
        return json.dumps(settings, indent=2) + "\n"
    if language == "python":
        return "".join(f"{name} = {_braces(value, '    ', 0, True)}\n" for name, value in settings.items())
    if language == "block":
        return yaml.safe_dump(settings, sort_keys=False, width=1000)
    return "".join(f"{name}: {_braces(value, '  ', 0, False)}\n" for name, value in settings.items())


def _plain(value: object) -> str:
    return yaml.safe_dump(value, default_flow_style=True, width=1000).removesuffix("...\n").strip()


def _braces(value: object, indent: str, depth: int, quote: bool) -> str:
    if not isinstance(value, dict) or not value:
        return json.dumps(value) if quote and isinstance(value, str) else (repr(value) if quote else _plain(value))
    inner = "".join(
        f"{indent * (depth + 1)}{json.dumps(key) if quote else _plain(key)}: "
        f"{_braces(item, indent, depth + 1, quote)},\n"
        for key, item in value.items()
    )
    return "{\n" + inner + indent * depth + "}"
