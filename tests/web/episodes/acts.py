"""Episodes of the cast, and what a form about one says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from tests.episodes.histories import HOUR
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import local, now
from waylight.core.keys import new_key
from waylight.episodes.actions import ReportedTime, record_return, report_missing
from waylight.episodes.models import Episode

type As = Callable[[str], Client]


def missing(cast: Cast, *, ago: timedelta = 3 * HOUR, **more: Any) -> Episode:
    told = {"by": cast.okoro, "missing_from": "FAMILY_HOME", "reported_by": "her mother"} | more
    child = told.pop("child", cast.amina)
    return report_missing(child, last_seen=ReportedTime(at=now() - ago), reported=ReportedTime(at=now() - ago + HOUR), **told)


def back(cast: Cast, *, ago: timedelta = 3 * HOUR, **more: Any) -> Episode:
    episode = missing(cast, ago=ago, **more)
    return record_return(episode, by=cast.priya, version=1, returned=ReportedTime(at=episode.started_at + HOUR + HOUR / 2))


def at(name: str, ago: timedelta) -> dict[str, str]:
    there = local(now() - ago)
    parts = {"day": there.day, "month": there.month, "year": there.year, "time": f"{there:%H:%M}", "precision": "MINUTE"}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def once(**said: Any) -> dict[str, Any]:
    return {"submission": str(new_key()), "version": "1", **said}


def words(client: Client, address: str) -> str:
    return client.get(address).content.decode()
