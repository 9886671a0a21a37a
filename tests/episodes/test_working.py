"""Working an episode: the risk, the log, the return, the check."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.episodes.histories import HOUR, TONIGHT, back, missing
from waylight.audit.models import Entry
from waylight.chronology.moments import Precision
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.versions import Overtaken
from waylight.episodes.actions import (
    Known,
    add_log_line,
    record_check,
    record_located,
    record_return,
    record_risk,
    take_on,
)
from waylight.episodes.joint_risk import standing


@pytest.fixture(autouse=True)
def _tonight():
    with clock.at(TONIGHT):
        yield


def assess(cast: Cast, episode, agency: str, level: str, rationale: str = "", **more: object):
    return record_risk(episode, by=cast.priya, agency=agency, level=level, rationale=rationale, **more)


def test_a_low_view_waits_for_the_other_agency(cast: Cast) -> None:
    episode = missing(cast)
    assess(cast, episode, "POLICE", "LOW")
    waiting = standing(episode.risk_assessments.all())
    with clock.at(TONIGHT + HOUR):
        assess(cast, episode, "SOCIAL_CARE", "LOW")
    agreed = standing(episode.risk_assessments.all())
    assert [(stood.level, stood.pending) for stood in (waiting, agreed)] == [("MEDIUM", True), ("LOW", False)]


def test_a_lower_view_needs_a_reason(cast: Cast) -> None:
    episode = missing(cast)
    assess(cast, episode, "POLICE", "HIGH")
    with pytest.raises(ValidationError, match="the reason the risk is now lower"):
        assess(cast, episode, "POLICE", "LOW")


@pytest.mark.parametrize("factors", [{"dragons": "CURRENT"}, {"exploitation": "PERHAPS"}])
def test_a_factor_not_on_the_list_is_refused(cast: Cast, factors: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="not on the list"):
        assess(cast, missing(cast), "POLICE", "HIGH", factors=factors)


def test_the_next_look_at_the_risk_lies_ahead(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="must be in the future"):
        assess(cast, missing(cast), "POLICE", "HIGH", next_review_at=TONIGHT - HOUR)


@pytest.mark.parametrize(
    ("who", "shared", "read_by_partners"),
    [
        pytest.param("priya", False, True, id="a council line is the partnership's"),
        pytest.param("jo", False, True, id="and so is a home's"),
        pytest.param("okoro", False, False, id="a police line is the police's"),
        pytest.param("okoro", True, True, id="unless they share it"),
    ],
)
def test_whose_a_log_line_is(cast: Cast, who: str, *, shared: bool, read_by_partners: bool) -> None:
    line = add_log_line(missing(cast), by=cast.people[who], kind="VISIT", what="No reply.", shared=shared)
    assert line.shared == read_by_partners


def test_a_return_starts_after_the_child_was_last_seen(cast: Cast) -> None:
    episode = missing(cast)
    with pytest.raises(ValidationError, match="before the child was last seen") as refused:
        record_return(episode, by=cast.priya, version=1, returned=Known(at=TONIGHT - 4 * HOUR))
    assert list(refused.value.error_dict) == ["returned"]


def test_a_return_has_happened(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="is in the future"):
        record_return(missing(cast), by=cast.priya, version=1, returned=Known(at=TONIGHT + HOUR))


def test_a_return_known_by_its_day_alone_is_put_after_the_child_was_seen_that_day(cast: Cast) -> None:
    episode = missing(cast, ago=12 * HOUR)
    returned = Known(at=TONIGHT.replace(hour=0, minute=0), precision=Precision.DATE)
    saved = record_return(episode, by=cast.priya, version=1, returned=returned)
    assert (saved.returned_at, saved.returned_precision) == (TONIGHT - 12 * HOUR, Precision.DATE)


def test_two_people_record_the_return_and_the_second_is_shown_the_first(cast: Cast) -> None:
    mine, hers = missing(cast), type(missing(cast)).objects.get()
    record_return(mine, by=cast.priya, version=1, returned=Known(at=TONIGHT - HOUR))
    with pytest.raises(Overtaken) as overtaken:
        record_return(hers, by=cast.okoro, version=1, returned=Known(at=TONIGHT - 2 * HOUR))
    assert overtaken.value.record.returned_at == TONIGHT - HOUR


def test_a_return_is_not_recorded_over_another(cast: Cast) -> None:
    episode = back(cast)
    with pytest.raises(ValidationError, match="already recorded"):
        record_return(episode, by=cast.priya, version=episode.version, returned=Known(at=TONIGHT))


def test_a_child_who_turned_eighteen_while_missing_is_back_no_later_than_that_day(cast: Cast) -> None:
    cast.amina.born_on = clock.today().replace(year=clock.today().year - 18) - timedelta(days=1)
    cast.amina.save()
    episode = missing(cast, ago=72 * HOUR)
    with pytest.raises(ValidationError, match="turned 18"):
        record_return(episode, by=cast.priya, version=1, returned=Known(at=TONIGHT))


def test_located_lies_between_last_seen_and_back(cast: Cast) -> None:
    episode = missing(cast)
    with pytest.raises(ValidationError, match="before the child was last seen"):
        record_located(episode, by=cast.okoro, version=1, located=Known(at=TONIGHT - 4 * HOUR))
    found = record_located(episode, by=cast.okoro, version=1, located=Known(at=TONIGHT - HOUR), found_at="Bus station")
    with pytest.raises(ValidationError, match="before the child was located"):
        record_return(found, by=cast.priya, version=2, returned=Known(at=TONIGHT - 2 * HOUR))


@pytest.mark.parametrize(
    ("status", "because", "refused"),
    [
        pytest.param("DONE", "", None, id="seen"),
        pytest.param("DECLINED", "", None, id="the child may say no"),
        pytest.param("BY_PHONE", "", "not seen", id="by phone, with no reason"),
        pytest.param("BY_PHONE", "She asked for a call", None, id="by phone, with a reason"),
        pytest.param("VIA_CARER", "", "no one saw or spoke to", id="through the carer, with no reason"),
        pytest.param("NOT_REQUIRED", "", "which agreement", id="not required by no agreement"),
    ],
)
def test_a_check_short_of_seeing_the_child_says_why(cast: Cast, status: str, because: str, refused: str | None) -> None:
    episode = back(cast)
    if refused:
        with pytest.raises(ValidationError, match=refused):
            record_check(episode, by=cast.okoro, status=status, done_at=TONIGHT, because=because)
    else:
        assert record_check(episode, by=cast.okoro, status=status, done_at=TONIGHT, because=because).status == status


def test_a_check_comes_once_and_after_the_return(cast: Cast) -> None:
    episode = back(cast)
    with pytest.raises(ValidationError, match="after the child came back"):
        record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT - 2 * HOUR)
    record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT)
    with pytest.raises(ValidationError, match="already recorded"):
        record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT)


def test_helen_takes_an_episode_on(cast: Cast) -> None:
    episode = missing(cast, by=cast.okoro)
    assert take_on(episode, by=cast.helen, version=1).owner == cast.helen


def test_every_act_is_written_down(cast: Cast) -> None:
    episode = back(cast)
    record_check(episode, by=cast.okoro, status="DONE", done_at=TONIGHT)
    verbs = Entry.objects.filter(child=cast.amina.pk, record=episode.pk).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["reported missing in", "recorded the return in", "recorded the safe and well check in"]
