"""The pages of an episode say who assessed the risk, how a check was made, who has a task and where a rule comes from."""

from datetime import timedelta

import pytest

from tests.web.episodes.acts import As, back, missing, words
from waylight.agencies.models import ProtocolSetting
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now, today
from waylight.episodes.actions import record_check, record_risk, take_ownership
from waylight.episodes.models import Episode
from waylight.interviews.actions import accept, allocate

HOUR = timedelta(hours=1)


def assessed(cast: Cast, episode: Episode, agency: str, level: str, **more: object) -> None:
    by = cast.okoro if agency == "POLICE" else cast.priya
    record_risk(episode, by=by, agency=agency, level=level, rationale="As far as is known.", **more)  # type: ignore[arg-type]  # the answers


def test_a_low_view_of_the_police_alone_is_shown_as_theirs_and_medium_as_the_rule_s(cast: Cast, as_: As) -> None:
    episode = missing(cast)
    assessed(cast, episode, "POLICE", "LOW")
    page = words(as_("priya"), f"/episodes/{episode.pk}/")
    assert "Only the police (low) have given a view. The view of social care is awaited." in page
    assert "Until police and social care have both given a low level, the rule sets the risk to medium." in page
    assert "Police: low" in words(as_("priya"), "/today/")


def test_after_the_return_no_view_is_awaited_and_medium_is_still_the_rule_s(cast: Cast, as_: As) -> None:
    episode = back(cast)
    assessed(cast, episode, "POLICE", "NONE_APPARENT")
    page = words(as_("priya"), f"/episodes/{episode.pk}/")
    assert "Only the police (no apparent risk) gave a view." in page
    assert "Police and social care did not both give a low level, so the rule sets the risk to medium." in page
    assert "awaited" not in page


def test_where_both_have_given_a_view_nothing_more_is_said(cast: Cast, as_: As) -> None:
    episode = missing(cast)
    for agency in ("POLICE", "SOCIAL_CARE"):
        assessed(cast, episode, agency, "LOW")
    assert "given a view" not in words(as_("priya"), f"/episodes/{episode.pk}/")


def test_a_check_through_the_carer_is_never_shown_as_if_someone_saw_the_child(cast: Cast, as_: As) -> None:
    episode = back(cast)
    as_("priya").get("/today/")
    record_check(episode, by=cast.okoro, status="VIA_CARER", done_at=now(), because="Asleep")
    assert "through the carer only, the child was not seen" in words(as_("priya"), f"/episodes/{episode.pk}/")
    assert "No record that a worker has seen or spoken to Amina" in words(as_("priya"), f"/children/{cast.amina.pk}/")
    assert "had a safe and well check" not in words(as_("priya"), "/today/")


def test_a_check_that_saw_the_child_says_nothing_of_how(cast: Cast, as_: As) -> None:
    episode = back(cast)
    record_check(episode, by=cast.okoro, status="DONE", done_at=now())
    assert "was not seen" not in words(as_("priya"), f"/episodes/{episode.pk}/")


@pytest.mark.parametrize(
    ("value", "source"),
    [
        pytest.param(48, "Agreed by the partnership: Board, March", id="a value of its own"),
        pytest.param(72, "Statutory guidance on children who run away", id="the value of the guidance"),
    ],
)
def test_a_deadline_names_who_agreed_its_hours(cast: Cast, as_: As, value: int, source: str) -> None:
    council, since = cast.harrowmere, today() - timedelta(days=30)
    ProtocolSetting.objects.create(council=council, key="interview.hours", value=value, since=since, source="Board, March")
    page = words(as_("priya"), f"/episodes/{back(cast).pk}/owed/return-interview/")
    assert f"Within {value} hours" in page
    assert ("Board, March" in page, "Statutory guidance" in page) == (value == 48, value == 72)
    assert source in page


def test_a_meeting_at_a_level_of_the_council_s_own_names_its_paper(cast: Cast, as_: As) -> None:
    for key, value in (("trigger.levels", [2]), ("meeting.working_days", [5])):
        since = today() - timedelta(days=300)
        ProtocolSetting.objects.create(council=cast.harrowmere, key=key, value=value, since=since, source="Board, June")
    for ago in (60, 30):
        back(cast, ago=ago * HOUR)
    assert "Agreed by the partnership: Board, June" in words(as_("priya"), f"/meetings/{cast.amina.pk}/2/")


def persons(as_: As, episode: Episode) -> dict[str, str]:
    return {duty.code: duty.person for duty in as_("priya").get(f"/episodes/{episode.pk}/").context["page"].duties}


def test_an_interview_that_is_not_allocated_is_assigned_to_no_one(cast: Cast, as_: As) -> None:
    episode = take_ownership(back(cast), by=cast.priya, version=2)
    found = persons(as_, episode)
    assert (found["return-interview"], found["first-offer"], found["interview-allocated"]) == ("", "", "Priya Shah")


def test_marcus_holds_the_interview_and_did_not_allocate_it(cast: Cast, as_: As) -> None:
    episode = back(cast)
    interview = allocate([episode], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    accept(interview, by=cast.marcus, version=interview.version)
    found = persons(as_, episode)
    assert (found["return-interview"], found["interview-allocated"]) == ("Marcus Bell", "")


def test_a_review_is_assigned_to_the_owner_and_to_no_one_without_one(cast: Cast, as_: As) -> None:
    episode = missing(cast)
    assessed(cast, episode, "SOCIAL_CARE", "HIGH", next_review_at=now() + HOUR)
    assert persons(as_, episode)["risk-review"] == ""
    take_ownership(Episode.objects.get(), by=cast.helen, version=Episode.objects.get().version)
    assert persons(as_, episode)["risk-review"] == "Helen Ward"


def test_a_time_of_which_only_the_date_is_known_is_read_out_as_a_date(cast: Cast, as_: As) -> None:
    Episode.objects.filter(pk=back(cast).pk).update(returned_precision="DATE")
    assert "time not known" not in words(as_("priya"), f"/episodes/{Episode.objects.get().pk}/")


def test_what_amina_needs_is_told_at_the_top_of_her_page_while_she_is_missing(cast: Cast, as_: As) -> None:
    episode = missing(cast, why_worried="Diabetic, without insulin")
    page = words(as_("priya"), f"/episodes/{episode.pk}/")
    assert page.index("Why people are worried") < page.index("Diabetic, without insulin") < page.index("What is due, and why")
    assert 'wl-table__sub">Worried because' not in page


def test_the_home_reads_what_ben_needs_at_the_top_of_his_page(cast: Cast, as_: As) -> None:
    episode = missing(cast, child=cast.ben, why_worried="Diabetic, without insulin")
    page = words(as_("jo"), f"/episodes/{episode.pk}/")
    assert page.index("Why people are worried") < page.index("Diabetic, without insulin") < page.index("What is due, and why")
