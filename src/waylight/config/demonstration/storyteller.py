"""Records the acts in a child's story: each at its own time, by the person who did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from waylight.accounts.models import User
from waylight.chronology.moments import Precision
from waylight.config.demonstration.cast import Cast
from waylight.core.clock import at
from waylight.episodes.actions import ReportedTime, record_check, record_return, record_risk, report_missing
from waylight.episodes.choices import Assessor, CheckStatus, MissingFrom, ReturnedTo, ReturnMethod, RiskLevel, TimeSource
from waylight.episodes.models import Episode
from waylight.interviews import actions as interviewing
from waylight.interviews.choices import AttemptResult, Channel, DeclineReason, Independence, Mode
from waylight.interviews.models import Interview
from waylight.people.models import Child
from waylight.placements.models import Home

type WriteUpAnswers = Mapping[str, dict[str, Any]]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Storyteller:
    """The acts of the cast. Times are instants; `after` is the time since the child's return."""

    cast: Cast

    def missing(
        self,
        child: Child,
        *,
        by: User,
        last_seen: datetime,
        reported_at: datetime,
        reported_by: str,
        source: TimeSource = TimeSource.PARENT,
        missing_from: MissingFrom = MissingFrom.FAMILY_HOME,
        home: Home | None = None,
        reference: str = "",
        **more: Any,
    ) -> Episode:
        with at(reported_at):
            return report_missing(
                child,
                by=by,
                last_seen=ReportedTime(at=last_seen, source=source),
                reported=ReportedTime(at=reported_at, source=source),
                missing_from=missing_from,
                reported_by=reported_by,
                home=home,
                reference=reference,
                **more,
            )

    def risk(
        self,
        episode: Episode,
        *,
        when: datetime,
        police: RiskLevel,
        council: RiskLevel,
        because: str,
        review: datetime | None = None,
        **factors: str,
    ) -> None:
        """Record the police's view and, forty minutes later, social care's. Both have the same review time."""
        views = ((Assessor.POLICE, police, self.cast.okoro), (Assessor.SOCIAL_CARE, council, self.cast.priya))
        for later, (agency, level, by) in enumerate(views):
            with at(when + later * 40 * MINUTE):
                record_risk(episode, by=by, agency=agency, level=level, rationale=because, factors=factors, next_review_at=review)

    def back(
        self,
        episode: Episode,
        *,
        by: User,
        when: datetime,
        method: ReturnMethod = ReturnMethod.SELF,
        source: TimeSource = TimeSource.PARENT,
        found_at: str = "",
        precision: Precision = Precision.MINUTE,
    ) -> Episode:
        episode.refresh_from_db()
        with at(when + 20 * MINUTE):
            return record_return(
                episode,
                by=by,
                version=episode.version,
                returned=ReportedTime(at=when, source=source, precision=precision),
                method=method,
                returned_to=ReturnedTo.SAME_PLACE,
                found_at=found_at,
            )

    def checked(self, episode: Episode, *, after: timedelta, where_been: str = "", with_whom: str = "") -> None:
        done_at = _back(episode) + after
        with at(done_at + 30 * MINUTE):
            record_check(
                episode, by=self.cast.okoro, status=CheckStatus.DONE, done_at=done_at, officer="PC 4417", seen_alone=True,
                where_been=where_been, with_whom=with_whom,
            )  # fmt: skip

    def offered(self, episodes: Sequence[Episode], *, after: timedelta, note: str = "") -> Interview:
        """Let Priya allocate the interview to Marcus, who accepts and offers it. The child agrees to talk."""
        return self._offer(episodes, after=after, result=AttemptResult.AGREED, note=note)

    def declined(self, episodes: Sequence[Episode], *, after: timedelta, reason: DeclineReason, words: str) -> Interview:
        return self._offer(episodes, after=after, result=AttemptResult.DECLINED, reason=reason, words=words)

    def _offer(self, episodes: Sequence[Episode], *, after: timedelta, **answer: Any) -> Interview:
        cast, returned = self.cast, _back(episodes[-1])
        with at(returned + after / 2):
            interview = interviewing.allocate(episodes, by=cast.priya, provider=cast.provider, interviewer=cast.marcus)
        with at(returned + after - 10 * MINUTE):
            interview = interviewing.accept(interview, by=cast.marcus, version=interview.version)
        with at(returned + after):
            return interviewing.record_attempt(
                interview, by=cast.marcus, version=interview.version, at=returned + after, channel=Channel.CALL, **answer
            )

    def booked(self, interview: Interview, *, when: datetime, booked_for: datetime, place: str) -> Interview:
        with at(when):
            return interviewing.book(
                interview, by=self.cast.marcus, version=interview.version, booked_for=booked_for, place=place
            )

    def held(
        self, interview: Interview, *, when: datetime, place: str, late_because: str = "", mode: Mode = Mode.FACE
    ) -> Interview:
        with at(when + 50 * MINUTE):
            return interviewing.hold(
                interview, by=self.cast.marcus, version=interview.version, held_at=when, mode=mode, place=place,
                seen_alone=True, independence=Independence.PROVIDER, late_because=late_because,
            )  # fmt: skip

    def wrote(self, interview: Interview, *, when: datetime, answers: WriteUpAnswers, finished: bool = True) -> None:
        with at(when):
            for section, section_answers in answers.items():
                interviewing.save_section(
                    interview, by=self.cast.marcus, section=section, answers=section_answers, finished=finished
                )

    def written_up(self, interview: Interview, *, when: datetime, answers: WriteUpAnswers, checked: bool = True) -> Interview:
        """Let Marcus finish the write-up. His manager approves it four hours later, if `checked`."""
        self.wrote(interview, when=when, answers=answers)
        with at(when + 10 * MINUTE):
            interview = interviewing.finish_write_up(interview, by=self.cast.marcus, version=interview.version)
        if not checked:
            return interview
        with at(when + 4 * HOUR):
            return interviewing.approve(interview, by=self.cast.iris, version=interview.version)


def _back(episode: Episode) -> datetime:
    if episode.returned_at is None:
        raise ValueError("The child in this story is not back yet.")
    return episode.returned_at
