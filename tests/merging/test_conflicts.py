"""What both records say of the same thing, differently: nothing is lost by making them one."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.packs import interview, load, pack, write_csv
from tests.merging.pairs import EVENING, KNOWN, apart, both, made_one, records
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.agencies.councils import council_of
from waylight.agencies.models import Agency
from waylight.core.clock import now
from waylight.core.versions import save_change
from waylight.episodes.actions import record_check
from waylight.episodes.choices import Category, CheckStatus
from waylight.episodes.models import Episode
from waylight.episodes.repeat_meetings import record_repeat_meeting, waive_repeat_meeting
from waylight.exchange.loading.load import load_folder
from waylight.interviews.allocation import allocate
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Coverage
from waylight.people.models import Child
from waylight.placements.models import Flag

pytestmark = pytest.mark.django_db


def test_of_two_interviews_about_one_evening_the_one_held_counts_and_both_are_named(
    tmp_path: Path, priya: User, provider: Agency
) -> None:
    load(tmp_path, EVENING, children=KNOWN, interviews=[interview("B")])
    allocate([Episode.objects.get(reference="A")], by=priya, provider=provider)
    before = records()
    done = made_one(priya)
    assert Coverage.objects.get(episode__category=Category.MISSING).interview.outcome == Outcome.COMPLETED
    assert done.to_look_at == ("B: two interviews were arranged for one episode; the one that was held counts",)
    apart(done, priya)
    assert records() == before


def test_a_second_safe_and_well_check_is_named(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    for episode in Episode.objects.all():
        record_check(
            episode, by=priya, status=CheckStatus.DONE, done_at=datetime(2015, 6, 2, 9, tzinfo=UTC), with_whom="Her aunt"
        )
    done = made_one(priya)
    assert "has two safe and well checks" in done.to_look_at[0]


def flag(child: Child, **said: Any) -> Flag:
    return Flag.objects.create(child=child, kind="CSE", source="LA", started_on=date(2015, 1, 1), **said)


ENDED = {"level": "SUSPECTED", "ended_on": date(2015, 2, 1)}
STANDS = {"level": "CONFIRMED", "ended_on": None}


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        pytest.param(ENDED, STANDS, "and the one that is still current is kept", id="theirs stands"),
        pytest.param(STANDS, ENDED, "and what this record says is kept", id="ours stands"),
        pytest.param(STANDS, STANDS, "", id="they say the same"),
    ],
)
def test_a_flag_that_stands_in_either_record_stands(
    tmp_path: Path, priya: User, ours: dict[str, Any], theirs: dict[str, Any], said: str
) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    okafor, byrne = both()
    kept = flag(okafor, **ours)
    flag(byrne, **theirs)
    before = records()
    done = made_one(priya)
    kept.refresh_from_db()
    assert (kept.level, kept.ended_on, said in "".join(done.to_look_at)) == ("CONFIRMED", None, True)
    assert bool(done.to_look_at) is bool(said)
    apart(done, priya)
    assert records() == before


def test_a_flag_that_somebody_ended_since_stays_so_and_is_named(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    okafor, byrne = both()
    kept = flag(okafor, **ENDED)
    flag(byrne, **STANDS)
    done = made_one(priya)
    kept.refresh_from_db()
    save_change(kept, expected=kept.version, ended_on=date(2015, 3, 1))
    undone = apart(done, priya)
    assert undone.to_look_at[0].endswith("from 1 January 2015 was changed since the merge")


def test_a_meeting_that_was_held_stands_over_one_waived(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    okafor, byrne = both()
    Membership.objects.create(user=priya, agency=okafor.council, role=Role.COORDINATOR, confirmed_at=now())
    level: Any = {"level": 3, "reached_on": date(2015, 6, 1), "by": priya}
    waive_repeat_meeting(okafor, because="Already under a plan.", **level)
    record_repeat_meeting(byrne, held_at=datetime(2015, 6, 3, 9, tzinfo=UTC), chair="Iris", **level)
    done = made_one(priya)
    assert okafor.repeat_meetings.get().chair == "Iris"
    assert done.to_look_at[0].endswith("and the meeting that was held is kept")


@pytest.mark.parametrize("order", [1, -1], ids=["the kept record's row first", "last"])
def test_the_same_council_files_again_leave_the_flag_that_stands(tmp_path: Path, priya: User, order: int) -> None:
    told = {"flag": "CSE", "source": "LA", "start": "01/01/2015"}
    rows = [
        told | {"person_id": "1", "level": "SUSPECTED", "end": "01/02/2015"},
        told | {"person_id": "2", "level": "CONFIRMED", "end": ""},
    ]
    folder = pack(tmp_path, EVENING, children=KNOWN)
    write_csv(folder / "flags.csv", rows[::order])
    load_folder(folder, council_of("356"), by=None)
    before = records()
    done = made_one(priya)
    assert load_folder(folder, council_of("356"), by=None).changed is False
    assert Flag.objects.get(child__surname="Okafor").ended_on is None
    apart(done, priya)
    assert records() == before
