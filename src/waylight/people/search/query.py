"""Reading what someone typed into the search: names, a birth date and numbers."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from waylight.core.dates import MONTHS, date_of, full_year

# A month in full or in the usual short form: "Mar" and "March" are a month, but Marsh, Julia and Novak are names.
MONTH_WORDS = "|".join(["sept?(?:ember)?", *(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)])
MONTH = rf"(?P<month>\d{{1,2}}|{MONTH_WORDS})"
GAP = r"[\s/.\-]*"
OLDEST_YEARS = 30
DATE_PATTERNS = tuple(
    re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s/.\-]{MONTH}[\s/.\-](?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<day>\d{{1,2}}){GAP}(?P<month>{MONTH_WORDS}){GAP}(?P<year>\d{{4}}|\d{{2}})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})",
        rf"(?P<month>{MONTH_WORDS}){GAP}(?P<year>(?:19|20)\d{{2}})",
        r"(?P<month>\d{1,2})/(?P<year>(?:19|20)\d{2})",
        r"(?P<year>(?:19|20)\d{2})",
    )
)


@dataclass(frozen=True)
class SearchQuery:
    """What a person typed: words of a name in their order, the first and last day of birth, and numbers to look up."""

    names: tuple[str, ...] = ()
    born_from: date | None = None
    born_until: date | None = None
    numbers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.born_from or self.numbers)

    @property
    def one_day(self) -> bool:
        return self.born_from is not None and self.born_from == self.born_until


def parse_query(typed: str, *, today: date) -> SearchQuery:
    """Return the birth date, in any form that people use, the numbers and the name in what was typed."""
    typed = typed.replace(",", " ")
    numbers = _numbers(typed)
    rest = typed
    born: tuple[date, date] | None = None
    for pattern in DATE_PATTERNS:
        match = pattern.search(typed)
        born = _days(match, today) if match else None
        if match and born:
            rest = f"{typed[: match.start()]} {typed[match.end() :]}"
            break
    tokens = rest.split()
    names = tuple(token for token in tokens if any(letter.isalpha() for letter in token) and not any(c.isdigit() for c in token))
    first, last = born or (None, None)
    return SearchQuery(names, first, last, numbers)


def _days(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """Return the first and last day meant, or None when no child can have been born then."""
    parts = match.groupdict()
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
    return (first, last) if first <= today and year >= today.year - OLDEST_YEARS else None


def _numbers(typed: str) -> tuple[str, ...]:
    """Return each word that contains a digit, and all words joined: people type "943 476 5919", systems write no spaces."""
    tokens = [token for token in typed.split() if any(c.isdigit() for c in token)]
    if not tokens:
        return ()
    together = "".join(typed.split())
    each = [*tokens, together] if len(tokens) > 1 else tokens
    return tuple(dict.fromkeys(form for token in each for form in (token, token.upper())))
