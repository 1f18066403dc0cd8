"""The layers of the package, shown in ``docs/architecture.rst`` and checked by ``tests/test_dependencies.py``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    """Parts of the package on the same level. The parts of an ``independent`` layer do not import each other."""

    title: str
    parts: tuple[str, ...]
    independent: bool = False


#: From top to bottom. A part imports only from its own layer and from the layers below.
LAYERS = (
    Layer("Entry points", ("apps", "cli", "management", "tutor")),
    Layer(
        "Features",
        ("checks", "startup", "operator_page", "studio", "upgrade", "refactor"),
        independent=True,
    ),
    Layer("Audit, diagnosis, settings files", ("audit", "diagnosis", "doctor", "files")),
    Layer("Rules", ("validators",)),
    Layer("Facts about edx-platform", ("edx_platform",)),
    Layer("Core", ("__init__", "backends", "options", "problems", "schemas")),
    Layer("Utilities", ("html", "testutils", "toggles"), independent=True),
    Layer("Basics", ("errors", "text", "version"), independent=True),
)


def layers_diagram() -> str:
    """Return the layers as a column of cards in reStructuredText (sphinx-design)."""
    lines = [".. grid:: 1", "   :gutter: 2", "   :class-container: layers"]
    for layer in LAYERS:
        lines += ["", f"   .. grid-item-card:: {layer.title}", "      :shadow: none", ""]
        lines += ["      " + " ".join(f"``{part}``" for part in layer.parts)]
        if layer.independent:
            lines += ["", "      These parts do not import each other."]
    return "\n".join(lines) + "\n"
