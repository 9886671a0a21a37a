"""Queries of the facts. Facts that are out of date are built again first."""

from dataclasses import dataclass
from datetime import date

from waylight.agencies.models import Agency
from waylight.episodes.models import Episode
from waylight.facts import builder, store
from waylight.facts.store import FillRecord
from waylight.facts.tables import TRIGGERS
from waylight.indicators.engine import WHOLE, Measures, measures


@dataclass(frozen=True)
class CountedMeasures:
    """The measures of a period, and the facts that they come from."""

    facts: FillRecord
    measures: dict[int, Measures]

    @property
    def whole(self) -> Measures:
        return self.measures[WHOLE]


def count_measures(council: Agency, start: date, until: date, *, by_month: bool = False) -> CountedMeasures:
    facts = builder.current_facts()
    found = measures(store.connect(facts), str(council.authority_id), start, until, by_month=by_month)
    return CountedMeasures(facts, found)


def triggers(council: Agency, start: date, until: date) -> list[tuple[str, str, int]]:
    """Return each level reached in the period: date, reference of the episode that reached it, level."""
    facts = builder.current_facts()
    reached = TRIGGERS.filter(
        TRIGGERS.council == str(council.authority_id), TRIGGERS.fired_on >= start, TRIGGERS.fired_on < until
    ).order_by("fired_on", "child", "level")
    lines = store.connect(facts).to_pyarrow(reached).to_pylist()
    records = builder.records_behind(facts, (line["episode"] for line in lines))
    references = dict(Episode.objects.filter(pk__in=records.values()).values_list("pk", "reference"))
    return [(line["fired_on"].isoformat(), references[records[line["episode"]]], line["level"]) for line in lines]
