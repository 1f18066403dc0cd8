"""
Files that are not settings in plain text: templates, encrypted files, manifests.

Each is named as what it is, with what to check instead.
"""

from __future__ import annotations

import re

from proctoring_config.files.source import Source
from proctoring_config.files.tree import Node, Scalar, child

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|(?:^|\s)\#.*""", re.VERBOSE)
_TEMPLATE = re.compile(r"\{[{%#]|<%|^\s*%\{")


def refusal_of_text(source: Source) -> str | None:
    """Return why a text is not to be parsed, or ``None``."""
    if source.text.startswith("$ANSIBLE_VAULT;"):
        return "encrypted with Ansible Vault: give what ansible-vault view prints to standard input and name it -"
    if source.name.endswith(".py"):
        return "a Python module: manage.py check --tag proctoring judges what Django makes of it"
    return None


def template_line(source: Source, offset: int) -> int | None:
    """Return the last line, down to ``offset``, that holds a template's block outside quotes and comments."""
    last, _ = source.position(offset)
    lines = range(last, 0, -1)
    return next((number for number in lines if _TEMPLATE.search(_QUOTED.sub(" ", source.line(number)))), None)


def refusal_of_tree(root: Node | None) -> str | None:
    """Return why the values in ``root`` say nothing, or ``None``."""
    if child(child(root, "sops"), "mac") is not None:
        return "encrypted with SOPS: give what sops -d prints to standard input and name it -"
    return None


def manifest(root: Node | None) -> str | None:
    """Return what to say of ``root`` if it is a Kubernetes manifest, or ``None``."""
    kind = _text(root, "kind")
    if kind is None or _text(root, "apiVersion") is None:
        return None
    if kind in ("ConfigMap", "Secret"):
        return f"a Kubernetes {kind}: the settings are text inside data, check that text"
    return "a Kubernetes manifest: check the settings file that it mounts, or name settings inside it with --key"


def _text(node: Node | None, key: str) -> str | None:
    found = child(node, key)
    return found.value if isinstance(found, Scalar) and isinstance(found.value, str) else None
