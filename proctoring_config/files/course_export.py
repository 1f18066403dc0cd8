"""
Read the proctoring settings and the exams of a course export (OLX), from a directory or an archive.

Studio writes the settings of a course into ``policies/RUN/policy.json`` and those of a subsection into
``sequential/ID.xml``. Courses written by hand may have both as attributes of other elements.
"""

from __future__ import annotations

import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.parsers import expat

from proctoring_config.files.read_json import parse_json
from proctoring_config.files.source import FileError, Source, UnparsableError
from proctoring_config.files.tree import MappingNode, ScalarNode, child
from proctoring_config.text import describe_os_error, escape_unprintable

_LARGEST = 5_000_000  # bytes of a file in the export
_ROOT = "course.xml"
_NOT_AN_EXPORT = "is not a course export; name a directory with course.xml, or a .tar.gz"
_FOLDERS = ("course", "chapter", "sequential")


class ExportedValue(NamedTuple):
    """A setting of a course or subsection, and its position in a file of the export."""

    value: object
    file: str
    line: int
    column: int

    @property
    def is_true(self) -> bool:
        """Whether the platform reads it as true."""
        return self.value.lower() == "true" if isinstance(self.value, str) else bool(self.value)

    @property
    def place(self) -> tuple[str, int, int]:
        """File, line and column."""
        return self.file, self.line, self.column


Settings = dict[str, ExportedValue]


@dataclass
class CourseExport:
    """The ``name`` of a course (its run), its explicit settings by name, and the settings of its subsections."""

    name: str
    settings: Settings = field(default_factory=dict)
    subsections: list[Settings] = field(default_factory=list)


class _Element(NamedTuple):
    tag: str
    attributes: Mapping[str, ExportedValue]


def read_export(name: str) -> CourseExport:
    """
    Return the course in the export ``name``: a directory with ``course.xml``, or an archive of one (``.tar.gz``).

    Nothing is extracted. Raises InputError, whose message names the file and the reason.
    """
    shown = escape_unprintable(name)
    if os.path.exists(name) and not (os.path.isdir(name) or os.path.isfile(name)):
        raise FileError(shown, _NOT_AN_EXPORT)
    try:
        contents = _read_directory(Path(name)) if os.path.isdir(name) else _read_archive(name)
    except tarfile.TarError:
        raise FileError(shown, _NOT_AN_EXPORT) from None
    except (EOFError, zlib.error):
        raise FileError(shown, "is damaged: the archive ends too early") from None
    except OSError as error:
        raise FileError(shown, describe_os_error(error)) from None
    roots = sorted((path for path in contents if path.name == _ROOT), key=lambda path: len(path.parts))
    if not roots:
        raise FileError(shown, "is not a course export: it has no course.xml")
    if len(roots) > 1 and len(roots[0].parts) == len(roots[1].parts):
        raise FileError(shown, "contains several courses; name the directory of each")
    folder = roots[0].parent
    files = {path.relative_to(folder): content for path, content in contents.items() if path.is_relative_to(folder)}
    return _read_course(_join(shown, folder) if folder.parts else shown, files)


def _join(name: str, path: PurePosixPath) -> str:
    """Return the name of a file in the export, on one line."""
    return escape_unprintable(f"{name}/{path}")


def _is_wanted(path: PurePosixPath) -> bool:
    if path.name.startswith("."):  # such as what macOS adds to archives
        return False
    if path.suffix == ".json":
        return "policies" in path.parts
    return path.name == _ROOT or (path.suffix == ".xml" and path.parent.name in _FOLDERS)


def _read_directory(root: Path) -> dict[PurePosixPath, bytes]:
    contents = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            within = PurePosixPath(path.relative_to(root).as_posix())
            if _is_wanted(within) and path.is_file():
                with path.open("rb") as file:
                    contents[within] = file.read(_LARGEST + 1)
    return contents


def _read_archive(name: str) -> dict[PurePosixPath, bytes]:
    contents = {}
    with tarfile.open(name) as archive:
        for member in archive:
            path = PurePosixPath(os.path.normpath(member.name.lstrip("/")))
            if member.isreg() and _is_wanted(path) and (file := archive.extractfile(member)):
                contents[path] = file.read(_LARGEST + 1)
    return contents


def _read_course(name: str, files: Mapping[PurePosixPath, bytes]) -> CourseExport:
    elements = {path: list(_parse_xml(_join(name, path), files[path])) for path in files if path.suffix == ".xml"}
    course = next((element for element in elements[PurePosixPath(_ROOT)] if element.tag == "course"), None)
    run = str(course.attributes["url_name"].value) if course and "url_name" in course.attributes else ""
    if not run:
        raise FileError(f"{name}/{_ROOT}", "does not name a course run (url_name of the element course)")
    policy = _read_policy(name, files, run)
    export = CourseExport(escape_unprintable(run))
    for path, found in elements.items():
        for element in found:
            if element.tag == "course" and path in (PurePosixPath(_ROOT), PurePosixPath("course", f"{run}.xml")):
                export.settings.update(element.attributes)
            elif element.tag == "sequential":
                url_name = element.attributes["url_name"].value if "url_name" in element.attributes else path.stem
                settings = {**element.attributes, **policy.get(f"sequential/{url_name}", {})}
                if settings.keys() - {"url_name"}:  # otherwise, it refers to a file of its own
                    export.subsections.append(settings)
    export.settings.update(policy.get(f"course/{run}", {}))
    return export


def _parse_xml(name: str, content: bytes) -> Iterator[_Element]:
    """Yield the elements of a file that can have settings. Raises FileError if it is not valid XML."""
    _refuse_large(name, content)
    parser = expat.ParserCreate()
    found: list[_Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag in ("course", "sequential"):
            place = name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
            values = {key: ExportedValue(_decode(value), *place) for key, value in attributes.items()}
            found.append(_Element(tag, values))

    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise FileError(name, "is not valid XML", error.lineno, error.offset + 1) from None
    yield from found


def _decode(text: str) -> object:
    """Return the value of an attribute: the platform writes all but strings as JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if isinstance(value, str | dict | list) else value


def _read_policy(name: str, files: Mapping[PurePosixPath, bytes], run: str) -> dict[str, Settings]:
    """Return the settings in the policy of the ``run`` by block, such as ``course/RUN``. A policy need not exist."""
    paths = PurePosixPath("policies", run, "policy.json"), PurePosixPath("policies", f"{run}.json")
    path = next((path for path in paths if path in files), None)
    if path is None:
        return {}
    shown = _join(name, path)
    _refuse_large(shown, files[path])
    try:
        source = Source(shown, files[path].decode())
    except UnicodeDecodeError:
        raise FileError(shown, "is not UTF-8") from None
    try:
        root = parse_json(source)
    except UnparsableError as error:
        raise source.error_at(error.offset, error.reason, error.hint) from None
    if not isinstance(root, MappingNode):
        raise FileError(shown, "is not a mapping of the settings of blocks")
    return {str(key): _policy_values(child(root, key)) for key in root.entries}


def _policy_values(block: object) -> Settings:
    entries = block.entries.items() if isinstance(block, MappingNode) else ()
    return {
        str(key): ExportedValue(entry.node.value, entry.source.name, *entry.position)
        for key, entry in entries
        if isinstance(entry.node, ScalarNode)
    }


def _refuse_large(name: str, content: bytes) -> None:
    if len(content) > _LARGEST:
        raise FileError(name, "is larger than 5 MB, which is too large for the settings of a course")
