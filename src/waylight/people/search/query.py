"""Reading what someone typed into the search: which of it is a name, a birth date, a number."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from waylight.core.dates import MONTHS, date_of, full_year

# Whole or cut short in the usual way: "Mar" and "March" are a month, Marsh, Julia and Novak are not.
WRITTEN = "|".join(["sept?(?:ember)?", *(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)])
MONTH = rf"(?P<month>\d{{1,2}}|{WRITTEN})"
GAP = r"[\s/.\-]*"
OLDEST = 30
WAYS = tuple(
    re.compile(rf"(?<![\w-]){way}(?![\w-])", re.IGNORECASE)
    for way in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s/.\-]{MONTH}[\s/.\-](?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<day>\d{{1,2}}){GAP}(?P<month>{WRITTEN}){GAP}(?P<year>\d{{4}}|\d{{2}})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})",
        rf"(?P<month>{WRITTEN}){GAP}(?P<year>(?:19|20)\d{{2}})",
        r"(?P<month>\d{1,2})/(?P<year>(?:19|20)\d{2})",
        r"(?P<year>(?:19|20)\d{2})",
    )
)


@dataclass(frozen=True)
class Asked:
    """What is asked for: name tokens in the order given, the days the child may have been born on, numbers to look up."""

    names: tuple[str, ...] = ()
    born_from: date | None = None
    born_until: date | None = None
    numbers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.born_from or self.numbers)

    @property
    def one_day(self) -> bool:
        return self.born_from is not None and self.born_from == self.born_until


def understand(typed: str, *, today: date) -> Asked:
    """Take a birth date out of what was typed, in any form people use; then numbers; what is left is a name."""
    typed = typed.replace(",", " ")
    numbers = _numbers(typed)
    rest = typed
    born: tuple[date, date] | None = None
    for way in WAYS:
        found = way.search(typed)
        born = _days(found, today) if found else None
        if found and born:
            rest = f"{typed[: found.start()]} {typed[found.end() :]}"
            break
    tokens = rest.split()
    names = tuple(token for token in tokens if any(letter.isalpha() for letter in token) and not any(c.isdigit() for c in token))
    first, last = born or (None, None)
    return Asked(names, first, last, numbers)


def _days(found: re.Match[str], today: date) -> tuple[date, date] | None:
    """The first and last day meant, or None when no child was born then."""
    parts = found.groupdict()
    year, month, day = int(parts["year"]), parts.get("month"), parts.get("day")
    if year < 100:  # noqa: PLR2004 - two digits of a year
        year = full_year(year, latest=today.year)
    try:
        if month and day:
            first = last = date_of(day, month, year)
        elif month:
            first = date_of("1", month, year)
            last = first.replace(day=monthrange(year, first.month)[1])
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None
    return (first, last) if first <= today and year >= today.year - OLDEST else None


def _numbers(typed: str) -> tuple[str, ...]:
    """Every token with a figure in it, and all of it run together ("943 476 5919"), as systems write them."""
    tokens = [token for token in typed.split() if any(c.isdigit() for c in token)]
    if not tokens:
        return ()
    together = "".join(typed.split())
    each = [*tokens, together] if len(tokens) > 1 else tokens
    return tuple(dict.fromkeys(form for token in each for form in (token, token.upper())))
