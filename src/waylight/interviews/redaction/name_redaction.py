"""Taking names out of a text wherever they stand, however they are written there.

With or without capitals, accents, apostrophes and hyphens, as somebody's, as several, and in the name of an account:
"Zoë", "ZOE's", "Zoes" and "@zoe_07" are one name.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from waylight.people.forenames import listed_forms
from waylight.people.names import name_key

NAME_LEFT_OUT = "[name removed]"
APOSTROPHES = frozenset("'`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201b\u2032\uff07")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d")
# First names that are also words: these are taken out only where they are written with a capital.
NAMES_THAT_ARE_WORDS = frozenset(
    {"art", "autumn", "chance", "dawn", "faith", "frank", "grace", "grant", "hope", "joy", "mark", "may", "max", "miles", "pat",
     "rich", "rose", "summer", "will"}
)  # fmt: skip
# Forenames that stand in sentences as words: without a capital they are not read as somebody's name.
USUALLY_WORDS = NAMES_THAT_ARE_WORDS | {
    "ash", "bill", "brook", "chuck", "dick", "drew", "em", "fin", "holly", "jack", "jazz", "kit", "mason", "nick", "olive",
    "page", "pip", "poppy", "ray", "rob", "robin", "ruby", "said", "shell", "si", "sky", "ste", "sue", "wil",
}  # fmt: skip
SHORTEST_EMBEDDED_NAME = 3
# As long as "less", which is not of Les; "Jamess" is of James.
LONGEST_WORD_IN_SS = 4
# In the shape of a text: a letter, a figure, an apostrophe or a hyphen in a word. An account's name has a figure in it.
WORD = re.compile("[a0]+(?:['-]+[a0]+)*")
NAME_ENDING = re.compile("(?:s|d|ll|ve|re|m)", re.IGNORECASE)
INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
REPEATED_MARKS = re.compile(rf"{re.escape(NAME_LEFT_OUT)}(?:[{''.join(sorted(HYPHENS))}]+{re.escape(NAME_LEFT_OUT)})+")


class _Shape(dict[int, str]):
    """What each mark is to a word; for str.translate, so that a text and its shape are equally long."""

    def __missing__(self, point: int) -> str:
        self[point] = found = _is_to_a_word(chr(point))
        return found


def _is_to_a_word(mark: str) -> str:
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
    """Each word with the hyphens, apostrophes and figures inside it."""
    for found in WORD.finditer(text.translate(_SHAPE)):
        yield text[found.start() : found.end()]


def letter_runs(word: str) -> list[str]:
    """The parts of a word that are letters alone: "Kayleigh-Mae_07" is "Kayleigh" and "Mae"."""
    return [word[found.start() : found.end()] for found in re.finditer("a+", word.translate(_SHAPE))]


@lru_cache(maxsize=10_000)
def comparison_key(written: str) -> str:
    """A name as it is compared: its letters in one case, without accents."""
    return name_key("".join(mark for mark in written if mark not in APOSTROPHES))


# How people are spoken of without being named.
NOT_NAMES = frozenset(map(comparison_key, (files("waylight.interviews.redaction") / "not_names.txt").read_text("utf-8").split()))


def looks_like_name(word: str) -> bool:
    """Of what is told in sentences: a word with a capital, an account's name, or a forename typed without its capital."""
    if any(piece[0].isupper() for piece in letter_runs(word)) or not {"@", "_"}.isdisjoint(word):
        return True
    bare, _ = split_ending(word)
    keys = {comparison_key(part) for part in (bare, *letter_runs(bare))}
    return any(len(listed_forms(key)) > 1 and key not in USUALLY_WORDS for key in keys)


def split_ending(word: str) -> tuple[str, str]:
    """A word and the 's, 'd or 'll after it."""
    last = word.translate(_SHAPE).rfind("'")
    if last > 0 and NAME_ENDING.fullmatch(word[last + 1 :]):
        return word[:last], word[last:]
    return word, ""


def is_account(word: str) -> bool:
    return "0" in word.translate(_SHAPE)


