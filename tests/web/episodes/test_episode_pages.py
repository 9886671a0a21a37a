"""The episode's pages: what each of the cast sees and does, and what happens when two do it at once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.episodes.histories import HOUR
from tests.web.answers import without_token
from tests.web.episodes.acts import As, at, back, missing, once, words
from tests.web.queries import few_queries
from waylight.audit.models import Entry
from waylight.chronology.wording import moment_words
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.core.keys import new_key
from waylight.episodes.actions import add_log_line, record_check, record_risk
from waylight.episodes.correction_actions import request_void
from waylight.episodes.models import Correction, Episode, LogLine, RepeatMeeting, RiskAssessment

REASON = {"because": "Her mother looked again"}


def a_return(**more: Any) -> dict[str, Any]:
    return once(**at("returned", HOUR), told_by="PARENT", method="SELF", returned_to="SAME_PLACE", **more)


@pytest.fixture
def amina(cast: Cast) -> Episode:
    return missing(cast)


def test_one_next_step_is_offered_to_each(cast: Cast, as_: As, amina: Episode) -> None:
    steps = {who: as_(who).get(f"/episodes/{amina.pk}/").context["page"].next_step.words for who in ("priya", "okoro", "helen")}
    assert steps == dict.fromkeys(steps, "Record the risk")
    record_risk(amina, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Alone")
    record_risk(amina, by=cast.priya, agency="SOCIAL_CARE", level="HIGH", rationale="Alone")
    assert as_("priya").get(f"/episodes/{amina.pk}/").context["page"].next_step.words == "Record the return"


def test_after_a_return_the_interview_is_priyas_and_the_check_the_polices(cast: Cast, as_: As) -> None:
    episode = back(cast)
    steps = {who: as_(who).get(f"/episodes/{episode.pk}/").context["page"].next_step.words for who in ("priya", "okoro")}
    assert steps == {"priya": "Allocate the return interview", "okoro": "Record the safe and well check"}


def test_saving_a_return_says_which_clocks_it_started(as_: As, amina: Episode) -> None:
    page = as_("priya").post(f"/episodes/{amina.pk}/return/", a_return(), follow=True).content.decode()
    assert "Amina is back. Now due: Safe and well check, by " in page
    assert page.count("Statutory guidance on children who run away") == 1


def test_the_page_of_the_return_writes_what_is_owed_from_the_register(as_: As, amina: Episode) -> None:
    assert "Return interview held: due from the council within 72 hours" in words(as_("priya"), f"/episodes/{amina.pk}/return/")


def test_a_return_before_last_seen_is_refused_beside_its_question(as_: As, amina: Episode) -> None:
    said = a_return() | at("returned", 9 * HOUR)
    form = as_("priya").post(f"/episodes/{amina.pk}/return/", said).context["form"]
    seen = moment_words(amina.started_at, amina.started_precision)
    assert form.errors["returned"] == [f"The return is before the child was last seen ({seen}). Correct one of the two times."]


def test_a_return_sent_twice_is_recorded_once(as_: As, amina: Episode) -> None:
    said, priya = a_return(), as_("priya")
    answers = [priya.post(f"/episodes/{amina.pk}/return/", said) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {f"/episodes/{amina.pk}/"}
    assert Episode.objects.get().version == 2


def test_a_return_over_a_newer_one_is_refused_and_both_are_shown(as_: As, amina: Episode) -> None:
    as_("okoro").post(f"/episodes/{amina.pk}/return/", a_return())
    page = as_("priya").post(f"/episodes/{amina.pk}/return/", a_return() | at("returned", HOUR / 2)).content.decode()
    assert ("Saved first" in page, "Yours, not saved yet" in page) == (True, True)
    assert "Sgt Grace Okoro" in page


def test_priya_records_the_view_the_police_gave_by_phone_and_okoro_only_his_own(as_: As, amina: Episode) -> None:
    said = once(agency="POLICE", level="MEDIUM", rationale="No phone", factor_no_means="CURRENT", factor_school="HISTORIC")
    as_("priya").post(f"/episodes/{amina.pk}/risk/", said)
    assert RiskAssessment.objects.get().factors == {"no_means": "CURRENT", "school": "HISTORIC"}
    form = (
        as_("okoro").post(f"/episodes/{amina.pk}/risk/", once(agency="SOCIAL_CARE", level="LOW", rationale="x")).context["form"]
    )
    assert "agency" in form.errors


def test_the_risk_page_shows_what_has_been_agreed_for_a_child_like_this(cast: Cast, as_: As) -> None:
    episode = missing(cast, child=cast.chloe)
    page = words(as_("priya"), f"/episodes/{episode.pk}/risk/")
    assert "There is an exploitation flag" in page
    assert "Agree a low risk with their social worker first" in page


def test_a_police_line_is_read_by_the_police_known_to_partners_and_hidden_from_others(cast: Cast, as_: As) -> None:
    episode = missing(cast, child=cast.ben)
    add_log_line(episode, by=cast.okoro, kind="VISIT", what="Watching the house on Mill Lane.")
    seen = {who: words(as_(who), f"/episodes/{episode.pk}/") for who in ("okoro", "priya", "jo")}
    assert {who: "Mill Lane" in page for who, page in seen.items()} == {"okoro": True, "priya": False, "jo": False}
    assert "The police have not shared what this line says." in seen["priya"]


def test_the_log_takes_a_line_from_the_page(as_: As, amina: Episode) -> None:
    as_("priya").post(f"/episodes/{amina.pk}/log/", once(kind="FAMILY", what="Her aunt says she rang."))
    assert LogLine.objects.get().what == "Her aunt says she rang."


def test_jo_sees_less_of_ben_than_priya_does(cast: Cast, as_: As) -> None:
    episode = back(cast, child=cast.ben)
    record_risk(episode, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Seen with an older man")
    record_check(episode, by=cast.okoro, status="DONE", done_at=now(), where_been="A flat in town")
    request_void(episode, by=cast.okoro, because="He was with his brother")
    seen = {who: words(as_(who), f"/episodes/{episode.pk}/") for who in ("priya", "jo")}
    for secret in ("Seen with an older man", "A flat in town", "He was with his brother"):
        assert {who: secret in page for who, page in seen.items()} == {"priya": True, "jo": False}
    assert {who: "High risk" in page for who, page in seen.items()} == {"priya": True, "jo": False}
    assert {who: "Done, child seen" in page for who, page in seen.items()} == {"priya": True, "jo": False}
    assert "<dt>Outcome</dt><dd>Not shared with you</dd>" in seen["jo"]


@pytest.mark.parametrize("page", ["", "risk/", "return/", "located/", "check/", "log/", "correct/", "not-missing/", "owed/x/"])
def test_a_child_one_may_not_see_has_no_episode(cast: Cast, as_: As, page: str) -> None:
    episode = missing(cast, child=cast.dev)
    denied = [as_(who).get(f"/episodes/{episode.pk}/{page}") for who in ("jo", "helen", "marcus", "tom", "ruth")]
    nowhere = as_("jo").get(f"/episodes/{new_key()}/{page}")
    assert {answer.status_code for answer in denied} == {404}
    assert without_token(denied[0]) == without_token(nowhere)


def test_looking_at_an_episode_is_written_down(cast: Cast, as_: As, amina: Episode) -> None:
    as_("priya").get(f"/episodes/{amina.pk}/")
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.kind, entry.child, entry.by) == ("viewed", "episode", cast.amina.pk, cast.priya)


def test_an_episode_page_asks_the_database_a_fixed_number_of_times(cast: Cast, as_: As, django_assert_max_num_queries) -> None:
    episode = back(cast)
    for _ in range(5):
        add_log_line(episode, by=cast.okoro, kind="VISIT", what="No reply.", shared=True)
        record_risk(episode, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Alone")
    priya = as_("priya")
    with django_assert_max_num_queries(26):
        priya.get(f"/episodes/{episode.pk}/")


def test_a_deadline_page_says_the_rule_its_source_and_the_moments_it_used(cast: Cast, as_: As) -> None:
    episode = back(cast)
    page = words(as_("priya"), f"/episodes/{episode.pk}/owed/return-interview/")
    for said in (
        "Statutory guidance on children",
        "from when the child came back",
        "Starts the deadline",
        "The interview is held",
    ):
        assert said in page
    assert as_("priya").get(f"/episodes/{episode.pk}/owed/write-up/").status_code == 404


def test_a_review_of_the_risk_is_on_today_and_on_the_episode_alike(cast: Cast, as_: As, amina: Episode) -> None:
    priya, later = as_("priya"), now() + 3 * HOUR
    assert "Nothing is due yet" not in words(priya, f"/episodes/{amina.pk}/")
    record_risk(amina, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Alone", next_review_at=later)
    pages = [f"/episodes/{amina.pk}/", "/today/", f"/children/{cast.amina.pk}/", f"/episodes/{amina.pk}/owed/risk-review/"]
    assert ["Risk reviewed" in words(priya, page) for page in pages] == [True] * len(pages)
    assert "By the time that Sgt Grace Okoro set at the last risk assessment" in words(priya, pages[-1])


def test_a_home_is_told_nothing_of_when_the_police_look_at_the_risk_again(cast: Cast, as_: As) -> None:
    episode = missing(cast, child=cast.ben)
    record_risk(episode, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Alone", next_review_at=now() + HOUR)
    jo = as_("jo")
    assert "Risk reviewed" not in words(jo, f"/episodes/{episode.pk}/") + words(jo, "/today/")
    assert jo.get(f"/episodes/{episode.pk}/owed/risk-review/").status_code == 404


def test_nobody_having_said_how_worried_they_are_is_owed_on_every_page(cast: Cast, as_: As, amina: Episode) -> None:
    priya = as_("priya")
    pages = ["/today/", f"/episodes/{amina.pk}/", f"/children/{cast.amina.pk}/", f"/episodes/{amina.pk}/owed/first-risk/"]
    assert ["First risk assessment" in words(priya, page) for page in pages] == [True] * len(pages)
    assert "Overdue by" in words(priya, pages[1])
    record_risk(amina, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Alone")
    assert "First risk assessment" not in words(priya, "/today/")
    assert "Done late" in words(priya, pages[1])


def test_helen_takes_on_an_episode_the_police_reported(cast: Cast, as_: As, amina: Episode) -> None:
    as_("helen").post(f"/episodes/{amina.pk}/take-on/", once())
    assert Episode.objects.get().owner == cast.helen


def test_located_comes_before_back(as_: As, amina: Episode) -> None:
    said = once(**at("located", HOUR), told_by="POLICE", found_at="Bus station")
    page = as_("okoro").post(f"/episodes/{amina.pk}/located/", said, follow=True).content.decode()
    assert "Amina is located. Record the return when they are back." in page


def corrected(episode: Episode, **more: Any) -> Iterator[tuple[str, Any]]:
    for name in ("started_at", "reported_at", "returned_at"):
        if getattr(episode, name):
            yield from at(name, now() - getattr(episode, name)).items()
    yield from once(version="2", missing_from=episode.missing_from, **more).items()


def test_a_correction_says_what_changed_and_why(cast: Cast, as_: As) -> None:
    episode = back(cast)
    said = dict(corrected(episode, **REASON)) | {"missing_from": "SCHOOL"}
    page = as_("priya").post(f"/episodes/{episode.pk}/correct/", said, follow=True).content.decode()
    assert "Missing from: Family home → School" in page
    assert "Her mother looked again" in page


def test_the_return_is_taken_back_with_a_reason(cast: Cast, as_: As) -> None:
    episode = back(cast)
    as_("priya").post(f"/episodes/{episode.pk}/reopen/", once(version="2", **REASON))
    assert Episode.objects.get().open


def test_not_missing_is_asked_by_one_and_agreed_by_another(cast: Cast, as_: As, amina: Episode) -> None:
    as_("priya").post(f"/episodes/{amina.pk}/not-missing/", once(**REASON))
    assert "Review the request" in words(as_("okoro"), f"/episodes/{amina.pk}/")
    form = as_("priya").post(f"/episodes/{amina.pk}/not-missing/answer/", once(agree="yes")).context["form"]
    assert "another person must agree" in str(form.non_field_errors())
    as_("okoro").post(f"/episodes/{amina.pk}/not-missing/answer/", once(agree="yes"))
    assert (Correction.objects.get().agreed, Episode.objects.get().category) == (True, "VOID")


def test_another_kind_of_episode_is_recorded_with_why(as_: As, amina: Episode) -> None:
    as_("priya").post(f"/episodes/{amina.pk}/category/", once(category="ABSENT", **REASON))
    assert Episode.objects.get().category == "ABSENT"


@pytest.mark.parametrize(
    ("said", "held", "waived"),
    [
        ({"held": "yes", "chair": "Helen Ward"}, True, ""),
        ({"held": "no", "because": "A strategy meeting is set"}, False, "A strategy"),
    ],
    ids=["held", "decided against"],
)
def test_a_repeat_meeting_is_recorded(cast: Cast, as_: As, said: dict, held: bool, waived: str) -> None:  # noqa: FBT001 - a row
    for days in (9, 6, 3):
        back(cast, ago=timedelta(days=days))
    when = at("held_at", HOUR) if held else {}
    as_("priya").post(f"/meetings/{cast.amina.pk}/3/", once(**said, **when))
    meeting = RepeatMeeting.objects.get()
    assert (meeting.held_at is not None, meeting.waived_because.startswith(waived)) == (held, True)


def test_a_home_reads_only_its_own_part_of_the_risk_where_it_adds_to_it(as_: As, cast: Cast) -> None:
    episode = missing(cast, child=cast.ben)
    record_risk(episode, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Known to the Elm Street group.")
    assert "Elm Street" in as_("priya").get(f"/episodes/{episode.pk}/risk/").content.decode()
    assert "Elm Street" not in as_("jo").get(f"/episodes/{episode.pk}/risk/").content.decode()


@pytest.mark.parametrize("who", ["priya", "okoro", "helen"])
def test_an_episode_asks_at_most_twenty_five_queries_whatever_its_size(cast: Cast, as_: As, who: str) -> None:
    episode, client = missing(cast, child=cast.chloe), as_(who)
    for _ in range(2):
        with few_queries():
            assert client.get(f"/episodes/{episode.pk}/").status_code == 200
        for number in range(15):
            add_log_line(episode, by=cast.priya, kind="VISIT", what=f"Visited, no reply ({number})")
