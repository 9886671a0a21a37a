"""Whose the plain incidents are: the names they give are decided once each, however many incidents give them."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import numpy as np
import pyarrow as pa

from waylight.exchange.files.columns import Booleans, Integers, dictionary_column
from waylight.exchange.police.child_matching import MatchingResult, ReportedIdentity
from waylight.exchange.police.fast_rows import OrdinaryIncidents
from waylight.people.name_matching import MatchAnswer

UNMATCHED = -1


@dataclass(frozen=True)
class ReportedIdentities:
    """The different names, birth dates and sexes the plain incidents give; `which` says which of them each one gives."""

    uses: Sequence[ReportedIdentity]
    which: Integers

    @classmethod
    def of(cls, plain: OrdinaryIncidents, numbers: Integers) -> Self:
        """`numbers` says which row of the file each plain incident is."""
        given = [plain.table[name].combine_chunks() for name in ("surname", "forename", "sex")]
        births, born = np.unique(plain.table["born_on"].to_numpy().astype(np.int64), return_inverse=True)
        together = born
        for part in given:
            together = together * max(len(part.dictionary), 1) + part.indices.to_numpy(zero_copy_only=False)
        _, firsts, which, times = np.unique(together, return_index=True, return_inverse=True, return_counts=True)
        surnames, forenames, sexes = (part.take(pa.array(firsts)).to_pylist() for part in given)
        days = births[born[firsts]].astype("datetime64[D]").tolist()
        told = zip(surnames, forenames, days, sexes, times.tolist(), numbers[firsts].tolist(), strict=True)
        return cls([ReportedIdentity(*use) for use in told], which)


@dataclass(frozen=True)
class ChildMatches:
    """For each plain incident the child it is about, a place in `children` or NOBODY while undecided, and why."""

    children: Sequence[UUID]
    child: Integers
    because: Any

    @classmethod
    def of(cls, uses: ReportedIdentities, decided: MatchingResult) -> Self:
        decisions = [decided.by_identity[use.identity] for use in uses.uses]
        keys = [None if decision.answer == MatchAnswer.UNDECIDED else decision.key for decision in decisions]
        children = list(dict.fromkeys(key for key in keys if key is not None))
        place = {key: at for at, key in enumerate(children)}
        child = np.array([UNMATCHED if key is None else place[key] for key in keys], np.int64)[uses.which]
        return cls(children, child, dictionary_column([decision.because for decision in decisions], uses.which))

    def about(self, keys: AbstractSet[UUID]) -> Booleans:
        """Which incidents are about one of these children."""
        return np.array([*(key in keys for key in self.children), False], np.bool_)[self.child]

    def among(self, incidents: Booleans) -> Iterable[UUID]:
        """The children these incidents are about."""
        return (self.children[place] for place in np.unique(self.child[incidents]).tolist() if place != UNMATCHED)
