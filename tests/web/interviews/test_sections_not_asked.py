"""A section of a write-up that the interviewer did not ask about."""

from django.urls import reverse

from tests.web.interviews.histories import back, heard
from waylight.interviews.models import Answer


def test_a_section_marked_as_not_asked_is_stored_and_read_as_such(cast, as_) -> None:
    interview = heard(cast, back(cast, 5))
    as_("marcus").post(reverse("interviews:section", args=[interview.pk, "push"]), {"version": "0", "unanswered": "not asked"})
    assert Answer.objects.get(section="push").said == {"unanswered": "not asked"}
    assert "Not asked" in as_("priya").get(reverse("interviews:read", args=[interview.pk])).content.decode()
