"""Opening a record that is not yours, from a number or an exact name, and answering for it."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from waylight.access.actions import open_in_emergency
from waylight.access.models import BreakGlass
from waylight.audit.models import Entry
from waylight.config.demonstration.cast import Cast
from waylight.core.keys import new_key
from waylight.people.models import Child, Identifier, Scheme

type As = Callable[[str], Client]
WHY = "His mother has phoned the duty line and he may be hurt."


def named(child: Child, **more: str) -> dict[str, str]:
    born = child.born_on
    told = {"forename": child.forename, "surname": child.surname}
    return told | {"born_on_day": str(born.day), "born_on_month": str(born.month), "born_on_year": str(born.year)} | more


def ask(client: Client, told: dict[str, str], reason: str = WHY) -> str:
    """Where asking leads, or what the page says."""
    answer = client.post("/emergencies/open/", {"reason": reason, "submission": str(new_key())} | told)
    return answer.headers.get("Location") or answer.content.decode()


def review(client: Client, opened: BreakGlass, finding: str, **more: str) -> HttpResponse:
    answers = {"submission": str(new_key()), "version": str(opened.version), "justified": "yes", "finding": finding}
    return client.post(f"/emergencies/{opened.pk}/", answers | more)


def test_a_number_opens_the_record(as_: As, cast: Cast) -> None:
    helen = as_("helen")
    where = ask(helen, {"number": "h-100004"})
    assert where == f"/children/{cast.dev.pk}/"
    assert helen.get(where).status_code == 200


def test_so_does_the_exact_name_and_birth_date(as_: As, cast: Cast) -> None:
    assert ask(as_("helen"), named(cast.dev, surname="PATEL")) == f"/children/{cast.dev.pk}/"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        pytest.param({"number": "H-1000"}, "No record has exactly these details", id="part of a number"),
        pytest.param({"number": "H-100002"}, "No record has exactly these details", id="the number of somebody else"),
        pytest.param({"number": "H-100002", "born_on_year": "2001"}, "No record has", id="and another year"),
        pytest.param({"number": "H-100002", "forename": ""}, "or the number alone", id="with half a name"),
        pytest.param({"surname": "Patle"}, "No record has exactly these details", id="nearly the name"),
        pytest.param({"born_on_year": "2001"}, "No record has exactly these details", id="another year"),
        pytest.param({"forename": ""}, "Enter the child&#x27;s number, or their forename", id="no forename"),
    ],
)
def test_nearly_right_finds_nobody(as_: As, cast: Cast, told: dict[str, str], said: str) -> None:
    assert said in ask(as_("helen"), named(cast.dev) | told)
    assert not BreakGlass.objects.exists()


def test_where_two_councils_give_out_one_number_the_name_tells_whose_it_is(as_: As, cast: Cast) -> None:
    Identifier.objects.create(child=cast.ben, council=cast.calderwick, scheme=Scheme.COUNCIL, value="H-100004")
    helen = as_("helen")
    assert "More than one council has this number" in ask(helen, {"number": "H-100004"})
    assert ask(helen, named(cast.dev) | {"number": "H-100004"}) == f"/children/{cast.dev.pk}/"


def test_looking_in_vain_is_written_down_without_what_was_looked_for(as_: As, cast: Cast) -> None:
    ask(as_("helen"), {"number": "H-999999"})
    entry = Entry.objects.latest("id")
    assert (entry.by, entry.verb, entry.detail) == (cast.helen, "tried to find a record in an emergency", {})


def test_a_word_is_no_reason(as_: As, cast: Cast) -> None:
    assert "Enter a sentence" in ask(as_("helen"), {"number": "H-100004"}, reason="urgent")


@pytest.mark.parametrize("reason", ["", "urgent"])
def test_without_a_reason_nobody_learns_who_is_known(as_: As, cast: Cast, reason: str) -> None:
    helen = as_("helen")
    known, unknown = (ask(helen, {"number": number}, reason=reason) for number in ("H-100004", "H-999999"))
    assert "No record has exactly" not in known + unknown
    assert known.count("govuk-error-message") == unknown.count("govuk-error-message")


def test_one_s_own_child_opens_without_an_emergency(as_: As, cast: Cast) -> None:
    assert ask(as_("helen"), {"number": "H-100001"}) == f"/children/{cast.amina.pk}/"
    assert not BreakGlass.objects.exists()


def test_nadia_reviews_without_learning_whose_record_it_was(as_: As, cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    nadia = as_("nadia")
    listed, one = (nadia.get(page).content.decode() for page in ("/emergencies/", f"/emergencies/{opened.pk}/"))
    assert "Helen Ward" in listed
    assert "H-100004" in one
    assert "Patel" not in listed + one


def test_a_review_takes_it_off_the_list(as_: As, cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    nadia = as_("nadia")
    review(nadia, opened, "No call in the log.", justified="no")
    page = nadia.get("/emergencies/").content.decode()
    assert "You have nothing to review." in page
    assert "No call in the log." in page


def test_a_review_someone_else_saved_first_is_not_overwritten(as_: As, cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    nadia = as_("nadia")
    for finding in ("First.", "Second."):
        review(nadia, opened, finding)
    assert BreakGlass.objects.get().finding == "First."


def test_a_review_sent_twice_is_recorded_once_and_leads_to_the_list(as_: As, cast: Cast) -> None:
    opened = open_in_emergency(cast.dev, by=cast.helen, reason=WHY)
    nadia, submission = as_("nadia"), str(new_key())
    for _ in range(2):
        answer = review(nadia, opened, "First.", submission=submission)
        assert answer.headers["Location"] == "/emergencies/"
    assert Entry.objects.filter(verb="reviewed an emergency").count() == 1
