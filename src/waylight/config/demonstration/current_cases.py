"""The current cases in Harrowmere: children missing, interviews in progress, decisions to make."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from waylight.access.actions import open_in_emergency
from waylight.config.demonstration.cast import Cast
from waylight.config.demonstration.stories import answers_by_section
from waylight.config.demonstration.storyteller import DAY, HOUR, MINUTE, Storyteller
from waylight.core.clock import at, local, now
from waylight.episodes.actions import add_log_line, take_ownership
from waylight.episodes.choices import LogKind, MissingFrom, RiskLevel, TimeSource
from waylight.episodes.models import Episode
from waylight.exchange.loading.load import load_folder
from waylight.exchange.simulation.pack import write_pack
from waylight.exchange.simulation.plan import Plan
from waylight.exchange.simulation.police_rows import HEADINGS
from waylight.interviews import actions as interviewing
from waylight.people.actions import add_child
from waylight.people.models import Child

# How long ago each child was last seen, the risk, who reported it, and what happened.
MISSING_NOW = (
    (47 * MINUTE, RiskLevel.MEDIUM, "Mother", "Left the house after tea and is not at her friend's."),
    (3 * HOUR, RiskLevel.MEDIUM, "Father", "Did not come home from school."),
    (8 * HOUR, RiskLevel.HIGH, "Grandmother", "Left a note. His phone is off."),
    (2 * DAY + 5 * HOUR, RiskLevel.HIGH, "Mother", "Last seen getting into a car the family does not know."),
)


def happen(cast: Cast, folder: Path) -> None:
    storyteller = Storyteller(cast)
    quiet = _quiet_children(cast)
    for case in MISSING_NOW:
        _go_missing(storyteller, next(quiet), *case)
    _work_on_interviews(storyteller)
    _open_in_emergency(cast, next(child for child in quiet if child.team != cast.amina.team))
    _load_this_mornings_export(cast, next(quiet), folder / "this-mornings-export")
    _leave_files_to_try(cast, folder / "files-to-load")


def _quiet_children(cast: Cast) -> Iterator[Child]:
    """Return children from the loaded files who live at home and were not missing in the last month."""
    recently_missing = Episode.objects.filter(child__council=cast.harrowmere, started_at__gt=now() - 30 * DAY).values("child")
    story_children = cast.children.values()
    children = Child.objects.filter(council=cast.harrowmere, episodes__isnull=False, care_periods=None, identifiers__isnull=False)
    born_after = local(now()).date() - timedelta(days=int(17.5 * 365.25))
    children = (
        children.exclude(pk__in=recently_missing)
        .exclude(pk__in=[child.pk for child in story_children])
        .filter(born_on__gt=born_after)
        .distinct()
    )
    yield from children.order_by("identifiers__value")


def _go_missing(storyteller: Storyteller, child: Child, since: timedelta, risk: RiskLevel, reported_by: str, what: str) -> None:
    """Report a child missing soon after they were last seen. The newest report is seconds old, so that it is new on Today."""
    last_seen = now() - since
    reported_at = max(last_seen + 45 * MINUTE, min(now() - timedelta(seconds=40), last_seen + HOUR))
    episode = storyteller.missing(
        child, by=storyteller.cast.okoro, last_seen=last_seen, reported_at=min(reported_at, now()), reported_by=reported_by,
        circumstances=what,
        missing_from=MissingFrom.FAMILY_HOME, source=TimeSource.PARENT,
    )  # fmt: skip
    if since < HOUR:
        return
    review_at = now() + (HOUR if risk == RiskLevel.HIGH else 5 * HOUR) + since / 12
    storyteller.risk(episode, when=reported_at + 20 * MINUTE, police=risk, council=risk, because=what, review=review_at)
    with at(reported_at + HOUR):
        add_log_line(
            episode, by=storyteller.cast.okoro, kind=LogKind.FAMILY, what="Spoke to family; enquiries begun.", shared=True
        )
    if since > DAY:
        with at(reported_at + 2 * HOUR):
            take_ownership(episode, by=storyteller.cast.priya, version=episode.version)


def _work_on_interviews(storyteller: Storyteller) -> None:
    """Give recent returns an interview that was held and is half written up, one booked for today, and one just allocated."""
    cast, instant = storyteller.cast, now()
    returned = list(
        Episode.objects.counted()
        .filter(child__council=cast.harrowmere, coverage=None, returned_at__range=(instant - 3 * DAY, instant - 2 * HOUR))
        .select_related("child")
        .order_by("returned_at")[:4]
    )
    steps = (_held_yesterday, _booked_today, _allocated)
    for step, episode in zip(steps, returned, strict=False):
        step(storyteller, episode, instant)


def _held_yesterday(storyteller: Storyteller, episode: Episode, instant: datetime) -> None:
    returned = episode.returned_at or instant
    interview = storyteller.offered([episode], after=(instant - returned) / 4)
    when = returned + (instant - returned) * 2 / 3
    interview = storyteller.held(interview, when=when, place="School")
    answers = answers_by_section(
        push=(["BULLYING", "SCHOOL_PROBLEM"], "Some lads in my year."), pull=(["FRIENDS"], ""), wishes="", again=""
    )
    first_answers = {section: answers[section] for section in ("push", "pull")}
    storyteller.wrote(interview, when=min(when + HOUR, instant), answers=first_answers)


def _booked_today(storyteller: Storyteller, episode: Episode, instant: datetime) -> None:
    interview = storyteller.offered([episode], after=(instant - (episode.returned_at or instant)) / 3)
    storyteller.booked(interview, when=instant - 30 * MINUTE, booked_for=instant + 4 * HOUR, place="At home")


def _allocated(storyteller: Storyteller, episode: Episode, instant: datetime) -> None:
    cast = storyteller.cast
    with at(instant - 25 * MINUTE):
        interviewing.allocate([episode], by=cast.priya, provider=cast.provider)


def _open_in_emergency(cast: Cast, child: Child) -> None:
    """Let Helen open a record in an emergency. It still needs a review."""
    with at(now() - 20 * HOUR):
        open_in_emergency(
            child, by=cast.helen, reason="Her brother rang the duty desk frightened and her worker could not be reached."
        )


def _load_this_mornings_export(cast: Cast, known: Child, folder: Path) -> None:
    """Load a short export with two reports that the rules cannot match: one without a forename, one between two twins.

    Two more reports are about one evening of a girl who has two records under two spellings. People can merge these.
    """
    folder.mkdir(parents=True, exist_ok=True)
    instant = now() - 90 * MINUTE
    born_on = date(local(instant).year - 14, 5, 17)
    twins: dict[str, Any] = {
        "council": cast.harrowmere,
        "surname": "Kershaw",
        "born_on": born_on,
        "team": "South",
        "postcode": "HM4 2LP",
    }
    with at(instant - 200 * DAY):
        twin = add_child(by=cast.priya, forename="Daniel", sex="M", **twins)
        add_child(by=cast.priya, forename="Danielle", sex="F", **twins)
        skye, sky = (
            add_child(
                by=cast.priya, forename=forename, surname=surname, sex="F", council=cast.harrowmere, born_on=born_on, **lives
            )
            for forename, surname, lives in (
                ("Skye", "Bannister", {"team": "North", "postcode": "HM1 6TR", "locality": "North"}),
                ("Sky", "Banister", {"team": "North"}),
            )
        )
    reports = ((known, ""), (twin, "Dani"), (skye, "Skye"), (sky, "Sky"))
    with (folder / "police_reports.csv").open("w", encoding="cp1252", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADINGS.split(","))
        for number, (child, forename) in enumerate(reports, start=1):
            began, back = instant - 20 * HOUR + number * HOUR, instant - 9 * HOUR
            sheet.writerow(
                [
                    f"HAR{local(began):%y%m%d}-99{number:02d}", child.surname, forename, f"{child.born_on:%d/%m/%Y}",
                    "Male" if child.sex == "M" else "Female", "Missing", "Medium", _cell(began), _cell(began + HOUR), _cell(back),
                    "Family home", "", child.postcode, "Parent", "Street", "",
                ]
            )  # fmt: skip
    with at(instant):
        load_folder(folder, cast.harrowmere, by=cast.priya)


def _leave_files_to_try(cast: Cast, folder: Path) -> None:
    """Leave a small pack of new children and homes for people to try loading.

    It has no population file: that of 24 children would replace the population of Harrowmere, which is loaded already.
    """
    until = local(now()).replace(tzinfo=None, second=0, microsecond=0)
    plan = Plan(
        children=24, episodes=60, seed=4, since=until - 60 * DAY, until=until, council=str(cast.harrowmere.authority_id),
        letters="NEW", postcode_area="HM", placing_councils=("991", "992"), first=500,
    )  # fmt: skip
    write_pack(plan, folder)
    (folder / "population.csv").unlink()


def _cell(instant: datetime) -> str:
    return f"{local(instant):%d/%m/%Y %H:%M}"
