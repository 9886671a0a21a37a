"""Two records side by side, to decide whether they are of one child."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from waylight.briefings.chronology import placement_label
from waylight.chronology.wording import list_in_words
from waylight.core.calendars import day_of
from waylight.core.clock import today
from waylight.episodes.choices import Category
from waylight.episodes.models import Episode
from waylight.people.models import Child, Scheme
from waylight.web.children.page import care_words
from waylight.web.kit.formatting import date_words

NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class ComparedField:
    """One field of both records. It agrees or differs only if both records have a value."""

    key: str
    one: str
    other: str
    weighs: bool = True

    @property
    def both_recorded(self) -> bool:
        return self.weighs and NOT_RECORDED not in {self.one, self.other}

    @property
    def differs(self) -> bool:
        return self.both_recorded and self.one.casefold() != self.other.casefold()


@dataclass(frozen=True)
class Comparison:
    rows: Sequence[ComparedField]

    @property
    def same(self) -> str:
        return _in_words(row.key for row in self.rows if row.both_recorded and not row.differs)

    @property
    def different(self) -> str:
        return _in_words(row.key for row in self.rows if row.differs)


def compare(one: Child, other: Child) -> Comparison:
    sides = [_facts(child) for child in (one, other)]
    evidence = {key for key, (_, weighs) in sides[0].items() if weighs}
    rows = [ComparedField(key, sides[0][key][0], sides[1][key][0], key in evidence) for key in sides[0]]
    return Comparison([row for row in rows if {row.one, row.other} != {NOT_RECORDED}])


def _in_words(keys: Iterable[str]) -> str:
    return list_in_words(key if key[:2].isupper() else key[:1].lower() + key[1:] for key in keys)


def label_of(child: Child) -> str:
    """Return a label for a record: name, birth date and the council's number."""
    number = child.identifiers.filter(scheme=Scheme.COUNCIL).values_list("value", flat=True).first()
    return ", ".join(filter(None, [child.called, f"born {date_words(child.born_on)}", number]))


def _facts(child: Child) -> dict[str, tuple[str, bool]]:
    """Return each field of a record with its value, and whether it counts as evidence in the comparison."""
    care = child.care_periods.on(today()).select_related("responsible").first()
    home = child.placements.on(today()).select_related("home", "authority").first()
    also = sorted({str(name) for name in child.other_names.all()} - {str(child)})
    values = {
        "Forename": child.forename,
        "Surname": child.surname,
        "Known as": child.known_as,
        "Also recorded as": ", ".join(also),
        "Date of birth": date_words(child.born_on),
        "Sex": child.get_sex_display() if child.sex != "U" else "",
        **_numbers(child),
        "Lives": placement_label(home) if home else child.locality,
        "Postcode": child.postcode,
        "Care": care_words(care) if care else "",
        "Social worker": child.allocated_worker,
        "Team": child.team,
    }
    facts = {key: (value or NOT_RECORDED, key != "Also recorded as") for key, value in values.items()}
    return facts | {"Episodes": (_episodes(child), False), "Return interviews": (str(child.interviews.count()), False)}


def _numbers(child: Child) -> dict[str, str]:
    numbers = list(child.identifiers.values_list("scheme", "value"))
    return {str(scheme.label): ", ".join(sorted(value for kind, value in numbers if kind == scheme)) for scheme in Scheme}


def _episodes(child: Child) -> str:
    times = list(Episode.objects.filter(child=child).exclude(category=Category.VOID).values_list("started_at", "returned_at"))
    if not times:
        return "None"
    last = max(started for started, _ in times)
    open_now = ", missing now" if any(returned is None for _, returned in times) else ""
    return f"{len(times)}, the last began on {date_words(day_of(last))}{open_now}"
