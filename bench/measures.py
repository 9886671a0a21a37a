"""Time all measures by month over five million episodes, compared with pandas and with a bare scan of the same columns.

    python -m bench.measures [--episodes 5000000]

Makes the facts of one council over eight years from a seed, computes every measure by month with Waylight and with
pandas, checks that the answers are the same, and writes the ratios to bench/results/measures.json.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from waylight.facts.durations import band_of_hours
from waylight.facts.rollups import write_rollups
from waylight.facts.store import open_tables
from waylight.facts.tables import EPISODES, POPULATIONS, TRIGGERS
from waylight.indicators.engine import measures

COUNCIL = "356"
START, UNTIL = date(2019, 1, 1), date(2027, 1, 1)
PLACES = ("Family home", "Children's home", "Foster placement", "Supported accommodation", "School", "Somewhere else")
OUTCOMES = (
    "COMPLETED", "DECLINED_CHILD", "DECLINED_PARENT", "NO_CONTACT", "SUPERSEDED", "NOT_OFFERED", "OUTSTANDING", "EXEMPT",
)  # fmt: skip
ENDINGS = {"completed": [0], "declined": [1, 2], "no_contact": [3], "superseded": [4], "not_offered": [5], "outstanding": [6]}
RESULTS = Path(__file__).parent / "results" / "measures.json"


def facts_of(episodes: int, folder: Path) -> None:
    """Write the facts of a council: a few children go missing very often and most once or twice."""
    chance = np.random.default_rng(2015)
    children = episodes // 4
    child = np.minimum((chance.pareto(1.1, episodes) * children / 9).astype("int64"), children - 1) + 1
    born = chance.integers(np.datetime64("2002-01-01").astype(int), np.datetime64("2018-01-01").astype(int), children + 1)
    minutes = np.sort(chance.integers(25_771_680, 29_979_360, episodes))
    started = (minutes // 1440).astype("int32")
    hours = np.round(chance.lognormal(1.6, 1.4, episodes), 2)
    closed = chance.random(episodes) < 0.99
    returned = ((minutes + hours * 60) // 1440).astype("int32")
    outcome = chance.choice(len(OUTCOMES), episodes, p=[0.58, 0.12, 0.05, 0.1, 0.05, 0.04, 0.05, 0.01])
    missing = chance.random(episodes) < 0.97
    age = np.clip((started - born[child]) // 365.25, 0, 19).astype("int8")
    counted = missing & (age < 18)
    due = counted & closed & (outcome != OUTCOMES.index("EXEMPT"))
    in_care = chance.random(children + 1) < 0.35
    months = started.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    return_months = returned.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    bands = np.array([band_of_hours(x / 100) for x in range(70_000)], "int8")
    whole = np.minimum((hours * 100).astype(int), 69_999)
    values: dict[str, Any] = {
        "episode": np.arange(episodes),
        "child": child,
        "council": pa.DictionaryArray.from_arrays(np.zeros(episodes, "int32"), [COUNCIL]),
        "category": pa.DictionaryArray.from_arrays((~missing).astype("int32"), ["MISSING", "ABSENT"]),
        "counted": counted.astype("int8"),
        "started_on": pa.array(started).cast(pa.date32()),
        "start_month": ((1970 + months // 12) * 100 + months % 12 + 1).astype("int32"),
        "start_hour": (minutes % 1440 // 60).astype("int8"),
        "start_order": minutes,
        "age": age,
        "missing_from": pa.DictionaryArray.from_arrays(chance.integers(0, len(PLACES), episodes).astype("int32"), PLACES),
        "looked_after": in_care[child].astype("int8"),
        "other_authority": (in_care[child] & (child % 3 == 0)).astype("int8"),
        "cse_flag": (child % 7 == 0).astype("int8"),
        "closed": closed.astype("int8"),
        "within_24h": (closed & (hours <= 24)).astype("int8"),
        "hours": pa.array(hours, mask=~closed),
        "duration": np.where(closed, bands[whole], 9).astype("int8"),
        "returned_on": pa.array(returned, mask=~closed).cast(pa.date32()),
        "return_month": pa.array(((1970 + return_months // 12) * 100 + return_months % 12 + 1).astype("int32"), mask=~closed),
        "due": due.astype("int8"),
        "outcome": pa.DictionaryArray.from_arrays(outcome.astype("int32"), OUTCOMES),
        **{name: (due & np.isin(outcome, kinds)).astype("int8") for name, kinds in ENDINGS.items()},
        "offered": (outcome < 3).astype("int8"),
        "in_time": ((outcome == 0) & (chance.random(episodes) < 0.8)).astype("int8"),
        "checked": (chance.random(episodes) < 0.9).astype("int8"),
        "checked_in_time": (chance.random(episodes) < 0.8).astype("int8"),
    }
    schema = EPISODES.schema().to_pyarrow()
    columns = [pa.array(values[field.name]).cast(field.type) for field in schema]
    pq.write_table(pa.table(columns, schema=schema), folder / "episodes.parquet", compression="zstd", row_group_size=122_880)
    for name, schema in _empty().items():
        pq.write_table(schema.empty_table(), folder / f"{name}.parquet")


def _empty() -> dict[str, pa.Schema]:
    return {table.get_name(): table.schema().to_pyarrow() for table in (TRIGGERS, POPULATIONS)}


def ours(folder: Path) -> dict[int, Any]:
    return measures(open_tables(folder), COUNCIL, START, UNTIL, by_month=True)


def by_pandas(folder: Path) -> dict[int, Any]:
    """Return the same measures as an analyst would write them: read the columns once, then group, sum and count."""
    columns = [
        "child", "council", "counted", "start_month", "start_hour", "start_order", "age", "missing_from", "looked_after",
        "other_authority", "cse_flag", "closed", "within_24h", "return_month", "due", "offered", "in_time",
        *ENDINGS,
    ]  # fmt: skip
    table = pq.read_table(folder / "episodes.parquet", columns=columns, read_dictionary=["council", "missing_from"])
    facts = table.to_pandas()
    facts = facts[facts.council == COUNCIL]
    found: dict[int, Any] = {}
    began = facts[facts.counted == 1]
    _pandas_episodes(found, began)
    _pandas_children(found, began)
    _pandas_returns(found, facts[facts.due == 1].assign(return_month=lambda f: f.return_month.astype("int32")))
    return found


def _pandas_episodes(found: dict[int, Any], began: pd.DataFrame) -> None:
    grouped = began.groupby("start_month")
    sums = grouped[["closed", "within_24h", "cse_flag"]].sum()
    for month, size in grouped.size().items():
        line = sums.loc[month]
        found[month] = {
            "episodes": size, "closed": line.closed, "within_24h": line.within_24h, "still_missing": size - line.closed,
            "cse_episodes": line.cse_flag, "age_at_start": {}, "hour_of_start": {}, "missing_from_children": {},
        }  # fmt: skip
    for key, column in (("age_at_start", "age"), ("hour_of_start", "start_hour")):
        for (month, value), number in began.groupby(["start_month", column]).size().items():
            found[month][key][str(value)] = number


def _pandas_children(found: dict[int, Any], began: pd.DataFrame) -> None:
    grouped = began.sort_values("start_order", kind="stable").groupby(["start_month", "child"], sort=False)
    child = grouped.agg(
        episodes=("age", "size"), age=("age", "first"), place=("missing_from", "first"), looked_after=("looked_after", "max"),
        other=("other_authority", "max"), cse=("cse_flag", "max"),
    ).reset_index()  # fmt: skip
    child = child.assign(
        once=child.episodes == 1, three=child.episodes >= 3, five=child.episodes >= 5, ten=child.episodes >= 10,
        fifty=child.episodes > 50, often=child.episodes.where(child.episodes >= 10, 0), fourteen=child.age >= 14,
        fifteen=child.age >= 15,
    )  # fmt: skip
    names = {
        "once": "children_once", "three": "children_3plus", "five": "children_5plus", "ten": "children_10plus",
        "fifty": "children_over_50", "often": "episodes_of_10plus", "fourteen": "children_aged_14plus",
        "fifteen": "children_aged_15plus", "cse": "cse_children", "looked_after": "looked_after_children",
        "other": "other_la_children",
    }  # fmt: skip
    by_month = child.groupby("start_month")
    sums, most, number = by_month[list(names)].sum(), by_month.episodes.max(), by_month.size()
    for month in number.index:
        found[month] |= {name: sums.loc[month, column] for column, name in names.items()}
        found[month] |= {"children": number[month], "most_episodes": most[month]}
    for (month, place), count in child.groupby(["start_month", "place"], observed=True).size().items():
        found[month]["missing_from_children"][place] = count


def _pandas_returns(found: dict[int, Any], due: pd.DataFrame) -> None:
    due = due.assign(due_one=1, in_72h=due.in_time.where(due.completed == 1, 0))
    names = [*ENDINGS, "offered", "in_72h", "due_one"]
    sums = due.groupby("return_month")[names].sum().rename(columns={"due_one": "due"})
    who_declined = due[due.declined == 1].groupby("return_month").child.nunique()
    heard = due[due.completed == 1].groupby("return_month").child.nunique()
    for month in (month for month in sums.index if month in found):
        found[month]["rhi"] = sums.loc[month].to_dict() | {
            "children_declined": who_declined.get(month, 0), "children_interviewed": heard.get(month, 0),
        }  # fmt: skip


def bare_scan(folder: Path) -> None:
    """Read and add up every column that the measures read: the least work that any engine could do."""
    numbers = ["child", "counted", "start_month", "start_hour", "age", "cse_flag", "closed", "within_24h", "return_month"]
    numbers += ["due", "offered", "in_time", *ENDINGS]
    sums = ", ".join(f"sum({name})" for name in numbers)
    duckdb.sql(f"SELECT {sums}, max(council) FROM '{folder}/episodes.parquet'").fetchall()  # noqa: S608 - our own names


def timed(act: Callable[[], object], *, times: int = 3) -> float:
    """Return the median time of a few runs, in seconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--episodes", type=int, default=5_000_000)
    episodes = parser.parse_args().episodes
    with TemporaryDirectory() as made:
        folder = Path(made)
        facts_of(episodes, folder)
        preparing = timed(lambda: write_rollups(folder), times=1)
        first = timed(lambda: ours(folder), times=1)
        answers, theirs = ours(folder), by_pandas(folder)
        different = [month for month in answers if answers[month] != json.loads(json.dumps(theirs[month], default=int))]
        assert not different, different
        seconds = {
            "ours": timed(lambda: ours(folder)),
            "pandas": timed(lambda: by_pandas(folder)),
            "bare scan": timed(lambda: bare_scan(folder)),
        }
    ratios = {
        "episodes": episodes,
        "months": len(answers),
        "pandas over ours": round(seconds["pandas"] / seconds["ours"], 1),
        "pandas over ours, our first call of the process": round(seconds["pandas"] / first, 1),
        "pandas over ours, counting what was prepared when facts were built": round(
            seconds["pandas"] / (seconds["ours"] + preparing), 1
        ),
        "ours over a bare scan": round(seconds["ours"] / seconds["bare scan"], 1),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(ratios, indent=1) + "\n")
    print("| | |\n| --- | --- |")
    print("\n".join(f"| {name} | {value:,} |" for name, value in ratios.items()))
    print({name: round(value, 2) for name, value in (seconds | {"first": first, "preparing": preparing}).items()})


if __name__ == "__main__":
    main()
