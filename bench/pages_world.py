"""Fill a database of any size for the page bench: ten years of finished episodes before the same four weeks of open work.

    python -m bench.pages_world fill EPISODES     (WAYLIGHT_HOME or DATABASE_URL names the database)
    python -m bench.pages_world migrate           (migrates a filled database)
    python -m bench.pages_world sign-in           (prints a session of each person, and the children to request)

There are four councils. Every eighth episode adds a new child; some children go missing very often. The last four weeks
are the same at every size: forty children are missing now and four hundred came back, a third of them with something due.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from waylight.accounts.models import Membership, User  # noqa: E402
from waylight.accounts.roles import Role  # noqa: E402
from waylight.agencies.models import Agency, Authority, Kind  # noqa: E402
from waylight.core import bulk  # noqa: E402
from waylight.episodes.models import Episode, Report, RiskAssessment, SafeAndWellCheck  # noqa: E402
from waylight.exchange.simulation.made_up_names import draw_community  # noqa: E402
from waylight.interviews.models import Coverage, Interview  # noqa: E402
from waylight.people.models import Child, Identifier, SearchName  # noqa: E402
from waylight.people.names import name_key, sounds_like  # noqa: E402
from waylight.people.search.index import index_children  # noqa: E402

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = datetime.now(UTC)
YEARS = 10 * 365 * DAY
OUT, BACK = 40, 400
CLIENTS, COUNCILS = 50, 4
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TABLES = (Child, Identifier, SearchName, Episode, Report, RiskAssessment, SafeAndWellCheck, Interview, Coverage)
chance = random.Random(2015)


def key(at: datetime) -> UUID:
    """Return a key as if the row had been written at that time; keys begin with the time."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62 | chance.getrandbits(62))


def people() -> list[Agency]:
    """Create four councils, one police force and fifty people: a fifth are police, the rest are coordinators."""
    councils = []
    for number in range(COUNCILS):
        authority, _ = Authority.objects.get_or_create(code=f"98{number}", defaults={"name": f"Council {number}"})
        councils.append(Agency.objects.create(kind=Kind.COUNCIL, name=f"Council {number}", authority=authority))
    force = Agency.objects.create(kind=Kind.FORCE, name="Force")
    force.serves.set(councils)
    for number in range(CLIENTS):
        user = User.objects.create(email=f"w{number}@bench.example", name=f"Worker {number}", password="!")  # noqa: S106 - no sign-in uses it
        police = number % 5 == 4
        Membership.objects.create(
            user=user,
            agency=force if police else councils[number % COUNCILS],
            role=Role.POLICE_MISSING if police else Role.COORDINATOR,
            confirmed_at=NOW,
        )
    return councils


def signed_in() -> list[str]:
    """Start a session for each person and return the cookies."""
    cookies = []
    for number in range(CLIENTS):
        user = User.objects.get(email=f"w{number}@bench.example")
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookies.append(str(session.session_key))
    return cookies


def asked_for() -> dict[int, list[tuple[str, str]]]:
    """Return, for each council, children who came back recently and their episodes: its people may open these."""
    lately = Episode.objects.exclude(returned_at=None).order_by("-returned_at")[:BACK]
    chosen: dict[int, list[tuple[str, str]]] = {number: [] for number in range(COUNCILS)}
    for key, child, council in lately.values_list("pk", "child", "child__council__name"):
        chosen[int(council.removeprefix("Council "))].append((str(child), str(key)))
    return chosen


def children(count: int, councils: list[Agency]) -> list[tuple[UUID, UUID]]:
    known: list[tuple[UUID, UUID]] = []

    def rows() -> Iterator[bulk.Row]:
        for number in range(count):
            community, at = draw_community(chance), NOW - YEARS + number * (YEARS / count)
            girl = chance.random() < 0.5
            forename, surname = chance.choice(community.girls if girl else community.boys), chance.choice(community.surnames)
            council = councils[number % COUNCILS].pk
            known.append((key(at), council))
            born = (NOW - (10 * 365 + chance.randrange(8 * 365)) * DAY).date()
            yield (
                known[-1][0], 1, at, None, council, forename, surname, name_key(surname), sounds_like(surname), "", born,
                "F" if girl else "M", "", "", "", "", "North",
            )  # fmt: skip

    columns = ("id", "version", "created_at", "batch", "council", "forename", "surname", "surname_key", "sounds_like", "known_as",
               "born_on", "sex", "ethnicity", "postcode", "locality", "allocated_worker", "team")  # fmt: skip
    bulk.insert(Child, columns, rows())
    numbers = (
        (key(NOW), 1, NOW, None, child, council, "COUNCIL", f"B-{place:07}") for place, (child, council) in enumerate(known)
    )
    bulk.insert(Identifier, ("id", "version", "created_at", "batch", "child", "council", "scheme", "value"), numbers)
    index_children((child for child, _ in known), fresh=True)
    return known


