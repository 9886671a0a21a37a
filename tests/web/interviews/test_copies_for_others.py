"""What a copy of an interview, and the child's chronology, leave out."""

from django.urls import reverse

from tests.web.interviews.histories import back, heard
from waylight.interviews.actions import save_section


def at(name: str, *keys: object) -> str:
    return reverse(f"interviews:{name}", args=keys)


def test_the_child_s_copy_is_without_the_worker_s_view(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="analysis", answers={"risk": "Groomed by an older man."}, finished=True)
    assert "Groomed" in as_("marcus").get(at("copy", interview.pk)).content.decode()
    assert "Groomed" not in as_("marcus").get(at("copy_for_child", interview.pk)).content.decode()


def test_her_words_are_told_in_her_story_without_the_names_of_others(cast, as_) -> None:
    interview = heard(cast, back(cast, 20))
    save_section(interview, by=cast.marcus, section="whom", answers={"whom": [{"name": "Jade"}]}, finished=True)
    save_section(interview, by=cast.marcus, section="own_words", answers={"words": "Jade rang me."}, finished=True)
    page = as_("priya").get(reverse("children:detail", args=[cast.amina.pk])).content.decode()
    assert "[name removed] rang me." in page
