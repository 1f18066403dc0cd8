"""The picture of the architecture, drawn from the layers below: ``make tables`` writes it, a test holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _MARGIN, _CHIP, _LETTER = 340, 8, 24, 7.3
_DESCRIPTION = (
    "Layers from top to bottom. A part imports only parts of its own layer or of layers below it. What a layer holds: "
)


@dataclass(frozen=True)
class Layer:
    """Parts of the package that stand on the same level; those that are ``apart`` do not import each other."""

    title: str
    parts: tuple[str, ...]
    apart: bool = False


#: From the top, which may import everything, to the bottom, which imports nothing of ours.
LAYERS = (
    Layer("Where it starts", ("apps", "cli", "management")),
    Layer(
        "What people meet (none imports another)",
        ("checks", "startup", "operator_page", "studio", "upgrade", "refactor"),
        apart=True,
    ),
    Layer("What is gathered", ("audit", "diagnosis", "files")),
    Layer("What is judged", ("validators",)),
    Layer("What is read of the platform", ("edx_platform",)),
    Layer(
        "The core: what is so, and what can be found",
        ("__init__", "backends", "options", "problems", "kinds", "schemas"),
    ),
    Layer("Small tools", ("guard", "html", "output", "process", "testutils", "toggles"), apart=True),
    Layer("Words", ("errors", "near", "version", "wording"), apart=True),
)


def architecture() -> str:
    """Return the picture as SVG for the middle of an HTML page, in the colours of the text around it."""
    top, layers = float(_MARGIN), []
    for index, layer in enumerate(LAYERS):
        if index:
            layers.append(_arrow(top - 22))
        rows = list(_rows(layer.parts))
        height = 34 + len(rows) * (_CHIP + 8)
        layers.append(_layer(layer, rows, top, height))
        top += height + 26
    contents = "; ".join(f"{layer.title}: {', '.join(layer.parts)}" for layer in LAYERS)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="architecture" viewBox="0 0 {_WIDTH} {top - 26 + _MARGIN:g}" '
        'role="img" aria-labelledby="architecture-title architecture-description" font-family="sans-serif" '
        'font-size="13" fill="currentColor">',
        '<title id="architecture-title">The parts of proctoring_config in layers</title>',
        f'<desc id="architecture-description">{escape(_DESCRIPTION + contents)}.</desc>',
        *layers,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _rows(parts: Sequence[str]) -> Iterator[list[tuple[str, float, float]]]:
    """Yield rows of parts, each with its left edge and its width."""
    row: list[tuple[str, float, float]] = []
    left = _MARGIN * 2.0
    for part in parts:
        width = len(part) * _LETTER + 16
        if row and left + width > _WIDTH - _MARGIN * 2:
            yield row
            row, left = [], _MARGIN * 2.0
        row.append((part, left, width))
        left += width + 8
    yield row


def _layer(layer: Layer, rows: list[list[tuple[str, float, float]]], top: float, height: float) -> str:
    lines = [
        f'<g><rect x="{_MARGIN}" y="{top:g}" width="{_WIDTH - 2 * _MARGIN}" height="{height}" rx="6" '
        'fill-opacity="0.06" stroke="currentColor" stroke-opacity="0.5"/>',
        f'<text x="{_MARGIN * 2}" y="{top + 20:g}" font-weight="bold">{escape(layer.title)}</text>',
    ]
    for number, row in enumerate(rows):
        y = top + 30 + number * (_CHIP + 8)
        for part, left, width in row:
            lines.append(
                f'<rect x="{left:g}" y="{y:g}" width="{width:g}" height="{_CHIP}" rx="4" fill="none" '
                f'stroke="currentColor"/><text x="{left + 8:g}" y="{y + 16:g}" font-family="monospace" '
                f'font-size="12">{part}</text>'
            )
    return "\n".join(lines) + "</g>"


def _arrow(top: float) -> str:
    middle = _WIDTH / 2
    return (
        f'<path d="M{middle:g} {top:g}v12m-5 -5l5 6l5 -6" fill="none" stroke="currentColor" stroke-width="1.5" '
        'stroke-linecap="round"/>'
    )
