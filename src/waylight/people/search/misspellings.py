"""The sound keys that differ from that of a name by one slip, so that an index of exact keys finds misspelt names."""

from functools import lru_cache
from itertools import pairwise

# The letters in a key of `names.sounds_like`: "a" for a vowel at the start, then consonants, one letter for similar ones.
HEARD = "fklnprst"
OPENING = "a"
LONGEST = 12


@lru_cache(maxsize=10_000)
def sounds_one_slip_away(heard: str) -> frozenset[str]:
    """Return this key and every key that has one letter less, one more, one different, or two neighbours swapped."""
    sounds = {heard}
    for place in range(len(heard) + 1):
        before, after = heard[:place], heard[place:]
        letters = HEARD + OPENING if place == 0 else HEARD
        sounds.update(before + letter + after for letter in letters)
        if after:
            sounds.add(before + after[1:])
            sounds.update(before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            sounds.add(before + after[1] + after[0] + after[2:])
    return frozenset(key[:LONGEST] for key in sounds if key and not _doubled(key))


def _doubled(key: str) -> bool:
    return any(one == other for one, other in pairwise(key))
