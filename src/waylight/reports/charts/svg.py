"""Charts as SVG of any width: one drawing for page, file and paper."""

from waylight.reports.charts.chart_data import Bar, BarChart, ColumnChart, Drawing, StackedColumnChart
from waylight.reports.charts.svg_marks import (
    ACCENT,
    ACCENT_INK,
    DASH,
    FAINT,
    INK,
    MIDDLE,
    MUTED,
    PALE,
    REST,
    SIZE,
    STRONG,
    box,
    dashed,
    line,
    picture,
    px,
    text,
    wide,
)
from waylight.reports.figures import UNKNOWN

HEAD, FOOT, TALL = 34.0, 42.0, 250.0
GAP = 0.24  # the space between columns, as a share of their distance
STUB = 12.0  # height of a hidden figure's dashed box, always the same, so that it says nothing about the figure
SHADES = (STRONG, MIDDLE, REST)
SHADE_INKS = ("#ffffff", INK, INK)
LINE_HIGH = 19.0


def draw(drawing: Drawing, *, title: str, desc: str, name: str, width: float) -> str:
    match drawing:
        case ColumnChart():
            marks, height = _columns(drawing, width), TALL
        case BarChart():
            marks, height = _bars(drawing, width), _bars_height(drawing)
        case StackedColumnChart():
            marks, height = _stack(drawing, width), TALL + 10
    return picture(width, height, title=title, desc=desc, name=name, marks=marks)


def _highest(bars: tuple[Bar, ...], *others: float | None) -> float:
    return max(
        [1, *(bar.number.shown or 0 for bar in bars), *(bar.beside or 0 for bar in bars), *(other or 0 for other in others)]
    )


def _beside_key(words: str, width: float, y: float = 12) -> list[str]:
    """Draw the legend of the `beside` marks, at the top right."""
    if not words:
        return []
    begins = width - wide(words, SIZE - 1)
    return [
        line(begins - 26, y - 4.5, begins - 8, y - 4.5, ACCENT, width=3),
        text(width, y, words, anchor="end", fill=MUTED, size=SIZE - 1),
    ]


def _columns(chart: ColumnChart, width: float) -> list[str]:
    foot = TALL - FOOT
    scale = (foot - HEAD - 12) / _highest(chart.bars, chart.average)
    step = width / len(chart.bars)
    thick = step * (1 - GAP)
    marks = _beside_key(chart.beside_words, width)
    crowded = step < wide("100") + 6
    figures: list[str] = []  # drawn on top of everything else
    top = max((bar.number.shown or 0 for bar in chart.bars), default=0)
    for place, bar in enumerate(chart.bars):
        x = place * step + step * GAP / 2
        middle = x + thick / 2
        if bar.number.hidden:
            marks.append(dashed(x, foot - STUB, thick, STUB))
        elif bar.number.shown is not None:
            tall = bar.number.shown * scale
            marks.append(box(x, foot - tall, thick, tall, STRONG if bar.strong else PALE))
            shows_value = chart.values and (not crowded or bar.strong or bar.number.shown == top)
            if shows_value and (bar.number.shown or chart.labelled == 1):
                raised = max(tall, (bar.beside or 0) * scale + 2 if bar.beside else 0)
                figures.append(text(middle, foot - raised - 6, bar.number.words, anchor="middle", bold=bar.strong, halo=True))
        else:
            marks.append(text(middle, foot - 6, DASH, anchor="middle", fill=FAINT))
        if bar.beside is not None:
            marks.append(line(x - 1, foot - bar.beside * scale, x + thick + 1, foot - bar.beside * scale, ACCENT, width=3))
        marks += _label(chart, place, bar, middle, foot, step)
    return [*marks, *_average(chart, foot, scale, width), *figures, line(0, foot + 0.5, width, foot + 0.5, FAINT)]


def _average(chart: ColumnChart, foot: float, scale: float, width: float) -> list[str]:
    if chart.average is None:
        return []
    level = foot - chart.average * scale
    return [
        line(0, level, width, level, ACCENT, width=1.5, dashes="5 4"),
        line(0, 9.5, 22, 9.5, ACCENT, width=2, dashes="5 4"),
        text(28, 14, chart.average_words, fill=ACCENT_INK, size=SIZE - 1),
    ]


