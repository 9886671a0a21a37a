"""Finding a child however their name was heard, and no child somebody may not see."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.access.test_visibility import somebody
from tests.web.queries import asking
from waylight.access.actions import bring_in
from waylight.accounts.roles import Role
from waylight.people.actions import add_child
from waylight.people.models import Child, OtherName, SearchName
from waylight.people.names import name_key, sounds_like
from waylight.people.search.child_search import SHOWN, find
from waylight.people.search.index import index_children

pytestmark = pytest.mark.django_db
FIRST, LAST = ("Ad", "Be", "Car", "Do", "Ev", "Fay", "Gus"), ("am", "ith", "olin", "rina", "etta", "ward", "bert")
# How either database says that it reads all names, or all of a council.
COUNCIL_ALONE = re.compile(r"SCAN (search_name|entry)\b|USING [^(]*\(council_id=\?\)$|Seq Scan on search_name", re.MULTILINE)


@pytest.fixture
def jayden(cast) -> Child:
    return add_child(by=None, council=cast.harrowmere, forename="Jayden", surname="O'Neill-Shah", born_on=date(2012, 3, 14))


def found(user, typed: str) -> list[str]:
    return [str(hit.child) for hit in find(user, typed).hits]


@pytest.mark.parametrize(
    "typed",
    ["Amina Yusuf", "yusuf amina", "AMINA YUSUF", "Aminah Yousef", "Amena Yusuf", "Amian Yusuf", "Amina Yusfu", "Amina Yuusf",
     "Ameena Yousuf", "amina", "yus", "Amina Yu", "yusuf", "H-100001", "h-100001", "Anina Yusut", "Ytsuf Amina"],
)  # fmt: skip
def test_amina_is_found_however_she_is_typed(cast, typed: str) -> None:
    assert found(cast.priya, typed)[:1] == ["Amina Yusuf"]


@pytest.mark.parametrize("typed", ["Jaydon O'Neill Shah", "oneill jayden", "shah jayden", "Jayden Shar", "jayden 14/3/2012"])
def test_a_name_of_several_parts_is_found_by_any_of_them(cast, jayden: Child, typed: str) -> None:
    assert str(jayden) in found(cast.priya, typed)


def test_a_nickname_finds_the_child_and_says_so(cast) -> None:
    thomas = add_child(by=None, council=cast.harrowmere, forename="Thomas", surname="Reeve", born_on=date(2011, 5, 2))
    [hit] = find(cast.priya, "Tommy Reeve").hits
    assert (hit.child, hit.why) == (thomas, "a form of “Tommy”")


def test_a_misspelling_says_what_it_sounds_like(cast) -> None:
    [hit] = find(cast.priya, "Amina Yousef").hits
    assert hit.why == "sounds like “Yousef”"


def test_a_child_is_found_by_the_other_name_they_were_reported_under(cast) -> None:
    name = {"surname_key": name_key("Hussein"), "sounds_like": sounds_like("Hussein"), "source": "police report"}
    OtherName.objects.create(child=cast.amina, forename="Mina", surname="Hussein", **name)
    index_children([cast.amina.pk])
    [hit] = find(cast.priya, "Hussain").hits
    assert (hit.child, hit.written) == (cast.amina, "Mina Hussein")


def test_a_birth_date_alone_finds_those_born_that_day(cast) -> None:
    assert found(cast.priya, f"{cast.amina.born_on:%d/%m/%Y}") == ["Amina Yusuf"]


def test_a_year_with_a_name_keeps_only_children_of_that_year(cast) -> None:
    twin = add_child(by=None, council=cast.harrowmere, forename="Amina", surname="Yusuf", born_on=date(2010, 1, 1))
    assert [hit.child for hit in find(cast.priya, "yusuf amina 2010").hits] == [twin]


def test_a_wrong_birth_date_still_finds_the_name_and_says_it_differs(cast) -> None:
    [hit] = find(cast.priya, "Amina Yusuf 1/1/2015").hits
    assert hit.child == cast.amina
    assert "different birth date" in hit.why


@pytest.mark.parametrize("typed", ["\ufe70", "\uff9e \ufe72", "a \ufe70", "%", "_ _", "O'", "山田", "Ł"])
def test_letters_that_make_no_name_find_nobody(cast, typed: str) -> None:
    assert "Amina Yusuf" not in found(cast.priya, typed)


def test_a_year_alone_is_too_broad(cast) -> None:
    assert find(cast.priya, "2012").too_broad


def test_a_merged_record_leads_to_the_one_that_was_kept(cast) -> None:
    double = add_child(by=None, council=cast.harrowmere, forename="Amena", surname="Yousef", born_on=cast.amina.born_on)
    Child.objects.filter(pk=double.pk).update(merged_into=cast.amina)
    hits = find(cast.priya, "Amena Yousef").hits
    assert [hit.child for hit in hits] == [cast.amina]


@pytest.mark.parametrize(
    ("who", "typed", "sees"),
    [
        ("priya", "Ben Carter", ["Ben Carter"]),
        ("helen", "Ben Carter", []),
        ("helen", "Chloe Marsh", ["Chloe Marsh"]),
        ("jo", "Ben Carter", ["Ben Carter"]),
        ("jo", "Amina Yusuf", []),
        ("okoro", "Dev Patel", ["Dev Patel"]),
        ("marcus", "Amina Yusuf", []),
        ("tom", "Amina Yusuf", []),
        ("ruth", "H-100001", []),
    ],
)
def test_nobody_finds_a_child_they_may_not_see(cast, who: str, typed: str, sees: list[str]) -> None:
    assert found(cast.people[who], typed) == sees


def test_a_child_who_is_added_can_be_found_at_once(cast, jayden: Child) -> None:
    assert SearchName.objects.filter(child=jayden).exists()


def test_indexing_again_changes_nothing(cast) -> None:
    before = set(SearchName.objects.values_list("child", "written", "surname_heard", "forename_heard"))
    index_children(Child.objects.values_list("pk", flat=True))
    assert set(SearchName.objects.values_list("child", "written", "surname_heard", "forename_heard")) == before


@pytest.mark.parametrize("typed", ["Amina Yusuf", "Zzyzx Qwfp", "Amina Yusuf 14/3/2012", "14/3/2012", "943 476 5919"])
def test_a_search_asks_the_database_few_questions(cast, typed: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(15):
        find(cast.okoro, typed)


def test_a_child_who_moves_to_another_council_is_found_by_that_one(cast, jayden: Child) -> None:
    Child.objects.filter(pk=jayden.pk).update(council=cast.calderwick)
    index_children([jayden.pk])
    assert found(somebody(cast.calderwick, Role.COORDINATOR), "Jaydon ONeill") == [str(jayden)]
    assert found(cast.priya, "Jaydon ONeill") == []


def test_a_child_of_another_council_is_found_where_they_were_brought_in(cast) -> None:
    away = add_child(by=None, council=cast.calderwick, forename="Rosie", surname="Penhallow", born_on=date(2011, 2, 3))
    assert found(cast.priya, "Rosy Penhalow") == []
    bring_in(away, by=None, agency=cast.harrowmere, reason="return interview")
    for typed in ("Rosy Penhalow", "penhallow", "rosie", "Penhallow Rosie 2011", "3/2/2011"):
        assert found(cast.priya, typed) == ["Rosie Penhallow"]


@pytest.fixture
def referred(cast) -> Callable[..., list[Child]]:
    """So many more children of each forename, brought in one by one to hear them."""

    def add(*forenames: str, surname: str = "Smith") -> list[Child]:
        born = date(2011, 3, 1)
        children = [
            add_child(by=None, council=cast.harrowmere, forename=each, surname=surname, born_on=born) for each in forenames
        ]
        for child in children:
            bring_in(child, by=None, agency=cast.provider, reason="return interview")
        return children

    return add


@pytest.mark.parametrize("typed", ["Zara Smith", "smith zara", "Zahra Smyth", "Zara Smith 2011"])
@pytest.mark.parametrize("crowd", ["a different forename", "almost the same name"])
def test_a_provider_finds_a_child_by_name_among_many_of_that_surname(cast, referred, typed: str, crowd: str) -> None:
    crowding = ["Sara"] * 50 if crowd == "almost the same name" else [f"{first}{last}" for first in FIRST for last in LAST]
    referred(*crowding)
    [zara] = referred("Zara")
    assert find(cast.marcus, typed, shown=SHOWN).hits[0].child == zara


def test_a_provider_s_search_asks_few_questions_however_many_are_alike(cast, referred, django_assert_max_num_queries) -> None:
    referred(*(f"{first}{last}" for first in FIRST for last in LAST))
    with django_assert_max_num_queries(15):
        assert len(find(cast.marcus, "Zara Smith 2011", shown=SHOWN).hits) == SHOWN


def test_somebody_who_sees_nobody_asks_for_no_names(cast) -> None:
    with asking() as asked:
        find(cast.tom, "Amina Yusuf")
    assert asked.plans("search_name") == []


@pytest.fixture
def crowd(cast) -> Callable[[int], None]:
    """So many more children of a few names."""

    def add(count: int) -> None:
        names = [("Amina", "Yusuf"), ("Aminah", "Yousef"), ("Amelia", "Yusuf"), ("Ben", "Carter")]
        children = [
            Child(
                council=cast.harrowmere, forename=forename, surname=surname, surname_key=name_key(surname),
                born_on=date(2006, 1, 1) + timedelta(days=7 * number),
            )
            for number in range(count // len(names)) for forename, surname in names
        ]  # fmt: skip
        Child.objects.bulk_create(children)
        index_children([child.pk for child in children], fresh=True)

    return add


def test_those_named_as_typed_are_not_crowded_out_by_those_named_almost_so(cast, crowd) -> None:
    crowd(400)
    typed = add_child(by=None, council=cast.harrowmere, forename="Amelie", surname="Yusuf", born_on=date(2012, 5, 1))
    assert find(cast.priya, "Amelie Yusuf", shown=SHOWN).hits[0].child == typed


@pytest.mark.parametrize("who", ["priya", "okoro"])
@pytest.mark.parametrize("typed", ["Amina Yusuf", "Amena Yousuf", "yusuf", "ben", "Carter Ben 2008"])
def test_however_many_children_share_a_name_as_many_rows_are_read(cast, crowd, who: str, typed: str) -> None:
    read = []
    for count in (160, 320):
        crowd(count)
        with asking() as asked:
            assert len(find(cast.people[who], typed, shown=SHOWN).hits) == SHOWN
        read.append(asked.rows)
    assert read[1] <= read[0] * 1.2


@pytest.mark.parametrize("typed", ["Amena Yousuf", "yusuf", "ben", "Carter Ben 2008", "1/1/2008", "Amina Yusuf 1/1/2008"])
def test_names_are_asked_for_by_more_than_their_council(cast, crowd, typed: str) -> None:
    crowd(80)
    with asking() as asked:
        find(cast.priya, typed)
    plans = asked.plans("search_name")
    assert plans
    for plan in plans:
        assert not COUNCIL_ALONE.search(plan), plan
