"""Children, invented one at a time: who they are, who looks after them, and when they were missing."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from waylight.core.ages import ADULT
from waylight.exchange.simulation import profile
from waylight.exchange.simulation.clock_text import DAY, day_figures, shown
from waylight.exchange.simulation.made_up_names import a_community, as_told, home_name, unlike
from waylight.exchange.simulation.plan import Plan

YEAR = 365.25
YOUNGEST = 7 * 365
APART = 90  # minutes between two of one child's absences
WINDOW = 900  # days over which one child's episodes lie, at most
ROUND = 0.6  # of times, given to the nearest five minutes


@dataclass(slots=True)
class SimulatedHome:
    urn: str
    name: str
    provider_type: str
    capacity: int
    postcode: str


@dataclass(slots=True)
class Absence:
    """One episode: its force reference and when it began and ended (None while it lasts), in wall-clock minutes."""

    reference: str
    began: int
    ended: int | None


@dataclass(slots=True)
class Life:
    """One child. `owner` is the council that looks after them, blank for a child who is not looked after."""

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
    told: str
    known: bool = True
    owner: str = ""
    home: SimulatedHome | None = None
    cared_since: int = 0
    cared_until: int | None = None
    flagged_since: int | None = None
    absences: list[Absence] = field(default_factory=list)


class Lives:
    """The children of a plan, in an order that the seed decides."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.chance = random.Random(plan.seed)
        self.homes = [
            self._home(number) for number in range(plan.first, plan.first + max(3, plan.children // profile.CHILDREN_PER_HOME))
        ]
        self._taken: set[tuple[str, int]] = set()
        self._logged: dict[int, int] = defaultdict(int)

    def __iter__(self) -> Iterator[Life]:
        plan, chance = self.plan, self.chance
        counts = profile.how_often(plan.children, plan.episodes, most=plan.most_each, chance=chance)
        before: Life | None = None
        for number, count in enumerate(counts, start=plan.first):
            life = self._life(number, count)
            if before and chance.random() < profile.TWINS and _could_be_twin(life, before):
                self._make_twin(life, before)
            before = life
            yield life

    def stranger(self, *, years: int) -> Life:
        """Someone the council does not know, of about this age at one absence."""
        life = self._life(0, 1, known=False)
        began = life.absences[0].began
        life.absences[0].ended = min(began + 180, self.plan.ends - 1)
        life.born = self._birthday(life.surname, began // DAY - int((years + self.chance.random()) * YEAR))
        life.told, life.home, life.owner = life.forename, None, ""
        return life

    def reference(self, at: int, mark: str = "") -> str:
        """The next number in the force's log of that day."""
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

    def _life(self, number: int, count: int, *, known: bool | None = None) -> Life:
        plan, chance = self.plan, self.chance
        draw = chance.random
        community, sex = a_community(chance), profile.SEX(chance)
        forenames = community.girls if sex == "F" else community.boys
        surname = community.surnames[int(draw() * len(community.surnames))]
        forename = forenames[int(draw() * len(forenames))]
        began = self._starts(count)
        middle, last = began[count // 2] // DAY, began[-1]
        born = middle - int((profile.AGE(chance) + draw()) * YEAR)
        if not _under_age(born, last):
            born = last // DAY - int((ADULT - 0.05 - draw() * 0.9) * YEAR)
        misspelt = not plan.clean and draw() < profile.MISSPELT
        life = Life(
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
            told=as_told(forename) if misspelt else forename,
            known=draw() < profile.KNOWN_TO_COUNCIL if known is None else known,
            absences=self._absences(began),
        )
        if life.known:
            self._bring_into_care(life)
            self._flag(life)
        return life

    def _birthday(self, surname: str, born: int) -> int:
        """A birth date no other child of this surname has: only twins share both."""
        while (surname, born) in self._taken:
            born -= 1
        self._taken.add((surname, born))
        return born

    def _make_twin(self, life: Life, of: Life) -> None:
        life.surname, life.born, life.postcode, life.ethnicity = of.surname, of.born, of.postcode, of.ethnicity
        community = a_community(self.chance)
        life.forename = unlike((of.forename, of.told), community.girls if life.sex == "F" else community.boys, self.chance)
        life.told = life.forename
        if not of.known:
            life.known, life.owner, life.home, life.flagged_since = False, "", None, None

    def _starts(self, count: int) -> list[int]:
        """When one child's absences began, in order: a burst of them, for a child who goes often."""
        plan, chance = self.plan, self.chance
        draw = chance.random
        window = min(plan.days, max(2 * count, min(WINDOW, 12 * count + int(draw() * plan.days)))) if count > 1 else 1
        first = int(draw() * plan.days) - window // 2
        days: set[int] = set()
        for day in chance.sample(range(window), count):
            # Days beyond either end are folded back in, so that no part of the plan has fewer than its share.
            inside = first + day if first + day >= 0 else -1 - first - day
            inside = inside if inside < plan.days else 2 * plan.days - 1 - inside
            while inside in days:
                inside = (inside + 1) % plan.days
            days.add(inside)
        first = plan.ends - DAY * plan.days
        starts = [self._on(first + day * DAY) for day in sorted(days)]
        for place in range(count - 1, -1, -1):
            latest = starts[place + 1] - APART if place + 1 < count else plan.ends - 1
            starts[place] = min(starts[place], latest)
        return [shown(at) for at in starts]

    def _on(self, day: int) -> int:
        """A minute of the 24 hours from `day`, likeliest in the evening."""
        minute = int(self.chance.random() * 60)
        if self.chance.random() < ROUND:
            minute -= minute % 5
        clock = profile.HOUR(self.chance) * 60 + minute
        at = day - day % DAY + clock
        return at if at >= day else at + DAY

    def _absences(self, began: list[int]) -> list[Absence]:
        chance, ends = self.chance, self.plan.ends
        absences = []
        for place, at in enumerate(began):
            lasted = profile.LASTED(chance)
            if place + 1 < len(began):
                lasted = min(lasted, int((began[place + 1] - at) * (0.6 + 0.3 * chance.random())))
            ended = shown(at + lasted)
            absences.append(Absence(self.reference(at), at, ended if ended < ends else None))
        return absences

    def _bring_into_care(self, life: Life) -> None:
        """A third of children live in homes, most of those homes' children being other councils'; some with foster carers."""
        draw = self.chance.random
        chosen = draw() * profile.KNOWN_TO_COUNCIL
        if chosen >= profile.LOOKED_AFTER_IN_HOME + profile.LOOKED_AFTER_IN_FOSTER:
            return
        life.owner = self.plan.council
        if chosen < profile.LOOKED_AFTER_IN_HOME:
            life.home = self.homes[int(draw() * len(self.homes))]
            life.postcode = life.home.postcode
            if draw() < profile.OTHER_COUNCILS_IN_HOMES:
                life.owner = next(code for code in self._owners(draw()) if code != self.plan.council)
        first, last = life.absences[0].began // DAY, life.absences[-1].began // DAY
        life.cared_since = max(life.born + 30, first - 20 - int(draw() * 700))
        left = last + 40 + int(draw() * 200)
        if left < self.plan.ends // DAY and draw() < 0.5:  # noqa: PLR2004 - half of those who could have moved on
            life.cared_until = left

    def _owners(self, point: float) -> tuple[str, str]:
        codes = self.plan.placing_councils
        place = int(point * len(codes))
        return codes[place], codes[place - 1]

    def _flag(self, life: Life) -> None:
        count = len(life.absences)
        often = profile.FLAGGED_OFTEN if count >= profile.OFTEN else profile.FLAGGED_REPEAT
        if self.chance.random() < (often if count > 1 else profile.FLAGGED_ONCE):
            life.flagged_since = life.absences[0].began // DAY - int(self.chance.random() * 400)


def _under_age(born: int, at: int) -> bool:
    return at // DAY - born < ADULT * YEAR - 2


def _could_be_twin(life: Life, of: Life) -> bool:
    """Whether a child's absences, care and flag all lie in the childhood of another's twin."""
    first, last = life.absences[0].began, life.absences[-1].began
    earliest = min(first // DAY - YOUNGEST, life.cared_since or of.born, life.flagged_since or of.born)
    return earliest >= of.born and _under_age(of.born, last)
