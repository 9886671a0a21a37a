"""Interviews when a merge is undone: whose they are, and who still sees which child."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.exchange.packs import interview, load, on
from tests.merging.pairs import EVENING, KNOWN, apart, both, made_one
from waylight.access.actions import end_involvement
from waylight.access.models import Involvement
from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.core import clock
from waylight.episodes.models import Episode
from waylight.interviews.allocation import allocate, cover
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Interview
from waylight.people.models import Child

pytestmark = pytest.mark.django_db


def test_an_interview_arranged_since_goes_with_its_episode(tmp_path: Path, priya: User, provider: Agency) -> None:
    load(tmp_path, [EVENING[0], on("5", "18:00", "23:00", ref="B", surname="Byrne")], children=KNOWN)
    done = made_one(priya)
    arranged = allocate([Episode.objects.get(reference="B")], by=priya, provider=provider)
    apart(done, priya)
    byrne = Child.objects.get(surname="Byrne")
    assert Interview.objects.get(pk=arranged.pk).child == byrne
    assert byrne.involvements.get().agency == provider


def test_one_interview_about_both_is_settled_before_the_merge_is_undone(tmp_path: Path, priya: User, provider: Agency) -> None:
    load(tmp_path, [EVENING[0], on("5", "18:00", "23:00", ref="B", surname="Byrne")], children=KNOWN)
    done = made_one(priya)
    arranged = allocate([Episode.objects.get(reference="A")], by=priya, provider=provider)
    version, because = arranged.version, "He was away both nights."
    b = Episode.objects.get(reference="B")
    cover(arranged, b, by=priya, version=version, because=because, within=timedelta(days=9999))
    with pytest.raises(ValidationError, match="covers episodes of both"):
        apart(done, priya)
    assert Child.objects.get(surname="Byrne").merged_into is not None


def sees(provider: Agency, child: Child) -> bool:
    return child.involvements.filter(agency=provider, until=None).exists()


@pytest.mark.parametrize("held", [False, True], ids=["arranged", "held and not yet written up"])
def test_the_provider_of_a_child_who_goes_back_goes_with_them(
    tmp_path: Path,
    priya: User,
    provider: Agency,
    held: bool,  # noqa: FBT001 - a row of the table
) -> None:
    load(tmp_path, [EVENING[0], on("5", "18:00", "23:00", ref="B", surname="Byrne")], children=KNOWN)
    done = made_one(priya)
    arranged = allocate([Episode.objects.get(reference="B")], by=priya, provider=provider)
    if held:
        Interview.objects.filter(pk=arranged.pk).update(outcome=Outcome.COMPLETED, held_at=clock.now(), ended_at=clock.now())
    apart(done, priya)
    okafor, byrne = both()
    assert (sees(provider, okafor), sees(provider, byrne)) == (False, True)


def test_the_provider_of_the_record_kept_stays_with_its_child(tmp_path: Path, priya: User, provider: Agency) -> None:
    """It worked with the other record's child already, so nobody brought it in again."""
    load(tmp_path, [EVENING[0], on("5", "18:00", "23:00", ref="B", surname="Byrne")], children=KNOWN)
    allocate([Episode.objects.get(reference="B")], by=priya, provider=provider)
    done = made_one(priya)
    allocate([Episode.objects.get(reference="A")], by=priya, provider=provider)
    apart(done, priya)
    assert [sees(provider, child) for child in both()] == [True, True]


def test_a_provider_that_was_let_go_since_is_not_brought_back(tmp_path: Path, priya: User, provider: Agency) -> None:
    load(tmp_path, [EVENING[0], on("5", "18:00", "23:00", ref="B", surname="Byrne")], children=KNOWN)
    done = made_one(priya)
    allocate([Episode.objects.get(reference="B")], by=priya, provider=provider)
    ended = Involvement.objects.get(agency=provider)
    end_involvement(ended, by=priya, version=ended.version)
    apart(done, priya)
    assert [sees(provider, child) for child in both()] == [False, False]


@pytest.mark.parametrize("first", ["the workbook", "the merge"])
def test_the_provider_of_a_workbook_sees_the_child_of_its_interview_only(
    tmp_path: Path, priya: User, provider: Agency, first: str
) -> None:
    load(tmp_path, [EVENING[0], on("5", "18:00", "23:00", ref="B", surname="Byrne")], children=KNOWN)
    workbook = [interview("B", offered="06/06/2015 10:00", held="07/06/2015 16:00")]
    if first == "the workbook":
        load(tmp_path, interviews=workbook)
    done = made_one(priya)
    if first == "the merge":
        load(tmp_path, interviews=workbook)
    apart(done, priya)
    okafor, byrne = both()
    assert Interview.objects.get().child == byrne
    assert (sees(provider, okafor), sees(provider, byrne)) == (False, True)
