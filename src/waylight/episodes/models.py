"""The records of an episode, imported here because Django looks for models in this module."""

from waylight.episodes.corrections import Correction
from waylight.episodes.episode import Episode, Report
from waylight.episodes.log_line import LogLine
from waylight.episodes.repeat_meetings import RepeatMeeting
from waylight.episodes.risk.assessment import RiskAssessment
from waylight.episodes.safe_and_well import SafeAndWellCheck

__all__ = ["Correction", "Episode", "LogLine", "RepeatMeeting", "Report", "RiskAssessment", "SafeAndWellCheck"]
