"""Reporting a child missing, page by page, as whoever notices does it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.interviews.histories import back
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import local, now, today
from waylight.episodes.actions import ReportedTime, report_missing
from waylight.episodes.models import Episode, Report
from waylight.people.models import Child
from waylight.web.kit.drafts import unfinished_reports
from waylight.web.models import Draft

HOUR = timedelta(hours=1)
type As = Callable[[str], Client]


def at(name: str, ago: timedelta) -> dict[str, str]:
    there = local(now() - ago)
    parts = {"day": there.day, "month": there.month, "year": there.year, "time": f"{there:%H:%M}", "precision": "MINUTE"}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


ANSWERS: dict[str, dict[str, Any]] = {
    "where": {"missing_from": "FAMILY_HOME"},
    "last-seen": {"last_seen_by": "Her mother", "told_by": "PARENT"},
    "reported": {"noticed_precision": "NOT_KNOWN", "reported_by": "Her mother", "reported_told_by": "PARENT"},
    "police": {"police_told": "yes", "reference": "NM-204", "police_told_at_precision": "NOT_KNOWN"},
    "reference": {"reference": "NM-204"},
    "what-happened": {"circumstances": "Left after an argument about her phone.", "appearance": "A grey coat."},
    "why-worried": {"why_worried": "She has not taken her inhaler."},
    "done-so-far": {"tried": ["PHONE_CHILD", "FAMILY"], "done_so_far": "Her sister has not heard."},
    "risk": {"level": "MEDIUM", "rationale": "Out alone, no phone."},
}


def answers(slug: str) -> dict[str, Any]:
    times = {"last-seen": at("last_seen", 3 * HOUR), "reported": at("reported", 2 * HOUR)}
    return ANSWERS[slug] | times.get(slug, {})


def walked(client: Client, start: str) -> str:
    """Answer every page from `start` on; returns the address of the answers to check."""
    address = client.post(start).headers["Location"]
    while not address.endswith("/check/"):
        address = client.post(address, answers(address.rstrip("/").rpartition("/")[2])).headers["Location"]
    return address


def sent(client: Client, check: str) -> Any:
    token = client.get(check).context["form"]["submission"].value()
    return client.post(check, {"submission": token}, follow=True)


def test_priya_reports_amina_and_sees_what_is_owed_when_she_is_back(cast: Cast, as_: As) -> None:
    priya = as_("priya")
    page = sent(priya, walked(priya, f"/report/{cast.amina.pk}/")).content.decode()
    episode = Episode.objects.get()
    assert episode.reports.get().circumstances == "Left after an argument about her phone.\nWearing and carrying: A grey coat."
    assert episode.done_so_far.startswith("Tried: phoned or messaged the child; spoke to family.")
    assert (episode.risk_assessments.get().level, episode.owner, Draft.objects.count()) == ("MEDIUM", cast.priya, 0)
    assert "Return interview held: due from the council within" in page


def test_the_answers_are_shown_to_check_with_a_way_to_change_each(cast: Cast, as_: As) -> None:
    priya = as_("priya")
    check = walked(priya, f"/report/{cast.amina.pk}/")
    page = priya.get(check).content.decode()
    assert "Left after an argument" in page
    assert "last-seen/?then=check" in page


def test_a_changed_answer_leads_back_to_the_check(cast: Cast, as_: As) -> None:
    priya = as_("priya")
    check = walked(priya, f"/report/{cast.amina.pk}/")
    changed = priya.post(f"{check.removesuffix('check/')}where/?then=check", {"missing_from": "SCHOOL", "place": "Werneth"})
    assert changed.headers["Location"] == check


def test_sending_twice_makes_one_report(cast: Cast, as_: As) -> None:
    priya = as_("priya")
    check = walked(priya, f"/report/{cast.amina.pk}/")
    token = priya.get(check).context["form"]["submission"].value()
    first, second = (priya.post(check, {"submission": token}) for _ in range(2))
    assert Report.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"] == f"/episodes/{Episode.objects.get().pk}/reported/"


def test_a_report_of_a_child_already_missing_says_so_and_joins_the_episode(cast: Cast, as_: As) -> None:
    told = {"missing_from": "FAMILY_HOME", "reported_by": "a neighbour"}
    first = report_missing(
        cast.amina, by=cast.priya, last_seen=ReportedTime(at=now() - 5 * HOUR), reported=ReportedTime(at=now() - 4 * HOUR), **told
    )
    okoro = as_("okoro")
    assert "already recorded as missing" in okoro.get(f"/report/{cast.amina.pk}/").content.decode()
    page = sent(okoro, walked(okoro, f"/report/{cast.amina.pk}/")).content.decode()
    assert "your report was added to that episode" in page
    assert first.reports.count() == 2


def test_the_police_are_not_asked_whether_the_police_know(cast: Cast, as_: As) -> None:
    okoro = as_("okoro")
    check = walked(okoro, f"/report/{cast.amina.pk}/")
    assert okoro.get(check.replace("check/", "police/")).status_code == 404
    sent(okoro, check)
    report = Report.objects.get()
    assert (report.police_told, report.reference) == (True, "NM-204")


def test_what_is_typed_is_kept_before_it_is_right(cast: Cast, as_: As) -> None:
    priya = as_("priya")
    where = priya.post(f"/report/{cast.amina.pk}/").headers["Location"]
    last_seen = where.replace("where/", "last-seen/")
    assert priya.post(f"{last_seen}keep/", {"last_seen_day": "31", "last_seen_by": "Her mo"}).status_code == 204
    assert "Her mo" in priya.get(last_seen).content.decode()


def test_a_last_sighting_within_an_earlier_episode_is_refused_where_it_is_told(cast: Cast, as_: As) -> None:
    back(cast, 1, since=6 * HOUR)
    priya = as_("priya")
    where = priya.post(f"/report/{cast.amina.pk}/").headers["Location"]
    page = priya.post(where.replace("where/", "last-seen/"), answers("last-seen")).content.decode()
    assert "already has an episode covering that time" in page
    assert '<a href="#id_last_seen' in page


def test_a_draft_outlives_the_session_and_today_can_offer_it(cast: Cast, as_: As) -> None:
    priya = as_("priya")
    where = priya.post(f"/report/{cast.amina.pk}/").headers["Location"]
    priya.post(where, answers("where"))
    priya.logout()
    again = as_("priya")
    (offered,) = unfinished_reports(cast.priya)
    assert offered.about == "Amina Yusuf"
    assert f'href="{offered.href}"' in again.get("/today/").content.decode()
    assert again.get(offered.href).headers["Location"] == where.replace("where/", "last-seen/")


def test_a_draft_is_its_writers_alone(cast: Cast, as_: As) -> None:
    where = as_("priya").post(f"/report/{cast.amina.pk}/").headers["Location"]
    assert as_("okoro").get(where).status_code == 404


def test_ben_is_missing_from_where_he_lives_unless_someone_says_otherwise(cast: Cast, as_: As) -> None:
    jo = as_("jo")
    form = jo.get(jo.post(f"/report/{cast.ben.pk}/").headers["Location"]).context["form"]
    assert (form["missing_from"].value(), form["home"].value()) == ("CHILDRENS_HOME", cast.birch_house.home.pk)


def test_jo_is_offered_her_residents_and_nobody_else(cast: Cast, as_: As) -> None:
    page = as_("jo").get("/report/").content.decode()
    assert ("Ben Carter" in page, "Amina" in page) == (True, False)
    assert as_("jo").get(f"/report/{cast.amina.pk}/").status_code == 404


def new_child(**more: str) -> dict[str, str]:
    born = today() - timedelta(days=14 * 366)
    return {
        "forename": "Zainab", "surname": "Nowhere", "born_on_day": str(born.day), "born_on_month": str(born.month),
        "born_on_year": str(born.year), "sex": "F",
    } | more  # fmt: skip


def test_a_child_nobody_has_recorded_is_recorded_with_the_report(cast: Cast, as_: As) -> None:
    priya, before = as_("priya"), Child.objects.count()
    started = priya.post("/report/new-child/", new_child(council=str(cast.harrowmere.pk))).headers["Location"]
    assert Child.objects.count() == before
    address = started
    while not address.endswith("/check/"):
        address = priya.post(address, answers(address.rstrip("/").rpartition("/")[2])).headers["Location"]
    sent(priya, address)
    assert Episode.objects.get().child == Child.objects.get(surname="Nowhere")


def test_a_child_much_like_one_recorded_is_warned_of(cast: Cast, as_: As) -> None:
    born = cast.amina.born_on
    said = new_child(
        council=str(cast.harrowmere.pk), forename="Ameena", surname="Yusuf",
        born_on_day=str(born.day), born_on_month=str(born.month), born_on_year=str(born.year),
    )  # fmt: skip
    page = as_("priya").post("/report/new-child/", said)
    assert "A child like this is already recorded" in page.content.decode()
    assert as_("priya").post("/report/new-child/", said | {"none_of_these": "on"}).status_code == 302


def test_helen_adds_a_report_to_a_child_she_may_not_see_without_seeing_them(cast: Cast, as_: As) -> None:
    dev, helen = cast.dev, as_("helen")
    said = new_child(
        forename="Dev", surname="Patel", sex="M", council=str(cast.harrowmere.pk),
        born_on_day=str(dev.born_on.day), born_on_month=str(dev.born_on.month), born_on_year=str(dev.born_on.year),
    )  # fmt: skip
    address = helen.post("/report/new-child/", said).headers["Location"]
    while not address.endswith("/check/"):
        address = helen.post(address, answers(address.rstrip("/").rpartition("/")[2])).headers["Location"]
    to_check = helen.get(address).content.decode()
    assert "Dev Patel, not in the records you can see" in to_check
    assert "not recorded before" not in to_check
    page = sent(helen, address).content.decode()
    assert "The council already has a record of this child" in page
    assert Episode.objects.get().child == dev


@pytest.mark.parametrize("who", ["tom", "ruth", "grant", "alex", "farah", "marcus"])
def test_who_reports_nobody_finds_no_such_page(as_: As, who: str) -> None:
    assert as_(who).get("/report/").status_code == 404
