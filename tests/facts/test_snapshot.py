"""Facts are read as of one moment, and nobody waits for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from waylight.agencies.models import Agency, Kind
from waylight.facts.snapshot import one_moment


def open_a_home() -> None:
    Agency.objects.create(kind=Kind.HOME, name="Elm House")
    connection.close()


def break_off() -> None:
    with one_moment():
        Agency.objects.count()
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_what_others_save_meanwhile_is_saved_at_once_and_seen_afterwards() -> None:
    with one_moment():
        before = Agency.objects.count()
        with ThreadPoolExecutor(1) as other:
            other.submit(open_a_home).result()
        assert Agency.objects.count() == before
    assert Agency.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_failure_while_reading_leaves_the_connection_usable() -> None:
    with pytest.raises(ZeroDivisionError):
        break_off()
    open_a_home()
    assert Agency.objects.count() == 1
