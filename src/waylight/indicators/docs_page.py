"""Writes docs/indicators.md from the register, so that the document says what is really counted."""

from collections.abc import Iterator

from waylight.indicators.indicator import Base, Count, Indicator, Share
from waylight.indicators.register import REGISTER, named

OPENING = """\
# Indicators

Every figure Waylight counts. `waylight docs` writes this page from the register in `waylight.indicators.register`. Each
figure counts children who were under 18 when they went missing, and only episodes in the category missing. `waylight
measures` prints all figures except those marked *reports only*. A child is counted once in a period: do not add up figures
of children across months.
"""


def document() -> str:
    return "\n".join([OPENING, *(line for base in Base for line in _of(base))]).rstrip() + "\n"


def _of(base: Base) -> Iterator[str]:
    yield f"## Counting {base}\n"
    yield "| figure | question | how | better | key | source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for indicator in REGISTER:
        if indicator.base == base:
            cells = (indicator.title, indicator.question, _how(indicator), _better(indicator), _key(indicator), indicator.source)
            yield "| " + " | ".join(str(cell) for cell in cells) + " |"
    yield ""


def _how(indicator: Indicator) -> str:
    if isinstance(indicator, Share):
        return f"{named(indicator.part).title}, of {_lower(named(indicator.whole).title)}"
    return "a number" if isinstance(indicator, Count) else "a number for each value"


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _better(indicator: Indicator) -> str:
    return indicator.better.partition(" is")[0] if " is better" in indicator.better and "neither" not in indicator.better else ""


def _key(indicator: Indicator) -> str:
    return f"`{indicator.key}`" + (" *reports only*" if indicator.for_reports or isinstance(indicator, Share) else "")
