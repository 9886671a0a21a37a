"""Who holds an interview, for which returns, and how it is handed over or withdrawn."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.interviews.acts import hold
from tests.web.interviews.histories import IN_TIME, allocated, back
from waylight.access.models import Involvement
from waylight.accounts.models import User
from waylight.agencies.models import Agency, Kind, ProtocolSetting
from waylight.briefings.clocks import duty_statuses_for
from waylight.core.versions import EditConflict
from waylight.episodes.models import Episode
from waylight.interviews import actions
from waylight.interviews.models import Coverage
from waylight.people.models import Child


def test_only_the_provider_s_own_interviewer_accepts(cast) -> None:
    interview = allocated(cast)
    with pytest.raises(ValidationError, match="does not hold interviews"):
        actions.accept(interview, by=cast.priya, version=interview.version)


def test_an_interview_is_not_given_to_an_interviewer_whose_account_is_switched_off(cast) -> None:
    User.objects.filter(pk=cast.marcus.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="Marcus Bell does not hold interviews"):
        actions.allocate([back(cast, 20)], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)


def test_one_interview_covers_a_second_return_and_keeps_two_deadlines(cast) -> None:
    first = back(cast, 100)
    interview = allocated(cast, first, accepted=True)
    second = back(cast, 10)
    because = "Back again before it was held"
    actions.cover(interview, second, by=cast.priya, version=interview.version, because=because, within=IN_TIME)
    hold(cast, interview)
    states = {key: {clock.code: clock.state for clock in clocks} for key, clocks in duty_statuses_for([first, second]).items()}
    assert (states[first.pk]["return-interview"], states[second.pk]["return-interview"]) == ("LATE", "MET")


def test_a_return_is_not_added_to_an_interview_that_was_handed_over_since_the_page_was_read(cast) -> None:
    interview = allocated(cast, back(cast, 40))
    second, shown = back(cast, 10), interview.version
    actions.reallocate(interview, by=cast.priya, version=shown, provider=cast.provider, because="On leave")
    with pytest.raises(EditConflict), transaction.atomic():
        actions.cover(interview, second, by=cast.priya, version=shown, because="The same friends", within=IN_TIME)
    assert not Coverage.objects.filter(episode=second).exists()


def test_a_partnership_may_agree_one_interview_for_each_episode(cast) -> None:
    ProtocolSetting.objects.create(council=cast.harrowmere, key="offering.one_for_many", value=False, source="Board")
    with pytest.raises(ValidationError, match="one interview for each"):
        allocated(cast, back(cast, 90), back(cast, 20))


@pytest.mark.parametrize(
    ("first", "further", "because", "words"),
    [
        pytest.param(200, 20, "The same friends", "", id="the first as late as it may be"),
        pytest.param(200, 80, "The same friends", "own interview", id="the further one too late"),
        pytest.param(60, 20, " ", "Give the reason", id="without a reason"),
    ],
)
def test_a_further_return_is_covered_within_its_own_time_and_with_a_reason(
    cast, first: int, further: int, because: str, words: str
) -> None:
    episodes, to = [back(cast, first), back(cast, further)], {"by": cast.priya, "provider": cast.provider}
    if words:
        with pytest.raises(ValidationError, match=words):
            actions.allocate(episodes, **to, because=because, within=IN_TIME)
    else:
        lines = actions.allocate(episodes, **to, because=because, within=IN_TIME).covers.all()
        assert [line.because for line in lines] == [because, because]


@pytest.mark.parametrize("act", ["allocate", "hand over"])
def test_a_provider_interviews_only_for_the_councils_it_serves(cast, act: str) -> None:
    stranger = Agency.objects.create(kind=Kind.PROVIDER, name="Far Away Interviews")
    interview = allocated(cast)
    to = {"by": cast.priya, "provider": stranger}
    acts = {
        "allocate": lambda: actions.allocate([back(cast, 5)], **to),
        "hand over": lambda: actions.reallocate(interview, **to, version=interview.version, because="Nearer"),
    }
    with pytest.raises(ValidationError, match="does not hold interviews for Harrowmere"):
        acts[act]()


def test_after_a_withdrawal_the_return_is_outstanding_and_the_provider_no_longer_sees_the_child(cast) -> None:
    interview = allocated(cast)
    assert Child.objects.visible_to(cast.marcus).exists()
    actions.withdraw(interview, by=cast.priya, version=interview.version, because="The wrong child")
    assert not Coverage.objects.exists()
    assert not Child.objects.visible_to(cast.marcus).exists()


def test_handing_over_ends_the_first_provider_s_involvement(cast) -> None:
    other = Agency.objects.create(kind=Kind.PROVIDER, name="Another provider")
    other.serves.add(cast.harrowmere)
    interview = allocated(cast, accepted=True)
    moved = actions.reallocate(interview, by=cast.priya, version=interview.version, provider=other, because="Nearer to her")
    assert (moved.accepted_at, moved.interviewer) == (None, None)
    current = Involvement.objects.filter(child=cast.amina, until=None, user=None)
    assert [each.agency for each in current] == [other]


def test_an_exemption_needs_an_approver(cast) -> None:
    with pytest.raises(ValidationError, match="manager who decided"):
        actions.exempt(back(cast, 20), by=cast.priya, because="TURNED_18", manager="")


def test_a_child_who_is_not_back_gets_no_interview_yet(cast) -> None:
    episode = back(cast, 20)
    Episode.objects.update(returned_at=None)
    with pytest.raises(ValidationError, match="not back yet"):
        actions.allocate([episode], by=cast.priya, provider=cast.provider)


def test_a_social_worker_keeps_her_child_when_the_council_withdraws_its_own_interview(cast) -> None:
    interview = actions.allocate([back(cast, 20)], by=cast.priya, provider=cast.harrowmere)
    actions.withdraw(interview, by=cast.priya, version=interview.version, because="Allocated by mistake")
    assert Involvement.objects.filter(child=cast.amina, user=cast.helen, until=None).exists()
    assert not Involvement.objects.filter(child=cast.amina, user=None, until=None).exists()
