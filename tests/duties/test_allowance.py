"""How long a worker has, in the words of a page."""

import pytest

from waylight.duties.language.allowance import Allowance, Hours, HoursOrNextMorning, WorkingDays

MORNING = ", or by 10:00 the next morning if that time starts between 18:00 and 08:00"


@pytest.mark.parametrize(
    ("allowance", "words"),
    [
        (Hours(1), "1 hour"),
        (Hours(72), "72 hours"),
        (HoursOrNextMorning(1), f"1 hour{MORNING}"),
        (HoursOrNextMorning(4), f"4 hours{MORNING}"),
        (WorkingDays(1), "1 working day"),
        (WorkingDays(3), "3 working days"),
    ],
    ids=str,
)
def test_a_worker_reads_how_long_there_is(allowance: Allowance, words: str) -> None:
    assert str(allowance) == words
