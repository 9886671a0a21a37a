"""The finding of a chart in a sentence, computed from its numbers. Hidden numbers are never mentioned."""

from collections.abc import Sequence

from waylight.reports.figures import Figure, Number, percent

AT_LEAST = 0.02  # a smaller difference from the average is not mentioned
HOURS_TOGETHER = 6


def count_of(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def of_episodes(month: str, now: Number, before: Number, before_words: str, others: Sequence[int]) -> str:
    if now.value is None:
        return f"There are no records for {month}"
    if now.shown is None:
        return "Episodes in each month; small numbers are hidden"
    sentence = f"{count_of(now.shown, 'episode', 'episodes')} in {month}"
    if before.shown is not None:
        difference = now.shown - before.shown
        word = "more" if difference > 0 else "fewer"
        return (
            f"{sentence}, {abs(difference):,} {word} than in {before_words}"
            if difference
            else f"{sentence}, the same as in {before_words}"
        )
    if len(others) < 2:  # noqa: PLR2004 - one month is too few to compare with
        return sentence
    if now.shown > max(others):
        return f"{sentence}, the most of the twelve months"
    if now.shown < min(others):
        return f"{sentence}, the fewest of the twelve months"
    average = sum(others) / len(others)
    deviation = now.shown / average - 1 if average else 0
    if abs(deviation) < AT_LEAST:
        return f"{sentence}, about the average of the months before"
    return f"{sentence}, {percent(abs(deviation))} % {'above' if deviation > 0 else 'below'} the average of the months before"


def of_durations(closed: Figure, still: Number) -> str:
    """Return how many of the children who came back were back within a day."""
    if closed.part.hidden or (closed.whole and closed.whole.hidden):
        return "How long children were missing; small numbers are hidden"
    if closed.share is None:
        return "No children have come back yet" if still.shown else "No episodes to show"
    sentence = f"{percent(closed.share)} % of those who came back were back within 24 hours"
    if still.shown:
        sentence += f"; {count_of(still.shown, 'child is', 'children are')} not yet back"
    return sentence


def of_ages(ages: Sequence[tuple[str, Number]]) -> str:
    """Say which age went missing most, or which two did equally. A hidden number may be the largest, so then say neither."""
    if any(number.hidden for _, number in ages):
        return "Ages; small numbers are hidden"
    known = [
        (f"{label}-year-olds" if label.isdigit() else f"children {label.lower()}", number.shown or 0) for label, number in ages
    ]
    whole, most = sum(value for _, value in known), max((value for _, value in known), default=0)
    if not whole:
        return "No episodes to show"
    first = [age for age, value in known if value == most]
    of_all = f"{most:,} of {count_of(whole, 'episode', 'episodes')}"
    if len(first) > 2:  # noqa: PLR2004 - more than two ages are no finding
        return f"No one age went missing most: the largest number is {of_all}"
    words = " and ".join(first)
    return f"{words[0].upper()}{words[1:]} went missing most: {of_all}{' each' if len(first) > 1 else ''}"


def of_hours(hours: Sequence[Number]) -> str:
    if any(number.hidden for number in hours):
        return "Hours; small numbers are hidden"
    whole = sum(number.shown or 0 for number in hours)
    if not whole:
        return "No episodes to show"
    runs = [(sum(hours[(start + step) % 24].shown or 0 for step in range(HOURS_TOGETHER)), -start) for start in range(24)]
    most, start = max(runs)
    first, last = -start, (-start + HOURS_TOGETHER) % 24
    until = "midnight" if last == 0 else f"{last:02}:00"
    return f"{percent(most / whole)} % of episodes began between {first:02}:00 and {until}"


def of_interviews(held: Figure, in_time: Figure, limit: str) -> str:
    if held.whole is None or held.whole.value is None:
        return "There are no records of returns"
    if held.whole.value == 0:
        return "No return interviews were due"
    if held.share is None or in_time.share is None:
        return "Return interviews due, and how many were held; small numbers are hidden"
    due, verb = count_of(held.whole.shown or 0, "interview", "interviews"), "was" if held.part.shown == 1 else "were"
    return f"{held.part.words} of {due} due {verb} held, {in_time.part.words} of them within {limit}"
