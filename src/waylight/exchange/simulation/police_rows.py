"""The force's rows about one child, with the mistakes that real exports have."""

import random
from collections.abc import Iterator

from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import (
    DAY,
    clock_text,
    clock_text_abbreviated,
    clock_text_with_seconds,
    day_text,
    existing_minute,
)
from waylight.exchange.simulation.plan import PackCounts, Plan
from waylight.exchange.simulation.simulated_children import SimulatedChild, SimulatedChildren, SimulatedEpisode

HEADINGS = (
    "Incident Ref,Surname,Forename,DOB,Gender,Category,Risk Level,Last Seen,Reported,Returned,"
    "Missing From,Missing From Name,Postcode,Reported By,Found At,Prevention Interview"
)
_GENDER = {"M": "Male", "F": "Female"}
_REPORTER = {
    "Family home": "Parent", "Relative's address": "Parent", "Children's home": "Residential care staff",
    "Foster placement": "Foster carer", "School": "School", "Hospital": "Health",
}  # fmt: skip
_WRITTEN = profile.weighted_draw({clock_text: 0.865, clock_text_with_seconds: 0.103, clock_text_abbreviated: 0.032})
_FAULTS = ("back first", "no such day", "nameless", "unread", "not born", "no reference")

type Row = tuple[int, str]


class RareRows:
    """Spreads a rare kind of row evenly: one is due each time enough episodes have passed."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.balance = share / 2

    def due(self) -> bool:
        self.balance += self.share
        if self.balance < 1:
            return False
        self.balance -= 1
        return True


class PoliceRows:
    """Turns children into rows: when the row was logged, and its text."""

    def __init__(self, plan: Plan, children: SimulatedChildren, counts: PackCounts) -> None:
        self.plan, self.children, self.counts = plan, children, counts
        self.chance = random.Random(f"{plan.seed} police")
        self.second = RareRows(profile.SECOND_REPORTS)
        self.twice = RareRows(0 if plan.clean else profile.EXPORTED_TWICE)
        self.absent = RareRows(profile.ABSENT)
        self.adult = RareRows(profile.ADULTS)
        self.refused = RareRows(0 if plan.clean else profile.REFUSED)

    def of(self, child: SimulatedChild) -> Iterator[Row]:
        for episode in child.episodes:
            yield from self._episode(child, episode)
            if self.absent.due():
                yield self._unrelated_row(self.children.stranger(years=15), "Absent", "No apparent risk")
                self.counts.absent += 1
            if self.adult.due():
                yield self._unrelated_row(self.children.stranger(years=19 + int(self.chance.random() * 40)), "Missing", "Medium")
                self.counts.adults += 1
            if self.refused.due():
                yield self._faulty(child, _FAULTS[self.counts.refused % len(_FAULTS)])
                self.counts.refused += 1

    def _episode(self, child: SimulatedChild, episode: SimulatedEpisode) -> Iterator[Row]:
        chance, ends = self.chance, self.plan.ends
        began, ended = episode.began, episode.ended
        place = self._place(child)
        reported = existing_minute(began + profile.UNTIL_REPORTED(chance))
        last_minute = ends if ended is None else ended
        reported = min(reported, last_minute)
        checked = existing_minute(ended + profile.UNTIL_CHECKED(chance)) if ended and chance.random() < profile.CHECKED else None
        write = _WRITTEN(chance)
        returned = write(ended) if ended is not None else ""
        cells = [
            episode.reference, *self._identity_cells(child), "Missing", profile.RISK(chance), write(began), write(reported),
            returned, place,
            child.home.name if child.home and place == "Children's home" else "", child.postcode, _REPORTER[place],
            profile.FOUND_AT(chance) if ended is not None else "", write(checked) if checked and checked < ends else "",
        ]  # fmt: skip
        yield self._row(reported, cells)
        if ended is None:
            self.counts.still_missing += 1
            return
        if ended - began > 60 and self.second.due():  # noqa: PLR2004 - minutes: room for a second report in the episode
            again = existing_minute(began + 5 + int(chance.random() * 15))
            second = [self.children.reference(began, "H"), *self._identity_cells(child), *cells[5:]]
            second[7], second[8] = write(again), write(max(again, reported))
            yield self._row(reported + 10, second)
            self.counts.second_reports += 1
        if self.twice.due():
            same = [cells[0], *self._identity_cells(child), *cells[5:]]
            same[9], same[14], same[15] = "", profile.FOUND_AT(chance), ""
            yield self._row(ended + DAY, same)
            self.counts.exported_twice += 1

    def _identity_cells(self, child: SimulatedChild) -> tuple[str, str, str, str]:
        surname = child.surname.upper() if self.chance.random() < profile.IN_CAPITALS else child.surname
        misspelt = child.written_as is not child.forename and self.chance.random() < 0.4  # noqa: PLR2004 - of reports
        forename = child.written_as if misspelt else child.forename
        return surname, forename, day_text(child.born), _GENDER[child.sex]

    def _place(self, child: SimulatedChild) -> str:
        if child.home:
            return "Children's home"
        return "Foster placement" if child.owner else profile.AT_HOME(self.chance)

    def _row(self, at: int, cells: list[str]) -> Row:
        self.counts.police_rows += 1
        return at, ",".join(cells)

    def _unrelated_row(self, child: SimulatedChild, category: str, risk: str) -> Row:
        episode = child.episodes[0]
        began, returned = clock_text(episode.began), episode.ended or episode.began
        return self._row(
            episode.began,
            [
                episode.reference, *self._identity_cells(child), category, risk, began, began, clock_text(returned),
                "Family home", "", child.postcode, "Parent", profile.FOUND_AT(self.chance), "",
            ],
        )  # fmt: skip

    def _faulty(self, child: SimulatedChild, fault: str) -> Row:
        """Return a row that cannot be true or cannot be read."""
        episode = child.episodes[0]
        began = episode.began
        cells = [
            self.children.reference(began), *self._identity_cells(child), "Missing", "Medium", *[clock_text(began)] * 3,
            self._place(child), "", child.postcode, "Parent", "Street", "",
        ]  # fmt: skip
        if fault == "back first":
            cells[9] = clock_text(began - 300)
        elif fault == "no such day":
            cells[3] = f"31/02/{2000 + began % 20}"
        elif fault == "nameless":
            cells[1] = ""
        elif fault == "unread":
            cells[7] = "yesterday evening"
        elif fault == "not born":
            cells[3] = f"01/01/{self.plan.until.year + 5}"
        else:
            cells[0] = ""
        return self._row(began, cells)
