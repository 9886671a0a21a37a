"""Priya reports Amina missing, assesses the risk and records her return, seeing every clock right at each step."""

from datetime import datetime, timedelta

import pytest

from tests.browser.watching import Watched
from waylight.core.clock import local, now
from waylight.web.kit.formatting import near_words

pytestmark = pytest.mark.browser

HOUR = timedelta(hours=1)


def ago(length: timedelta) -> datetime:
    return (now() - length).replace(second=0, microsecond=0)


def parts(at: datetime) -> tuple[str, str, str, str]:
    there = local(at)
    return str(there.day), str(there.month), str(there.year), f"{there:%H:%M}"


def type_moment(person: Watched, question: str, at: datetime) -> None:
    for label, text in zip(("Day", "Month", "Year", "Time"), parts(at), strict=True):
        person.type_in(label, text, among=question)


def duties_of(person: Watched) -> str:
    return person.page.locator("#duties").inner_text()


def test_with_the_keyboard_alone(live) -> None:
    gone, told, came_back = ago(5 * HOUR), ago(4 * HOUR), ago(HOUR)
    priya = live("priya")
    priya.go("/report/")
    priya.sees_no_barrier()
    priya.type_in("Find the child", "ameena yusuf")
    priya.press("Find")
    priya.press("Amina Yusuf")
    priya.press("This is the child")
    priya.choose("Family home", among="What kind of place")
    priya.press("Continue")
    type_moment(priya, "Date and time", gone)
    priya.type_in("Who saw them?", "Her mother")
    priya.type_in("Who told you", "parent")
    priya.sees_no_barrier()
    priya.press("Continue")
    priya.choose("Not known", among="notice")
    type_moment(priya, "reported missing", told)
    priya.type_in("Who reported it?", "Her mother")
    priya.type_in("Who told you", "parent")
    priya.press("Continue")
    priya.choose("Yes", among="Have the police been told?")
    priya.type_in("Police reference", "NM-204")
    priya.press("Continue")
    priya.type_in("What happened", "Left after an argument about her phone.")
    priya.press("Continue")
    priya.type_in("In your own words", "She has not taken her inhaler.")
    priya.press("Continue")
    priya.tick("Phoned or messaged the child")
    priya.press("Continue")
    priya.press("Continue")
    assert priya.heading() == "Check your answers"
    assert "Left after an argument" in priya.said()
    priya.sees_no_barrier()
    priya.press("Report Amina missing")
    assert "Return interview held: due from the council within" in priya.said()
    priya.press("Open the episode")
    assert "First risk assessment" in duties_of(priya)

    assesses_low_and_sees_the_joint_clock(priya)
    comes_back(priya, came_back)


def assesses_low_and_sees_the_joint_clock(priya: Watched) -> None:
    priya.press("Record the risk")
    priya.choose("Low", among="Level of risk")
    priya.type_in("Why?", "Her mother is calm, and she has done this before.")
    priya.sees_no_barrier()
    priya.press("Record the risk")
    assert "Low risk agreed jointly" in duties_of(priya)
    assert near_words(now() + 2 * HOUR).rpartition(" ")[0] in duties_of(priya)
    assert "joint view pending" in priya.said()
    priya.sees_no_barrier()


def comes_back(priya: Watched, at: datetime) -> None:
    priya.press("Record the return")
    type_moment(priya, "Date and time they were back", at)
    priya.type_in("Who told you", "parent")
    priya.choose("Came back on their own", among="How did they come back?")
    priya.choose("Where they were missing from", among="Where are they now?")
    priya.sees_no_barrier()
    priya.press("Record the return")
    sees_every_clock(priya, at)
    priya.sees_no_barrier()
    priya.press("Return interview held")
    assert "Starts the deadline" in priya.said()
    priya.sees_no_barrier()


def sees_every_clock(priya: Watched, came_back: datetime) -> None:
    due = {"Safe and well check": 24, "Return interview first offered": 24, "Return interview held": 72}
    rows = {row.locator("th").inner_text(): row.inner_text() for row in priya.page.locator("#duties tbody tr").all()}
    assert any("Stopped: the child is back" in row for row in rows.values())
    for name, hours in due.items():
        row = next(row for heading, row in rows.items() if heading.startswith(name))
        assert f"Due {near_words(came_back + hours * HOUR)}" in row
        assert f"Within {hours} hours, from when the child came back" in row


def test_with_no_javascript(live) -> None:
    gone, came_back = ago(30 * HOUR), ago(2 * HOUR)
    priya = live("priya", scripts=False)
    page = priya.page
    priya.go("/report/")
    page.get_by_label("Find the child", exact=True).fill("Amina Yusuf")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Amina Yusuf").click()
    page.get_by_role("button", name="This is the child").click()
    page.get_by_role("button", name="Continue").click()
    assert "Choose the kind of place." in priya.said()
    page.get_by_label("Family home").check()
    page.get_by_role("button", name="Continue").click()
    fill_moment(priya, "last_seen", gone)
    page.get_by_label("Who saw them?").fill("Her mother")
    page.get_by_label("Who told you this?").select_option("PARENT")
    page.get_by_role("button", name="Continue").click()
    finds_the_report_unfinished_and_goes_on(priya)
    page.locator("[name=noticed_precision][value=NOT_KNOWN]").check()
    fill_moment(priya, "reported", gone + HOUR)
    page.get_by_label("Who reported it?").fill("Her mother")
    page.get_by_label("Who told you this?").select_option("PARENT")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What happened").fill("Left after an argument.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("In your own words").fill("She has no phone.")
    for _ in range(3):
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Report Amina missing").click()
    page.get_by_role("button", name="Open the episode").click()
    page.get_by_role("button", name="Record the return").click()
    fill_moment(priya, "returned", came_back)
    page.get_by_label("Who told you this?").select_option("PARENT")
    page.get_by_label("Police brought them back").check()
    page.get_by_label("Where they were missing from").check()
    page.get_by_role("button", name="Record the return").click()
    assert "Amina is back. Now due" in priya.said()
    rows = priya.page.locator("#duties tbody tr").all_inner_texts()
    assert any(f"Due {near_words(came_back + 72 * HOUR)}" in row for row in rows)


def fill_moment(person: Watched, name: str, at: datetime) -> None:
    for part, text in zip(("day", "month", "year", "time"), parts(at), strict=True):
        person.page.fill(f"[name={name}_{part}]", text)


def finds_the_report_unfinished_and_goes_on(person: Watched) -> None:
    """She leaves, and comes back to where she was."""
    person.go("/report/")
    person.page.get_by_role("link", name="Continue the report about Amina Yusuf").click()
    assert person.heading().endswith("When was this noticed and reported?")
