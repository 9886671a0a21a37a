"""A load in plain sums: "1,810 rows will load, 25 will not, 10 are about adults"."""

from collections.abc import Mapping
from typing import Any

from waylight.exchange.models import Batch, Stage

type Sums = list[dict[str, str]]


def sums_of(counts: Mapping[str, int]) -> Sums:
    """What will become of the rows of one file, without the parts that are nought."""
    parts = [(counts.get("accepted", 0), _rows(counts.get("accepted", 0), "will load"))]
    parts += [
        (count, words)
        for count, words in ((counts.get("refused", 0), "will not"), (counts.get("out_of_scope", 0), "about adults"))
        if count
    ]
    return [{"count": f"{count:,}", "words": words} for count, words in parts]


def total_of(batch: Batch) -> Sums:
    """What becomes of everything in a batch that has been checked."""
    files = batch.result.get("files", {}).values()
    together = {name: sum(counts[name] for counts in files) for name in ("accepted", "refused", "out_of_scope")}
    return [*sums_of(together), *_outcome(batch.result)]


HEAD = ("File", "Rows", "Loaded", "Did not load", "About adults")
COUNTS = ("rows", "accepted", "refused", "out_of_scope")


def results_of(batch: Batch) -> list[list[str]]:
    """A line for each file of a finished load under HEAD: its rows and what became of them; with several, all together."""
    files = batch.result.get("files", {})
    lines = [[name, *(f"{counts.get(each, 0):,}" for each in COUNTS)] for name, counts in files.items()]
    together = [f"{sum(counts.get(each, 0) for counts in files.values()):,}" for each in COUNTS]
    return [*lines, *([["All files", *together]] if len(lines) > 1 else [])]


def outcome_of(batch: Batch) -> Sums:
    """What a finished load came to."""
    return _outcome(batch.result)


def _outcome(result: Mapping[str, Any]) -> Sums:
    labels = {"episodes_opened": "new episode", "second_reports": "duplicate report", "waiting": "unmatched report"}
    counts = [(result.get(key, 0), words) for key, words in labels.items()]
    return [{"count": f"{count:,}", "words": words if count == 1 else f"{words}s"} for count, words in counts if count]


def _rows(count: int, does: str) -> str:
    return f"row {does}" if count == 1 else f"rows {does}"


def summary_of(batch: Batch) -> str:
    """Return a batch as one line of the history."""
    if batch.stage == Stage.FAILED:
        return str(batch.result.get("problem", ""))
    if batch.stage not in {Stage.DONE, Stage.UNDONE} or not batch.result.get("files"):
        return ""
    if not batch.result.get("changed"):
        return "Nothing new"
    parts = [f"{sum_['count']} {sum_['words']}" for sum_ in _outcome(batch.result)]
    refused = sum(counts["refused"] for counts in batch.result["files"].values())
    return ", ".join([*parts, *([f"{refused:,} {_rows(refused, 'did not load')}"] if refused else [])]) or "Records updated"
