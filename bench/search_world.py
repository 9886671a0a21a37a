"""Fill one database with a million names, and search it for a thousand misspellings of them.

python -m bench.search_world fill NAMES     (WAYLIGHT_HOME or DATABASE_URL names the database)
python -m bench.search_world migrate        (migrates a filled database)
python -m bench.search_world ask TRIED      (prints what was found and how long it took)
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from waylight.accounts.models import Membership, User  # noqa: E402
from waylight.accounts.roles import Role  # noqa: E402
from waylight.agencies.models import Agency, Kind  # noqa: E402
from waylight.core import bulk  # noqa: E402
from waylight.core.clock import now  # noqa: E402
from waylight.core.keys import new_key  # noqa: E402
from waylight.exchange.simulation.made_up_names import _COMMUNITIES  # noqa: E402
from waylight.people.models import Child, Identifier, SearchName  # noqa: E402
from waylight.people.names import name_key, sounds_like  # noqa: E402
from waylight.people.search.child_search import SHOWN, find  # noqa: E402
from waylight.people.search.index import index_children  # noqa: E402

LETTERS = "abcdefghijklmnopqrstuvwxyz"
HEARD = (
    ("ph", "f"), ("f", "ph"), ("ee", "i"), ("i", "ee"), ("c", "k"), ("k", "ck"), ("s", "z"), ("y", "ie"), ("ou", "u"), ("e", "a"),
    ("a", "e"), ("o", "u"), ("ll", "l"), ("n", "nn"), ("t", "tt"), ("m", "mm"), ("j", "g"), ("ei", "ie"), ("d", "dd"),
)  # fmt: skip
HEADS = ("Br", "Ch", "St", "H", "W", "M", "K", "L", "P", "Sh", "Th", "G", "D", "R", "Cr", "B", "F", "Wh", "T", "N")
MIDDLES = ("l", "n", "r", "s", "t", "d", "k", "m", "ll", "rt")
ENDINGS = ("s", "son", "ton", "ley", "worth", "man", "er", "field", "wood", "ham", "by", "well")
AS_RECORDED, BOTH = "as recorded", "both names misspelt"
SLIPS = ("letter lost", "letter added", "letter changed", "letters changed about", "as heard")
KINDS = (AS_RECORDED, *SLIPS, BOTH)
FIRST = SHOWN


def misspelt(name: str, kind: str, chance: random.Random) -> str:
    """Return the name with one slip of this kind, half of the time not in the first letter, where people seldom slip."""
    place = chance.randrange(0 if chance.random() < 0.5 else 1, len(name))
    match kind:
        case "letter lost":
            return name[:place] + name[place + 1 :] if len(name) > 3 else name
        case "letter added":
            return name[:place] + chance.choice(LETTERS) + name[place:]
        case "letter changed":
            return name[:place] + chance.choice(LETTERS) + name[place + 1 :]
        case "letters changed about":
            place = min(place, len(name) - 2)
            return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
        case "as heard":
            ways = [way for way in HEARD if way[0] in name.lower()]
            return name.lower().replace(*chance.choice(ways), 1).title() if ways else name
    return name


def typed_for(forename: str, surname: str, kind: str, chance: random.Random) -> str:
    names = [forename, surname]
    if kind == BOTH:
        names = [misspelt(name, chance.choice(SLIPS), chance) for name in names]
    elif kind != AS_RECORDED:
        which = chance.randrange(2)
        names[which] = misspelt(names[which], kind, chance)
    if chance.random() < 0.3:
        names.reverse()
    return " ".join(names)


def names(count: int, chance: random.Random) -> Iterator[tuple[str, str, date]]:
    """Yield children with few frequent and many rare names: about 12,000 surnames; one child in a hundred has the commonest."""
    stems = [surname for community in _COMMUNITIES for surname in community.surnames]
    made = [head + vowel + middle + end for head in HEADS for vowel in "aeiou" for middle in MIDDLES for end in ENDINGS]
    chance.shuffle(made)
    surnames = [*stems, *made]
    forenames = [name for community in _COMMUNITIES for name in (*community.girls, *community.boys)]
    rarely = [1 / (rank + 10) for rank in range(len(surnames))]
    often = [1 / (rank + 20) for rank in range(len(forenames))]
    firsts, lasts = chance.choices(forenames, often, k=count), chance.choices(surnames, rarely, k=count)
    for forename, surname in zip(firsts, lasts, strict=True):
        yield forename, surname, date(2008, 1, 1) + timedelta(days=chance.randrange(6_500))


def fill(count: int, chance: random.Random) -> None:
    at = now()
    council = Agency.objects.create(kind=Kind.COUNCIL, name="Council")
    user = User.objects.create(email="w@bench.example", name="Worker", password="!")  # noqa: S106 - no sign-in uses it
    Membership.objects.create(user=user, agency=council, role=Role.COORDINATOR, confirmed_at=now())
    known = [(new_key(), *name) for name in names(count, chance)]
    columns = ("id", "version", "created_at", "batch", "council", "forename", "surname", "surname_key", "sounds_like", "known_as",
               "born_on", "sex", "ethnicity", "postcode", "locality", "allocated_worker", "team")  # fmt: skip
    children = (
        (key, 1, at, None, council.pk, forename, surname, name_key(surname), sounds_like(surname), "", born, "U", *("",) * 5)
        for key, forename, surname, born in known
    )
    numbers = ((new_key(), 1, at, None, key, council.pk, "COUNCIL", f"S-{place:07}") for place, (key, *_) in enumerate(known))
    kinds = (Child, Identifier, SearchName)
    with transaction.atomic(), bulk.indexes_made_after(*kinds, rows=count, alone=bulk.alone_with(*kinds)):
        bulk.insert(Child, columns, children)
        bulk.insert(Identifier, ("id", "version", "created_at", "batch", "child", "council", "scheme", "value"), numbers)
        index_children((key for key, *_ in known), fresh=True)


def ask_all(tried: int, chance: random.Random) -> dict[str, Any]:
    user = User.objects.get(email="w@bench.example")
    known = list(Child.objects.order_by("pk").values_list("pk", "forename", "surname", "born_on"))

    def exact() -> float:
        """Return the seconds for finding a child by number in its index."""
        began = time.perf_counter()
        Child.objects.get(identifiers__value=f"S-{chance.randrange(len(known)):07}")
        return time.perf_counter() - began

    for _ in range(30):
        exact()
        find(user, "warming up", shown=FIRST)
    bare = statistics.median(exact() for _ in range(300))
    rows = [ask(user, known, kind, bare, tried // len(KINDS), chance, year=year) for kind in KINDS for year in (False, True)]
    return {"names": len(known), "exact_s": round(bare, 5), "rows": rows}


def main(what: str, count: str = "0") -> None:
    chance = random.Random(2015)
    if what in {"fill", "migrate"}:
        call_command("migrate", verbosity=0)
    if what == "fill":
        fill(int(count), chance)
    if what in {"fill", "migrate"}:
        with connection.cursor() as cursor:  # a database in use does this by itself
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    if what == "ask":
        print(json.dumps(ask_all(int(count), chance)))


def ask(
    user: User, known: list[tuple[UUID, str, str, date]], kind: str, bare: float, times: int, chance: random.Random, *, year: bool
) -> dict[str, Any]:
    waits, found = [], 0
    for _ in range(times):
        key, forename, surname, born = chance.choice(known)
        typed = typed_for(forename, surname, kind, chance) + (f" {born.year}" if year else "")
        began = time.perf_counter()
        hits = find(user, typed, shown=FIRST).hits
        waits.append(time.perf_counter() - began)
        found += any(hit.child.pk == key or (hit.child.forename, hit.child.surname) == (forename, surname) for hit in hits)
    return {
        "kind": kind,
        "with_year": year,
        "tried": times,
        "found": found,
        "median_against_exact": round(statistics.median(waits) / bare, 1),
        "slowest_in_twenty_against_exact": round(statistics.quantiles(waits, n=20)[-1] / bare, 1),
        "median_s": round(statistics.median(waits), 4),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
