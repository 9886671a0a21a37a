"""What a copy of an interview, and the child's chronology, leave out."""

import re

import pytest
from django.urls import reverse

from tests.web.interviews.histories import back, heard
from tests.web.test_police_records import somebody
from waylight.accounts.roles import Role
from waylight.core.clock import today
from waylight.episodes.actions import record_risk
from waylight.interviews.actions import accept, allocate, end_without_interview, save_section
from waylight.placements.models import Flag


def at(name: str, *keys: object) -> str:
    return reverse(f"interviews:{name}", args=keys)


def test_the_child_s_copy_is_without_the_worker_s_view(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="analysis", answers={"risk": "Groomed by an older man."}, finished=True)
    assert "Groomed" in as_("marcus").get(at("copy", interview.pk)).content.decode()
    assert "Groomed" not in as_("marcus").get(at("copy_for_child", interview.pk)).content.decode()


@pytest.mark.parametrize("copy", ["copy", "copy_for_child"])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FRONT_DOOR, Role.SOCIAL_WORKER])
def test_a_copy_has_no_flag_and_no_risk(cast, as_, copy: str, role: Role) -> None:
    """It leaves the house on paper, for health, a carer or a parent."""
    episode = back(cast, 20)
    record_risk(episode, by=cast.okoro, agency="POLICE", level="HIGH", rationale="Older men wait for her.")
    for kind, source in (("OCG", "POLICE_INTEL"), ("GANG", "POLICE"), ("SELF_HARM", "LA")):
        Flag.objects.create(child=cast.amina, kind=kind, source=source, started_on=today())
    interview = heard(cast, episode)
    save_section(interview, by=cast.marcus, section="own_words", answers={"words": "I went to the canal."}, finished=True)
    page = as_(somebody(cast, role, cast.amina)).get(at(copy, interview.pk)).content.decode()
    assert "I went to the canal" in page
    unshared = ("Organised crime", "Police marker", "Gangs", "Self-harm", ">Risk<", "wl-risk", "Older men")
    assert [words for words in unshared if words in page] == []


def test_her_words_are_told_in_her_story_without_the_names_of_others(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="whom", answers={"whom": [{"name": "Jade"}]}, finished=True)
    save_section(interview, by=cast.marcus, section="own_words", answers={"words": "Jade rang me."}, finished=True)
    page = as_("priya").get(reverse("children:detail", args=[cast.amina.pk])).content.decode()
    assert "[name removed] rang me." in page


@pytest.mark.parametrize("copy", ["copy", "copy_for_child"])
def test_a_copy_in_which_a_name_remains_does_not_say_that_names_were_removed(cast, as_, copy: str) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="whom", answers={"whom": [{"name": "Jade"}]}, finished=True)
    told = {"words": "Mrs Dean shouts at me. My friend Tyler Booth was there, and Amina too."}
    save_section(interview, by=cast.marcus, section="own_words", answers=told, finished=True)
    page = as_("marcus").get(at(copy, interview.pk)).content.decode()
    assert "Some of this has been removed: answers about other people, and the names given in those answers." in page
    assert "Other names may remain." in page
    (still_to_check,) = re.findall(r"still in the copy and may name someone: ([^<]+)\.</p>", page)
    assert {"Dean", "Tyler", "Booth"} <= set(still_to_check.split(", "))
    assert "Amina" not in still_to_check


def test_a_manager_whom_marcus_names_is_not_said_to_have_decided(cast, as_) -> None:
    interview = allocate([back(cast, 20)], by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
    interview = accept(interview, by=cast.marcus, version=interview.version)
    end_without_interview(
        interview, by=cast.marcus, version=interview.version, outcome="NO_CONTACT", because="No reply", manager=cast.iris
    )
    page = as_("priya").get(at("detail", interview.pk)).content.decode()
    assert "Decided by" not in page
    assert "Iris Boateng, recorded by Marcus Bell" in page
    assert "Waylight did not ask the manager to confirm this." in page


def test_what_was_met_is_not_called_due(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    page = as_("priya").get(at("detail", interview.pk)).content.decode()
    assert ("Also due" in page, "Other deadlines" in page) == (False, True)
