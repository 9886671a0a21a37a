"""The records of an episode, gathered where Django looks for them."""

from waylight.episodes.episode import Episode, Report
from waylight.episodes.working import LogLine, RiskAssessment, SafeAndWellCheck

__all__ = ["Episode", "LogLine", "Report", "RiskAssessment", "SafeAndWellCheck"]
