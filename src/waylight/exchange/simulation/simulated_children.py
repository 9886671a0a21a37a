"""Simulated children, made one at a time: who they are, who looks after them, and when they were missing."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from waylight.core.ages import ADULT
from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import DAY, day_figures, existing_minute
from waylight.exchange.simulation.made_up_names import distinct_forename, draw_community, home_name, misspelt
from waylight.exchange.simulation.plan import Plan

YEAR = 365.25
YOUNGEST = 7 * 365
MINUTES_APART = 90  # the least time between the starts of two episodes of one child
WINDOW = 900  # the most days over which one child's episodes are spread, unless there are very many
ROUNDED = 0.6  # share of times rounded to five minutes


@dataclass(slots=True)
class SimulatedHome:
    urn: str
    name: str
    provider_type: str
    capacity: int
    postcode: str


@dataclass(slots=True)
class SimulatedEpisode:
    """One episode: the force's reference, and the start and end (None while it lasts) in wall-clock minutes."""

    reference: str
    began: int
    ended: int | None


@dataclass(slots=True)
class SimulatedChild:
    """One child. `owner` is the council that looks after them, "" when they are not looked after.

    `written_as` is the forename in the reports, which may be misspelt.
    """

    person: str
    forename: str
    surname: str
    sex: str
    born: int
    ethnicity: str
    postcode: str
    locality: str
    team: str
    worker: str
    written_as: str
    known: bool = True
    owner: str = ""
    home: SimulatedHome | None = None
    cared_since: int = 0
    cared_until: int | None = None
    flagged_since: int | None = None
    episodes: list[SimulatedEpisode] = field(default_factory=list)


