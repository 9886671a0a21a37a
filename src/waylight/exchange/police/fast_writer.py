"""Bringing plain incidents into the records a column at a time: each an episode of its own, with its one report.

Only incidents that touch nothing else come this way (`EpisodeWriter` sets the others aside): of a child nobody has
recorded an episode for, and none of whose incidents overlap.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from waylight.core import bulk
from waylight.core.keys import new_keys_in_hex
from waylight.episodes.from_reports import ELSEWHERE, POLICE
from waylight.episodes.models import Episode, Report
from waylight.exchange.files.columns import ROWS_AT_A_TIME, Booleans, Integers, dictionary_column, map_dictionary
from waylight.exchange.police.fast_matches import ChildMatches
from waylight.exchange.police.fast_rows import OrdinaryIncidents
from waylight.exchange.police.incident import TOLD

LATEST_SECOND = 10**12  # a second after every moment there is


def without_overlaps(plain: OrdinaryIncidents, whose: ChildMatches) -> Booleans:
    """Which incidents overlap no other plain incident of their child, and so are episodes of their own.

    Each is set against the latest that any earlier one of its child ends; one that nobody has ended never does.
    """
    begins = plain.table["last_seen_at"].cast(pa.int64()).to_numpy()
    ends = plain.table["returned_at"].cast(pa.int64()).fill_null(LATEST_SECOND).to_numpy()
    order = np.lexsort((begins, whose.child))
    lane = whose.child[order] * LATEST_SECOND  # keeps each child's moments clear of every other's
    begins, ends = lane + begins[order], lane + ends[order]
    earlier, start = np.maximum.accumulate(ends)[:-1], begins[1:]
    same = whose.child[order][1:] == whose.child[order][:-1]
    joined = same & ((start < earlier) | (start == begins[:-1]))
    crowded = np.zeros(len(order), np.bool_)
    crowded[1:] |= joined
    crowded[:-1] |= joined
    apart = np.empty(len(order), np.bool_)
    apart[order] = ~crowded
    return apart


def digests(table: Any) -> Any:
    """Of every row what `Incident.digest` gives."""
    with duckdb.connect() as reckoner:
        return pa.chunked_array([_digests(chunk, reckoner) for chunk in table.to_batches(ROWS_AT_A_TIME)], pa.string())


def _digests(chunk: Any, reckoner: duckdb.DuckDBPyConnection) -> Any:
    texts = [chunk[name].cast(pa.string()) for name in TOLD]
    told = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace", null_replacement="")
    return reckoner.from_arrow(pa.table({"told": told})).project("md5(told)").to_arrow_table().column(0).combine_chunks()


def insert(
    plain: OrdinaryIncidents,
    whose: ChildMatches,
    places: Integers,
    *,
    homes: Mapping[str, UUID],
    always: Mapping[type, Mapping[str, Any]],
) -> int:
    """Write these plain incidents as episodes and reports; returns how many records that made.

    `always` gives for either kind what is the same in all of them.
    """
    places = places[np.argsort(whose.child[places], kind="stable")]
    table = plain.table.take(pa.array(places)).combine_chunks()
    told = {name: table[name].chunk(0) for name in ("reference", *TOLD)} if len(places) else {}
    episodes = pa.array(new_keys_in_hex(len(places)))
    made = bulk.insert_columns(
        Episode,
        {
            "id": episodes,
            "child": dictionary_column([child.hex for child in whose.children], whose.child[places]),
            "category": told["category"],
            "reference": told["reference"],
            "started_at": told["last_seen_at"],
            "reported_at": told["reported_at"],
            "reported_told_by": _police_where(told["reported_at"]),
            "returned_at": told["returned_at"],
            "returned_told_by": _police_where(told["returned_at"]),
            "missing_from": map_dictionary(told["missing_from"], lambda place: place or ELSEWHERE),
            "home": map_dictionary(
                told["missing_from_name"], lambda name: homes[key].hex if (key := name.casefold()) in homes else None
            ),
            "missing_from_name": told["missing_from_name"],
            "postcode": told["postcode"],
            "found_at": told["found_at"],
        },
        always=always[Episode],
    )
    return made + bulk.insert_columns(
        Report,
        {
            "id": pa.array(new_keys_in_hex(len(places))),
            "episode": episodes,
            "matched_because": whose.because.take(pa.array(places)),
            "digest": digests(table),
            **told,
        },
        always=always[Report],
    )


def _police_where(given: Any) -> Any:
    """Who told of a moment, where one is given."""
    return dictionary_column(["", POLICE], given.is_valid().to_numpy(zero_copy_only=False).astype(np.int64))