def episodes(count: int, known: list[tuple[UUID, UUID]]) -> list[tuple[UUID, UUID, UUID, datetime, datetime | None, str]]:
    """Return key, child, council, start, return and progress of each episode. Of the recent ones a third is unfinished."""
    made = []
    history = count - OUT - BACK
    often = known[:: max(len(known) // 200, 1)]
    for place in range(history):
        start = NOW - YEARS + (YEARS - 40 * DAY) * (place / history)
        child, council = chance.choice(often) if chance.random() < 0.01 else known[place % len(known)]
        made.append((key(start), child, council, start, start + chance.expovariate(1 / 14) * HOUR + HOUR, "done"))
    step = len(known) // (OUT + BACK) | 1  # odd, so that all four councils have recent episodes
    for place in range(BACK):
        child, council = known[place * step % len(known)]
        start = NOW - 27 * DAY * (1 - place / BACK) - 7 * HOUR
        made.append((key(start), child, council, start, start + 6 * HOUR, ("done", "done", "half")[place % 3]))
    for place in range(OUT):
        child, council = known[(BACK + place) * step % len(known)]
        start = NOW - (place + 1) * HOUR
        made.append((key(start), child, council, start, None, "out"))
    return made


def write(made: list[tuple[UUID, UUID, UUID, datetime, datetime | None, str]]) -> None:
    common = ("id", "version", "created_at", "batch")
    told = (
        "reported_precision",
        "reported_told_by",
        "located_precision",
        "located_told_by",
        "returned_precision",
        "returned_told_by",
    )
    bulk.insert(
        Episode,
        (*common, "child", "category", "reference", "started_at", "started_precision", "started_told_by", "reported_at",
         "returned_at", *told, "missing_from", "missing_from_name", "postcode", "circumstances", "why_worried", "done_so_far",
         "found_at", "return_method", "returned_to"),
        ((row, 1, start, None, child, "MISSING", "", start, "MINUTE", "", start, back, *("MINUTE", "") * 3, "FAMILY_HOME",
          "", "", "Left after an argument.", "", "", "", "", "") for row, child, _, start, back, _ in made),
    )  # fmt: skip
    bulk.insert(
        Report,
        (*common, "episode", "council", "reference", "category", "risk", "last_seen_at", "reported_at", "missing_from",
         "missing_from_name", "postcode", "reported_by", "found_at", "surname", "forename", "matched_because", "digest"),
        ((key(start), 1, start, None, row, council, f"NM-{place:08}", "MISSING", "MEDIUM", start, start, "OTHER", *("",) * 8)
         for place, (row, _, council, start, _, _) in enumerate(made)),
    )  # fmt: skip
    bulk.insert(
        RiskAssessment,
        (*common, "episode", "assessed_at", "agency", "level", "factors", "rationale"),
        ((key(start), 1, start, None, row, start, "POLICE", "MEDIUM", bulk.as_json({}), "As usual.")
         for row, _, _, start, _, _ in made),
    )  # fmt: skip
    over = [(row, child, back, how) for row, child, _, _, back, how in made if back]
    bulk.insert(
        SafeAndWellCheck,
        (*common, "episode", "status", "done_at", "officer", "where_been", "with_whom", "harm", "needs"),
        ((key(back), 1, back, None, row, "DONE", back + HOUR, *("",) * 5) for row, _, back, how in over if how == "done"),
    )  # fmt: skip
    interviews = [(key(back), row, child, back, how) for row, child, back, how in over]
    blank = ("worker_name", "booked_place", "decline_reason", "decline_words", "ended_because", "exempt_because", "mode", "place",
             "others_present", "independence", "late_because", "source", "source_key")  # fmt: skip
    bulk.insert(
        Interview,
        (*common, "child", "allocated_at", "offered_at", "held_at", "written_up_at", "outcome", "push", "pull", *blank),
        ((row, 1, back, None, child, back, back + HOUR,
          *((back + DAY, back + 1.5 * DAY, "COMPLETED") if how == "done" else (None, None, "")),
          bulk.as_json([]), bulk.as_json([]), *("",) * len(blank)) for row, _, child, back, how in interviews),
    )  # fmt: skip
    bulk.insert(
        Coverage,
        (*common, "episode", "interview"),
        ((key(back), 1, back, None, episode, row) for row, episode, _, back, _ in interviews),
    )


def fill(count: int) -> None:
    with transaction.atomic(), bulk.indexes_made_after(*TABLES, rows=count):
        councils = people()
        known = children(max(count // 8, 1_250), councils)
        write(episodes(count, known))


def main(what: str, *count: str) -> None:
    if what in {"fill", "migrate"}:
        call_command("migrate", verbosity=0)
    if what == "fill":
        fill(int(count[0]))
    if what in {"fill", "migrate"}:
        with connection.cursor() as cursor:  # a database in use does this by itself
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    if what == "sign-in":
        print(json.dumps({"cookies": signed_in(), "children": asked_for()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
