"""The records of an episode, gathered where Django looks for them."""

from waylight.episodes.corrections import Correction
from waylight.episodes.episode import Episode, Report
from waylight.episodes.repeats import RepeatMeeting
from waylight.episodes.working import LogLine, RiskAssessment, SafeAndWellCheck

__all__ = ["Correction", "Episode", "LogLine", "RepeatMeeting", "Report", "RiskAssessment", "SafeAndWellCheck"]
