"""Building the facts: whole, from the records, and swapped in so that nobody meets half a build."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from waylight.audit import log
from waylight.config.demonstration.cast import Cast
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.choices import Category, MissingFrom
from waylight.episodes.models import Episode
from waylight.facts import builder, store
from waylight.facts.tables import EPISODES

pytestmark = pytest.mark.django_db
LAST_SEEN = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)  # half past midnight on 1 August in England


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.HOME = tmp_path
    (tmp_path / "facts").mkdir()
    return tmp_path


@pytest.fixture
def amina_is_missing(cast: Cast) -> Episode:
    last_seen = ReportedTime(at=LAST_SEEN)
    return report_missing(
        cast.children["amina"], by=cast.people["priya"], last_seen=last_seen, reported=last_seen,
        missing_from=MissingFrom.FAMILY_HOME, reported_by="Her mother",
    )  # fmt: skip


def rows() -> list[dict[str, object]]:
    record = builder.current_facts()
    return store.connect(record).to_pyarrow(EPISODES).to_pylist()


def test_an_episode_becomes_a_row_without_a_name(amina_is_missing: Episode) -> None:
    (row,) = rows()
    assert (row["start_month"], row["start_hour"], row["missing_from"], row["closed"]) == (202608, 0, "Family home", 0)


def test_facts_are_kept_while_records_stay_as_they_are(amina_is_missing: Episode) -> None:
    assert builder.current_facts() == builder.current_facts()


def test_facts_are_built_again_when_a_child_comes_back(cast: Cast, amina_is_missing: Episode) -> None:
    before = builder.current_facts()
    back = ReportedTime(at=LAST_SEEN + timedelta(hours=6))
    record_return(amina_is_missing, by=cast.people["priya"], version=1, returned=back, method="SELF", returned_to="SAME_PLACE")
    assert builder.current_facts() != before
    assert rows()[0]["closed"] == 1


def test_looking_at_a_record_builds_nothing(cast: Cast, amina_is_missing: Episode) -> None:
    before = builder.current_facts()
    with transaction.atomic():
        log.viewed(amina_is_missing.child_id, by=cast.people["priya"], page="child")
        log.viewed_many([amina_is_missing.child_id], by=cast.people["priya"], page="today")
    assert builder.current_facts() == before


def test_an_episode_recorded_in_error_is_left_out(amina_is_missing: Episode) -> None:
    Episode.objects.update(category=Category.VOID)
    assert rows() == []


def test_a_crash_leaves_the_build_before(amina_is_missing: Episode, monkeypatch: pytest.MonkeyPatch) -> None:
    before = builder.build()
    monkeypatch.setattr(builder, "write_rollups", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        builder.build()
    assert store.current() == before


def test_a_reader_with_a_build_open_reads_on_while_another_takes_its_place(amina_is_missing: Episode) -> None:
    reader = store.connect(builder.build())
    builder.build()
    assert reader.to_pyarrow(EPISODES.count()).as_py() == 1


def test_only_the_last_two_builds_are_kept(amina_is_missing: Episode, home: Path) -> None:
    kept = [builder.build().build for _ in range(4)][-2:]
    assert sorted(path.name for path in (home / "facts").iterdir() if not path.name.startswith(".") and path.is_dir()) == kept
    assert sorted(path.stem for path in (home / "keys").iterdir()) == kept


def test_what_a_killed_build_left_is_cleared_a_day_later(home: Path, amina_is_missing: Episode, monkeypatch) -> None:
    left = home / "facts" / f"{store.UNFINISHED_PREFIX}gone"
    left.mkdir()
    builder.build()
    assert left.exists()
    monkeypatch.setattr(store, "ABANDONED", timedelta(0))
    builder.build()
    assert not left.exists()


def test_the_record_behind_a_pseudonym_is_kept_apart_from_the_facts(amina_is_missing: Episode, home: Path) -> None:
    record = builder.current_facts()
    assert builder.records_behind(record, [1]) == {1: amina_is_missing.pk}
    assert not list((home / "facts").rglob("keys*"))


def test_the_record_of_a_build_says_what_it_holds(amina_is_missing: Episode, home: Path) -> None:
    record = builder.build()
    written = json.loads((home / "facts" / record.build / "fill.json").read_text())
    assert (written["rows"]["episodes"], written["as_at"]) == (1, record.as_at)
