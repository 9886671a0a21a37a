"""Iris checks what Marcus wrote up, page by page; everyone who may see the interview sees how it stands."""

import pytest
from django.urls import reverse

from tests.interviews.test_review import write
from tests.web.interviews.histories import back, heard
from tests.web.interviews.test_working_an_interview import at, fields
from tests.web.queries import few_queries
from waylight.interviews.models import Interview, Review


@pytest.fixture
def written(cast) -> Interview:
    return write(heard(cast, back(cast, 20)), cast.marcus)


def answer(client, interview: Interview, **said: str):
    address = at("check", interview.pk)
    return client.post(address, fields(client.get(address)) | said, follow=True).content.decode()


def test_the_list_holds_what_waits_and_nothing_else(cast, as_, written: Interview) -> None:
    iris = as_("iris")
    page = iris.get(reverse("write_ups")).content.decode()
    assert at("check", written.pk) in page
    assert "1 write-up to check" in page
    answer(iris, written, finding="APPROVED")
    assert "You have no write-ups to check" in iris.get(reverse("write_ups")).content.decode()


def test_approved_it_says_so_everywhere(cast, as_, written: Interview) -> None:
    assert "The write-up is approved." in answer(as_("iris"), written, finding="APPROVED")
    (line,) = written.covers.all()
    pages = [at("detail", written.pk), reverse("episodes:detail", args=[line.episode_id])]
    pages.append(reverse("children:detail", args=[cast.amina.pk]))
    said = [as_("priya").get(page).content.decode().lower() for page in pages]
    assert ["written up and checked" in page for page in said] == [True, True, True]


def test_sent_back_marcus_reads_why_and_puts_it_right(cast, as_, written: Interview) -> None:
    answer(as_("iris"), written, finding="SENT_BACK", note="Who will ring her, and when?")
    marcus = as_("marcus")
    assert "Change the write-up" in marcus.get(at("detail", written.pk)).content.decode()
    page = marcus.get(at("write_up", written.pk)).content.decode()
    assert "Who will ring her, and when?" in page
    assert "Iris Boateng returned it for changes" in page
    marcus.post(at("write_up", written.pk), fields(marcus.get(at("write_up", written.pk))) | {"fullness": "FULL"})
    assert at("check", written.pk) in as_("iris").get(reverse("write_ups")).content.decode()


def test_sending_back_without_a_word_is_asked_again(cast, as_, written: Interview) -> None:
    assert "Enter what needs to change." in answer(as_("iris"), written, finding="SENT_BACK")
    assert not Review.objects.exists()


@pytest.mark.parametrize(("who", "reads"), [("priya", True), ("helen", True), ("marcus", True), ("okoro", False)])
def test_what_was_found_is_read_by_those_who_read_the_words(cast, as_, written: Interview, who: str, *, reads: bool) -> None:
    answer(as_("iris"), written, finding="SENT_BACK", note="The harm is not acted on.")
    assert ("The harm is not acted on." in as_(who).get(at("detail", written.pk)).content.decode()) is reads


def test_a_write_up_being_put_right_is_not_there_to_be_checked(cast, as_, written: Interview) -> None:
    answer(as_("iris"), written, finding="SENT_BACK", note="Say more.")
    assert as_("iris").get(at("check", written.pk)).status_code == 404


def test_the_list_asks_few_questions_however_many_wait(cast, as_, written: Interview) -> None:
    for hours in (16, 12, 8, 4):
        write(heard(cast, back(cast, hours)), cast.marcus)
    with few_queries():
        as_("iris").get(reverse("write_ups"))
