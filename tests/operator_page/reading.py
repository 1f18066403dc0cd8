"""Read the operator page as users do: rows, cells and listed problems."""

import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.test.html import parse_html

from proctoring_config.operator_page.views import operator_page

URL = "/proctoring-config/"


@dataclass
class Row:
    """A provider: its name with any badge, the answers by capability, the other cells, and the ids of its problems."""

    name: str
    answers: dict[str, str]
    cells: list[str]
    ids: list[str]


def page():
    """Call the view as platform staff, and return the HTML."""
    request = RequestFactory().get(URL)
    request.user = get_user_model()(is_staff=True)
    return operator_page(request).content.decode()


def read(html):
    """Return the rows of the table, and the ids of the problems listed above it."""
    document = parse_html(html)
    rows = []
    for body in elements(document, "tbody"):
        first, *details = elements(body, "tr")
        name = text(next(elements(first, "th")))
        capabilities, *cells = elements(first, "td")
        answers = dict(text(item).split(" ", 1) for item in elements(capabilities, "li"))
        found = [number for row in details for number in ids(row)]
        rows.append(Row(name, answers, [text(cell) for cell in cells], found))
    return rows, ids(next(elements(document, "section")))


def elements(node, *names):
    """Yield the elements below ``node`` that have one of the names, in order."""
    for child in getattr(node, "children", ()):
        if getattr(child, "name", None) in names:
            yield child
        yield from elements(child, *names)


def attribute(element, name):
    """Return the value of an attribute, or ``None``."""
    return dict(element.attributes).get(name)


def text(node):
    """Return the text of ``node`` in one line, without the labels that only narrow windows show."""
    if isinstance(node, str):
        return node
    if attribute(node, "class") == "label":
        return ""
    return re.sub(r"\s+", " ", " ".join(map(text, node.children))).strip().replace(" ,", ",")


def ids(node):
    """Return the short ids, such as ``E006``, of the problems listed in ``node``."""
    return re.findall(r"proctoring_config\.([EW]\d{3})", text(node))
