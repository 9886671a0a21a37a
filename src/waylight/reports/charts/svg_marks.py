"""The marks of every chart: text, boxes and lines as SVG, without style sheet or script."""

from collections.abc import Iterable
from html import escape

INK, MUTED, FAINT, LINE = "#15211f", "#4a5856", "#6d7b78", "#d3dcda"
STRONG, MIDDLE, PALE = "#0f5a5e", "#6aa5a3", "#b4d3d1"
ACCENT, ACCENT_INK, REST = "#f0a030", "#7a4300", "#dfe5e3"
SIZE = 14
DASH = "\N{EN DASH}"  # in place of a figure without records
LETTER = 0.53  # width of an average letter, as a share of the font size


def px(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def wide(words: str, size: float = SIZE) -> float:
    """Return the estimated width of a text."""
    return len(words) * size * LETTER


HALO = (
    ' stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'  # keeps a figure readable on top of lines
)


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    bold: bool = False,
    size: float = SIZE,
    halo: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    clear = HALO if halo else ""
    return f'<text x="{px(x)}" y="{px(y)}" fill="{fill}" font-size="{px(size)}"{weight}{place}{clear}>{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{px(x)}" y="{px(y)}" width="{px(max(width, 0))}" height="{px(max(height, 0))}" fill="{fill}"/>'


def dashed(x: float, y: float, width: float, height: float) -> str:
    """Return the dashed outline of a figure that is hidden."""
    place = f'x="{px(x + 0.5)}" y="{px(y)}" width="{px(max(width - 1, 1))}" height="{px(height)}"'
    return f'<rect {place} fill="none" stroke="{FAINT}" stroke-dasharray="2 2"/>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE, *, width: float = 1, dashes: str = "") -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}" stroke="{stroke}" stroke-width="{px(width)}"{dash} fill="none"/>'


def picture(width: float, height: float, *, title: str, desc: str, name: str, marks: Iterable[str]) -> str:
    """Return the whole drawing. `name` keeps the ids of its parts apart from other drawings on the page."""
    size = f'width="{px(width)}" height="{px(height)}" viewBox="0 0 {px(width)} {px(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f'role="img" aria-labelledby="{name}-title {name}-desc" font-family="Inter, Arial, sans-serif">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(desc)}</desc>{"".join(marks)}</svg>'
    )
