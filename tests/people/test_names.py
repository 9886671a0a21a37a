"""Names: what two spellings of a name share, and how a name is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.people.names import name_key, sounds_like, tidy

names = st.text(st.characters(categories=("L", "M", "Zs", "Pd")), max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Neill", "ONEILL"), ("Şahin", "Sahin"), ("Smith-Jones", "smith jones"), ("Zoë", "ZOE"), (" de  Souza", "DeSouza"),
        ("Sørensen", "SORENSEN"), ("Łuczak", "Luczak"), ("Đorđević", "DORDEVIC"), ("Præst", "Praest"),
    ],
)  # fmt: skip
def test_two_spellings_with_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(names)
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
    assert sounds_like(name) == sounds_like(name)


@pytest.mark.parametrize(
    ("written", "said"), [("SMITH", "Smith"), ("smith", "Smith"), (" McKay ", "McKay"), ("van  Dyk", "van Dyk")]
)
def test_a_shouted_or_whispered_name_is_written_properly(written: str, said: str) -> None:
    assert tidy(written) == said
