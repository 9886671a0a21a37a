"""Reading what someone typed into the search: which of it is a name, a birth date, a number."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Whole or cut short in the usual way: "Mar" and "March" are a month, Marsh, Julia and Novak are not.
WRITTEN = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
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
    said = found.groupdict()
    year = int(said["year"])
    if year < 100:  # noqa: PLR2004 - two figures of a year
        year += 2000 if year <= today.year % 100 else 1900
    month = _month(said.get("month"))
    try:
        if said.get("day"):
            first = last = date(year, month or 0, int(said["day"]))
        elif month:
            first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None
    return (first, last) if first <= today and year >= today.year - OLDEST else None


def _month(said: str | None) -> int | None:
    if not said:
        return None
    return int(said) if said.isdigit() else MONTHS.index(said[:3].lower()) + 1


def _numbers(typed: str) -> tuple[str, ...]:
    """Every token with a figure in it, and all of it run together ("943 476 5919"), as systems write them."""
    tokens = [token for token in typed.split() if any(c.isdigit() for c in token)]
    if not tokens:
        return ()
    together = "".join(typed.split())
    each = [*tokens, together] if len(tokens) > 1 else tokens
    return tuple(dict.fromkeys(form for token in each for form in (token, token.upper())))