class SimulatedChildren:
    """The children of a plan. The same seed gives the same children in the same order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.chance = random.Random(plan.seed)
        self.homes = [
            self._home(number) for number in range(plan.first, plan.first + max(3, plan.children // profile.CHILDREN_PER_HOME))
        ]
        self._taken: set[tuple[str, int]] = set()
        self._logged: dict[int, int] = defaultdict(int)

    def __iter__(self) -> Iterator[SimulatedChild]:
        plan, chance = self.plan, self.chance
        counts = profile.how_often(plan.children, plan.episodes, most=plan.most_each, chance=chance)
        previous: SimulatedChild | None = None
        for number, count in enumerate(counts, start=plan.first):
            child = self._child(number, count)
            if previous and chance.random() < profile.TWINS and _could_be_twin(child, previous):
                self._make_twin(child, previous)
            previous = child
            yield child

    def stranger(self, *, years: int) -> SimulatedChild:
        """Return a person of about this age, with one episode, whom the council does not know."""
        child = self._child(0, 1, known=False)
        began = child.episodes[0].began
        child.episodes[0].ended = min(began + 180, self.plan.ends - 1)
        child.born = self._birthday(child.surname, began // DAY - int((years + self.chance.random()) * YEAR))
        child.written_as, child.home, child.owner = child.forename, None, ""
        return child

    def reference(self, at: int, mark: str = "") -> str:
        """Return the next reference in the force's log of that day."""
        day = at // DAY
        self._logged[day] += 1 + int(self.chance.random() * 7)
        return f"{self.plan.letters}{mark}{day_figures(day)}-{self._logged[day]:04d}"

    def _home(self, number: int) -> SimulatedHome:
        chance, council = self.chance, self.plan.council
        return SimulatedHome(
            urn=f"SC{council}{number:04d}",
            name=home_name(number, council=council),
            provider_type=profile.HOME_TYPE(chance),
            capacity=profile.CAPACITY(chance),
            postcode=self._postcode(),
        )

    def _postcode(self) -> str:
        draw = self.chance.random
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        inward = f"{int(draw() * 10)}{letters[int(draw() * 20)]}{letters[int(draw() * 20)]}"
        return f"{self.plan.postcode_area}{1 + int(draw() * 16)} {inward}"

    def _child(self, number: int, count: int, *, known: bool | None = None) -> SimulatedChild:
        plan, chance = self.plan, self.chance
        draw = chance.random
        community, sex = draw_community(chance), profile.SEX(chance)
        forenames = community.girls if sex == "F" else community.boys
        surname = community.surnames[int(draw() * len(community.surnames))]
        forename = forenames[int(draw() * len(forenames))]
        began = self._starts(count)
        middle, last = began[count // 2] // DAY, began[-1]
        born = middle - int((profile.AGE(chance) + draw()) * YEAR)
        if not _under_age(born, last):
            born = last // DAY - int((ADULT - 0.05 - draw() * 0.9) * YEAR)
        is_misspelt = not plan.clean and draw() < profile.MISSPELT
        child = SimulatedChild(
            person=f"{plan.until.year}{number:06d}",
            forename=forename,
            surname=surname,
            sex=sex,
            born=self._birthday(surname, born),
            ethnicity=community.ethnicities[int(draw() * len(community.ethnicities))],
            postcode=self._postcode(),
            locality=plan.localities[int(draw() * len(plan.localities))],
            team=plan.teams[int(draw() * len(plan.teams))],
            worker=f"SW {1 + int(draw() * 9):02d}" if draw() < 0.73 else "",  # noqa: PLR2004 - of children, with a worker
            written_as=misspelt(forename) if is_misspelt else forename,
            known=draw() < profile.KNOWN_TO_COUNCIL if known is None else known,
            episodes=self._episodes(began),
        )
        if child.known:
            self._bring_into_care(child)
            self._flag(child)
        return child

    def _birthday(self, surname: str, born: int) -> int:
        """Return a birth date that no other child with this surname has: only twins share both."""
        while (surname, born) in self._taken:
            born -= 1
        self._taken.add((surname, born))
        return born

    def _make_twin(self, child: SimulatedChild, sibling: SimulatedChild) -> None:
        child.surname, child.born, child.postcode, child.ethnicity = (
            sibling.surname,
            sibling.born,
            sibling.postcode,
            sibling.ethnicity,
        )
        community = draw_community(self.chance)
        child.forename = distinct_forename(
            (sibling.forename, sibling.written_as), community.girls if child.sex == "F" else community.boys, self.chance
        )
        child.written_as = child.forename
        if not sibling.known:
            child.known, child.owner, child.home, child.flagged_since = False, "", None, None

    def _starts(self, count: int) -> list[int]:
        """Return when one child's episodes began, in order. If there are many, they are close together."""
        plan, chance = self.plan, self.chance
        draw = chance.random
        window = min(plan.days, max(2 * count, min(WINDOW, 12 * count + int(draw() * plan.days)))) if count > 1 else 1
        first = int(draw() * plan.days) - window // 2
        days: set[int] = set()
        for day in chance.sample(range(window), count):
            # Days beyond either end of the plan are mirrored into it, so that episodes are as frequent there as in the middle.
            day_in_plan = first + day if first + day >= 0 else -1 - first - day
            day_in_plan = day_in_plan if day_in_plan < plan.days else 2 * plan.days - 1 - day_in_plan
            while day_in_plan in days:
                day_in_plan = (day_in_plan + 1) % plan.days
            days.add(day_in_plan)
        first = plan.ends - DAY * plan.days
        starts = [self._on(first + day * DAY) for day in sorted(days)]
        for place in range(count - 1, -1, -1):
            latest = starts[place + 1] - MINUTES_APART if place + 1 < count else plan.ends - 1
            starts[place] = min(starts[place], latest)
        return [existing_minute(at) for at in starts]

    def _on(self, day: int) -> int:
        """Return a minute in the 24 hours that start at `day`, most often in the evening."""
        minute = int(self.chance.random() * 60)
        if self.chance.random() < ROUNDED:
            minute -= minute % 5
        clock = profile.HOUR(self.chance) * 60 + minute
        at = day - day % DAY + clock
        return at if at >= day else at + DAY

    def _episodes(self, began: list[int]) -> list[SimulatedEpisode]:
        chance, ends = self.chance, self.plan.ends
        episodes = []
        for place, at in enumerate(began):
            lasted = profile.LASTED(chance)
            if place + 1 < len(began):
                lasted = min(lasted, int((began[place + 1] - at) * (0.6 + 0.3 * chance.random())))
            ended = existing_minute(at + lasted)
            episodes.append(SimulatedEpisode(self.reference(at), at, ended if ended < ends else None))
        return episodes

    def _bring_into_care(self, child: SimulatedChild) -> None:
        """Place a third of the children in homes, most of these by other councils, and a few with foster carers."""
        draw = self.chance.random
        chosen = draw() * profile.KNOWN_TO_COUNCIL
        if chosen >= profile.LOOKED_AFTER_IN_HOME + profile.LOOKED_AFTER_IN_FOSTER:
            return
        child.owner = self.plan.council
        if chosen < profile.LOOKED_AFTER_IN_HOME:
            child.home = self.homes[int(draw() * len(self.homes))]
            child.postcode = child.home.postcode
            if draw() < profile.OTHER_COUNCILS_IN_HOMES:
                child.owner = next(code for code in self._owners(draw()) if code != self.plan.council)
        first, last = child.episodes[0].began // DAY, child.episodes[-1].began // DAY
        child.cared_since = max(child.born + 30, first - 20 - int(draw() * 700))
        left_care_on = last + 40 + int(draw() * 200)
        if left_care_on < self.plan.ends // DAY and draw() < 0.5:  # noqa: PLR2004 - half of those who could have moved on
            child.cared_until = left_care_on

    def _owners(self, point: float) -> tuple[str, str]:
        codes = self.plan.placing_councils
        place = int(point * len(codes))
        return codes[place], codes[place - 1]

    def _flag(self, child: SimulatedChild) -> None:
        count = len(child.episodes)
        often = profile.FLAGGED_OFTEN if count >= profile.OFTEN else profile.FLAGGED_REPEAT
        if self.chance.random() < (often if count > 1 else profile.FLAGGED_ONCE):
            child.flagged_since = child.episodes[0].began // DAY - int(self.chance.random() * 400)


def _under_age(born: int, at: int) -> bool:
    return at // DAY - born < ADULT * YEAR - 2


def _could_be_twin(child: SimulatedChild, sibling: SimulatedChild) -> bool:
    """Return whether a child's episodes, care and flag would still be in childhood with the birth date of `sibling`."""
    first, last = child.episodes[0].began, child.episodes[-1].began
    earliest = min(first // DAY - YOUNGEST, child.cared_since or sibling.born, child.flagged_since or sibling.born)
    return earliest >= sibling.born and _under_age(sibling.born, last)
