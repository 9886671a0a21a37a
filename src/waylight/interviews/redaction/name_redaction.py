"""Removing names from a text, however they are written there.

A name may be written with or without capitals, accents, apostrophes and hyphens. It may be a possessive, a plural or part of an
account name: "Zoë", "ZOE's", "Zoes" and "@zoe_07" are one name.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from waylight.people.forename_variants import listed_forms
from waylight.people.names import name_key

NAME_LEFT_OUT = "[name removed]"
APOSTROPHES = frozenset("'`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201b\u2032\uff07")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d")
# Forenames that are also words. They are removed only when they have a capital.
NAMES_THAT_ARE_WORDS = frozenset(
    {"art", "autumn", "chance", "dawn", "faith", "frank", "grace", "grant", "hope", "joy", "mark", "may", "max", "miles", "pat",
     "rich", "rose", "summer", "will"}
)  # fmt: skip
# Forenames that are usually words in a sentence. Without a capital they do not look like a name.
USUALLY_WORDS = NAMES_THAT_ARE_WORDS | {
    "ash", "bill", "brook", "chuck", "dick", "drew", "em", "fin", "holly", "jack", "jazz", "kit", "mason", "nick", "olive",
    "page", "pip", "poppy", "ray", "rob", "robin", "ruby", "said", "shell", "si", "sky", "ste", "sue", "wil",
}  # fmt: skip
SHORTEST_EMBEDDED_NAME = 3
# A short word that ends in "ss" is not a plural: "less" does not name Les, but "Jamess" names James.
LONGEST_SS_WORD = 4
# Matches the shape of a word (see `_Shape`): letters "a" and account marks "0", with apostrophes or hyphens inside.
WORD = re.compile("[a0]+(?:['-]+[a0]+)*")
NAME_ENDING = re.compile("(?:s|d|ll|ve|re|m)", re.IGNORECASE)
INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
REPEATED_MARKS = re.compile(rf"{re.escape(NAME_LEFT_OUT)}(?:[{''.join(sorted(HYPHENS))}]+{re.escape(NAME_LEFT_OUT)})+")


class _Shape(dict[int, str]):
    """A table for `str.translate` from a code point to its class: letter, account mark, apostrophe, hyphen or space.

    The text of the classes, the shape, has the length of the original, so a match in the shape gives the place in the original.
    """

    def __missing__(self, point: int) -> str:
        self[point] = character_class = _character_class(chr(point))
        return character_class


def _character_class(mark: str) -> str:
    """Return "a" for a letter, "0" for an account mark (a digit, "_" or "@"), "'", "-", or " " for any other character."""
    if mark in APOSTROPHES:
        return "'"
    if mark in HYPHENS:
        return "-"
    kind = unicodedata.category(mark)
    if kind[0] in "LM" or kind == "Cf":
        return "a"
    return "0" if mark in "_@" or kind[0] == "N" else " "


_SHAPE = _Shape()


def words_in(text: str) -> Iterator[str]:
    """Yield each word with the hyphens, apostrophes and digits inside it."""
    for match in WORD.finditer(text.translate(_SHAPE)):
        yield text[match.start() : match.end()]


def letter_runs(word: str) -> list[str]:
    """Return the runs of letters in a word: "Kayleigh-Mae_07" gives "Kayleigh" and "Mae"."""
    return [word[match.start() : match.end()] for match in re.finditer("a+", word.translate(_SHAPE))]


@lru_cache(maxsize=10_000)
def comparison_key(written: str) -> str:
    """Return the letters of a name in lower case and without accents, to compare it."""
    return name_key("".join(mark for mark in written if mark not in APOSTROPHES))


# Words that are not names but may have a capital, such as "after" at the start of a sentence or "mum".
NOT_NAMES = frozenset(map(comparison_key, (files("waylight.interviews.redaction") / "not_names.txt").read_text("utf-8").split()))


def looks_like_name(word: str) -> bool:
    """Return whether a word may be a name: it has a capital, is an account name, or is a forename in small letters."""
    if any(piece[0].isupper() for piece in letter_runs(word)) or not {"@", "_"}.isdisjoint(word):
        return True
    bare, _ = split_ending(word)
    keys = {comparison_key(part) for part in (bare, *letter_runs(bare))}
    return any(len(listed_forms(key)) > 1 and key not in USUALLY_WORDS for key in keys)


def split_ending(word: str) -> tuple[str, str]:
    """Return a word without its ending, and the ending: "'s", "'ll" or another after an apostrophe, or ""."""
    last = word.translate(_SHAPE).rfind("'")
    if last > 0 and NAME_ENDING.fullmatch(word[last + 1 :]):
        return word[:last], word[last:]
    return word, ""


def is_account(word: str) -> bool:
    return "0" in word.translate(_SHAPE)


def is_negation(word: str) -> bool:
    """Return whether the word is a negation like "don't" or "can't", which does not contain the name Don or Can."""
    return comparison_key(word).endswith("nt") and word.translate(_SHAPE)[-2:] == "'a"


@dataclass(frozen=True)
class NameRedactor:
    """Removes `names` from a text, but not `own_names`, the child's own."""

    names: frozenset[str]
    own_names: frozenset[str] = frozenset()

    def redact(self, text: str) -> str:
        if not self._in_any_case and not self._with_capital:
            return text
        parts, end = [], 0
        for match in WORD.finditer(text.translate(_SHAPE)):
            parts += [text[end : match.start()], self._redacted(text[match.start() : match.end()])]
            end = match.end()
        return "".join([*parts, text[end:]])

    def possible_names(self, text: str) -> Iterator[str]:
        """Yield the words of a text that look like the name of someone other than the child."""
        for word in words_in(text.replace(NAME_LEFT_OUT, " ")):
            bare, _ = split_ending(word)
            key = comparison_key(bare)
            if len(key) > 1 and key not in self._own_keys and key not in NOT_NAMES and looks_like_name(word):
                yield bare

    @cached_property
    def _in_any_case(self) -> frozenset[str]:
        """The keys that are a name with or without a capital."""
        return frozenset(key for key in self._keys if len(key) > 1 and key not in NAMES_THAT_ARE_WORDS)

    @cached_property
    def _with_capital(self) -> frozenset[str]:
        """The keys that are a name only with a capital: words, single letters, and other forms of the names."""
        forms = {form for key in self._keys for form in listed_forms(key)}
        return frozenset(self._keys | forms) - self._in_any_case - self._own_keys - NOT_NAMES

    @cached_property
    def _keys(self) -> frozenset[str]:
        keys = {key for word in self.names for key in _keys_of(word)}
        return frozenset(keys) - self._own_keys - {""}

    @cached_property
    def _own_keys(self) -> frozenset[str]:
        return frozenset(
            comparison_key(part) for name in self.own_names for word in words_in(name) for part in (word, *letter_runs(word))
        )

    def _redacted(self, word: str) -> str:
        """Return a word as the copy shows it."""
        bare, ending = split_ending(word)
        if self._is_name(bare):
            return NAME_LEFT_OUT + ending
        marks = bare.translate(_SHAPE)
        if "-" not in marks:
            return (NAME_LEFT_OUT if self._contains_name(bare) else bare) + ending
        parts = [bare[match.start() : match.end()] for match in re.finditer("-+|[^-]+", marks)]
        redacted = "".join(part if part.translate(_SHAPE)[0] == "-" else self._redacted(part) for part in parts)
        return REPEATED_MARKS.sub(NAME_LEFT_OUT, redacted) + ending

    def _contains_name(self, word: str) -> bool:
        """Return whether a part of the word is a name, as in D'Andre and KayleighMae; in an account name, in any place."""
        if is_negation(word):
            return False
        parts = [part for piece in letter_runs(word) for part in {piece, *INNER_CAPITAL.split(piece)}]
        if (len(parts) > 1 or is_account(word)) and any(self._is_name(part) for part in parts):
            return True
        key_of_word = comparison_key(word)
        return is_account(word) and any(key in key_of_word for key in self._keys if len(key) >= SHORTEST_EMBEDDED_NAME)

    def _is_name(self, written: str) -> bool:
        key = comparison_key(written)
        if not key or key in self._own_keys:
            return False
        stems = {key} if key in NOT_NAMES else {key, *_singular(key)}
        return not stems.isdisjoint(self._in_any_case) or (
            written != written.lower() and not stems.isdisjoint(self._with_capital)
        )


def _keys_of(word: str) -> Iterator[str]:
    """Yield the keys of a name: of the whole word, and of each part that can be a name by itself."""
    bare, _ = split_ending(word)
    for part in () if is_negation(bare) else {bare, *letter_runs(bare)}:
        key = comparison_key(part)
        if key in NOT_NAMES or (len(key) == 1 and not part.isupper()):
            continue
        yield key
        if key not in NAMES_THAT_ARE_WORDS:
            yield from (
                singular for singular in _singular(key) if len(singular) >= SHORTEST_EMBEDDED_NAME and singular not in NOT_NAMES
            )


def _singular(key: str) -> Iterator[str]:
    """Yield the possible singulars of a plural, if they have more than one letter."""
    if key.endswith("ies"):
        yield f"{key[:-3]}y"
    if key.endswith(("ses", "xes", "zes", "hes")):
        yield key[:-2]
    if key.endswith("s") and len(key) > (LONGEST_SS_WORD if key.endswith("ss") else len("as")):
        yield key[:-1]
