"""The pages of the documentation and their code blocks."""

from sybil.document import Document
from sybil.parsers.rest.lexers import DirectiveLexer

from docs.tables import GENERATED
from tests.places import DOCS, ROOT


def pages():
    """Return all hand-written pages by their path from the root. The generated parts have their own tests."""
    found = [ROOT / "README.rst", *sorted(DOCS.rglob("*.rst"))]
    return {
        str(path.relative_to(ROOT)): path
        for path in found
        if path.name not in GENERATED and DOCS / "_build" not in path.parents
    }


def blocks(path):
    """Return the ``code-block`` directives of a page as sybil regions, in order."""
    return list(DirectiveLexer(directive="code-block")(Document(path.read_text(encoding="utf-8"), str(path))))
