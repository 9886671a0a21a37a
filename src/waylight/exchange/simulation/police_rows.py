"""The force's export of one life: its incidents as rows, with what exports get wrong."""

import random
from collections.abc import Iterator

from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import DAY, day_text, shown, text, text_abroad, text_with_seconds
from waylight.exchange.simulation.lives import Absence, Life, Lives
from waylight.exchange.simulation.plan import PackCounts, Plan

HEADINGS = (
    "Incident Ref,Surname,Forename,DOB,Gender,Category,Risk Level,Last Seen,Reported,Returned,"
    "Missing From,Missing From Name,Postcode,Reported By,Found At,Prevention Interview"
)
_GENDER = {"M": "Male", "F": "Female"}
_REPORTER = {
    "Family home": "Parent", "Relative's address": "Parent", "Children's home": "Residential care staff",
    "Foster placement": "Foster carer", "School": "School", "Hospital": "Health",
}  # fmt: skip
_WRITTEN = profile.wheel({text: 0.865, text_with_seconds: 0.103, text_abroad: 0.032})
_FAULTS = ("back first", "no such day", "nameless", "unread", "not born", "no reference")

type Row = tuple[int, str]


class Owing:
    """Rows of a kind that are few: one falls due each time enough episodes have gone by."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.owed = share / 2

    def due(self) -> bool:
        self.owed += self.share
        if self.owed < 1:
            return False
        self.owed -= 1
        return True


class PoliceRows:
    """Turns lives into rows of (when they were logged, the row's text)."""

    def __init__(self, plan: Plan, lives: Lives, written: PackCounts) -> None:
        self.plan, self.lives, self.written = plan, lives, written
        self.chance = random.Random(f"{plan.seed} police")
        self.second = Owing(profile.SECOND_REPORTS)
        self.twice = Owing(0 if plan.clean else profile.EXPORTED_TWICE)
        self.absent = Owing(profile.ABSENT)
        self.adult = Owing(profile.ADULTS)
        self.refused = Owing(0 if plan.clean else profile.REFUSED)

    def of(self, life: Life) -> Iterator[Row]:
        for absence in life.absences:
            yield from self._episode(life, absence)
            if self.absent.due():
                yield self._other(self.lives.stranger(years=15), "Absent", "No apparent risk")
                self.written.absent += 1
            if self.adult.due():
                yield self._other(self.lives.stranger(years=19 + int(self.chance.random() * 40)), "Missing", "Medium")
                self.written.adults += 1
            if self.refused.due():
                yield self._faulty(life, _FAULTS[self.written.refused % len(_FAULTS)])
                self.written.refused += 1

    def _episode(self, life: Life, absence: Absence) -> Iterator[Row]:
        chance, ends = self.chance, self.plan.ends
        began, ended = absence.began, absence.ended
        place = self._place(life)
        reported = shown(began + profile.UNTIL_REPORTED(chance))
        last = ends if ended is None else ended
        reported = min(reported, last)
        checked = shown(ended + profile.UNTIL_CHECKED(chance)) if ended and chance.random() < profile.CHECKED else None
        write = _WRITTEN(chance)
        returned = write(ended) if ended is not None else ""
        told = [
            absence.reference, *self._who(life), "Missing", profile.RISK(chance), write(began), write(reported), returned, place,
            life.home.name if life.home and place == "Children's home" else "", life.postcode, _REPORTER[place],
            profile.FOUND_AT(chance) if ended is not None else "", write(checked) if checked and checked < ends else "",
        ]  # fmt: skip
        yield self._row(reported, told)
        if ended is None:
            self.written.still_missing += 1
            return
        if ended - began > 60 and self.second.due():  # noqa: PLR2004 - minutes, room for a second report inside the first
            again = shown(began + 5 + int(chance.random() * 15))
            second = [self.lives.reference(began, "H"), *self._who(life), *told[5:]]
            second[7], second[8] = write(again), write(max(again, reported))
            yield self._row(reported + 10, second)
            self.written.second_reports += 1
        if self.twice.due():
            same = [told[0], *self._who(life), *told[5:]]
            same[9], same[14], same[15] = "", profile.FOUND_AT(chance), ""
            yield self._row(ended + DAY, same)
            self.written.exported_twice += 1

    def _who(self, life: Life) -> tuple[str, str, str, str]:
        surname = life.surname.upper() if self.chance.random() < profile.SHOUTED else life.surname
        forename = life.told if life.told is not life.forename and self.chance.random() < 0.4 else life.forename  # noqa: PLR2004 - of reports
        return surname, forename, day_text(life.born), _GENDER[life.sex]

    def _place(self, life: Life) -> str:
        if life.home:
            return "Children's home"
        return "Foster placement" if life.owner else profile.AT_HOME(self.chance)

    def _row(self, at: int, told: list[str]) -> Row:
        self.written.police_rows += 1
        return at, ",".join(told)

    def _other(self, life: Life, category: str, risk: str) -> Row:
        absence = life.absences[0]
        back = absence.ended or absence.began
        return self._row(
            absence.began,
            [
                absence.reference, *self._who(life), category, risk, text(absence.began), text(absence.began), text(back),
                "Family home", "", life.postcode, "Parent", profile.FOUND_AT(self.chance), "",
            ],
        )  # fmt: skip

    def _faulty(self, life: Life, fault: str) -> Row:
        """A row that cannot be true, or cannot be read."""
        absence = life.absences[0]
        began = absence.began
        told = [
            self.lives.reference(began), *self._who(life), "Missing", "Medium", text(began), text(began), text(began),
            self._place(life), "", life.postcode, "Parent", "Street", "",
        ]  # fmt: skip
        if fault == "back first":
            told[9] = text(began - 300)
        elif fault == "no such day":
            told[3] = f"31/02/{2000 + began % 20}"
        elif fault == "nameless":
            told[1] = ""
        elif fault == "unread":
            told[7] = "yesterday evening"
        elif fault == "not born":
            told[3] = f"01/01/{self.plan.until.year + 5}"
        else:
            told[0] = ""
        return self._row(began, told)
