"""What a partnership agreed, from which day, and what stood before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from waylight.agencies.actions import agree
from waylight.agencies.councils import council_of, fill_authorities, protocol_of
from waylight.agencies.models import Agency, Authority
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast

APRIL = date(2026, 4, 1)
DAY = timedelta(days=1)
PAPER = "Partnership board, 12 March 2026"


def agreed(cast: Cast, value: int, since: date = APRIL) -> None:
    agree(cast.harrowmere, by=cast.alex, key="interview.hours", value=value, since=since, source=PAPER)


def test_a_value_holds_from_its_day_on(cast: Cast) -> None:
    agreed(cast, 48)
    assert "interview.hours" not in protocol_of(cast.harrowmere, APRIL - DAY)
    assert protocol_of(cast.harrowmere, APRIL)["interview.hours"] == 48


def test_a_later_value_replaces_it_and_the_earlier_one_stays_what_it_was(cast: Cast) -> None:
    agreed(cast, 48)
    agreed(cast, 60, since=APRIL + 30 * DAY)
    days = (APRIL, APRIL + 29 * DAY, APRIL + 30 * DAY)
    assert [protocol_of(cast.harrowmere, day)["interview.hours"] for day in days] == [48, 48, 60]


def test_what_one_council_agreed_binds_no_other(cast: Cast) -> None:
    agreed(cast, 48)
    assert protocol_of(cast.calderwick, APRIL) == {}


def test_a_value_needs_the_paper_it_comes_from(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Enter the document"):
        agree(cast.harrowmere, by=cast.alex, key="interview.hours", value=48, since=APRIL, source=" ")


def test_two_values_from_one_day_are_refused(cast: Cast) -> None:
    agreed(cast, 48)
    with pytest.raises(ValidationError, match="from this date"):
        agreed(cast, 60)


def test_who_recorded_a_value_is_written_down(cast: Cast) -> None:
    agreed(cast, 48)
    entry = Entry.objects.latest("id")
    assert (entry.by, entry.verb) == (cast.alex, "agreed a protocol value")


def test_a_force_has_no_protocol(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Only a council"):
        agree(cast.police, by=cast.alex, key="interview.hours", value=48, since=APRIL, source=PAPER)


def test_every_english_authority_ships_with_the_release(db: None) -> None:
    assert fill_authorities() == Authority.objects.count() > 150
    assert Authority.objects.get(code="356").name == "Stockport"


def test_a_council_is_opened_once(db: None) -> None:
    assert council_of("356") == council_of("356")
    assert Agency.objects.filter(authority="356").count() == 1


def test_a_code_no_authority_has_is_refused(db: None) -> None:
    with pytest.raises(ValidationError, match="No English authority has the code 999"):
        council_of("999")
