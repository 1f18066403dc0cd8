"""A name from the command line -> the tree of that file."""

from __future__ import annotations

import re
from typing import NamedTuple

from proctoring_config.errors import UntreatableError
from proctoring_config.problems import described
from proctoring_config.settings_files import recognise
from proctoring_config.settings_files.reading import read
from proctoring_config.settings_files.source import Source, UnparsableError
from proctoring_config.settings_files.tree import Block
from proctoring_config.settings_files.values import is_elsewhere

_JSON = re.compile(r'\s*\{\s*(?:"|//|/\*|\}\s*$)')


class Document(NamedTuple):
    """A settings file: its source and the mapping of its settings."""

    source: Source
    root: Block


def load(name: str) -> Document:
    """
    Read and parse the file ``name`` (``-``: standard input): JSON if it is named or looks so, else YAML.

    An empty file has no settings. Raises UntreatableError, whose line names the file, the place and what it is.
    """
    return parsed(read(name))


def parsed(source: Source, *, encrypted: bool = False) -> Document:
    """
    Return the document of a file that has been read; all else is as :func:`load` has it.

    ``encrypted``: take a file of SOPS as well, in which the keys can be read.
    """
    _refuse(source, recognise.refusal_of_text(source))
    root, second = _parse(source)
    if not encrypted:
        _refuse(source, recognise.refusal_of_tree(root))
    if second is not None:
        _refuse(source, recognise.manifest(root))
        raise source.untreatable(second, "a second YAML document begins here: check one document at a time")
    if root is None:
        return Document(source, Block())
    if is_elsewhere(root):
        raise UntreatableError(f"{source.name}: resolved elsewhere as a whole: check the rendered file")
    if not isinstance(root, Block):
        raise UntreatableError(f"{source.name}: expected a mapping of settings, found {described(root)}")
    return Document(source, root)


def _parse(source: Source) -> tuple[object, int | None]:
    try:
        if is_json(source):
            from proctoring_config.settings_files.json_tree import parse_json

            return parse_json(source), None
        from proctoring_config.settings_files.yaml_tree import parse_yaml  # takes a while to import

        return parse_yaml(source)
    except UnparsableError as error:
        line, _ = source.position(error.offset)
        template = recognise.template_line(source, error.offset)
        if template is None:
            raise source.untreatable(error.offset, error.reason) from None
        cause = f" (line {line}: {error.reason})" if line > template + 1 else ""
        raise UntreatableError(
            f"{source.name}: contains template blocks, line {template}: check the rendered file{cause}"
        ) from None


def is_json(source: Source) -> bool:
    """Return whether a file is JSON, by its name or by how it begins."""
    return bool(source.text.strip()) and (source.name.endswith(".json") or bool(_JSON.match(source.text)))


def _refuse(source: Source, reason: str | None) -> None:
    if reason:
        raise UntreatableError(f"{source.name}: {reason}")
