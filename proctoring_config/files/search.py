"""
Find every setting in a file: where the platform reads it, under the keys of other tools, and in texts.

The platform reads ``PROCTORING_BACKENDS`` at the top level. Ansible and Helm write it under another key, Tutor's
plugins and ConfigMaps into a text. Under any other key it is not read, which is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from proctoring_config.files import detect, misplaced
from proctoring_config.files.embedded import decode_base64, text_of
from proctoring_config.files.misplaced import SETTING, is_name
from proctoring_config.files.read import Document, describe_failure, is_python, parse
from proctoring_config.files.setting import Setting, find_setting
from proctoring_config.files.source import FileError, Source, UnparsableError
from proctoring_config.files.tree import Entry, ListNode, MappingNode, Node, ScalarNode, walk
from proctoring_config.files.values import is_unresolved
from proctoring_config.problems import Problem, format_path

_DEEPEST_TEXT = 3
_MOST_TEXTS = 1_000
_WORD = re.compile(r"proctoring_?backends", re.IGNORECASE)
_STEM = re.compile(r"proctoring_?backend", re.IGNORECASE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
_PYTHON = re.compile(r"^[ \t]*(?:\w+\.)*PROCTORING_BACKENDS\b\s*(?:\|?=|\[|\.\w)", re.MULTILINE)
_AS_KEY = re.compile(r"""proctoring_?backends["'\\]*\s*(?:[:=\[|]|\.\w)""", re.IGNORECASE)
# Patches of Tutor for both LMS and Studio; the texts of a plugin in Python are in a list.
_PATCH_OF_BOTH = re.compile(r"patches\['(?!(?:openedx-)?(?:lms|cms)-)|(?:openedx|common)-(?!lms-|cms-)")
_SETTINGS_PATCH = re.compile(r"-settings\Z")
_FEATURES_PATCH = re.compile(r"-env-features\Z")

_Path = tuple[Hashable, ...]


class FoundSetting(NamedTuple):
    """
    A ``setting`` in ``document``, which is the whole file unless ``text`` names the text that contains it.

    ``assumed`` is the path if it is neither the platform's nor chosen by the user. ``is_part`` tells whether
    ``document`` is only a part of the file.
    """

    document: Document
    setting: Setting
    text: str | None = None
    assumed: str | None = None
    is_part: bool = False

    @property
    def is_compared(self) -> bool:
        """Whether it is the whole setting of LMS or Studio, as a patch of both is not."""
        return not self.text or not _PATCH_OF_BOTH.match(self.text)


class MisplacedSetting(NamedTuple):
    """A ``problem``: the setting is at ``entry``, where the platform does not read it."""

    problem: Problem
    entry: Entry


class UnreadText(NamedTuple):
    """
    An ``error`` about what may be the setting, but was not read.

    ``where`` is the path of the text that contains it, if it is in one. ``source`` can be searched for words; it is
    ``None`` if it is encoded, or if the error is about a key.
    """

    error: FileError
    where: str | None = None
    source: Source | None = None


@dataclass
class Found:
    """Everything in a file that is, or may be, the setting. Nothing at all means that there is no setting."""

    settings: list[FoundSetting] = field(default_factory=list)
    misplaced: list[MisplacedSetting] = field(default_factory=list)
    unread: list[UnreadText] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.settings or self.misplaced or self.unread)


def find_settings(document: Document, paths: Sequence[tuple[str, ...]] = ()) -> Found:
    """
    Return the settings in ``document``.

    With ``paths``, these are the settings at the paths, and a path that does not exist is an error in ``unread``.
    Without, they are those that the platform and other tools read, and what looks like the setting elsewhere.
    """
    search = _Search(paths)
    for number, one in enumerate((document, *document.more)):
        search.look_into(one, is_part=bool(number or document.more))
    found = search.found
    missing = [path for path in paths if not any(one.setting.path == path for one in found.settings)]
    if not found.unread:
        reason = "not found; pass a --key that is in the file"
        name = document.source.name
        found.unread += [UnreadText(FileError(name, f"{'.'.join(path)} {reason}")) for path in missing]
    if not found and search.mention:
        found.unread.append(search.mention)
    return found