def _label(chart: ColumnChart, place: int, bar: Bar, middle: float, foot: float, step: float) -> list[str]:
    every = chart.labelled if step * chart.labelled >= wide("00") + 6 else chart.labelled * 2
    shown = bar.label if step >= wide(bar.label) + 6 or chart.labelled > 1 else bar.label[:1]
    marks = (
        [text(middle, foot + 18, shown, anchor="middle", fill=INK if bar.strong else MUTED, bold=bar.strong)]
        if place % every == 0
        else []
    )
    if bar.under:
        marks.append(text(middle, foot + 36, bar.under, anchor="middle" if place else "start", fill=MUTED))
    return marks


def _bars_height(chart: BarChart) -> float:
    return 26 * len(chart.bars) + (26 if chart.beside_words else 6)


def _bars(chart: BarChart, width: float) -> list[str]:
    label = max(wide(bar.label) for bar in chart.bars) + 10
    head = 26.0 if chart.beside_words else 4.0
    room = width - label - wide("1,000") - 12
    scale = room / _highest(chart.bars)
    marks = _beside_key(chart.beside_words, width)
    for place, bar in enumerate(chart.bars):
        y = head + place * 26
        marks.append(text(label - 10, y + 15, bar.label, anchor="end", fill=INK if bar.strong else MUTED))
        long = (bar.number.shown or 0) * scale
        if bar.number.hidden:
            marks.append(dashed(label, y + 2, STUB, 17))
        elif bar.number.shown is not None:
            marks.append(box(label, y + 1, long, 19, STRONG if bar.strong else PALE))
        if bar.beside is not None:
            marks.append(line(label + bar.beside * scale, y - 1, label + bar.beside * scale, y + 22, ACCENT, width=3))
        ends = max(long, (bar.beside or 0) * scale + 2 if bar.beside else 0, STUB if bar.number.hidden else 0)
        marks.append(
            text(label + ends + 7, y + 15, bar.number.words, bold=bar.strong, fill=MUTED if bar.number.shown is None else INK)
        )
    marks.append(line(label, head - 3, label, head + 26 * len(chart.bars) - 3, FAINT))
    return marks


def _stack(chart: StackedColumnChart, width: float) -> list[str]:
    foot = TALL + 10 - FOOT
    right = max(wide(part.label) for part in chart.parts) + 14
    step = (width - right) / len(chart.labels)
    thick = step * (1 - GAP)
    totals = [sum(part.numbers[place].shown or 0 for part in chart.parts) for place in range(len(chart.labels))]
    scale = (foot - 24) / max(*totals, 1)
    marks: list[str] = []
    for place, (label, under) in enumerate(chart.labels):
        x, y, last = place * step + step * GAP / 2, foot, place == len(chart.labels) - 1
        for part, shade, ink in zip(chart.parts, SHADES, SHADE_INKS, strict=True):
            number = part.numbers[place]
            if number.hidden:
                y -= STUB
                marks.append(dashed(x, y, thick, STUB))
                continue
            tall = (number.shown or 0) * scale
            y -= tall
            marks.append(box(x, y, thick, tall, shade))
            if tall > SIZE + 3 and thick > wide(number.words) + 2:
                marks.append(text(x + thick / 2, y + tall / 2 + 5, number.words, anchor="middle", fill=ink, bold=last))
        if all(part.numbers[place].words == UNKNOWN for part in chart.parts):
            marks.append(text(x + thick / 2, foot - 6, DASH, anchor="middle", fill=FAINT))
        shown = label if step >= wide(label) + 6 else label[:1]
        marks.append(text(x + thick / 2, foot + 18, shown, anchor="middle", fill=INK if last else MUTED, bold=last))
        if under:
            marks.append(text(x + thick / 2, foot + 36, under, anchor="middle" if place else "start", fill=MUTED))
    marks.append(line(0, foot + 0.5, width - right, foot + 0.5, FAINT))
    return marks + _part_names(chart, width - right + 4, foot, scale)


def _part_names(chart: StackedColumnChart, x: float, foot: float, scale: float) -> list[str]:
    """Write each part's name beside the last column. Names that would overlap are moved apart."""
    at, places = foot, []
    for part in chart.parts:
        tall = STUB if part.numbers[-1].hidden else (part.numbers[-1].shown or 0) * scale
        places.append(at - tall / 2 + 5)
        at -= tall
    for i in range(1, len(places)):
        places[i] = min(places[i], places[i - 1] - LINE_HIGH)
    lift = min(0.0, places[-1] - SIZE)
    places = [place - lift for place in places]
    marks = []
    for part, shade, place in zip(chart.parts, SHADES, places, strict=True):
        marks.append(f'<circle cx="{px(x + 3)}" cy="{px(place - 5)}" r="4" fill="{shade}" stroke="{FAINT}" stroke-width="0.5"/>')
        marks.append(text(x + 12, place, part.label))
    return marks
