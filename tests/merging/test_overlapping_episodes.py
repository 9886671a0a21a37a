"""Episodes of one child that overlap after a merge are all shown, so that a person can correct each."""

from datetime import timedelta

from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.episodes.models import Episode
from waylight.merging.history import overlapping_pairs

HOUR = timedelta(hours=1)


def test_a_long_episode_of_a_child_overlaps_each_later_one_that_it_covers(cast: Cast) -> None:
    hours = ((40, 1), (30, 28), (20, 18))
    long, second, third = (
        Episode.objects.create(child=cast.amina, started_at=now() - start * HOUR, returned_at=now() - end * HOUR)
        for start, end in hours
    )
    assert list(overlapping_pairs([third, long, second])) == [(long, second), (long, third)]
