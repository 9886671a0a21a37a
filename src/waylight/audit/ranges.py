"""Runs of whole numbers in few characters: "1-40,42"."""

from collections.abc import Iterable, Iterator


def runs_of(numbers: Iterable[int]) -> Iterator[range]:
    """Return rising numbers as the unbroken runs they form."""
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
    """Return the runs in a text; raises ValueError for another text."""
    runs = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        runs.append(range(int(first), int(last or first) + 1))
    return runs


def joined(runs: Iterable[range]) -> list[range]:
    """Return the same numbers in as few rising runs as possible; the runs given may touch or overlap, in any order."""
    whole: list[range] = []
    for run in sorted(runs, key=lambda run: run.start):
        if whole and run.start <= whole[-1].stop:
            whole[-1] = range(whole[-1].start, max(run.stop, whole[-1].stop))
        else:
            whole.append(run)
    return whole


def gaps(runs: Iterable[range], *, above: int, upto: int) -> list[range]:
    """Return the numbers after `above` and up to `upto` that are in none of the runs."""
    missing, expected = [], above + 1
    for run in joined(runs):
        if run.start > expected:
            missing.append(range(expected, min(run.start, upto + 1)))
        expected = max(expected, run.stop)
    return missing + ([range(expected, upto + 1)] if expected <= upto else [])


def near(runs: Iterable[range], *, apart: int) -> Iterator[list[range]]:
    """Group rising runs that are less than `apart` from each other."""
    group: list[range] = []
    for run in runs:
        if group and run.start - group[-1].stop >= apart:
            yield group
            group = []
        group.append(run)
    if group:
        yield group
