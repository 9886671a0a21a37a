"""The numbers of a load in words: "1,810 rows will load, 25 will not, 10 about adults"."""

from collections.abc import Mapping
from typing import Any

from waylight.exchange.models import Batch, Stage

type Sums = list[dict[str, str]]


def sums_of(counts: Mapping[str, int]) -> Sums:
    """Return how many rows of one file will load, will not, and are about adults. Zeros are left out, except the first."""
    parts = [(counts.get("accepted", 0), _rows(counts.get("accepted", 0), "will load"))]
    parts += [
        (count, words)
        for count, words in ((counts.get("refused", 0), "will not"), (counts.get("out_of_scope", 0), "about adults"))
        if count
    ]
    return [{"count": f"{count:,}", "words": words} for count, words in parts]


def total_of(batch: Batch) -> Sums:
    """Return the same for all files of a checked batch, with the episodes and reports that they will add."""
    files = batch.result.get("files", {}).values()
    counts_of_all = {name: sum(counts[name] for counts in files) for name in ("accepted", "refused", "out_of_scope")}
    return [*sums_of(counts_of_all), *_outcome(batch.result)]


def refusals_of(batch: Batch) -> dict[str, bool]:
    """Return whether a row of the batch was refused, and whether every row was."""
    files = batch.result.get("files", {}).values()
    refused, accepted = (sum(counts.get(name, 0) for counts in files) for name in ("refused", "accepted"))
    return {"refused": refused > 0, "refused_all": refused > 0 and not accepted}


HEAD = ("File", "Rows", "Loaded", "Did not load", "About adults")
COUNTS = ("rows", "accepted", "refused", "out_of_scope")


def results_of(batch: Batch) -> list[list[str]]:
    """Return a line for each file of a finished load, with the columns of HEAD. If there are several, the last is the total."""
    files = batch.result.get("files", {})
    lines = [[name, *(f"{counts.get(each, 0):,}" for each in COUNTS)] for name, counts in files.items()]
    totals = [f"{sum(counts.get(each, 0) for counts in files.values()):,}" for each in COUNTS]
    return [*lines, *([["All files", *totals]] if len(lines) > 1 else [])]


def outcome_of(batch: Batch) -> Sums:
    """Return the numbers of new episodes, duplicate reports and unmatched reports of a finished load."""
    return _outcome(batch.result)


def _outcome(result: Mapping[str, Any]) -> Sums:
    labels = {"episodes_opened": "new episode", "second_reports": "duplicate report", "waiting": "unmatched report"}
    counts = [(result.get(key, 0), words) for key, words in labels.items()]
    return [{"count": f"{count:,}", "words": words if count == 1 else f"{words}s"} for count, words in counts if count]


def _rows(count: int, does: str) -> str:
    return f"row {does}" if count == 1 else f"rows {does}"


def summary_of(batch: Batch) -> str:
    """Return a batch as one line in the list of loads."""
    if batch.stage == Stage.FAILED:
        return str(batch.result.get("problem", ""))
    if batch.stage not in {Stage.DONE, Stage.UNDONE} or not batch.result.get("files"):
        return ""
    if not batch.result.get("changed"):
        return "No row could be loaded" if refusals_of(batch)["refused_all"] else "Nothing new"
    parts = [f"{sum_['count']} {sum_['words']}" for sum_ in _outcome(batch.result)]
    refused = sum(counts["refused"] for counts in batch.result["files"].values())
    return ", ".join([*parts, *([f"{refused:,} {_rows(refused, 'did not load')}"] if refused else [])]) or "Records updated"
