"""A year of a council's files, whole: what loads, what is refused, and every figure that follows."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.exchange.canonical import state
from waylight.agencies.councils import council_of
from waylight.exchange.loading.load import load_folder
from waylight.exchange.loading.run import LoadResult
from waylight.exchange.models import Batch, Waiting
from waylight.facts import builder
from waylight.reports.counts.queries import count_measures, triggers

PACK = Path("tests/data/stockport-2015")
WANT = json.loads((PACK / "expected.json").read_text())
ROWS = WANT["rows"]
YEAR = (date.fromisoformat(WANT["start"]), date.fromisoformat(WANT["end"]))

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[LoadResult]:
    """The pack loaded once for every test here, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        done = load_folder(PACK, council_of(WANT["la"]), by=None)
        builder.build()
        yield done
        transaction.set_rollback(True)


def test_every_police_row_is_accounted_for(loaded: LoadResult) -> None:
    left = ROWS["refused"] + ROWS["adults"]
    assert loaded.files["police_reports.csv"] == {
        "rows": ROWS["police"], "accepted": ROWS["police"] - left, "refused": ROWS["refused"], "out_of_scope": ROWS["adults"],
    }  # fmt: skip


def test_every_interview_row_is_accounted_for(loaded: LoadResult) -> None:
    counts = loaded.files["interviews.xlsx"]
    assert counts["refused"] == ROWS["interviews_refused"]
    assert counts["rows"] == counts["accepted"] + counts["refused"] + counts["out_of_scope"]


def test_second_reports_join_their_episode_and_none_waits(loaded: LoadResult) -> None:
    assert (loaded.second_reports, loaded.waiting, Waiting.objects.count()) == (ROWS["duplicate_reports"], 0, 0)


def test_the_year_counts_as_the_lives_were_lived(loaded: LoadResult) -> None:
    found = count_measures(council_of(WANT["la"]), *YEAR).whole
    assert {key: found[key] for key in WANT["year"]} == WANT["year"]


@pytest.mark.parametrize("month", WANT["months"])
def test_each_month_counts_as_the_lives_were_lived(loaded: LoadResult, month: str) -> None:
    found = count_measures(council_of(WANT["la"]), *YEAR, by_month=True).measures[int(month.replace("-", ""))]
    assert {key: found[key] for key in WANT["months"][month]} == WANT["months"][month]


def test_every_trigger_fires_on_its_day_and_no_other(loaded: LoadResult) -> None:
    fired = [list(line) for line in triggers(council_of(WANT["la"]), *YEAR)]
    assert sorted(fired) == sorted(WANT["triggers"]["fired"])


def test_the_refused_rows_are_handed_back_with_reasons_and_cures(loaded: LoadResult) -> None:
    rows = list(csv.DictReader(Path(loaded.refused_rows).read_text("utf-8-sig").splitlines()))
    assert len(rows) == ROWS["refused"] + ROWS["interviews_refused"]
    assert all(row["row"].isdigit() and row["column"] and row["reason"] and row["cure"] for row in rows)


def test_loading_it_again_changes_nothing_and_leaves_no_batch(loaded: LoadResult) -> None:
    before, batches = state(), Batch.objects.count()
    again = load_folder(PACK, council_of(WANT["la"]), by=None)
    assert (again.changed, again.episodes_opened, again.batch) == (False, 0, "")
    assert (state(), Batch.objects.count()) == (before, batches)


def test_a_rehearsal_says_the_same_and_changes_nothing(loaded: LoadResult) -> None:
    before = state()
    again = load_folder(PACK, council_of(WANT["la"]), by=None, dry_run=True)
    assert again.files == loaded.files
    assert state() == before
