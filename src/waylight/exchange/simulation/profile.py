"""The shares and distributions that the simulation draws from, as published profiles and real exports give them.

Sources: S, Stockport's profile of 2015; M, Manchester's strategy of 2017; F, Staffordshire's committee report of 2018;
the hours, delays and outcomes follow a council's year of reports, as a force and a provider exported it.
"""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

type Draw = random.Random

ONCE = 0.68  # of children, missing exactly once (M)
KNOWN_TO_COUNCIL = 0.885
TWINS = 0.01
LOOKED_AFTER_IN_HOME, LOOKED_AFTER_IN_FOSTER = 0.32, 0.06  # of children, by where they went missing from (S)
OTHER_COUNCILS_IN_HOMES = 0.64  # of home places (S)
CHILDREN_PER_HOME = 15  # 572 children, 38 homes (S)
LOOKED_AFTER_CHILDREN, OTHER_CHILDREN = 0.577, 108.0  # living in the area, to each child reported
FLAGGED_ONCE, FLAGGED_REPEAT, FLAGGED_OFTEN, OFTEN = 0.09, 0.27, 0.44, 8  # about 15 % of children, a third of episodes (M)

# For each episode: reports made twice, exported twice, of an absence, about an adult, refused. For each child: misspelt.
SECOND_REPORTS, EXPORTED_TWICE, ABSENT, ADULTS, REFUSED, MISSPELT = 0.0175, 0.0175, 0.0146, 0.006, 0.0135, 0.06
UNKNOWN_INCIDENT = 0.0006  # of the provider's rows
CHECKED = 0.79
IN_CAPITALS = 0.35  # share of reports with the surname in capitals
ONE_INTERVIEW_FOR_TWO = 0.25  # of returns followed within three days by another episode
UNRECORDED = 0.007  # of returns without a record of an interview
HARM = 0.15  # of completed interviews


def weighted_draw[T](shares: Mapping[T, float]) -> Callable[[Draw], T]:
    """Return a function that draws a value with these chances, rounded to thousandths."""
    total = sum(shares.values())
    slots: list[T] = []
    for value, share in shares.items():
        slots += [value] * max(1, round(share * 1000 / total))
    count = len(slots)
    return lambda chance: slots[int(chance.random() * count)]


def duration_draw(points: Sequence[tuple[float, float]]) -> Callable[[Draw], int]:
    """Return a function that draws whole minutes. Each point is a share of the draws and the minutes that they do not exceed."""
    slots: list[int] = []
    for (share, low), (until, high) in pairwise(points):
        steps = round((until - share) * 2000)
        slots += [round(math.exp(math.log(low) + (math.log(high) - math.log(low)) * step / steps)) for step in range(steps)]
    last = len(slots) - 1

    def draw(chance: Draw) -> int:
        place = chance.random() * last
        slot = int(place)
        return slots[slot] + int((slots[slot + 1] - slots[slot]) * (place - slot))

    return draw


