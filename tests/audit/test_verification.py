"""A trail that was tampered with says where."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.audit.tampering import guard_lifted
from waylight.accounts.models import User
from waylight.audit import log, sealing
from waylight.audit.models import Entry, Segment
from waylight.audit.sealing import seal_new
from waylight.audit.verification import BrokenTrail, verify_trail
from waylight.config.demonstration.cast import Cast
from waylight.core import clock

HOUR = timedelta(hours=1)


@pytest.fixture
def trail(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Twelve entries beyond what making the cast left, in segments of five, two of them not sealed yet."""
    seal_new()
    monkeypatch.setattr(sealing, "MOST_ENTRIES", 5)
    entries = [see(cast) for _ in range(10)]
    seal_new()
    return [*entries, see(cast), see(cast)]


def see(cast: Cast) -> Entry:
    return log.viewed(cast.amina.pk, by=cast.priya, page="child")


def test_a_trail_nobody_touched_is_whole(trail: list[Entry]) -> None:
    checked = verify_trail()
    assert checked.segments == Segment.objects.count()
    assert checked.unsealed == 2
    assert checked.entries + checked.unsealed == Entry.objects.count()


def test_an_empty_trail_is_whole(db: None) -> None:
    assert verify_trail().entries == 0


type Tampering = Callable[[list[Entry]], object]


def _of(entry: Entry) -> object:
    return Entry.objects.filter(pk=entry.pk)


def _rewrite_wholly(trail: list[Entry]) -> None:
    """Content and digest together, so that only the seal can tell."""
    entry = Entry.objects.get(pk=trail[3].pk)
    entry.verb = "did not see"
    Entry.objects.filter(pk=entry.pk).update(verb=entry.verb, digest=log.digest_of(entry))


def _swap_people(trail: list[Entry]) -> None:
    Entry.objects.filter(pk=trail[7].pk).update(by=User.objects.get(email="tom@demo.example"))


def segment_of(entry: Entry) -> int:
    return Segment.objects.filter(highest__gte=entry.pk).earliest("number").number


@pytest.mark.parametrize(
    ("tamper", "link", "which"),
    [
        pytest.param(lambda trail: _of(trail[3]).update(verb="saw"), "Entry", 3, id="a changed word"),
        pytest.param(lambda trail: _of(trail[3]).update(at=clock.now() - HOUR), "Entry", 3, id="a changed time"),
        pytest.param(lambda trail: _of(trail[3]).update(detail={"a": 1}), "Entry", 3, id="a changed detail"),
        pytest.param(_swap_people, "Entry", 7, id="somebody else's name"),
        pytest.param(lambda trail: _of(trail[4]).delete(), "Entry", 4, id="the last entry of a segment taken out"),
        pytest.param(lambda trail: _of(trail[5]).delete(), "Entry", 5, id="the first entry of a segment taken out"),
        pytest.param(lambda trail: _of(trail[11]).update(verb="saw"), "Entry", 11, id="an unsealed entry changed"),
    ],
)
def test_the_entry_is_named(trail: list[Entry], tamper: Tampering, link: str, which: int) -> None:
    with guard_lifted():
        tamper(trail)
    with pytest.raises(BrokenTrail) as broken:
        verify_trail()
    assert (broken.value.link, broken.value.number) == (link, trail[which].pk)


@pytest.mark.parametrize(
    ("tamper", "which"),
    [
        pytest.param(_rewrite_wholly, 3, id="an entry rewritten with its digest"),
        pytest.param(lambda trail: Segment.objects.filter(pk=segment_of(trail[7])).delete(), 7, id="a segment taken out"),
        pytest.param(lambda trail: Segment.objects.filter(pk=segment_of(trail[7])).update(seal="0" * 64), 7, id="a seal changed"),
        pytest.param(lambda trail: Segment.objects.filter(pk=segment_of(trail[7])).update(entries="x"), 7, id="a list spoilt"),
        pytest.param(lambda trail: Segment.objects.filter(pk=segment_of(trail[7])).update(previous=""), 7, id="a chain cut"),
    ],
)
def test_the_segment_is_named(trail: list[Entry], tamper: Tampering, which: int) -> None:
    number = segment_of(trail[which])
    seal_new()
    with guard_lifted():
        tamper(trail)
    with pytest.raises(BrokenTrail) as broken:
        verify_trail()
    assert (broken.value.link, broken.value.number) == ("Segment", number)


def test_the_end_of_the_chain_cut_off_shows_when_a_seal_was_noted(trail: list[Entry]) -> None:
    last = Segment.objects.latest("number")
    with guard_lifted():
        Entry.objects.filter(pk__gte=trail[5].pk).delete()
        Segment.objects.filter(number=last.number).delete()
    with pytest.raises(BrokenTrail, match=f"Segment {last.number}"):
        verify_trail(expected=(last.number, last.seal))


def test_a_chain_written_anew_shows_when_a_seal_was_noted(trail: list[Entry]) -> None:
    noted = Segment.objects.latest("number")
    with guard_lifted():
        _rewrite_wholly(trail)
        Segment.objects.all().delete()
    seal_new()
    assert verify_trail().unsealed == 0
    with pytest.raises(BrokenTrail, match=f"Segment {noted.number}: its seal is not the one you noted"):
        verify_trail(expected=(noted.number, noted.seal))


def test_an_entry_put_in_after_its_place_was_closed_is_named(cast: Cast) -> None:
    with clock.at(clock.now() - 72 * HOUR):
        see(cast), skip_a_number(), see(cast)
        seal_new()
    gap = Entry.objects.latest("id").pk - 1
    for ago in (36, 0):
        with clock.at(clock.now() - ago * HOUR):
            see(cast)
            seal_new()
    forged = Entry(pk=gap, at=clock.now(), verb="viewed", kind="child", by=cast.tom)
    forged.digest = log.digest_of(forged)
    forged.save(force_insert=True)
    with pytest.raises(BrokenTrail, match=f"Entry {gap}: it was added after"):
        verify_trail()


def skip_a_number() -> None:
    """Use up a number, as a transaction that was rolled back does."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_entry', 'id'))")
        else:
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'audit_entry'")


def test_a_missing_guard_is_named(trail: list[Entry]) -> None:
    name = "audit_entry_no_delete" if connection.vendor == "sqlite" else "audit_entry_append_only"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"DROP TRIGGER {name} ON audit_entry")
        else:
            cursor.execute(f"DROP TRIGGER {name}")
    with pytest.raises(BrokenTrail, match=name):
        verify_trail()


def test_the_command_says_the_trail_is_whole_and_seals_what_is_new(trail: list[Entry]) -> None:
    said = json.loads(told("check_audit", "--json"))
    assert said["whole"] is True
    assert (said["unsealed"], said["sealed_now"]) == (0, 2)
    assert verify_trail().unsealed == 0


def test_the_command_names_the_link_and_fails(trail: list[Entry]) -> None:
    with guard_lifted():
        Entry.objects.filter(pk=trail[2].pk).delete()
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_audit", stdout=out)
    assert ended.value.code == 1
    assert f"Entry {trail[2].pk}: it is missing" in out.getvalue()


def test_the_seal_to_note_is_the_seal_to_expect(trail: list[Entry]) -> None:
    noted = told("seal_audit").rsplit(" ", 1)[1].strip()
    assert "intact" in told("check_audit", "--expect", noted)


def told(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()
