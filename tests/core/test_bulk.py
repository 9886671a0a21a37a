"""Rows written as columns read back as they were, whatever stands in them, on either database."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime
from threading import Event
from uuid import UUID

import pyarrow as pa
import pytest
from django.db import connection, transaction

from tests.conftest import Cast
from waylight.core import bulk
from waylight.core.keys import new_key, new_keys_in_hex
from waylight.episodes.models import Episode, Report

pytestmark = pytest.mark.django_db
AT = datetime(2015, 6, 1, 17, 0, tzinfo=UTC)
ODD = ["plain", "tab\there", "line\nbreak", "back\\slash", "\\N", "", 'quote\'d "twice"', "100% Zoë\r"]


def test_words_of_every_kind_read_back_as_they_were(cast: Cast) -> None:
    keys = new_keys_in_hex(len(ODD))
    episode = Episode.objects.create(child=cast.amina, started_at=AT, returned_at=AT)
    written = bulk.insert_columns(
        Report,
        {
            "id": pa.array(keys),
            "found_at": pa.array(ODD),
            "reported_by": pa.array(ODD).dictionary_encode(),
            "last_seen_at": pa.array([AT.replace(tzinfo=None)] * len(ODD), pa.timestamp("s")),
            "returned_at": pa.array([None, *[AT.replace(tzinfo=None)] * (len(ODD) - 1)], pa.timestamp("s")),
        },
        always={
            "version": 1, "created_at": AT, "batch": None, "episode": episode.pk, "council": cast.amina.council_id,
            "reference": "", "category": "MISSING", "risk": "", "missing_from": "OTHER",
            "missing_from_name": "it's 100%\there", "postcode": "",
            "surname": "", "forename": "", "matched_because": "", "digest": "",
        },
    )  # fmt: skip
    reports = Report.objects.in_bulk([UUID(key) for key in keys])
    assert written == len(ODD)
    assert [reports[UUID(key)].found_at for key in keys] == ODD
    assert [reports[UUID(key)].reported_by for key in keys] == ODD
    assert [reports[UUID(key)].returned_at for key in keys] == [None, *[AT] * (len(ODD) - 1)]
    assert {(report.last_seen_at, report.missing_from_name) for report in reports.values()} == {(AT, "it's 100%\there")}


def test_a_word_that_is_missing_is_no_word(cast: Cast) -> None:
    key = new_key()
    columns = {"id": pa.array([key.hex]), "home": pa.DictionaryArray.from_arrays(pa.array([None], pa.int32()), pa.array(["x"]))}
    always = {
        "version": 1, "created_at": AT, "child": cast.amina.pk, "category": "MISSING", "reference": "", "started_at": AT,
        "missing_from": "OTHER", "missing_from_name": "", "postcode": "", "circumstances": "", "why_worried": "",
        "done_so_far": "", "found_at": "", "return_method": "", "returned_to": "",
        **{f"{moment}_precision": "MINUTE" for moment in ("started", "reported", "located", "returned")},
        **{f"{moment}_told_by": "" for moment in ("started", "reported", "located", "returned")},
    }  # fmt: skip
    bulk.insert_columns(Episode, columns, always=always)
    assert Episode.objects.get(pk=key).home_id is None


def test_indexes_put_off_are_all_there_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    before = _indexes()
    with bulk.indexes_made_after(Episode, Report, rows=2, alone=True):
        Episode.objects.create(child=cast.amina, started_at=AT, returned_at=AT)
    assert _indexes() == before


def test_tables_are_a_loads_own_when_they_are_empty(cast: Cast) -> None:
    assert bulk.alone_with(Episode, Report)
    Episode.objects.create(child=cast.amina, started_at=AT, returned_at=AT)
    assert bulk.alone_with(Episode, Report) == (connection.vendor == "sqlite")


@pytest.mark.django_db(transaction=True)
def test_somebody_who_reads_keeps_a_load_from_having_the_tables_to_itself() -> None:
    reading, may_end = Event(), Event()

    def read() -> None:
        with transaction.atomic():
            Report.objects.exists()
            reading.set()
            may_end.wait()
        connection.close()

    with ThreadPoolExecutor(1) as others:
        reader = others.submit(read)
        reading.wait()
        with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():  # SQLite's would wait for the reader
            alone = bulk.alone_with(Episode, Report)
            assert not Episode.objects.exists()
        may_end.set()
        reader.result()
    assert alone == (connection.vendor == "sqlite")


def _indexes() -> dict[str, object]:
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, Episode._meta.db_table)