HOUR = weighted_draw(
    dict(enumerate([71, 29, 21, 14, 16, 25, 14, 34, 51, 29, 29, 41, 59, 43, 100, 100, 92, 122, 112, 142, 147, 142, 163, 113]))
)
AGE = weighted_draw({7: 9, 8: 7, 9: 8, 10: 51, 11: 83, 12: 141, 13: 217, 14: 274, 15: 368, 16: 319, 17: 232})
LASTED = duration_draw(
    [
        (0, 20), (0.01, 34), (0.05, 63), (0.10, 99), (0.25, 194), (0.50, 428), (0.75, 1100), (0.87, 1430), (0.90, 1656),
        (0.95, 2700), (0.99, 11280), (0.9985, 15500), (1, 60000),
    ]
)  # fmt: skip
UNTIL_REPORTED = duration_draw([(0, 10), (0.1, 12), (0.25, 25), (0.5, 60), (0.75, 118), (0.9, 249), (1, 303)])
UNTIL_CHECKED = duration_draw([(0, 100), (0.1, 120), (0.25, 360), (0.5, 720), (0.75, 1380), (0.93, 1800), (1, 4300)])
UNTIL_OFFERED = duration_draw([(0, 120), (0.05, 240), (0.25, 730), (0.5, 1380), (0.9, 1800), (1, 2800)])
UNTIL_HELD = duration_draw(
    [(0, 250), (0.05, 510), (0.25, 1500), (0.5, 2760), (0.75, 3984), (0.815, 4310), (0.9, 8448), (1, 14450)]
)
RISK = weighted_draw({"Medium": 0.63, "Low": 0.2, "High": 0.17})
SEX = weighted_draw({"M": 0.53, "F": 0.47})
OUTCOME = weighted_draw(
    {
        "Completed": 0.62, "Declined by young person": 0.151, "No contact": 0.085, "Not offered": 0.07, "Missing again": 0.042,
        "Declined by parent": 0.033,
    }
)  # fmt: skip
MODE = weighted_draw({"Face to face": 0.53, "Telephone": 0.25, "Video": 0.22})
DECLINED_BECAUSE = weighted_draw(
    dict.fromkeys(("Nothing changes", "Sees no benefit", "Asked too often", "Did not think they were missing", "Reluctant"), 1)
)
FOUND_AT = weighted_draw(
    dict.fromkeys(("Town centre", "Rail station", "Relative's address", "Home address", "Friend's address", "Street", "Park"), 1)
)
AT_HOME = weighted_draw({"Family home": 0.96, "Relative's address": 0.022, "School": 0.01, "Hospital": 0.008})
PUSH = weighted_draw(
    {
        "FAMILY_ARGUMENT": 3, "BOUNDARIES": 3, "BOREDOM": 2, "PLACEMENT_UNHAPPY": 2, "CONTACT_DENIED": 2, "FAR_FROM_HOME": 2,
        "STAFF_CONFLICT": 1.5, "DA_HOME": 1.5, "BULLYING": 1.5, "SCHOOL_PROBLEM": 1, "MENTAL_HEALTH": 1,
        "FEAR_THREAT": 0.5, "DEBT": 0.5,
    }
)  # fmt: skip
PULL = weighted_draw(
    {
        "FRIENDS": 4, "FAMILY": 3, "PARTY": 2, "HOME_AREA": 2, "FREEDOM": 2, "PARTNER": 1.5, "SIBLING": 1, "DRUGS_ALCOHOL": 1,
        "ONLINE_CONTACT": 1, "OLDER_PARTNER": 0.7, "MONEY_WORK": 0.7, "GANG_STATUS": 0.5, "EXPLOITER": 0.4,
    }
)  # fmt: skip
HOME_TYPE = weighted_draw({"PR4": 0.63, "PR1": 0.24, "PR5": 0.13})
CAPACITY = weighted_draw({2: 3, 3: 5, 4: 9, 5: 9, 6: 4, 7: 5, 8: 3})
OTHER_COUNCILS = ("861", "358", "355", "352", "330")


def how_often(children: int, episodes: int, *, most: int, chance: Draw) -> list[int]:
    """Return each child's number of episodes: one for most, many for a few, `most` at most, `episodes` in total.

    If there are too few episodes for these shares, more children have one.
    """
    once = min(max(round(children * ONCE), 2 * children - episodes), children - (episodes > children))
    often = children - once
    spare = episodes - once - 2 * often
    weights = [math.exp(0.85 * chance.gauss(0, 1)) for _ in range(often)]
    whole = sum(weights) or 1.0
    counts, remainder = [], 0.0
    for weight in weights:
        remainder += spare * weight / whole
        extra = min(int(remainder + 1e-6), most - 2)
        remainder -= extra
        counts.append(2 + extra)
    left = episodes - once - sum(counts)
    for place in range(often):
        extra = min(left, most - counts[place])
        counts[place] += extra
        left -= extra
    counts += [1] * once
    chance.shuffle(counts)
    return counts
