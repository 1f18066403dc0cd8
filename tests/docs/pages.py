"""The pages of the documentation, and the blocks of code in them."""

from pathlib import Path

from sybil.document import Document
from sybil.parsers.rest.lexers import DirectiveLexer

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
#: What ``make tables`` writes; tests of their own hold these against the code.
GENERATED = {"command-line-help.rst", "options-table.rst", "refactoring-fixers.rst"}


def pages():
    """Every page that people write, by its path from the root."""
    found = [ROOT / "README.rst", *sorted(DOCS.rglob("*.rst"))]
    return {
        str(path.relative_to(ROOT)): path
        for path in found
        if path.name not in GENERATED and DOCS / "_build" not in path.parents
    }


def blocks(path):
    """The ``code-block`` directives of a page as sybil's regions, in order."""
    return list(DirectiveLexer(directive="code-block")(Document(path.read_text(encoding="utf-8"), str(path))))