def is_negation(word: str) -> bool:
    """Don't and can't hold neither Don nor Can."""
    return comparison_key(word).endswith("nt") and word.translate(_SHAPE)[-2:] == "'a"


@dataclass(frozen=True)
class NameRedactor:
    """The words that name somebody, and those of the child's own name, which stay."""

    names: frozenset[str]
    own_names: frozenset[str] = frozenset()

    def redact(self, text: str) -> str:
        if not self._anyhow and not self._with_capital:
            return text
        kept, end = [], 0
        for found in WORD.finditer(text.translate(_SHAPE)):
            kept += [text[end : found.start()], self._left_of(text[found.start() : found.end()])]
            end = found.end()
        return "".join([*kept, text[end:]])

    @cached_property
    def _anyhow(self) -> frozenset[str]:
        """Keys that name somebody in whatever case they stand."""
        return frozenset(key for key in self._keys if len(key) > 1 and key not in NAMES_THAT_ARE_WORDS)

    @cached_property
    def _with_capital(self) -> frozenset[str]:
        """Keys that do so where they have a capital: words, single letters, and other forms of the names given."""
        forms = {form for key in self._keys for form in listed_forms(key)}
        return frozenset(self._keys | forms) - self._anyhow - self._own_keys - NOT_NAMES

    @cached_property
    def _keys(self) -> frozenset[str]:
        keys = {key for word in self.names for key in _keys_of(word)}
        return frozenset(keys) - self._own_keys - {""}

    @cached_property
    def _own_keys(self) -> frozenset[str]:
        return frozenset(
            comparison_key(part) for name in self.own_names for word in words_in(name) for part in (word, *letter_runs(word))
        )

    def _left_of(self, word: str) -> str:
        """What a copy says in place of a word."""
        bare, ending = split_ending(word)
        if self._names(bare):
            return NAME_LEFT_OUT + ending
        marks = bare.translate(_SHAPE)
        if "-" not in marks:
            return (NAME_LEFT_OUT if self._names_within(bare) else bare) + ending
        parts = [bare[found.start() : found.end()] for found in re.finditer("-+|[^-]+", marks)]
        left = "".join(part if part.translate(_SHAPE)[0] == "-" else self._left_of(part) for part in parts)
        return REPEATED_MARKS.sub(NAME_LEFT_OUT, left) + ending

    def _names_within(self, word: str) -> bool:
        """Whether a part of it names somebody: D'Andre, KayleighMae, kayleigh_07, and anywhere in an account's name."""
        if is_negation(word):
            return False
        parts = [part for piece in letter_runs(word) for part in {piece, *INNER_CAPITAL.split(piece)}]
        if (len(parts) > 1 or is_account(word)) and any(self._names(part) for part in parts):
            return True
        within = comparison_key(word)
        return is_account(word) and any(key in within for key in self._keys if len(key) >= SHORTEST_EMBEDDED_NAME)

    def _names(self, written: str) -> bool:
        key = comparison_key(written)
        if not key or key in self._own_keys:
            return False
        stems = {key} if key in NOT_NAMES else {key, *_singular(key)}
        return not stems.isdisjoint(self._anyhow) or (written != written.lower() and not stems.isdisjoint(self._with_capital))


def _keys_of(word: str) -> Iterator[str]:
    """The keys of a word given as a name: whole, and each part of it that may stand alone."""
    bare, _ = split_ending(word)
    for part in () if is_negation(bare) else {bare, *letter_runs(bare)}:
        key = comparison_key(part)
        if key in NOT_NAMES or (len(key) == 1 and not part.isupper()):
            continue
        yield key
        if key not in NAMES_THAT_ARE_WORDS:
            yield from (one for one in _singular(key) if len(one) >= SHORTEST_EMBEDDED_NAME and one not in NOT_NAMES)


def _singular(key: str) -> Iterator[str]:
    """What it may be several of; one letter is not."""
    if key.endswith("ies"):
        yield f"{key[:-3]}y"
    if key.endswith(("ses", "xes", "zes", "hes")):
        yield key[:-2]
    if key.endswith("s") and len(key) > (LONGEST_WORD_IN_SS if key.endswith("ss") else len("as")):
        yield key[:-1]
