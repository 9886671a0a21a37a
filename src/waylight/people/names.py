"""Names as keys: what two spellings must share to be compared at all."""

import unicodedata
from functools import lru_cache

_SILENT = (("ght", "t"), ("kn", "n"), ("wr", "r"), ("ph", "f"), ("gh", ""), ("ck", "k"), ("sch", "sh"), ("mc", "mac"))
_LIKE = str.maketrans(
    {"c": "k", "q": "k", "x": "s", "z": "s", "v": "f", "w": "", "h": "", "d": "t", "b": "p", "g": "k", "j": "k", "m": "n"}
)
_VOWELS = frozenset("aeiouy")
# Letters that English keyboards lack and that Unicode does not take apart, as they are typed without them.
_PLAINLY = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"})


@lru_cache(maxsize=200_000)
def name_key(text: str) -> str:
    """Letters alone, in one case and without accents: "O'Neill-Şahin" and "ONEILL SAHIN" are one key."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAINLY)
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def tidy(text: str) -> str:
    """A name as it should be written: stray spaces gone, and capitals for one shouted or whispered."""
    text = " ".join(text.split())
    return text.title() if text.isupper() or text.islower() else text


@lru_cache(maxsize=200_000)
def sounds_like(text: str) -> str:
    """A rough key of how a name sounds: its opening, then its consonants, with easily confused ones made alike."""
    key = name_key(text)
    for written, heard in _SILENT:
        key = key.replace(written, heard)
    vowel_first = "a" if key[:1] in _VOWELS else ""
    consonants = "".join(letter for letter in key if letter not in _VOWELS).translate(_LIKE)
    doubled_gone = "".join(letter for place, letter in enumerate(consonants) if consonants[place - 1 : place] != letter)
    return (vowel_first + doubled_gone)[:12]
