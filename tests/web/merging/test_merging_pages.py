"""Two records of one child: found, compared, made one, and apart again; by those who say who a child is."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web.answers import without_token
from tests.web.queries import few_queries
from waylight.access.actions import bring_in, open_in_emergency
from waylight.access.models import BreakGlass
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core import clock
from waylight.core.versions import save_change
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode
from waylight.merging.history import RECORD_WORDS
from waylight.people import merged_records
from waylight.people.actions import add_child
from waylight.people.merged_records import kept_record_key
from waylight.people.models import Child, Identifier, Merge, Scheme

type As = Callable[[str | User], Client]
SAME = "Her mother says she was registered twice."
HOUR = timedelta(hours=1)


@pytest.fixture
def double(cast: Cast) -> Child:
    """Amina again, spelt otherwise, in the same team, with a number of her own."""
    amina = cast.amina
    told = {"forename": "Aminah", "surname": "Yousuf", "born_on": amina.born_on, "sex": "F", "team": "North"}
    child = add_child(by=None, council=cast.harrowmere, **told)  # type: ignore[arg-type]  # plain fields
    Identifier.objects.create(child=child, council=cast.harrowmere, scheme=Scheme.COUNCIL, value="H-100774")
    return child


def away(child: Child, by: User, *, ago: timedelta, back: bool = True) -> Episode:
    with clock.at(clock.now() - ago):
        seen = ReportedTime(at=clock.now())
        episode = report_missing(child, by=by, last_seen=seen, reported=seen, missing_from="FAMILY_HOME", reported_by="Parent")
    if not back:
        return episode
    with clock.at(clock.now() - ago + HOUR):
        return record_return(episode, by=by, version=episode.version, returned=ReportedTime(at=clock.now()))


def comparison(one: Child, other: Child) -> str:
    return f"/children/{one.pk}/same/{other.pk}/"


def sent(one: Child, other: Child, *, keep: Child | None = None, because: str = SAME, token: object = None) -> dict[str, object]:
    versions = {"version": one.version, "other_version": other.version}
    return {"submission": token or uuid4(), "keep": (keep or one).pk, "because": because} | versions


def made_one(client: Client, one: Child, other: Child, **said: object) -> HttpResponse:
    return client.post(comparison(one, other), sent(one, other, **said), follow=True)  # type: ignore[arg-type]  # words of `sent`


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_other_record_is_found_from_the_child_s_own_page(cast: Cast, double: Child, as_: As) -> None:
    priya = as_("priya")
    assert f"/children/{cast.amina.pk}/same/" in words(priya.get(f"/children/{cast.amina.pk}/"))
    found = words(priya.get(f"/children/{cast.amina.pk}/same/"))
    assert comparison(cast.amina, double) in found
    assert comparison(cast.amina, cast.amina) not in found


def test_the_two_stand_side_by_side_with_what_differs_marked(cast: Cast, double: Child, as_: As) -> None:
    page = words(as_("priya").get(comparison(cast.amina, double)))
    assert "Different: forename, surname and council system number. The same: date of birth, sex and team." in page
    assert page.index("<mark>H-100001</mark>") < page.index("<mark>H-100774</mark>")
    assert "<mark>Female" not in page


@pytest.mark.parametrize("kept", ["amina", "double"])
def test_the_record_chosen_is_kept_and_the_other_s_address_leads_to_it(cast: Cast, double: Child, as_: As, kept: str) -> None:
    away(double, cast.priya, ago=5 * HOUR)
    keep, other = (cast.amina, double) if kept == "amina" else (double, cast.amina)
    priya = as_("priya")
    answer = made_one(priya, cast.amina, double, keep=keep)
    assert answer.redirect_chain[-1][0] == f"/children/{keep.pk}/"
    assert "The two records were merged." in words(answer)
    assert "Undo this merge" in words(answer)
    assert priya.get(f"/children/{other.pk}/").headers["Location"] == f"/children/{keep.pk}/"
    assert keep.episodes.count() == 1


def test_a_report_begun_at_the_record_merged_away_is_of_the_one_kept(cast: Cast, double: Child, as_: As) -> None:
    priya = as_("priya")
    begun = priya.post(f"/report/{double.pk}/").headers["Location"]
    made_one(priya, cast.amina, double)
    assert "Aminah" not in words(priya.get(begun))
    assert "Amina Yusuf" in words(priya.get(f"/report/{double.pk}/"))


def test_those_who_may_not_see_the_record_kept_find_nothing_at_the_other_s_address(cast: Cast, as_: As) -> None:
    """Helen's team had the one; the one that is kept is another team's."""
    theirs = add_child(by=None, council=cast.harrowmere, forename="Bem", surname="Carter", born_on=cast.ben.born_on, team="North")
    helen = as_("helen")
    assert helen.get(f"/children/{theirs.pk}/").status_code == 200
    made_one(as_("priya"), cast.ben, theirs)
    gone, nowhere = (helen.get(f"/children/{key}/") for key in (theirs.pk, uuid4()))
    assert (gone.status_code, without_token(gone)) == (404, without_token(nowhere))


def test_the_provider_of_the_record_merged_away_goes_on_with_the_one_kept(cast: Cast, double: Child, as_: As) -> None:
    bring_in(double, by=cast.priya, agency=cast.provider, reason="return interview")
    made_one(as_("priya"), cast.amina, double)
    assert as_("marcus").get(f"/children/{double.pk}/").headers["Location"] == f"/children/{cast.amina.pk}/"


def test_a_merge_is_undone_and_both_have_their_own_again(cast: Cast, double: Child, as_: As) -> None:
    away(double, cast.priya, ago=5 * HOUR)
    priya = as_("priya")
    made_one(priya, cast.amina, double)
    merge = Merge.objects.get()
    where = f"/children/{cast.amina.pk}/merges/{merge.pk}/undo/"
    assert "Moves back to the other record: 1 episode and 1 number." in words(priya.get(where))
    answer = priya.post(where, {"submission": uuid4(), "version": merge.version}, follow=True)
    assert "Aminah Yousuf has a separate record again" in words(answer)
    assert (double.episodes.count(), kept_record_key(double.pk)) == (1, double.pk)
    assert "This merge has been undone" in words(priya.get(where))


def test_sent_twice_it_is_done_once_and_leads_to_the_same_place(cast: Cast, double: Child, as_: As) -> None:
    priya, form = as_("priya"), sent(cast.amina, double)
    first, second = (priya.post(comparison(cast.amina, double), form).headers["Location"] for _ in range(2))
    assert (first, Merge.objects.count()) == (second, 1)


def test_a_record_changed_meanwhile_refuses_and_is_shown_as_it_is_now(cast: Cast, double: Child, as_: As) -> None:
    form = sent(cast.amina, double)
    save_change(Child.objects.get(pk=double.pk), expected=double.version, team="South")
    answer = as_("priya").post(comparison(cast.amina, double), form)
    assert "while you were comparing them" in words(answer)
    assert "<mark>South</mark>" in words(answer)
    again = form | {"submission": uuid4(), "other_version": answer.context["form"]["other_version"].value()}
    assert as_("priya").post(comparison(cast.amina, double), again).status_code == 302


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        pytest.param({"because": ""}, "Enter how you know they are the same child.", id="no reason"),
        pytest.param({"keep": ""}, "Choose which record to keep.", id="neither chosen"),
    ],
)
def test_nothing_is_done_until_everything_is_said(cast: Cast, double: Child, as_: As, spoilt: dict[str, str], said: str) -> None:
    answer = as_("priya").post(comparison(cast.amina, double), sent(cast.amina, double) | spoilt)
    assert (said in words(answer), Merge.objects.count()) == (True, 0)


def test_what_cannot_be_merged_is_said_in_a_sentence_instead_of_asked(cast: Cast, double: Child, as_: As) -> None:
    away(cast.amina, cast.priya, ago=HOUR, back=False)
    away(double, cast.priya, ago=HOUR, back=False)
    page = words(as_("priya").get(comparison(cast.amina, double)))
    assert "Both records have an open episode." in page
    assert "Merge these records" not in page
    assert "These are already the same record." in words(as_("priya").get(comparison(cast.amina, cast.amina)))


def test_a_record_already_merged_says_so(cast: Cast, double: Child, as_: As) -> None:
    priya = as_("priya")
    made_one(priya, cast.amina, double)
    third = add_child(by=None, council=cast.harrowmere, forename="Amena", surname="Yusuf", born_on=cast.amina.born_on)
    assert "has already been merged" in words(priya.get(comparison(third, double)))


def test_a_record_of_another_council_is_compared_and_never_merged(cast: Cast, as_: As) -> None:
    """Priya sees a child Calderwick holds, whom her council looks after."""
    theirs = add_child(by=None, council=cast.calderwick, forename="Amina", surname="Yusuf", born_on=cast.amina.born_on)
    nowhere = as_("priya").get(comparison(cast.amina, theirs))
    assert nowhere.status_code == 404
    bring_in(theirs, by=None, agency=cast.harrowmere, reason="a strategy meeting")
    assert "belong to different councils" in words(as_("priya").get(comparison(cast.amina, theirs)))
    assert as_("priya").get(comparison(theirs, cast.amina)).status_code == 404


@pytest.mark.parametrize(
    ("role", "may"),
    [
        pytest.param(Role.COORDINATOR, True, id="the coordinator does"),
        pytest.param(Role.FRONT_DOOR, True, id="the front door does"),
        pytest.param(Role.SERVICE_MANAGER, False, id="the service manager reads"),
    ],
)
def test_who_says_who_a_child_is(cast: Cast, double: Child, as_: As, role: Role, may: bool) -> None:  # noqa: FBT001 - a row of the table
    Membership.objects.filter(user=cast.priya).update(role=role)
    client = as_("priya")
    assert (client.get(comparison(cast.amina, double)).status_code == 200) is may
    assert ("Merge with another record" in words(client.get(f"/children/{cast.amina.pk}/"))) is may


def test_a_social_worker_does_for_two_children_of_hers_only(cast: Cast, double: Child, as_: As) -> None:
    helen = as_("helen")
    assert helen.get(comparison(cast.amina, double)).status_code == 200
    assert helen.get(comparison(cast.amina, cast.ben)).status_code == 404


def test_looking_and_merging_are_audited_under_both(cast: Cast, double: Child, as_: As) -> None:
    priya = as_("priya")
    priya.get(comparison(cast.amina, double))
    made_one(priya, cast.amina, double)
    for child, verb in ((cast.amina, "merged another record into"), (double, "merged away")):
        assert Entry.objects.filter(child=child.pk, by=cast.priya, verb="viewed", kind="same child").exists()
        assert Entry.objects.filter(child=child.pk, by=cast.priya, verb=verb).exists()


def test_every_kind_of_record_that_moves_has_a_name_on_the_page() -> None:
    assert {kind._meta.label for kind, _ in merged_records._about_a_child()} == set(RECORD_WORDS)


def test_the_comparison_asks_few_queries(cast: Cast, double: Child, as_: As) -> None:
    priya = as_("priya")
    for hours in (30, 60, 90):
        away(double, cast.priya, ago=(200 - hours) * HOUR)
    with few_queries():
        assert priya.get(comparison(cast.amina, double)).status_code == 200


def test_it_is_news_to_the_others_who_see_the_child(cast: Cast, double: Child, as_: As) -> None:
    okoro = as_("okoro")
    okoro.get("/today/")
    made_one(as_("priya"), cast.amina, double)
    assert "had two records, which were merged" in words(okoro.get("/today/?new"))


def test_a_record_opened_in_an_emergency_is_merged_with_none_of_one_s_own(cast: Cast, as_: As) -> None:
    """Helen would go on seeing another team's child when her shift is over."""
    theirs = add_child(by=None, council=cast.harrowmere, forename="Zed", surname="Quill", born_on=cast.ben.born_on, team="South")
    open_in_emergency(theirs, by=cast.helen, reason="His mother phoned the duty line just now.")
    answer = made_one(as_("helen"), cast.amina, theirs)
    assert "Ask the missing coordinator" in words(answer)
    assert "Ask the missing coordinator" in words(as_("helen").get(comparison(cast.amina, theirs)))
    assert not Merge.objects.exists()


def test_an_emergency_opens_no_more_after_a_merge_than_before(cast: Cast, as_: As) -> None:
    theirs = add_child(by=None, council=cast.harrowmere, forename="Bem", surname="Carter", born_on=cast.ben.born_on, team="South")
    open_in_emergency(theirs, by=cast.helen, reason="His mother phoned the duty line just now.")
    made_one(as_("priya"), cast.ben, theirs)
    assert (BreakGlass.objects.get().child, as_("helen").get(f"/children/{cast.ben.pk}/").status_code) == (theirs, 404)
