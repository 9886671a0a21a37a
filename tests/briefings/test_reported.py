"""What the police's and the provider's own files say counts on a page as it counts in a figure."""

from datetime import timedelta

import pytest

from waylight.agencies.models import Agency
from waylight.briefings.clocks import duty_statuses_for, records_by_episode
from waylight.core.clock import now
from waylight.episodes.models import Episode, Report
from waylight.episodes.risk.joint_risk import current_risk
from waylight.interviews.models import Coverage, Interview

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def loaded(cast) -> Episode:
    """An episode as a load leaves it: two days back, graded high and checked within the day by the police's report."""
    back = now() - 48 * HOUR
    episode = Episode.objects.create(child=cast.amina, started_at=back - 6 * HOUR, returned_at=back, reference="HAR-1")
    Report.objects.create(
        episode=episode, council=Agency.objects.get(pk=cast.harrowmere.pk), reference="HAR-1", risk="HIGH",
        last_seen_at=back - 6 * HOUR, returned_at=back, checked_at=back + 3 * HOUR,
    )  # fmt: skip
    return episode


def test_the_check_a_police_report_tells_of_ends_its_clock(loaded: Episode) -> None:
    (check,) = [owed for owed in duty_statuses_for([loaded])[loaded.pk] if owed.code == "safe-and-well-check"]
    assert check.state == "MET"


def test_the_grade_on_a_police_report_is_the_polices_view(loaded: Episode) -> None:
    assert current_risk(records_by_episode([loaded])[loaded.pk].risks).level == "HIGH"


def test_nobody_is_asked_to_write_up_what_a_provider_reports_as_held(loaded: Episode, cast) -> None:
    held_at = loaded.returned_at + 20 * HOUR
    interview = Interview.objects.create(
        child=cast.amina, held_at=held_at, outcome="COMPLETED", source="interviews.xlsx", source_key="1"
    )
    Coverage.objects.create(episode=loaded, interview=interview)
    assert not [owed for owed in duty_statuses_for([loaded])[loaded.pk] if owed.open]
