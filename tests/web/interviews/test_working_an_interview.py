"""Priya and Marcus arrange, hold and write up Amina's return interview, page by page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.interviews.histories import HOUR, allocated, back, heard
from waylight.access.actions import bring_in
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency
from waylight.core import clock
from waylight.core.clock import local, now
from waylight.episodes.models import RiskAssessment
from waylight.interviews.actions import record_attempt, save_section
from waylight.interviews.choices import Outcome
from waylight.interviews.models import Answer, Attempt, Interview
from waylight.interviews.questions import SECTIONS, QuestionKind
from waylight.interviews.rules import interviewers_of
from waylight.web.interviews.section_form import MOST_ROWS, SectionForm


def at(name: str, *keys: object) -> str:
    return reverse(f"interviews:{name}", args=keys)


def fields(response) -> dict[str, str]:
    """The hidden fields a page would send back."""
    html = response.content.decode()
    form = html[html.index("<main") :]
    return dict(re.findall(r'type="hidden" name="(submission|version)" value="([^"]*)"', form))


def moment(name: str, when) -> dict[str, str]:
    there = local(when)
    parts = {"day": there.day, "month": there.month, "year": there.year, "time": f"{there:%H:%M}", "precision": "MINUTE"}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def test_priya_allocates_every_return_that_nothing_covers(cast, as_) -> None:
    first, second = back(cast, 90), back(cast, 20)
    priya = as_("priya")
    page = priya.get(at("allocate", second.pk))
    assert page.content.decode().count(" checked") >= 2
    sent = fields(page) | {"episodes": [str(first.pk), str(second.pk)], "provider": str(cast.provider.pk), "interviewer": ""}
    sent |= {"because": "With the same friends"}
    answer = priya.post(at("allocate", second.pk), sent)
    interview = Interview.objects.get()
    assert answer.headers["Location"] == at("detail", interview.pk)
    assert {line.episode_id for line in interview.covers.all()} == {first.pk, second.pk}


def test_sending_the_allocation_twice_allocates_once(cast, as_) -> None:
    episode, priya = back(cast, 20), as_("priya")
    sent = fields(priya.get(at("allocate", episode.pk)))
    sent |= {"episodes": str(episode.pk), "provider": str(cast.provider.pk), "interviewer": ""}
    first, second = (priya.post(at("allocate", episode.pk), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Interview.objects.count() == 1


def test_marcus_accepts_offers_books_and_holds(cast, as_) -> None:
    interview, marcus = allocated(cast), as_("marcus")
    detail = at("detail", interview.pk)
    marcus.post(at("accept", interview.pk), fields(marcus.get(detail)))
    offer = fields(marcus.get(at("attempt", interview.pk)))
    offer |= {"channel": "CALL", "result": "AGREED", **moment("at", now() - HOUR)}
    assert marcus.post(at("attempt", interview.pk), offer).status_code == 302
    booking = fields(marcus.get(at("book", interview.pk))) | {"place": "The library"} | moment("booked_for", now() + HOUR)
    assert marcus.post(at("book", interview.pk), booking).status_code == 302
    held = fields(marcus.get(at("hold", interview.pk))) | moment("held_at", now())
    held |= {"mode": "FACE", "place": "The library", "seen_alone": "yes", "independence": "PROVIDER"}
    assert marcus.post(at("hold", interview.pk), held).status_code == 302
    interview.refresh_from_db()
    assert (interview.outcome, interview.interviewer) == (Outcome.COMPLETED, cast.marcus)
    assert "Write it up" in marcus.get(detail).content.decode()


def test_a_no_needs_a_reason_and_keeps_the_child_s_words(cast, as_) -> None:
    interview, marcus = allocated(cast, accepted=True), as_("marcus")
    no = fields(marcus.get(at("attempt", interview.pk))) | moment("at", now() - HOUR)
    no |= {"channel": "VISIT", "result": "DECLINED", "words": "Nothing changes."}
    assert "Choose the reason the child said no" in marcus.post(at("attempt", interview.pk), no).content.decode()
    assert not Attempt.objects.exists()
    marcus.post(at("attempt", interview.pk), no | {"reason": "NO_BENEFIT"})
    assert "Nothing changes." in marcus.get(at("detail", interview.pk)).content.decode()


def test_one_interview_is_in_time_for_one_return_and_late_for_another(cast, as_) -> None:
    interview = heard(cast, back(cast, 90), back(cast, 20))
    page = as_("priya").get(at("detail", interview.pk)).content.decode()
    assert "Done late" in page
    assert ">Met " in page


def test_a_section_is_kept_as_it_is_typed(cast, as_) -> None:
    interview, marcus = heard(cast, back(cast, 20)), as_("marcus")
    keep = at("keep", interview.pk, "push")
    answer = marcus.post(keep, {"version": "0", "push_0": "BULLYING", "push_words": "Lads in my year."})
    assert (answer.status_code, answer.headers["Waylight-Version"]) == (204, "1")
    assert Answer.objects.get().said == {"push": ["BULLYING"], "push_words": "Lads in my year."}


def test_two_people_in_one_section_see_both_and_nothing_is_lost(cast, as_) -> None:
    interview, marcus = heard(cast, back(cast, 20)), as_("marcus")
    address = at("section", interview.pk, "before")
    version = fields(marcus.get(address))["version"]
    save_section(interview, by=cast.marcus, section="before", answers={"before": "Quiet."}, version=0)
    page = marcus.post(address, {"version": version, "before": "Loud."}).content.decode()
    assert "Quiet." in page
    assert "Loud." in page
    assert Answer.objects.get().said == {"before": "Quiet."}


def test_saving_a_section_twice_is_one_save(cast, as_) -> None:
    interview, marcus = heard(cast, back(cast, 20)), as_("marcus")
    sent = {"version": "0", "before": "Loud."}
    assert [marcus.post(at("section", interview.pk, "before"), sent).status_code for _ in range(2)] == [302, 302]
    assert Answer.objects.get().version == 1


def test_finishing_names_and_links_what_is_lacking(cast, as_) -> None:
    interview, marcus = heard(cast, back(cast, 20)), as_("marcus")
    page = marcus.get(at("write_up", interview.pk)).content.decode()
    assert page.count("mark it as not asked or declined") == 5
    assert at("section", interview.pk, "sharing") in page
    refused = marcus.post(at("write_up", interview.pk), fields(marcus.get(at("write_up", interview.pk))) | {"fullness": "FULL"})
    assert "Finish these sections" in refused.content.decode()


def finish(interview, cast, *, harm: str = "no", sharing: dict) -> None:
    for section in ("push", "pull", "help"):
        save_section(interview, by=cast.marcus, section=section, answers={"unanswered": "declined"}, finished=True)
    save_section(interview, by=cast.marcus, section="harm", answers={"harm": harm, "harm_words": "He grabbed me."}, finished=True)
    save_section(interview, by=cast.marcus, section="sharing", answers=sharing, finished=True)


def write_up(as_, interview) -> str:
    marcus, address = as_("marcus"), at("write_up", interview.pk)
    return marcus.post(address, fields(marcus.get(address)) | {"fullness": "FULL"}, follow=True).content.decode()


@pytest.mark.parametrize(
    ("sharing", "sees"),
    [
        pytest.param({"agrees": ["SW"], "not_overridden": "Only her sister"}, 404, id="not shared with the police"),
        pytest.param({"agrees": ["SW", "POLICE"]}, 200, id="the child agreed"),
        pytest.param({"overridden_for": ["POLICE"], "overridden": "She is at risk"}, 200, id="shared to keep her safe"),
    ],
)
def test_police_read_the_words_only_when_they_are_shared(cast, as_, sharing: dict, sees: int) -> None:
    interview = heard(cast, back(cast, 20))
    finish(interview, cast, harm="yes", sharing=sharing)
    assert as_("okoro").get(at("read", interview.pk)).status_code == 404
    assert "The interview is written up" in write_up(as_, interview)
    assert as_("okoro").get(at("read", interview.pk)).status_code == sees


def test_harm_told_is_not_left_to_a_no_without_a_decision(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    finish(interview, cast, harm="yes", sharing={"agrees": ["SW"]})
    assert "Share it with the police" in write_up(as_, interview)


@pytest.mark.parametrize(
    ("who", "status"), [("helen", 200), ("marcus", 200), ("priya", 200), ("jo", 404), ("tom", 404), ("ruth", 404)]
)
def test_only_those_who_may_read_what_amina_said(cast, as_, who: str, status: int) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="own_words", answers={"words": "I was not missing."}, finished=True)
    page = as_(who).get(at("read", interview.pk))
    assert page.status_code == status
    assert (b"I was not missing." in page.content) == (status == 200)


def test_a_provider_with_no_referral_sees_no_page(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    stranger = type(cast.marcus).objects.create_user("other@demo.example", name="Someone Else")
    stranger.memberships.create(
        agency=type(cast.provider).objects.create(kind="PROVIDER", name="Another"), role=Role.INTERVIEWER, confirmed_at=now()
    )
    assert as_(stranger).get(at("detail", interview.pk)).status_code == 404


def test_every_section_opens_and_easy_read_has_a_picture_for_each(cast, as_) -> None:
    interview, marcus = heard(cast, back(cast, 20)), as_("marcus")
    address = at("section", interview.pk, "before")
    for _ in range(21):
        answer = marcus.post(address, fields(marcus.get(address)))
        address = answer.headers["Location"]
        if address == at("write_up", interview.pk):
            break
    assert address == at("write_up", interview.pk)
    assert marcus.get(at("easy_read", interview.pk)).content.count(b"/pictures/") == 18


def test_two_days_after_a_return_priya_ends_what_went_missing_again(cast, as_) -> None:
    interview = allocated(cast, accepted=True)
    back(cast, 4, since=timedelta(hours=1))
    page = as_("priya").get(at("detail", interview.pk)).content.decode()
    assert "End it: missing again first" in page


def test_another_provider_s_worker_reads_on_and_writes_nothing(cast, as_) -> None:
    interview, other = allocated(cast), Agency.objects.create(kind="PROVIDER", name="Safe Return")
    other.serves.add(cast.harrowmere)
    zoe = User.objects.create_user("zoe@demo.example", name="Zoe Hart")
    Membership.objects.create(user=zoe, agency=other, role=Role.INTERVIEWER, confirmed_at=now())
    bring_in(interview.child, by=None, agency=other, reason="return interview")
    client = as_(zoe)
    assert client.get(at("detail", interview.pk)).status_code == 200
    pages = [at(name, interview.pk) for name in ("attempt", "book", "hold", "end", "write_up")]
    pages += [at(name, interview.pk, "push") for name in ("section", "keep")]
    assert {client.post(page, {"version": "0"}).status_code for page in pages} == {404}


def test_nobody_asks_for_a_million_rows(cast) -> None:
    asked = next(each for each in SECTIONS.values() if any(question.kind == QuestionKind.LIST for question in each.questions))
    code = next(question.code for question in asked.questions if question.kind == QuestionKind.LIST)
    form = SectionForm({f"{code}_999999999_name": "x"}, section=asked, answers={})
    assert form.rows[code] == MOST_ROWS


def test_what_is_known_already_stands_at_the_top_of_what_was_said(cast, as_) -> None:
    interview = heard(cast, back(cast, 90), back(cast, 20))
    page = as_("priya").get(at("read", interview.pk)).content.decode()
    head = page[page.index("About this interview") : page.index('<div class="wl-said">')]
    told = ["Marcus Bell", "Face to face", "her mother", "Done late", ">Met ", "missing for 2 h"]
    assert [words for words in told if words not in head] == []


def test_the_risk_at_the_time_is_beside_each_episode_of_a_write_up(cast, as_) -> None:
    episode = back(cast, 20)
    for agency in ("POLICE", "SOCIAL_CARE"):
        RiskAssessment.objects.create(episode=episode, agency=agency, level="HIGH", rationale="Groomed online.")
    page = as_("priya").get(at("read", heard(cast, episode).pk)).content.decode()
    assert "High risk" in page[page.index("About this interview") : page.index('<div class="wl-said">')]


@pytest.mark.parametrize(("sharing", "reads"), [({"agrees": ["POLICE"]}, True), ({"agrees": ["SW"]}, False)])
def test_the_child_s_page_tells_the_police_no_more_than_the_read_view(cast, as_, sharing: dict, *, reads: bool) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="own_words", answers={"words": "I was not missing."}, finished=True)
    finish(interview, cast, sharing=sharing)
    child = reverse("children:detail", args=[cast.amina.pk])
    assert b"I was not missing." not in as_("okoro").get(child).content
    write_up(as_, interview)
    assert (b"I was not missing." in as_("okoro").get(child).content) == reads


@pytest.mark.parametrize(("days", "offered"), [(27, True), (29, False)])
def test_a_further_offer_is_asked_for_only_while_a_no_may_become_a_yes(cast, as_, days: int, *, offered: bool) -> None:
    interview = allocated(cast, accepted=True)
    said = {"at": now(), "channel": "CALL", "result": "DECLINED", "reason": "OTHER"}
    record_attempt(interview, by=cast.marcus, version=interview.version, **said)
    marcus = as_("marcus")
    with clock.at(now() + timedelta(days=days)):
        page = marcus.get(at("detail", interview.pk)).content.decode()
    assert ("Record another contact" in page) == offered


@pytest.mark.parametrize("copy", ["copy", "copy_for_child"])
def test_a_copy_names_nobody_else_and_says_so(cast, as_, copy: str) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="whom", answers={"whom": [{"name": "Jade Poole"}]}, finished=True)
    save_section(interview, by=cast.marcus, section="own_words", answers={"words": "Jade rang me."}, finished=True)
    priya = as_("priya")
    assert "Jade Poole" in priya.get(at("read", interview.pk)).content.decode()
    page = priya.get(at(copy, interview.pk)).content.decode()
    assert "Some of this has been removed" in page
    assert "[name removed] rang me." in page
    assert "Jade" not in page
    assert "Poole" not in page


def test_whoever_waits_to_be_confirmed_is_not_offered_as_interviewer(cast) -> None:
    zoe = User.objects.create_user("zoe@demo.example", name="Zoe Fox")
    held = Membership.objects.create(user=zoe, agency=cast.provider, role=Role.INTERVIEWER)
    assert zoe not in interviewers_of([cast.provider])
    Membership.objects.filter(pk=held.pk).update(confirmed_at=now())
    assert zoe in interviewers_of([cast.provider])


def test_a_form_with_names_in_it_keeps_them_off_paper_and_an_empty_one_is_printed_whole(cast, as_) -> None:
    interview, marcus = heard(cast, back(cast, 20)), as_("marcus")
    address = at("section", interview.pk, "whom")
    assert "so they do not print" not in marcus.get(address).content.decode()
    save_section(interview, by=cast.marcus, section="whom", answers={"whom": [{"name": "Jade Poole"}]})
    assert marcus.get(address).content.decode().count("so they do not print") == 1
