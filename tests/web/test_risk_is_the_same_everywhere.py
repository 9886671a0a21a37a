"""A police report's grade is the police's view of the risk on every page that shows the risk to a child."""

import pytest
from django.urls import reverse

from tests.web.episodes.acts import As, missing, words
from tests.web.interviews.histories import back, heard
from waylight.config.demonstration.cast import Cast
from waylight.episodes.actions import record_risk
from waylight.episodes.models import Report

GRADED = "As graded in the police report."


def test_a_worker_who_records_the_risk_reads_how_the_police_graded_it(cast: Cast, as_: As) -> None:
    episode = missing(cast, child=cast.ben)
    Report.objects.filter(episode=episode).update(risk="HIGH")
    record_risk(episode, by=cast.priya, agency="SOCIAL_CARE", level="MEDIUM", rationale="Not seen alone")
    page = words(as_("priya"), f"/episodes/{episode.pk}/risk/")
    assert (GRADED in page, "High risk" in page, "Not seen alone" in page) == (True, True, True)
    assert GRADED not in words(as_("jo"), f"/episodes/{episode.pk}/risk/")


@pytest.mark.parametrize(("page", "shown"), [("read", True), ("copy", False)])
def test_a_write_up_shows_the_risk_that_the_page_of_the_child_shows_and_a_copy_none(
    cast: Cast, as_: As, page: str, *, shown: bool
) -> None:
    interview = heard(cast, back(cast, 20))
    Report.objects.update(risk="HIGH")
    assert ("High risk" in words(as_("marcus"), reverse(f"interviews:{page}", args=[interview.pk]))) == shown
