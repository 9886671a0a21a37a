"""Taking a load back: all of it, while nobody has built on it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from tests.exchange.canonical import state
from tests.exchange.packs import child, interview, load, on, report
from waylight.access.actions import bring_in
from waylight.access.models import InvolvementReason
from waylight.accounts.models import User
from waylight.agencies.models import Agency
from waylight.audit.models import Entry
from waylight.episodes import actions
from waylight.episodes.models import Episode
from waylight.exchange.batches.undo import LoadBuiltOn, undo_load
from waylight.exchange.loading.run import LoadResult
from waylight.exchange.models import Batch, Waiting
from waylight.people.models import Child, SearchName

pytestmark = pytest.mark.django_db

FIRST = [on("1", "18:00", ref="A")]
SECOND = [
    on("1", "18:00", "23:00", ref="A", found="Rail station"),
    on("5", "18:00", ref="B"),
    on("6", "10:00", ref="C", surname="Byrne"),
]


@pytest.fixture
def priya() -> User:
    return User.objects.create_user("priya@example.org", name="Priya Shah")


def batch_of(loaded: LoadResult) -> Batch:
    return Batch.objects.get(pk=loaded.batch)


def test_undoing_the_first_load_leaves_nothing(tmp_path: Path, priya: User) -> None:
    done = load(tmp_path, FIRST, children=[child()], interviews=[interview("A")])
    undo_load(batch_of(done), by=priya)
    assert (Child.objects.count(), Episode.objects.count(), SearchName.objects.count()) == (0, 0, 0)


def test_undoing_a_later_load_puts_back_what_it_changed(tmp_path: Path, priya: User) -> None:
    load(tmp_path, FIRST, children=[child(known_as="Mina")])
    before = _without_versions()
    done = load(tmp_path, SECOND, children=[child(known_as="Minnie"), child("2", surname="Hall")])
    undo_load(batch_of(done), by=priya)
    assert _without_versions() == before
    assert {name.written for name in SearchName.objects.all()} == {"Amina Okafor", "Mina Okafor"}


def test_what_was_undone_can_be_loaded_again(tmp_path: Path, priya: User) -> None:
    load(tmp_path, FIRST)
    done = load(tmp_path, SECOND)
    after = _without_versions()
    undo_load(batch_of(done), by=priya)
    load(tmp_path, SECOND)
    assert _without_versions() == after


def test_it_is_refused_once_someone_recorded_a_return_and_says_who(tmp_path: Path, priya: User) -> None:
    done = load(tmp_path, FIRST)
    episode = Episode.objects.get()
    at = actions.ReportedTime(at=datetime(2015, 6, 2, tzinfo=UTC))
    actions.record_return(episode, by=priya, version=episode.version, returned=at)
    with pytest.raises(LoadBuiltOn, match="Priya Shah recorded the return in an episode"):
        undo_load(batch_of(done), by=priya)


def test_it_is_refused_once_someone_wrote_in_the_log(tmp_path: Path, priya: User) -> None:
    done = load(tmp_path, FIRST)
    actions.add_log_line(Episode.objects.get(), by=priya, kind="OTHER", what="Rang her aunt.")
    with pytest.raises(LoadBuiltOn, match="Priya Shah"):
        undo_load(batch_of(done), by=priya)
    assert Episode.objects.count() == 1


def test_it_is_refused_once_someone_works_with_the_child_and_says_so(tmp_path: Path, priya: User, provider: Agency) -> None:
    done = load(tmp_path, FIRST)
    bring_in(Child.objects.get(), by=priya, agency=provider, reason=InvolvementReason.RETURN_INTERVIEW)
    with pytest.raises(LoadBuiltOn, match="Priya Shah started an involvement on"):
        undo_load(batch_of(done), by=priya)


def test_it_is_refused_while_a_later_load_stands_on_it(tmp_path: Path, priya: User) -> None:
    first, second = load(tmp_path, FIRST), load(tmp_path, SECOND)
    with pytest.raises(LoadBuiltOn, match="a later load"):
        undo_load(batch_of(first), by=priya)
    undo_load(batch_of(second), by=priya)
    assert Episode.objects.count() == 1


def test_nothing_is_undone_twice(tmp_path: Path, priya: User) -> None:
    done = load(tmp_path, FIRST)
    undo_load(batch_of(done), by=priya)
    with pytest.raises(ValidationError, match="has not already been undone"):
        undo_load(batch_of(done), by=priya)


def test_reports_that_waited_wait_no_longer(tmp_path: Path, priya: User) -> None:
    done = load(tmp_path, [report(forename="")], children=[child()])
    assert Waiting.objects.count() == 1
    undo_load(batch_of(done), by=priya)
    assert Waiting.objects.count() == 0


def test_it_is_audited(tmp_path: Path, priya: User) -> None:
    undo_load(batch_of(load(tmp_path, FIRST)), by=priya)
    assert Entry.objects.filter(verb="undid", by=priya).count() == 1


def test_the_command_undoes_a_batch_by_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = load(tmp_path, FIRST)
    call_command("undo_load", done.batch)
    assert "has been undone" in capsys.readouterr().out
    with pytest.raises(CommandError, match="has not already been undone"):
        call_command("undo_load", done.batch)


def _without_versions() -> dict[str, list[str]]:
    """Versions only rise, so a record put back has a higher one."""
    import re  # noqa: PLC0415 - used here alone

    return {table: [re.sub(r', "version": \d+', "", line) for line in lines] for table, lines in state().items()}
