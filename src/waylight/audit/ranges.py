"""Runs of consecutive whole numbers, and their short text form: "1-40,42"."""

from collections.abc import Iterable, Iterator


def runs_of(numbers: Iterable[int]) -> Iterator[range]:
    """Yield the runs of consecutive numbers. The numbers must be in rising order."""
    start = stop = None
    for number in numbers:
        if start is None or stop is None:
            start, stop = number, number + 1
        elif number == stop:
            stop += 1
        else:
            yield range(start, stop)
            start, stop = number, number + 1
    if start is not None and stop is not None:
        yield range(start, stop)


def written(runs: Iterable[range]) -> str:
    return ",".join(str(run.start) if len(run) == 1 else f"{run.start}-{run.stop - 1}" for run in runs)


def read(text: str) -> list[range]:
    """Return the runs in a text such as "1-40,42". Raises ValueError for any other text."""
    runs = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        runs.append(range(int(first), int(last or first) + 1))
    return runs


def joined(runs: Iterable[range]) -> list[range]:
    """Return the same numbers in as few runs as possible, in rising order. `runs` may touch or overlap and need no order."""
    merged: list[range] = []
    for run in sorted(runs, key=lambda run: run.start):
        if merged and run.start <= merged[-1].stop:
            merged[-1] = range(merged[-1].start, max(run.stop, merged[-1].stop))
        else:
            merged.append(run)
    return merged


def gaps(runs: Iterable[range], *, above: int, upto: int) -> list[range]:
    """Return, as runs, the numbers after `above` and up to `upto` that are not in `runs`."""
    missing, next_number = [], above + 1
    for run in joined(runs):
        if run.start > next_number:
            missing.append(range(next_number, min(run.start, upto + 1)))
        next_number = max(next_number, run.stop)
    return missing + ([range(next_number, upto + 1)] if next_number <= upto else [])


def near(runs: Iterable[range], *, apart: int) -> Iterator[list[range]]:
    """Yield groups of neighbouring runs that are less than `apart` from each other. The runs must be in rising order."""
    group: list[range] = []
    for run in runs:
        if group and run.start - group[-1].stop >= apart:
            yield group
            group = []
        group.append(run)
    if group:
        yield group