class _Search:
    def __init__(self, paths: Sequence[tuple[str, ...]]) -> None:
        self.found = Found()
        self.mention: UnreadText | None = None
        self._paths = paths
        self._seen: set[int] = set()
        self._texts: set[int] = set()
        self._documents: list[Document] = []  # kept, because their nodes are known by id

    def look_into(self, document: Document, *, text: str | None = None, level: int = 0, is_part: bool = False) -> None:
        """Find the settings in a document, which is the ``text`` in another one if that is not ``None``."""
        self._documents.append(document)
        settings = [one for path in self._paths or [(SETTING,)] if (one := find_setting(document, path))]
        self.found.settings += [FoundSetting(document, one, text, is_part=is_part) for one in settings]
        assumed: list[FoundSetting] = []
        texts: list[tuple[_Path, Entry]] = []
        for part, path, entry in self._entries(document):
            is_similar = not self._paths and misplaced.is_similar(str(path[-1]))
            if is_similar:
                problem = misplaced.find_misplacement(part.root, path, is_beside=bool(settings))
                if problem:
                    self.found.misplaced.append(MisplacedSetting(problem, entry))
            if settings:
                continue
            is_inner = part.root is not document.root
            if (
                is_similar
                and misplaced.is_of_another_tool(part.root, path, is_inner=is_inner)
                and not _is_text(entry.node)
            ):
                assumed += _assume(part, path, text, is_part or is_inner)
            elif isinstance(entry.node, ScalarNode) and _is_text(entry.node) and id(entry.node) not in self._texts:
                self._texts.add(id(entry.node))
                if _is_encoded(part.root, path) and _STEM.search(_decode(entry.node.value)):
                    self._refuse_encoded(path, entry)
                elif misplaced.is_similar(entry.node.value):
                    texts.append((path, entry))
        if len(assumed) > 1:
            self._refuse_ambiguous(assumed)
        else:
            self.found.settings += assumed
        for path, entry in texts:
            self._look_into_text(path, entry, level)
        if not self.found and self.mention is None:
            self.mention = _find_mention(document)

    def _entries(self, document: Document) -> Iterator[tuple[Document, _Path, Entry]]:
        """
        Yield all entries below a document once, with their paths.

        Mappings in lists, and below keys that are not names, are documents of their own.
        """
        pending: list[tuple[Document, _Path, Node]] = [(document, (), document.root)]
        while pending:
            part, path, node = pending.pop()
            if id(node) in self._seen:
                continue
            self._seen.add(id(node))
            below: list[tuple[Document, _Path, Node]] = []
            if isinstance(node, ListNode):
                for item in node.items:
                    root = item if isinstance(item, MappingNode) else MappingNode(0, 0)
                    below.append((Document(document.source, root), (), item))
            elif isinstance(node, MappingNode):
                for key, entry in node.entries.items():
                    if is_name(key):
                        yield part, (*path, key), entry
                        below.append((part, (*path, key), entry.node))
                    else:
                        root = entry.node if isinstance(entry.node, MappingNode) else MappingNode(0, 0)
                        below.append((Document(document.source, root), (), entry.node))
            pending += reversed(below)

    def _look_into_text(self, path: _Path, entry: Entry, level: int) -> None:
        if level == _DEEPEST_TEXT or not isinstance(entry.node, ScalarNode):
            return
        if len(self._documents) > _MOST_TEXTS:
            if not self.found.unread:
                reason = f"more than {_MOST_TEXTS:,} texts that may contain the setting"
                self.found.unread.append(UnreadText(entry.source.error_at(entry.offset, reason)))
            return
        source = text_of(entry.node, entry.source, str(path[-1]))
        where = format_path(path)
        try:
            document = parse_text(source, where)
        except FileError as error:
            if _AS_KEY.search(_without_comments(source.text)):
                self.found.unread.append(UnreadText(error, where, source))
            return
        before = len(self.found.settings)
        self.look_into(document, text=where, level=level + 1, is_part=True)
        if _FEATURES_PATCH.search(str(path[-1])) and not self._paths:
            for one in self.found.settings[before:]:
                problem = misplaced.move_to_top_level(one.setting.path)
                self.found.misplaced.append(MisplacedSetting(problem, one.setting.entry))
            del self.found.settings[before:]

    def _refuse_encoded(self, path: _Path, entry: Entry) -> None:
        reason = (
            f"base64 in {format_path(path)} contains the setting; decode it (base64 -d) and pipe it to this command, "
            "with - as the file"
        )
        error = entry.source.error_at(entry.offset, reason)
        self.found.unread.append(UnreadText(error, format_path(path)))

    def _refuse_ambiguous(self, assumed: Sequence[FoundSetting]) -> None:
        first = assumed[0].setting.entry
        keys = ", ".join(f"{one.assumed} (line {one.setting.entry.position[0]})" for one in assumed[:5])
        reason = f"several keys may be the setting: {keys}; pass --key for each that LMS or Studio reads"
        self.found.unread.append(UnreadText(first.source.error_at(first.offset, reason)))


