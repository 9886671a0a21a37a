"""What was begun at a record while somebody made it one with another."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.exchange.packs import load, on
from tests.merging.pairs import EVENING, KNOWN, both, made_one
from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core import clock
from waylight.episodes.actions import ReportedTime, record_check, record_return, record_risk, report_missing
from waylight.episodes.choices import CheckStatus
from waylight.episodes.models import Episode
from waylight.interviews.allocation import allocate

pytestmark = pytest.mark.django_db


def test_a_report_begun_at_the_record_merged_away_opens_an_episode_of_the_one_kept(tmp_path: Path, priya: User) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    okafor, byrne = both()
    made_one(priya)
    with clock.at(datetime(2015, 6, 4, 12, tzinfo=UTC)):
        seen = ReportedTime(at=clock.now())
        opened = report_missing(byrne, by=priya, last_seen=seen, reported=seen, missing_from="FAMILY_HOME", reported_by="Parent")
    assert opened.child == okafor


def test_what_was_open_on_a_screen_when_the_records_became_one_is_saved_with_the_one_kept(
    tmp_path: Path, priya: User, provider: Agency
) -> None:
    load(tmp_path, [on("1", "18:00", "23:00", ref="A"), on("5", "18:00", ref="B", surname="Byrne")], children=KNOWN)
    was_open = Episode.objects.select_related("child").get(reference="B")
    made_one(priya)
    saved = record_return(
        was_open, by=priya, version=was_open.version, returned=ReportedTime(at=datetime(2015, 6, 6, 9, tzinfo=UTC))
    )
    arranged = allocate([saved], by=priya, provider=provider)
    assert saved.child.surname == arranged.child.surname == "Okafor"


def test_nothing_is_written_of_the_episode_that_was_another_one_s(tmp_path: Path, priya: User, provider: Agency) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    on_screen = Episode.objects.get(reference="B")
    made_one(priya)
    with pytest.raises(ValidationError, match="combined with a duplicate"):
        record_check(on_screen, by=priya, status=CheckStatus.DONE, done_at=datetime(2015, 6, 2, 9, tzinfo=UTC))
    with pytest.raises(ValidationError, match="combined with a duplicate"):
        record_risk(on_screen, by=priya, agency="SOCIAL_CARE", level="HIGH", rationale="She is nine.")
    with pytest.raises(ValidationError, match="combined with a duplicate"):
        allocate([on_screen], by=priya, provider=provider)
