"""Draw the architecture from the layers below. ``make tables`` writes the picture, and a test compares it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _MARGIN, _CHIP, _LETTER = 340, 8, 24, 7.3
_DESCRIPTION = (
    "Layers from top to bottom. A part imports only parts of its own layer or of layers below it. Parts of the layers: "
)


@dataclass(frozen=True)
class Layer:
    """Parts of the package on the same level. Parts of an ``apart`` layer do not import each other."""

    title: str
    parts: tuple[str, ...]
    apart: bool = False


#: From the top layer, which may import every other, to the bottom layer, which imports none.
LAYERS = (
    Layer("Entry points", ("apps", "cli", "management")),
    Layer(
        "Features (none imports another)",
        ("checks", "startup", "operator_page", "studio", "upgrade", "refactor"),
        apart=True,
    ),
    Layer("Audit, diagnosis, settings files", ("audit", "diagnosis", "files")),
    Layer("Rules", ("validators",)),
    Layer("Facts about edx-platform", ("edx_platform",)),
    Layer(
        "Core",
        ("__init__", "backends", "options", "problems", "schemas"),
    ),
    Layer("Small tools", ("html", "testutils", "toggles"), apart=True),
    Layer("Basics", ("errors", "text", "version"), apart=True),
)


def architecture() -> str:
    """Return the picture as SVG to embed in an HTML page. It uses the colors of the surrounding text."""
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
    """Yield rows of parts, each with its left edge and width."""
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
