"""What the council agreed, on its page, with the paper and the person; and what it changes."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client

from waylight.agencies.councils import protocol_of
from waylight.config.demonstration.cast import Cast
from waylight.core.keys import new_key
from waylight.duties.protocol import SETTINGS
from waylight.interviews.offering_terms import TERMS

type As = Callable[[str], Client]
APRIL = {"since_day": "1", "since_month": "4", "since_year": "2026", "source": "Partnership board, 12 March 2026"}


def agree(client: Client, key: str, **told: str) -> str:
    return client.post(f"/settings/protocol/{key}/", APRIL | {"submission": str(new_key())} | told).content.decode()


def test_every_setting_is_on_the_page_by_its_label(as_: As) -> None:
    page = as_("priya").get("/settings/protocol/").content.decode()
    for declared in (*SETTINGS.values(), *TERMS.values()):
        assert f'<th scope="row">{declared.label}</th>' in page
        assert str(declared.source) in page


def test_a_change_is_shown_with_its_paper_and_who_recorded_it(as_: As, cast: Cast) -> None:
    agree(as_("alex"), "interview.hours", value="48")
    page = as_("priya").get("/settings/protocol/").content.decode()
    assert "48 hours from 1 Apr 2026" in page
    assert "Partnership board, 12 March 2026; recorded by Alex Reed" in page
    assert protocol_of(cast.harrowmere, date(2026, 4, 1))["interview.hours"] == 48


@pytest.mark.parametrize(
    ("key", "value", "said", "kept"),
    [
        ("offering.attempts", "5", "5 contacts from 1 Apr 2026", 5),
        ("offering.one_for_many", "No", "No from 1 Apr 2026", False),
    ],
)
def test_what_is_agreed_on_offering_interviews(as_: As, cast: Cast, key: str, value: str, said: str, kept: object) -> None:
    agree(as_("alex"), key, value=value)
    assert said in as_("priya").get("/settings/protocol/").content.decode()
    assert protocol_of(cast.harrowmere, date(2026, 4, 1))[key] == kept


def test_levels_and_their_meetings_are_agreed_together(as_: As, cast: Cast) -> None:
    agree(as_("alex"), "trigger.levels", value="2, 4", with_it="5 and 3")
    agreed = protocol_of(cast.harrowmere, date(2026, 4, 1))
    assert (agreed["trigger.levels"], agreed["meeting.working_days"]) == ([2, 4], [5, 3])


@pytest.mark.parametrize(
    ("key", "told", "said"),
    [
        pytest.param(
            "interview.hours",
            {"value": "three days"},
            "“Return interview held” must be a whole number greater than 0.",
            id="words",
        ),
        pytest.param("interview.hours", {"value": "0"}, "must be a whole number greater than 0.", id="nought"),
        pytest.param("interview.hours", {"value": "48", "source": ""}, "There is a problem", id="no paper"),
        pytest.param("offering.attempts", {"value": "a few"}, "must be a whole number greater than 0.", id="attempts in words"),
        pytest.param("offering.one_for_many", {"value": "sometimes"}, "must be yes or no.", id="neither yes nor no"),
        pytest.param(
            "trigger.levels",
            {"value": "4, 2", "with_it": "5, 3"},
            "must be whole numbers in rising order, for example 3, 5, 9.",
            id="levels that fall",
        ),
        pytest.param(
            "trigger.levels", {"value": "2, 4", "with_it": "5"}, "needs one number for each level", id="a meeting short"
        ),
        pytest.param("trigger.levels", {"value": "3 4", "with_it": "5"}, "must be a list of whole numbers", id="no comma"),
        pytest.param("meeting.working_days", {"value": "5, 5"}, "needs one number for each level", id="too few for the levels"),
    ],
)
def test_what_cannot_be_is_refused_in_words(as_: As, cast: Cast, key: str, told: dict[str, str], said: str) -> None:
    page = unescape(agree(as_("alex"), key, **told))
    assert said in page
    assert not re.search(r"[a-z]+\.[a-z_]+ (must|needs)|\['|\]\.", page)
    assert protocol_of(cast.harrowmere, date(2026, 4, 1)) == {}


@pytest.mark.parametrize(
    ("key", "told", "field", "said"),
    [
        ("interview.hours", {"value": "ten"}, "value", "“Return interview held” must be a whole number greater than 0."),
        (
            "trigger.levels",
            {"value": "4, 2", "with_it": "5, 3"},
            "value",
            "“Repeat levels: episodes before a meeting is needed” must be whole numbers in rising order, for example 3, 5, 9.",
        ),
        (
            "trigger.levels",
            {"value": "2, 4", "with_it": "5, soon"},
            "with_it",
            "one number for each level” must be a list of whole numbers greater than 0, for example 3, 5, 9.",
        ),
    ],
)
def test_a_manager_reads_beside_the_question_which_answer_is_wrong(
    as_: As, key: str, told: dict[str, str], field: str, said: str
) -> None:
    answer = as_("alex").post(f"/settings/protocol/{key}/", APRIL | {"submission": str(new_key())} | told)
    ((wrong, refusals),) = answer.context["form"].errors.items()
    assert (wrong, refusals[0].endswith(said)) == (field, True)


def test_the_hint_shows_the_form_of_what_is_asked(as_: As) -> None:
    hints = {
        "interview.hours": "Enter a whole number.",
        "trigger.levels": "Enter whole numbers, for example 3, 5, 9.",
        "offering.one_for_many": "Enter yes or no.",
    }
    for key, hint in hints.items():
        assert hint in as_("alex").get(f"/settings/protocol/{key}/").content.decode()


def test_a_page_says_from_when_its_own_value_applies(as_: As) -> None:
    alex = as_("alex")
    levels, hours = (alex.get(f"/settings/protocol/{key}/").content.decode() for key in ("trigger.levels", "interview.hours"))
    assert ("including episodes before that date" in levels, "come back on or after the date" in levels) == (True, False)
    assert ("including episodes before that date" in hours, "come back on or after the date" in hours) == (False, True)


def test_the_coordinator_reads_the_protocol_and_does_not_change_it(as_: As) -> None:
    priya = as_("priya")
    assert "what was agreed on" not in priya.get("/settings/protocol/").content.decode()
    assert priya.get("/settings/protocol/interview.hours/").status_code == 404
