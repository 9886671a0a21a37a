"""Matching the ordinary incidents to children: each different name, birth date and sex is matched once."""

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
from waylight.people.forename_matching import MatchAnswer

UNMATCHED = -1


@dataclass(frozen=True)
class ReportedIdentities:
    """The different identities of the ordinary incidents, and each incident's index among them (`which`)."""

    distinct: Sequence[ReportedIdentity]
    which: Integers

    @classmethod
    def of(cls, ordinary: OrdinaryIncidents, numbers: Integers) -> Self:
        """Return the different identities. `numbers` are the row numbers of the incidents in the file."""
        parts = [ordinary.table[name].combine_chunks() for name in ("surname", "forename", "sex")]
        births, birth_of = np.unique(ordinary.table["born_on"].to_numpy().astype(np.int64), return_inverse=True)
        combined = birth_of
        for part in parts:
            combined = combined * max(len(part.dictionary), 1) + part.indices.to_numpy(zero_copy_only=False)
        _, firsts, which, times = np.unique(combined, return_index=True, return_inverse=True, return_counts=True)
        surnames, forenames, sexes = (part.take(pa.array(firsts)).to_pylist() for part in parts)
        days = births[birth_of[firsts]].astype("datetime64[D]").tolist()
        rows = zip(surnames, forenames, days, sexes, times.tolist(), numbers[firsts].tolist(), strict=True)
        return cls([ReportedIdentity(*row) for row in rows], which)


@dataclass(frozen=True)
class ChildMatches:
    """Each ordinary incident's child, as an index in `children` or UNMATCHED, and the reason for the match."""

    children: Sequence[UUID]
    child: Integers
    because: Any

    @classmethod
    def of(cls, identities: ReportedIdentities, matching: MatchingResult) -> Self:
        decisions = [matching.by_identity[reported.identity] for reported in identities.distinct]
        keys = [None if decision.answer == MatchAnswer.UNDECIDED else decision.key for decision in decisions]
        children = list(dict.fromkeys(key for key in keys if key is not None))
        place = {key: at for at, key in enumerate(children)}
        child = np.array([UNMATCHED if key is None else place[key] for key in keys], np.int64)[identities.which]
        return cls(children, child, dictionary_column([decision.because for decision in decisions], identities.which))

    def about(self, keys: AbstractSet[UUID]) -> Booleans:
        """Return which incidents are about one of these children."""
        return np.array([*(key in keys for key in self.children), False], np.bool_)[self.child]

    def among(self, incidents: Booleans) -> Iterable[UUID]:
        """Return the children of these incidents."""
        return (self.children[place] for place in np.unique(self.child[incidents]).tolist() if place != UNMATCHED)
