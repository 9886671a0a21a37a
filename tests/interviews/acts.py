"""Actions on an interview that many tests use."""

from waylight.config.demonstration.cast import Cast
from waylight.core.clock import now
from waylight.interviews import actions
from waylight.interviews.models import Interview


def offer(cast: Cast, interview: Interview, result: str, *, channel: str = "CALL", **more: object) -> Interview:
    said = {"at": now(), "channel": channel, "reason": "OTHER"} | more
    return actions.record_attempt(interview, by=cast.marcus, version=interview.version, result=result, **said)


def end(cast: Cast, interview: Interview, outcome: str, **more: object) -> Interview:
    return actions.end_without_interview(interview, by=cast.marcus, version=interview.version, outcome=outcome, **more)


def hold(cast: Cast, interview: Interview, **more: object) -> Interview:
    said = {"held_at": now(), "mode": "FACE"} | more
    return actions.hold(interview, by=cast.marcus, version=interview.version, **said)
