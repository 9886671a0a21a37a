"""Keys of names, so that spellings of one name can be compared."""

import unicodedata
from functools import lru_cache

_SPELLINGS = (("ght", "t"), ("kn", "n"), ("wr", "r"), ("ph", "f"), ("gh", ""), ("ck", "k"), ("sch", "sh"), ("mc", "mac"))
_SIMILAR_CONSONANTS = str.maketrans(
    {"c": "k", "q": "k", "x": "s", "z": "s", "v": "f", "w": "", "h": "", "d": "t", "b": "p", "g": "k", "j": "k", "m": "n"}
)
_VOWELS = frozenset("aeiouy")
# How people type letters that are not on English keyboards and that Unicode does not decompose.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"})


@lru_cache(maxsize=200_000)
def name_key(text: str) -> str:
    """Return the letters only, in lower case and without accents: "O'Neill-Şahin" and "ONEILL SAHIN" give one key."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN_LETTERS)
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def tidy(text: str) -> str:
    """Return a name without extra spaces, and with initial capitals if it was all in capitals or all in small letters."""
    text = " ".join(text.split())
    return text.title() if text.isupper() or text.islower() else text


@lru_cache(maxsize=200_000)
def sounds_like(text: str) -> str:
    """Return a rough key of the sound of a name: "a" for a vowel at the start, then the consonants.

    Similar consonants have the same letter and doubled ones count once. The key has at most 12 letters.
    """
    key = name_key(text)
    for spelling, sound in _SPELLINGS:
        key = key.replace(spelling, sound)
    vowel_first = "a" if key[:1] in _VOWELS else ""
    consonants = "".join(letter for letter in key if letter not in _VOWELS).translate(_SIMILAR_CONSONANTS)
    without_doubles = "".join(letter for place, letter in enumerate(consonants) if consonants[place - 1 : place] != letter)
    return (vowel_first + without_doubles)[:12]
