"""
Gathers what is marked for translation, brings the catalogues up to date, and compiles them.

Templates go through Django's own ``templatize``, everything else is Babel's work, so that no program of the system is
needed. Obsolete messages are dropped; new ones stay without a translation, which a test complains of.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "proctoring_config"
LOCALE = PACKAGE / "locale"
_PLAIN, _PLURAL, _CONTEXT, _CONTEXT_PLURAL = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
_KEYWORDS = {
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
    """Return the messages of the package, without translations."""
    catalogue = Catalog(project="proctoring-config", fuzzy=False)
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        for line, message, comments, context in _messages(path):
            catalogue.add(message, None, [(str(path.relative_to(ROOT)), line)], (), comments, context=context)
    return catalogue


def catalogues() -> list[Path]:
    """Return the catalogues, one per language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue that a file holds."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def write(path: Path) -> None:
    """Bring a catalogue up to date, and compile it."""
    catalogue = read(path)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(read(path)))


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    yield from extract("python", BytesIO(source.encode()), _KEYWORDS)


if __name__ == "__main__":
    for catalogue_path in catalogues():
        write(catalogue_path)
        print(catalogue_path.relative_to(ROOT))
