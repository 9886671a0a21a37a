"""A safe and well check: recorded, put right, and told to those who may know."""

from tests.episodes.histories import HOUR
from tests.web.episodes.acts import As, at, back, once, words
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.episodes.actions import record_check
from waylight.episodes.correction_actions import correct_check
from waylight.episodes.models import SafeAndWellCheck


def test_the_check_is_recorded_by_the_police(cast: Cast, as_: As) -> None:
    episode = back(cast)
    said = once(status="DONE", **at("done_at", HOUR), officer="PC Hall", seen_alone="yes", harm="None that she told")
    as_("okoro").post(f"/episodes/{episode.pk}/check/", said)
    check = SafeAndWellCheck.objects.get()
    assert (check.seen_alone, check.officer) == (True, "PC Hall")


def test_a_check_recorded_wrongly_is_put_right_and_what_stood_is_kept(cast: Cast, as_: As) -> None:
    episode = back(cast)
    record_check(episode, by=cast.okoro, status="DONE", done_at=now() - HOUR, officer="PC Hall", where_been="A flat")
    okoro, address = as_("okoro"), f"/episodes/{episode.pk}/check/correct/"
    assert "PC Hall" in words(okoro, address)
    said = once(status="DONE", **at("done_at", HOUR), officer="PC Hill", where_been="A friend's", why="Another officer")
    okoro.post(address, said)
    assert SafeAndWellCheck.objects.get().officer == "PC Hill"
    page = words(okoro, f"/episodes/{episode.pk}/")
    assert "Officer: PC Hall → PC Hill" in page
    story = words(okoro, f"/children/{cast.amina.pk}/")
    assert "Before the correction, officer: PC Hall; where the child had been: A flat. Another officer" in story


def test_a_home_is_told_that_a_check_was_corrected_and_not_what_stood(cast: Cast, as_: As) -> None:
    episode = back(cast, child=cast.ben)
    check = record_check(episode, by=cast.okoro, status="DONE", done_at=now() - HOUR, where_been="A flat in town")
    correct_check(check, by=cast.okoro, version=1, why="It was a house", where_been="A house")
    story = words(as_("jo"), f"/children/{cast.ben.pk}/")
    assert "Safe and well check corrected" in story
    assert "A flat in town" not in story
    assert "It was a house" not in story


def test_there_is_no_check_to_correct_before_one_is_made(cast: Cast, as_: As) -> None:
    assert as_("okoro").get(f"/episodes/{back(cast).pk}/check/correct/").status_code == 404
