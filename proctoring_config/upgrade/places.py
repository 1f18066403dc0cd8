"""
Where settings come from: which files are not edited themselves, why, and where the lines belong instead.

A file is recognised by its path and text; nothing is asked of the tools that made it.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from proctoring_config.settings_files.loading import Document, is_json
from proctoring_config.settings_files.recognise import refusal_of_tree, template_line
from proctoring_config.settings_files.source import Source

_TUTOR_PATH = re.compile(r"/env/apps/openedx/(?:config/[^/]+\.(?:yml|yaml|json)|settings/.+\.py)\Z")
_TUTOR_PLUGIN = re.compile(r"^[ \t]*(?:from tutor(?:\.\w+)* import |import tutor\b)", re.M)
_MANIFEST = re.compile(r"^apiVersion:.*(?:\r\n|[\r\n]|\Z)", re.M)
_SECRET = re.compile(r"^kind:[ \t]*[\"']?Secret\b", re.M)


class Place(NamedTuple):
    """
    Why a file is ``not_edited`` (``None``: it may be edited), ``where`` the lines belong and in which ``form``.

    ``by_word``: the file cannot be read as settings, but a word that stands in it can be found; ``is_hidden``: not
    even that.
    """

    not_edited: str | None
    where: str
    form: str
    by_word: bool = False
    is_hidden: bool = False


def place_of(source: Source, document: Document | None) -> Place:
    """Return what is known of a file that was read as settings (``document``), or could not be (``None``)."""
    form = "json" if is_json(source) else "yaml"
    if _TUTOR_PATH.search(os.path.abspath(source.name).replace(os.sep, "/")):
        reason = "rendered by Tutor, which writes it anew"
        return Place(reason, "in a Tutor plugin", "tutor", by_word=document is None)
    if source.name.endswith(".py"):
        if _TUTOR_PLUGIN.search(source.text):
            return Place("a Tutor plugin", "in a Tutor plugin of their own, or in this one", "tutor", by_word=True)
        where = "at the end of the settings modules of LMS and Studio"
        return Place("a Python module", where, "python", by_word=True)
    if document:
        if refusal_of_tree(document.root):
            return Place("encrypted with SOPS", "where sops edit shows the file", form)
        if source.name == "<stdin>":
            return Place("read from standard input", "in the file that it came from", form)
        return Place(None, "in the file", form)
    if source.text.startswith("$ANSIBLE_VAULT;"):
        return Place("encrypted with Ansible Vault", "where ansible-vault edit shows the file", form, is_hidden=True)
    if _MANIFEST.search(source.text):
        is_hidden = bool(_SECRET.search(source.text))
        return inside_manifest(Place(None, "", form, not is_hidden, is_hidden))
    if template_line(source, len(source.text)):
        return Place("a template", "in the template, or in the values that it is rendered from", form, by_word=True)
    return Place("not one document of YAML or JSON", "in the file, once it can be read", form)


def inside_manifest(place: Place) -> Place:
    """Return the place of settings that are text inside a Kubernetes manifest."""
    return place._replace(not_edited="a Kubernetes manifest", where="in the text inside data")


def inside_text(document: Document) -> Place:
    """Return the place of a setting that is part of a text, as in Tutor's plugins of YAML."""
    if "patches" in document.root.entries:
        return Place("a Tutor plugin", "in a Tutor plugin of their own, or in this one", "tutor", by_word=True)
    return Place("a text inside another file", "in that text", "yaml", by_word=True)


def filled_in(place: Place) -> Place:
    """Return the place of a file in which the setting as a whole is a placeholder of another tool."""
    reason, where = "filled in by another tool", "where that tool has it from"
    return place._replace(not_edited=reason, where=where, is_hidden=True)