def _assume(document: Document, path: _Path, text: str | None, is_part: bool) -> Iterator[FoundSetting]:
    names = tuple(map(str, path))
    setting = find_setting(document, names)
    if setting:
        yield FoundSetting(document, setting, text, ".".join(names), is_part)


def _find_mention(document: Document) -> UnreadText | None:
    """Return the first key or value that mentions the setting outside of comments."""
    source = document.source
    mention = _WORD.search(_without_comments(source.text))
    if mention and is_python_text(source):
        reason = f"{SETTING} is changed by code, which is not run; run manage.py check --tag proctoring instead"
        return UnreadText(source.error_at(mention.start(), reason), source=source)
    if "\\" not in source.text and not mention:
        return None
    for node in walk(document.root) if document.root.pairs else ():
        if not isinstance(node, ScalarNode) or node.inside:
            continue
        found = _WORD.search(_without_comments(source.text[node.start : node.end]))
        if found or (isinstance(node.value, str) and _WORD.search(_without_comments(node.value))):
            reason = (
                f"{SETTING} is mentioned here, but it is not a key that can be checked; check the settings file that "
                "LMS and Studio read"
            )
            error = source.error_at(node.start + (found.start() if found else 0), reason)
            return UnreadText(error, source=source)
    return None


def _is_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and isinstance(node.value, str) and not is_unresolved(node)


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda comment: " " * len(comment.group()), text)


def parse_text(source: Source, where: str) -> Document:
    """Return the settings in the text ``source`` at the path ``where`` of another file. Raises FileError."""
    try:
        if is_python_text(source):
            return _parse_python(source)
        return parse(source)
    except FileError as error:
        line, column = (error.line, error.column) if error.line else source.position(_key_offset(source))
        raise FileError(source.name, f"in the text {where}: {error.reason}", line, column, error.hint) from None


def is_python_text(source: Source) -> bool:
    """Return whether a file, or a text as in the patches of settings modules, is Python."""
    name = source.file_name
    return is_python(name) or bool(_SETTINGS_PATCH.search(name)) or bool(_PYTHON.search(source.text))


def _parse_python(source: Source) -> Document:
    from proctoring_config.files.read_python import parse_python

    try:
        return Document(source, parse_python(source, is_whole=is_python(source.file_name)))
    except UnparsableError as error:
        raise describe_failure(source, error) from None


def _key_offset(source: Source) -> int:
    found = _AS_KEY.search(_without_comments(source.text))
    return found.start() if found else 0


def _is_encoded(root: MappingNode, path: _Path) -> bool:
    kind = detect.manifest_kind(root)
    return (kind == "Secret" and path[:1] == ("data",)) or (kind == "ConfigMap" and path[:1] == ("binaryData",))


def _decode(text: str) -> str:
    return decode_base64(text).decode(errors="replace")
