"""The pages of the documentation, and the blocks of code in them."""

from sybil.document import Document
from sybil.parsers.rest.lexers import DirectiveLexer

from docs.tables import GENERATED
from tests.places import DOCS, ROOT


def pages():
    """Every page that people write, by its path from the root; tests of their own hold the generated parts."""
    found = [ROOT / "README.rst", *sorted(DOCS.rglob("*.rst"))]
    return {
        str(path.relative_to(ROOT)): path
        for path in found
        if path.name not in GENERATED and DOCS / "_build" not in path.parents
    }


def blocks(path):
    """The ``code-block`` directives of a page as sybil's regions, in order."""
    return list(DirectiveLexer(directive="code-block")(Document(path.read_text(encoding="utf-8"), str(path))))
