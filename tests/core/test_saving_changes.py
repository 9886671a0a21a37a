"""Promises the database keeps in words, saving over only what one has seen, and writing many rows at once."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from waylight.accounts.models import Membership
from waylight.config.demonstration.cast import Cast
from waylight.core import bulk
from waylight.core.keys import new_key
from waylight.core.versions import EditConflict, save_change
from waylight.people.models import Child, Identifier
from waylight.placements.models import Placement


def test_a_change_raises_the_version(cast: Cast) -> None:
    saved = save_change(cast.amina, expected=1, team="South")
    assert saved.version == 2
    assert Child.objects.get(pk=cast.amina.pk).team == "South"


def test_the_second_of_two_saves_is_refused_and_shows_the_first(cast: Cast) -> None:
    theirs = Child.objects.get(pk=cast.amina.pk)
    save_change(theirs, expected=1, team="South")
    with pytest.raises(EditConflict) as overtaken:
        save_change(cast.amina, expected=1, team="East")
    assert overtaken.value.record.team == "South"  # type: ignore[attr-defined]  # a child
    assert overtaken.value.fields == {"team": "East"}
    assert Child.objects.get(pk=cast.amina.pk).team == "South"


def test_times_out_of_order_are_refused_in_words(cast: Cast) -> None:
    stay = Placement(child=cast.dev, placement_type="U4", started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="A placement cannot end before it begins"):
        stay.full_clean()


def test_the_database_refuses_what_the_form_would(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(child=cast.dev, placement_type="U4", started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1))


def test_a_value_off_the_list_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=cast.tom, agency=cast.harrowmere, role="KING")


def test_rows_written_in_bulk_read_back_as_they_were(cast: Cast) -> None:
    at = datetime(2026, 6, 1, 9, 30, 15, 123456, tzinfo=UTC)
    columns = ("id", "version", "created_at", "batch", "child_id", "council_id", "scheme", "value")
    rows = [(new_key(), 1, at, None, cast.dev.pk, cast.harrowmere.pk, "POLICE", f"P\\{number}\t'%s\n") for number in range(3)]
    assert bulk.insert(Identifier, [name.removesuffix("_id") for name in columns], rows) == 3
    kept = Identifier.objects.filter(scheme="POLICE").order_by("value").values_list(*columns)
    assert list(kept) == rows


def test_nothing_written_in_bulk_is_nothing(cast: Cast) -> None:
    assert bulk.insert(Identifier, ["id", "value"], []) == 0
