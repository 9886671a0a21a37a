"""Being brought in to work with a child, and leaving again."""

import pytest

from waylight.access.actions import allocate_worker, bring_in, end_involvement
from waylight.access.models import Involvement, InvolvementReason
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core.versions import EditConflict
from waylight.people.models import Child


def test_bringing_an_agency_in_twice_for_one_reason_changes_nothing(cast: Cast) -> None:
    first = bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    written = Entry.objects.count()
    assert bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview") == first
    assert Entry.objects.count() == written


def test_a_provider_that_works_with_a_child_for_two_reasons_stays_when_one_ends(cast: Cast) -> None:
    first, second = (
        bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason=reason) for reason in ("mentoring", "return interview")
    )
    assert {first.reason, second.reason} == {"mentoring", "return interview"}
    end_involvement(second, by=cast.priya, version=second.version)
    assert cast.dev in Child.objects.visible_to(cast.marcus)


def test_a_worker_who_reported_a_child_missing_is_allocated_and_the_next_worker_takes_over(cast: Cast) -> None:
    council = {"by": cast.priya, "agency": cast.harrowmere}
    bring_in(cast.dev, user=cast.helen, reason=InvolvementReason.REPORTED_MISSING, **council)
    allocate_worker(cast.dev, version=cast.dev.version, worker=cast.helen, **council)
    dev = Child.objects.get(pk=cast.dev.pk)
    assert dev.involvements.filter(user=cast.helen, reason=InvolvementReason.ALLOCATED, until=None).exists()
    allocate_worker(dev, version=dev.version, worker=cast.farah, **council)
    assert [line.reason for line in dev.involvements.filter(user=cast.helen, until=None)] == ["reported missing"]


def test_the_worker_before_is_no_longer_the_child_s(cast: Cast) -> None:
    allocate_worker(
        cast.amina, by=cast.priya, version=cast.amina.version, worker=cast.farah, agency=cast.harrowmere, team="South"
    )
    now_working = Involvement.objects.filter(child=cast.amina, reason=InvolvementReason.ALLOCATED, until=None)
    assert [line.user for line in now_working] == [cast.farah]
    assert Child.objects.get(pk=cast.amina.pk).allocated_worker == cast.farah.name
    assert cast.amina not in Child.objects.visible_to(cast.helen)


def test_ending_work_that_someone_else_has_just_ended_is_refused(cast: Cast) -> None:
    line = bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    shown = line.version
    end_involvement(line, by=cast.priya, version=shown)
    with pytest.raises(EditConflict):
        end_involvement(Involvement.objects.get(pk=line.pk), by=cast.marcus, version=shown)
