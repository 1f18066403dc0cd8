"""
Collect all messages that are marked for translation, update the catalogs, and compile them.

Django's ``templatize`` converts the templates, and Babel does everything else, so no system program is required.
Obsolete messages are removed. New messages have no translation yet; a test fails until they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from proctoring_config.options import OPTIONS
from proctoring_config.problems.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "proctoring_config"
LOCALE = PACKAGE / "locale"
_PLAIN, _PLURAL, _CONTEXT, _CONTEXT_PLURAL = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
_KEYWORDS = {
    "TranslatableText": _PLAIN,
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
}


def template() -> Catalog:
    """Return a catalog of all messages in the package, without translations."""
    catalog = Catalog(project="proctoring-config", fuzzy=False)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        for line, message, comments, context in _messages(path):
            catalog.add(message, None, [(str(path.relative_to(ROOT)), line)], (), comments, context=context)
    for message, module in _declared():
        catalog.add(message, None, [(module, 0)])
    return catalog


def catalogs() -> list[Path]:
    """Return the paths of the catalogs, one per language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """Read a catalog from a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def compile_catalog(catalog: Catalog) -> bytes:
    """Return the catalog in the binary format of gettext."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(path: Path) -> None:
    """Update a catalog and compile it."""
    catalog = read(path)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compile_catalog(read(path)))


def _declared() -> Iterator[tuple[str, str]]:
    """Yield the messages that are declared as data, with their module: kinds of problems, and options."""
    for kind in KINDS:
        for text in (kind.title, kind.message, kind.hint):
            if re.sub(r"\{\w+\}", "", text):
                yield text, "proctoring_config/problems/kinds.py"
    for option in OPTIONS.values():
        yield option.summary, "proctoring_config/options.py"
        yield option.reader, "proctoring_config/options.py"
        if option.legacy:
            yield option.legacy.loss, "proctoring_config/options.py"


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    yield from extract("python", BytesIO(source.encode()), _KEYWORDS)


if __name__ == "__main__":
    for catalog_path in catalogs():
        write(catalog_path)
        print(catalog_path.relative_to(ROOT))
