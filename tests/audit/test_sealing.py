"""Sealing loses nothing, whoever writes and seals at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from waylight.audit import log, ranges
from waylight.audit.models import Entry, Segment
from waylight.audit.sealing import seal_new, unsealed
from waylight.audit.verification import verify_trail
from waylight.config.demonstration.cast import Cast
from waylight.core import clock

numbers = st.sets(st.integers(min_value=1, max_value=400))


@given(numbers)
def test_runs_hold_exactly_the_numbers_they_were_made_of(held: set[int]) -> None:
    runs = ranges.read(ranges.written(ranges.runs_of(sorted(held)))) if held else []
    assert {number for run in runs for number in run} == held


@given(numbers, st.integers(0, 100), st.integers(100, 400))
def test_gaps_are_the_numbers_nobody_holds(held: set[int], above: int, upto: int) -> None:
    missing = {number for gap in ranges.gaps(ranges.runs_of(sorted(held)), above=above, upto=upto) for number in gap}
    assert missing == set(range(above + 1, upto + 1)) - held


@given(numbers, st.integers(1, 50))
def test_groups_of_near_runs_keep_every_number_in_order(held: set[int], apart: int) -> None:
    groups = list(ranges.near(ranges.runs_of(sorted(held)), apart=apart))
    assert [number for group in groups for run in group for number in run] == sorted(held)


def test_sealing_twice_makes_nothing_new(cast: Cast) -> None:
    assert seal_new() == 1
    assert seal_new() == 0


def test_each_seal_follows_the_one_before(cast: Cast) -> None:
    for _ in range(3):
        log.viewed(cast.amina.pk, by=cast.priya, page="child")
        seal_new()
    seals = list(Segment.objects.values_list("previous", "seal"))
    assert [previous for previous, _ in seals] == ["", *(seal for _, seal in seals[:-1])]


def test_an_entry_committed_late_is_sealed_with_the_next_segment(cast: Cast) -> None:
    late = log.viewed(cast.amina.pk, by=cast.priya, page="child")
    spare = Entry.objects.get(pk=late.pk)
    spare.pk = late.pk + 5
    spare.save(force_insert=True)
    seal_new()
    for number in (late.pk + 2, late.pk + 3):
        spare.pk = number
        spare.save(force_insert=True)
    with clock.at(clock.now() + timedelta(days=3)):
        seal_new()
    last = Segment.objects.latest("number")
    assert (last.entries, last.highest) == (f"{late.pk + 2}-{late.pk + 3}", late.pk + 5)
    assert verify_trail().unsealed == 0


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_lose_nothing() -> None:
    def write(_: int) -> None:
        for number in range(20):
            with transaction.atomic():
                log.record("wrote", Segment(number=number), by=None)
        connection.close()

    def seal(_: int) -> None:
        for _ in range(10):
            seal_new()
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        for done in [*pool.map(write, range(4)), *pool.map(seal, range(2))]:
            assert done is None
    seal_new()
    sealed = sum(Segment.objects.values_list("count", flat=True))
    assert (sealed, list(unsealed())) == (80, [])
    assert verify_trail().entries == 80
