"""
Detect files that are not settings in plain text: templates, encrypted files, manifests.

The messages name the kind of file, and what to check instead.
"""

from __future__ import annotations

import re

from proctoring_config.files.source import Source
from proctoring_config.files.tree import Node, ScalarNode, child

_QUOTE_OR_COMMENT = re.compile(r"""["']|(?:^|\s)\#""", re.VERBOSE)
_REST_OF_STRING = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile("[^']*'")}
_TEMPLATE = re.compile(r"\{[{%#]|<%|^\s*%\{")


def refusal_of_text(source: Source) -> str | None:
    """Return the reason why a text cannot be parsed as settings, or ``None``."""
    if source.text.startswith("$ANSIBLE_VAULT;"):
        return "encrypted with Ansible Vault; pipe the output of ansible-vault view to this command, with - as the file"
    return None


def template_line(source: Source, offset: int) -> int | None:
    """Return the last line up to ``offset`` with a template block outside of quotes and comments."""
    last, _ = source.position(offset)
    lines = range(last, 0, -1)
    return next((number for number in lines if _TEMPLATE.search(_without_strings(source.line(number)))), None)


def _without_strings(line: str) -> str:
    """Return a line without quoted strings and comments, in linear time: a quote that is not closed is tried once."""
    parts, at = [], 0
    unclosed: set[str] = set()
    while found := _QUOTE_OR_COMMENT.search(line, at):
        quote = found.group()
        parts.append(line[at : found.start()])
        if quote not in _REST_OF_STRING:
            return " ".join(parts)
        string = None if quote in unclosed else _REST_OF_STRING[quote].match(line, found.end())
        if string is None:
            unclosed.add(quote)
        at = string.end() if string else found.end()
    return " ".join([*parts, line[at:]])


def refusal_of_tree(root: Node | None) -> str | None:
    """Return the reason why the values in ``root`` cannot be checked, or ``None``."""
    if child(child(root, "sops"), "mac") is not None:
        return "encrypted with SOPS; pipe the output of sops -d to this command, with - as the file"
    return None


def manifest_kind(root: Node | None) -> str | None:
    """Return the kind of a Kubernetes manifest, or ``None`` if ``root`` is not one."""
    return _text(root, "kind") if _text(root, "apiVersion") is not None else None


def _text(node: Node | None, key: str) -> str | None:
    found = child(node, key)
    return found.value if isinstance(found, ScalarNode) and isinstance(found.value, str) else None
