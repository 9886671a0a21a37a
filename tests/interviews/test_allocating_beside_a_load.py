"""An interview is allocated while the provider's workbook is loaded: neither fails, and the provider sees the child once.

SQLite writes one transaction at a time, so that the second of the two begins when the first has ended.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from tests.exchange.packs import child, interview, load, on, pack
from waylight.access.models import Involvement
from waylight.accounts.models import User
from waylight.agencies.councils import council_of
from waylight.agencies.models import Agency, Kind
from waylight.episodes.models import Episode
from waylight.exchange.batches.journal import Journal
from waylight.exchange.loading.load import load_folder
from waylight.interviews.allocation import allocate
from waylight.interviews.models import Coverage, Interview

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = 2  # seconds, in which the second waits for the first
REPORTS = [on("1", "18:00", "23:00", ref="A"), on("5", "18:00", "23:00", ref="B")]


def priya_and_the_provider(folder: Path) -> tuple[User, Agency]:
    """Amina has been missing twice, and one provider interviews for her council."""
    load(folder, REPORTS, children=[child()])
    provider = Agency.objects.create(kind=Kind.PROVIDER, name="Open Door")
    provider.serves.add(council_of("356"))
    return User.objects.create_user("priya@example.org", name="Priya Shah"), provider


def elsewhere[T](act: Callable[[], T]) -> Callable[[], T]:
    """The act by someone else, with a connection of their own."""

    def run() -> T:
        try:
            return act()
        finally:
            connection.close()

    return run


@pytest.mark.parametrize(("reference", "covered"), [("B", 2), ("A", 1)], ids=["another return", "the same return"])
def test_priya_allocates_before_a_load_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: str, covered: int
) -> None:
    priya, provider = priya_and_the_provider(tmp_path)
    allocating: list[Future[Interview]] = []
    ends = Journal.index_names

    with ThreadPoolExecutor(1) as other:

        def in_the_midst(journal: Journal) -> None:
            episode = Episode.objects.get(reference=reference)
            allocating.append(other.submit(elsewhere(lambda: allocate([episode], by=priya, provider=provider))))
            wait(allocating, timeout=A_MOMENT)
            ends(journal)

        monkeypatch.setattr(Journal, "index_names", in_the_midst)
        load_folder(pack(tmp_path, interviews=[interview("A")]), council_of("356"), by=None)
    refused = isinstance(allocating[0].exception(), ValidationError)
    assert (refused, allocating[0].exception() is None) == (covered == 1, covered == 2)
    assert (Coverage.objects.count(), Involvement.objects.filter(agency=provider).count()) == (covered, 1)


@pytest.mark.parametrize(("reference", "covered"), [("B", 2), ("A", 1)], ids=["another return", "the same return"])
def test_a_load_begins_before_priya_has_allocated(tmp_path: Path, reference: str, covered: int) -> None:
    priya, provider = priya_and_the_provider(tmp_path)
    folder = pack(tmp_path, interviews=[interview("A")])
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            allocate([Episode.objects.get(reference=reference)], by=priya, provider=provider)
            loading = other.submit(elsewhere(lambda: load_folder(folder, council_of("356"), by=None)))
            wait([loading], timeout=A_MOMENT)
        loading.result()
    assert (Coverage.objects.count(), Involvement.objects.filter(agency=provider).count()) == (covered, 1)
