"""Two people, or a person and the worker, at one uploaded batch in the same moment: one of them is told no."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from waylight.config.demonstration.cast import Cast
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.loading import uploads
from waylight.exchange.loading.file_kinds import FILE_KINDS
from waylight.exchange.models import Batch, Stage

POLICE = "Reference,Surname\n9001,Yusuf\n"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(cast: Cast) -> Batch:
    """A file that is checked and waits for somebody to load it."""
    sent = SimpleUploadedFile("incidents.csv", POLICE.encode())
    received = uploads.receive_files([sent], by=cast.priya, council=cast.harrowmere)
    Batch.objects.filter(pk=received.pk).update(stage=Stage.READY)
    return Batch.objects.get(pk=received.pk)


def elsewhere[T](pool: ThreadPoolExecutor, act: Callable[[], T]) -> Future[T]:
    """Do it as another process would, with a connection of its own."""

    def closing() -> T:
        try:
            return act()
        finally:
            connection.close()

    return pool.submit(closing)


def loads(batch: Batch, cast: Cast) -> None:
    uploads.start_loading(batch, by=cast.priya)


def discards(batch: Batch, cast: Cast) -> None:
    uploads.discard(batch, by=cast.priya)


def checks(batch: Batch, cast: Cast) -> None:
    uploads.check_files_again(batch, uploads.sent_folder(batch) / "incidents.csv", kind=FILE_KINDS["police-reports"])


ACTS = [pytest.param(act, id=act.__name__) for act in (loads, discards, checks)]


@pytest.mark.parametrize("second", ACTS)
@pytest.mark.parametrize("first", ACTS)
def test_whoever_read_the_batch_before_it_changed_is_told(
    cast: Cast, batch: Batch, first: Callable[..., None], second: Callable[..., None]
) -> None:
    stale = Batch.objects.get(pk=batch.pk)
    with ThreadPoolExecutor(1) as other:
        elsewhere(other, lambda: first(batch, cast)).result()
    left = Batch.objects.filter(pk=batch.pk).values_list("stage", flat=True).first()
    with pytest.raises(ValidationError):
        second(stale, cast)
    assert Batch.objects.filter(pk=batch.pk).values_list("stage", flat=True).first() == left
    assert uploads.upload_folder(batch).exists() == (first is not discards)


@pytest.mark.parametrize("second", ACTS)
def test_whoever_comes_while_it_is_being_started_waits_and_is_told(cast: Cast, batch: Batch, second: Callable[..., None]) -> None:
    begun = Event()

    def comes_second() -> None:
        stale = Batch.objects.get(pk=batch.pk)
        begun.set()
        second(stale, cast)

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            uploads.start_loading(batch, by=cast.priya)
            late = elsewhere(other, comes_second)
            begun.wait()
        with pytest.raises(ValidationError):
            late.result()
    assert Batch.objects.get(pk=batch.pk).stage == Stage.LOADING
    assert uploads.upload_folder(batch).exists()


def test_of_two_who_press_at_once_one_wins(cast: Cast, batch: Batch) -> None:
    together = Barrier(2)

    def presses(act: Callable[..., None]) -> bool:
        mine = Batch.objects.get(pk=batch.pk)
        together.wait()
        try:
            act(mine, cast)
        except ValidationError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        pressed = [elsewhere(pool, partial(presses, act)) for act in (loads, discards)]
        won = [each.result() for each in pressed]
    assert sorted(won) == [False, True]
    assert Batch.objects.filter(pk=batch.pk).exists() == uploads.upload_folder(batch).exists() == won[0]


def test_a_check_that_ends_late_does_not_take_back_a_load(cast: Cast, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers had taken up the same check; a person started loading after the first."""
    uploads.check_files_again(batch, uploads.sent_folder(batch) / "incidents.csv", kind=FILE_KINDS["police-reports"])

    def meanwhile(*_: object, **__: object) -> None:
        Batch.objects.filter(pk=batch.pk).update(stage=Stage.LOADING)
        raise UnreadableFile("The file could not be read.")

    monkeypatch.setattr(uploads, "load_folder", meanwhile)
    uploads.check_files.func(str(batch.pk))
    assert Batch.objects.get(pk=batch.pk).stage == Stage.LOADING


def test_two_files_placed_after_one_another_are_both_placed(cast: Cast, batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(result={"unplaced": ["a.csv", "b.csv"], "sent": []})
    stale = Batch.objects.get(pk=batch.pk)
    for one, name, kind in ((Batch.objects.get(pk=batch.pk), "a.csv", "interviews"), (stale, "b.csv", "placements")):
        path = uploads.sent_folder(batch) / name
        path.touch()
        uploads.check_files_again(one, path, kind=FILE_KINDS[kind])
        Batch.objects.filter(pk=batch.pk).update(stage=Stage.READY)
    assert Batch.objects.get(pk=batch.pk).result["unplaced"] == []


def test_what_is_refused_asks_the_worker_for_nothing(cast: Cast, batch: Batch) -> None:
    uploads.start_loading(batch, by=cast.priya)
    before = DBTaskResult.objects.count()
    with pytest.raises(ValidationError):
        uploads.check_files_again(batch, uploads.sent_folder(batch) / "incidents.csv", kind=FILE_KINDS["police-reports"])
    assert DBTaskResult.objects.count() == before
    assert Path(uploads.upload_folder(batch)).exists()
