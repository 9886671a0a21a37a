"""A merge while files are loaded: whichever comes first, nothing is left with a record merged away."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.exchange.packs import load, on, pack
from tests.merging.pairs import EVENING, KNOWN, made_one, somebody
from waylight.agencies.councils import council_of
from waylight.episodes.models import Episode
from waylight.exchange.loading.load import load_folder
from waylight.merging.actions import MergeResult

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = 3  # seconds; where one write waits for the other, the merge comes after the load


def test_a_merge_in_the_midst_of_a_load_leaves_nothing_with_the_record_merged_away(tmp_path: Path) -> None:
    load(tmp_path, EVENING, children=KNOWN)
    priya = somebody()
    merging: list[Future[MergeResult]] = []

    def elsewhere() -> MergeResult:
        try:
            return made_one(priya)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:

        def in_the_midst(phase: str, _done: int) -> None:
            if phase == "Finding each child" and not merging:
                merging.append(other.submit(elsewhere))
                wait(merging, timeout=A_MOMENT)

        folder = pack(tmp_path, [*EVENING, on("9", "10:00", "12:00", ref="C", surname="Byrne")], children=KNOWN)
        load_folder(folder, council_of("356"), by=None, progress=in_the_midst)
    refused = isinstance(merging[0].exception(), ValidationError)
    of_nobody = Episode.objects.exclude(category="VOID").exclude(child__merged_into=None)
    assert (refused or merging[0].exception() is None, of_nobody.exists()) == (True, False)
