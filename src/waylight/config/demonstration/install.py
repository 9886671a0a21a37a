"""Fills an empty installation with the demonstration, once and in one transaction."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from waylight.accounts.actions import give_role
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.accounts.separation_of_duties import SIGNED_IN
from waylight.audit import log
from waylight.audit.sealing import seal_new
from waylight.config.demonstration import current_cases, stories
from waylight.config.demonstration.cast import Cast, assemble
from waylight.config.demonstration.partnership import SIZES, TWO_YEARS, Size, load_council
from waylight.core.clock import now, today
from waylight.facts import builder

PASSWORD = "find-every-child"
FIRST_SIGN_IN = "priya@demo.example"
OUT_OF_DATE_AFTER = timedelta(days=7)

type Say = Callable[[str], None]


def filled() -> bool:
    return User.objects.filter(email=FIRST_SIGN_IN).exists()


def in_use() -> bool:
    """Return whether people outside the demonstration have accounts here."""
    return User.objects.exclude(email__endswith="@demo.example").exists()


def grown_old() -> bool:
    """Return whether the demonstration is more than a week old, so that its current cases are no longer current."""
    return User.objects.filter(email=FIRST_SIGN_IN, joined_at__lt=now() - OUT_OF_DATE_AFTER).exists()


def fill(folder: Path, say: Say, *, sizes: Mapping[str, Size] = SIZES) -> None:
    """Create the partnership, two years of records and the current cases. `folder` keeps the files that were loaded."""
    with transaction.atomic():
        say("The people of the demonstration")
        cast = assemble(password=PASSWORD)
        Membership.objects.update(since=today() - TWO_YEARS)
        _load_councils(cast, folder, sizes, say)
        say("The stories of Amina, Ben, Chloe and Dev")
        stories.tell(cast)
        say("What is happening today")
        current_cases.happen(cast, folder)
        _propose_a_role(cast)
    say("Counting, for the reports")
    builder.build()
    say("Sealing the audit trail")
    seal_new()


def _propose_a_role(cast: Cast) -> None:
    """Propose one role for a person who has signed in. Nadia has to confirm it."""
    why = "Ruth covers the front door over Christmas and the New Year. The service manager asked for it."
    log.record(SIGNED_IN, cast.ruth, by=cast.ruth)
    give_role(cast.ruth, by=cast.alex, agency=cast.harrowmere, role=Role.FRONT_DOOR, reason=why)


def _load_councils(cast: Cast, folder: Path, sizes: Mapping[str, Size], say: Say) -> None:
    until = now() - timedelta(minutes=100)
    for council in (cast.harrowmere, cast.calderwick, cast.ashenford, cast.merrowby):
        size = sizes[str(council.authority_id)]
        loaded = load_council(council, size=size, cast=cast, until=until, folder=folder / council.name.lower())
        say(f"Two years of {council.name}: {loaded.episodes_opened:,} episodes loaded")
