"""The keys one slip away from how a name sounds, so that an index of exact keys finds misspelt names."""

from functools import lru_cache
from itertools import pairwise

# What names.sounds_like writes: one mark for an opening vowel, then consonants with like ones made alike.
HEARD = "fklnprst"
OPENING = "a"
LONGEST = 12


@lru_cache(maxsize=10_000)
def nearby(heard: str) -> frozenset[str]:
    """Every key one letter lost, added, changed or changed about from this one, and this one itself."""
    found = {heard}
    for place in range(len(heard) + 1):
        before, after = heard[:place], heard[place:]
        letters = HEARD + OPENING if place == 0 else HEARD
        found.update(before + letter + after for letter in letters)
        if after:
            found.add(before + after[1:])
            found.update(before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            found.add(before + after[1] + after[0] + after[2:])
    return frozenset(key[:LONGEST] for key in found if key and not _doubled(key))


def _doubled(key: str) -> bool:
    return any(one == other for one, other in pairwise(key))
