"""
Find out where a settings file comes from: whether it can be edited and, if not, where the lines belong.

This is determined from the path and the text of the file; the tools that generated it are not called.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from proctoring_config.files.detect import refusal_of_tree, template_line
from proctoring_config.files.read import Document, is_json
from proctoring_config.files.source import Source

_TUTOR_PATH = re.compile(r"/env/apps/openedx/(?:config/[^/]+\.(?:yml|yaml|json)|settings/.+\.py)\Z")
_TUTOR_BUILD_PATH = re.compile(r"/env/build/openedx/settings/.+\.py\Z")
_BUILD_PATCH = re.compile(r"openedx-common-(?:assets|i18n)-settings")
_TUTOR_PLUGIN = re.compile(r"^[ \t]*(?:from tutor(?:\.\w+)* import |import tutor\b)", re.M)
_OWN_TUTOR_PLUGIN = "in a separate Tutor plugin, or in this one"


class FileOrigin(NamedTuple):
    """
    The origin of a file: ``where`` the lines belong, and their format, ``form``.

    ``not_edited`` is the reason why the file is not edited, or ``None`` if it can be. If ``by_word`` is set, the file
    cannot be read as settings, but its text can be searched for names. If ``is_hidden`` is set, it cannot be searched.
    If ``is_build`` is set, the settings are only read while Tutor builds an image.
    """

    not_edited: str | None
    where: str
    form: str
    by_word: bool = False
    is_hidden: bool = False
    is_build: bool = False

    @property
    def is_plugin(self) -> bool:
        """Whether the file is a Tutor plugin, which need not contain the setting."""
        return self.where == _OWN_TUTOR_PLUGIN


def is_rendered_by_tutor(name: str) -> bool:
    """Return whether Tutor renders the file with this name, so that ``tutor config save`` overwrites it."""
    path = _absolute(name)
    return bool(_TUTOR_PATH.search(path) or _TUTOR_BUILD_PATH.search(path))


def find_origin(source: Source, document: Document | None) -> FileOrigin:
    """Return the origin of a file that was read as settings (``document``), or could not be (``None``)."""
    form = "json" if is_json(source) else "yaml"
    path = _absolute(source.name)
    if _TUTOR_BUILD_PATH.search(path):
        return FileOrigin("rendered by Tutor", "in a Tutor plugin", "tutor", document is None, is_build=True)
    if _TUTOR_PATH.search(path):
        return FileOrigin("rendered by Tutor, which overwrites it", "in a Tutor plugin", "tutor", document is None)
    if source.name.endswith(".py"):
        if _TUTOR_PLUGIN.search(source.text):
            return FileOrigin("a Tutor plugin", _OWN_TUTOR_PLUGIN, "tutor", by_word=True)
        where = "at the end of the settings modules of LMS and Studio"
        return FileOrigin("a Python module", where, "python", by_word=True)
    if document:
        if refusal_of_tree(document.root):
            return FileOrigin("encrypted with SOPS", "where sops edit shows the file", form)
        if source.name == "<stdin>":
            return FileOrigin("read from standard input", "in the original file", form)
        return FileOrigin(None, "in the file", form)
    if source.text.startswith("$ANSIBLE_VAULT;"):
        where = "where ansible-vault edit shows the file"
        return FileOrigin("encrypted with Ansible Vault", where, form, is_hidden=True)
    if template_line(source, len(source.text)):
        return FileOrigin("a template", "in the template, or in the values that fill it", form, by_word=True)
    return FileOrigin("not a single YAML or JSON document", "in the file, once it can be read", form)


def inside_text(origin: FileOrigin, where: str, text: Source | None) -> FileOrigin:
    """Return the origin of a setting in a ``text`` at the path ``where``, as in ConfigMaps and Tutor's plugins."""
    is_build = bool(_BUILD_PATCH.search(where))
    if origin.form == "tutor":
        return origin._replace(by_word=False, is_build=is_build)
    if where.startswith("patches["):
        return FileOrigin("a Tutor plugin", _OWN_TUTOR_PLUGIN, "tutor", is_build=is_build)
    form = "json" if text and is_json(text) else "yaml"
    return origin._replace(not_edited="a text inside another file", where=f"in the text {where}", form=form)


def part_of_file(origin: FileOrigin) -> FileOrigin:
    """Return the origin of a setting in one of several documents, or in a list."""
    return origin._replace(not_edited="only a part of the file")


def placeholder(origin: FileOrigin) -> FileOrigin:
    """Return the origin of a file in which the whole setting is another tool's placeholder."""
    reason, where = "filled in by another tool", "where that tool gets it from"
    return origin._replace(not_edited=reason, where=where, is_hidden=True)


def set_by_code(origin: FileOrigin) -> FileOrigin:
    """Return the origin of a Python module in which only code that is not run knows the whole setting."""
    return origin._replace(by_word=False, is_hidden=True)


def _absolute(name: str) -> str:
    return os.path.abspath(name).replace(os.sep, "/")
