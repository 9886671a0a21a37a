"""Writing ordinary incidents into the records a column at a time: each as an episode with one report.

`EpisodeWriter` sends only incidents here that affect no other record: the child has no episode yet, and none of the child's
incidents overlap.
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
from waylight.exchange.police.incident import REPORT_FIELDS

LATEST_SECOND = 10**12  # later than any time


def without_overlaps(incidents: OrdinaryIncidents, matches: ChildMatches) -> Booleans:
    """Return which incidents overlap no other ordinary incident of their child: each becomes an episode of its own.

    An incident is compared with the latest end of the child's earlier ones. An incident without a return has no end.
    """
    begins = incidents.table["last_seen_at"].cast(pa.int64()).to_numpy()
    ends = incidents.table["returned_at"].cast(pa.int64()).fill_null(LATEST_SECOND).to_numpy()
    order = np.lexsort((begins, matches.child))
    lane = matches.child[order] * LATEST_SECOND  # so that the times of two children never compare as overlapping
    begins, ends = lane + begins[order], lane + ends[order]
    earlier, start = np.maximum.accumulate(ends)[:-1], begins[1:]
    same_child = matches.child[order][1:] == matches.child[order][:-1]
    overlaps = same_child & ((start < earlier) | (start == begins[:-1]))
    overlapping = np.zeros(len(order), np.bool_)
    overlapping[1:] |= overlaps
    overlapping[:-1] |= overlaps
    separate = np.empty(len(order), np.bool_)
    separate[order] = ~overlapping
    return separate


def digests(table: Any) -> Any:
    """Return `Incident.digest` for every row of a table of incidents."""
    with duckdb.connect() as connection:
        return pa.chunked_array([_digests(chunk, connection) for chunk in table.to_batches(ROWS_AT_A_TIME)], pa.string())


def _digests(chunk: Any, connection: duckdb.DuckDBPyConnection) -> Any:
    texts = [chunk[name].cast(pa.string()) for name in REPORT_FIELDS]
    joined = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace", null_replacement="")
    return connection.from_arrow(pa.table({"joined": joined})).project("md5(joined)").to_arrow_table().column(0).combine_chunks()


def insert(
    incidents: OrdinaryIncidents,
    matches: ChildMatches,
    places: Integers,
    *,
    homes: Mapping[str, UUID],
    always: Mapping[type, Mapping[str, Any]],
) -> int:
    """Write these ordinary incidents as episodes and reports. Return the number of new records.

    `always` gives, for each of the two models, the values that all new records share.
    """
    places = places[np.argsort(matches.child[places], kind="stable")]
    table = incidents.table.take(pa.array(places)).combine_chunks()
    values = {name: table[name].chunk(0) for name in ("reference", *REPORT_FIELDS)} if len(places) else {}
    episodes = pa.array(new_keys_in_hex(len(places)))
    inserted = bulk.insert_columns(
        Episode,
        {
            "id": episodes,
            "child": dictionary_column([child.hex for child in matches.children], matches.child[places]),
            "category": values["category"],
            "reference": values["reference"],
            "started_at": values["last_seen_at"],
            "reported_at": values["reported_at"],
            "reported_told_by": _police_source(values["reported_at"]),
            "returned_at": values["returned_at"],
            "returned_told_by": _police_source(values["returned_at"]),
            "missing_from": map_dictionary(values["missing_from"], lambda place: place or ELSEWHERE),
            "home": map_dictionary(
                values["missing_from_name"], lambda name: homes[key].hex if (key := name.casefold()) in homes else None
            ),
            "missing_from_name": values["missing_from_name"],
            "postcode": values["postcode"],
            "found_at": values["found_at"],
        },
        always=always[Episode],
    )
    return inserted + bulk.insert_columns(
        Report,
        {
            "id": pa.array(new_keys_in_hex(len(places))),
            "episode": episodes,
            "matched_because": matches.because.take(pa.array(places)),
            "digest": digests(table),
            **values,
        },
        always=always[Report],
    )


def _police_source(times: Any) -> Any:
    """Return the source of each time: POLICE, or "" where there is no time."""
    return dictionary_column(["", POLICE], times.is_valid().to_numpy(zero_copy_only=False).astype(np.int64))
