"""
Find every setting in a file: where the platform reads it, under the keys of other tools, and in texts.

The platform reads ``PROCTORING_BACKENDS`` at the top level. Ansible and Helm write it under another key, Tutor's
plugins and ConfigMaps into a text. Under any other key it is not read, which is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from proctoring_config.files import detect, misplaced, services
from proctoring_config.files.embedded import decode_base64, text_of
from proctoring_config.files.found import Found, FoundSetting, MisplacedSetting, ServiceText, UnreadText
from proctoring_config.files.misplaced import is_name
from proctoring_config.files.quotes import find_enclosing_quotes
from proctoring_config.files.read import Document, is_python
from proctoring_config.files.setting import find, find_setting
from proctoring_config.files.source import FileError
from proctoring_config.files.texts import find_mention, has_key, is_python_text, parse_text
from proctoring_config.files.tree import Entry, ListNode, MappingNode, Node, ScalarNode
from proctoring_config.files.values import is_unresolved
from proctoring_config.options import SETTING
from proctoring_config.problems import format_path

_DEEPEST_TEXT = 3
_MOST_TEXTS = 1_000
_NEIGHBOR = re.compile("FEATURES|EXAMS|PROCTORING_SETTINGS")
_STEM = re.compile(r"proctoring_?backend", re.IGNORECASE)

_Path = tuple[Hashable, ...]


def find_settings(document: Document, paths: Sequence[tuple[str, ...]] = ()) -> Found:
    """
    Return the settings in ``document``.

    With ``paths``, these are the settings at the paths, and a path that does not exist is an error in ``unread``.
    Without, they are those that the platform and other tools read, and what looks like the setting elsewhere.
    """
    search = _Search(paths)
    for number, one in enumerate((document, *document.more)):
        search.look_into(one, is_part=bool(number or document.more))
    search.add_neighbors()
    found = search.found
    missing = [path for path in paths if not any(one.setting.path == path for one in found.settings)]
    if not found.unread:
        reason = "not found; pass a --key that is in the file"
        name = document.source.name
        found.unread += [UnreadText(FileError(name, f"{'.'.join(path)} {reason}")) for path in missing]
    if found.settings:
        found.misplaced = [one._replace(problem=misplaced.ignore(one.problem)) for one in found.misplaced]
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
        self._patches: list[tuple[services.Patch, Entry]] = []
        self._documents: list[Document] = []  # kept, because their nodes are known by id

    def look_into(
        self,
        document: Document,
        *,
        text: str | None = None,
        text_path: _Path = (),
        level: int = 0,
        is_part: bool = False,
    ) -> None:
        """Find the settings in a document, which is the ``text`` at a path of another one if that is not ``None``."""
        self._documents.append(document)
        service = services.find_service(text_path) if text_path else None
        patch = str(text_path[-1]) if services.is_patch(text_path) else None
        settings = [one for path in self._paths or [(SETTING,)] if (one := find_setting(document, path))]
        used = [one if self._paths else misplaced.follow(document, one) for one in settings]
        self.found.settings += [
            FoundSetting(document, one, text, None if one is setting else ".".join(one.path), is_part, service, patch)
            for one, setting in zip(used, settings, strict=True)
        ]
        in_python = is_python_text(document.source)
        assumed: list[FoundSetting] = []
        texts: list[tuple[_Path, Entry]] = []
        not_read: list[tuple[_Path, MisplacedSetting]] = []
        for part, path, entry in self._entries(document):
            is_similar = not self._paths and misplaced.is_similar(str(path[-1]))
            if is_similar and in_python and len(path) == 1:
                is_similar = not _is_variable(str(path[-1]), document, is_beside=bool(settings))
            if is_similar:
                problem = misplaced.find_misplacement(part.root, path, is_beside=bool(settings))
                value = None if settings or misplaced.is_old(path) else find_setting(part, tuple(map(str, path)))
                not_read += [(path, MisplacedSetting(problem, entry, value))] if problem else []
            if settings:
                continue
            is_inner = part.root is not document.root
            if (
                is_similar
                and misplaced.is_of_another_tool(part.root, path, is_inner=is_inner)
                and not _is_text(entry.node)
            ):
                assumed += _assume(part, path, text, is_part or is_inner, service)
            elif isinstance(entry.node, ScalarNode) and _is_text(entry.node) and id(entry.node) not in self._texts:
                self._texts.add(id(entry.node))
                self._note_text(path, entry)
                if _is_encoded(part.root, path) and _STEM.search(_decode(entry.node.value)):
                    self._refuse_encoded(path, entry)
                elif misplaced.is_similar(entry.node.value):
                    texts.append((path, entry))
        candidates = [*settings, *(one.setting for one in assumed)]
        self.found.misplaced += [
            found for path, found in not_read if not any(misplaced.mentions(one, path) for one in candidates)
        ]
        assumed = [
            found._replace(setting=used, assumed=".".join(used.path))
            for found in assumed
            if not any(misplaced.mentions(found.setting, one.path) for one in candidates)
            for used in [misplaced.follow(found.document, found.setting)]
        ]
        if len(assumed) > 1:
            self._refuse_ambiguous(assumed)
        else:
            self.found.settings += assumed
            self.found.service_texts += _find_other_side(document, assumed)
        if services.is_whole(text_path) and not (settings or assumed or self._paths):
            self.found.without.append(document)
        for path, entry in texts:
            self._look_into_text(path, entry, level)
        if not self.found and self.mention is None:
            self.mention = find_mention(document)

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
                is_patches = path == (services.PATCHES_KEY,) and is_python(document.source.file_name)
                for item in node.items:
                    root = item if isinstance(item, MappingNode) else MappingNode(0, 0)
                    below.append((Document(document.source, root), path if is_patches else (), item))
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
            if has_key(source):
                cause = find_enclosing_quotes(entry, where, SETTING) or error
                self.found.unread.append(UnreadText(cause, where, source))
            return
        before = len(self.found.settings)
        self.look_into(document, text=where, text_path=path, level=level + 1, is_part=True)
        if self._paths:
            return
        found = self.found.settings[before:]
        own = [one for one in found if one.text == where]
        patch, problem = services.find_patch_at(path), None
        if own:
            problem = services.check_patch(path, is_python=is_python_text(source), file=entry.source.text)
        if problem:
            self.found.misplaced += [MisplacedSetting(problem, entry, one.setting) for one in own]
        elif patch and patch.is_features:
            for one in own:
                problem = services.move_out_of_features(one.setting.path, str(path[-1]))
                self.found.misplaced.append(MisplacedSetting(problem, one.setting.entry, one.setting))
        if problem:
            self.found.settings[before:] = [one for one in found if one.text != where]

    def _note_text(self, path: _Path, entry: Entry) -> None:
        """Remember a patch of Tutor, or a text with the settings of LMS or Studio."""
        if patch := services.find_patch_at(path):
            self._patches.append((patch, entry))
        elif service := services.find_service(path):
            self.found.service_texts.append(ServiceText(service, entry))

    def add_neighbors(self) -> None:
        """Add to the settings in patches of Tutor the mappings of other patches that belong to the same service."""
        numbers = [number for number, one in enumerate(self.found.settings) if one.patch and one.service]
        read = ((patch, entry, _read_neighbors(patch, entry)) for patch, entry in (self._patches if numbers else ()))
        mappings = [(patch, entry, mapping) for patch, entry, mapping in read if mapping]
        for number in numbers:
            one = self.found.settings[number]
            beside = tuple(
                mapping
                for patch, entry, mapping in mappings
                if (entry.key != one.patch and services.BOTH in (patch.service, one.service))
                or patch.service == one.service
            )
            self.found.settings[number] = one._replace(setting=one.setting._replace(beside=beside))

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


def _assume(
    document: Document, path: _Path, text: str | None, is_part: bool, service: str | None
) -> Iterator[FoundSetting]:
    names = tuple(map(str, path))
    setting = find_setting(document, names)
    if setting:
        service = service or next((name for name in names if services.other_service(name)), None)
        yield FoundSetting(document, setting, text, ".".join(names), is_part, service)


def _find_other_side(document: Document, assumed: Sequence[FoundSetting]) -> Iterator[ServiceText]:
    """Yield the mapping of Studio beside that of the LMS with the setting, or the other way round."""
    for one in assumed:
        path = one.setting.path
        for number, name in enumerate(path[:-1]):
            other = services.other_service(name)
            entries = find(document.root, (*path[:number], other, *path[number + 1 :])) if other else []
            if number < len(entries) < len(path) and isinstance(entries[number].node, MappingNode):
                yield ServiceText(str(other), entries[number])


def _read_neighbors(patch: services.Patch, entry: Entry) -> MappingNode | None:
    """Return the settings in a patch if it may contain neighbors of the setting."""
    node = entry.node
    if not isinstance(node, ScalarNode) or not _NEIGHBOR.search(node.value):
        return None
    source = text_of(node, entry.source, str(entry.key))
    try:
        document = parse_text(source, str(entry.key))
    except FileError:
        return None
    if not patch.is_features:
        return document.root
    return MappingNode(0, 0, entries={"FEATURES": Entry("FEATURES", document.root, source, 0)})


def _is_variable(name: str, document: Document, *, is_beside: bool) -> bool:
    """
    Return whether a name in Python is a variable that the module uses, or has a prefix, so it is not a setting.

    A name in capitals can be a variable only if the setting ``is_beside`` it.
    """
    is_used = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", document.source.text)) > 1
    if name.isupper():
        return is_beside and is_used
    return is_used or misplaced.is_of_another_tool(document.root, (name,))


def _is_text(node: Node) -> bool:
    return isinstance(node, ScalarNode) and isinstance(node.value, str) and not is_unresolved(node)


def _is_encoded(root: MappingNode, path: _Path) -> bool:
    kind = detect.manifest_kind(root)
    return (kind == "Secret" and path[:1] == ("data",)) or (kind == "ConfigMap" and path[:1] == ("binaryData",))


def _decode(text: str) -> str:
    return decode_base64(text).decode(errors="replace")
