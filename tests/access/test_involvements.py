"""Being brought in to work with a child, and leaving again."""

import pytest

from waylight.access.actions import ALLOCATED, allocate_worker, bring_in, end_involvement
from waylight.access.models import Involvement
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core.versions import EditConflict
from waylight.people.models import Child


def test_bringing_an_agency_in_twice_changes_nothing(cast: Cast) -> None:
    first = bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    written = Entry.objects.count()
    assert bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="mentoring") == first
    assert Entry.objects.count() == written


def test_the_worker_before_is_no_longer_the_child_s(cast: Cast) -> None:
    allocate_worker(
        cast.amina, by=cast.priya, version=cast.amina.version, worker=cast.farah, agency=cast.harrowmere, team="South"
    )
    now_working = Involvement.objects.filter(child=cast.amina, reason=ALLOCATED, until=None)
    assert [line.user for line in now_working] == [cast.farah]
    assert Child.objects.get(pk=cast.amina.pk).allocated_worker == cast.farah.name
    assert cast.amina not in Child.objects.visible_to(cast.helen)


def test_ending_work_that_someone_else_has_just_ended_is_refused(cast: Cast) -> None:
    line = bring_in(cast.dev, by=cast.priya, agency=cast.provider, reason="return interview")
    shown = line.version
    end_involvement(line, by=cast.priya, version=shown)
    with pytest.raises(EditConflict):
        end_involvement(Involvement.objects.get(pk=line.pk), by=cast.marcus, version=shown)
