"""A running load: what its files share, and its counts."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from waylight.agencies.models import Agency
from waylight.exchange.batches.journal import Journal
from waylight.exchange.council.writer import CouncilWriter
from waylight.exchange.files.refusals import Refusal
from waylight.exchange.police.child_matching import KnownChildren
from waylight.exchange.police.reader import PoliceFile
from waylight.exchange.provider.writer import InterviewWriter

# Called with the name of a phase and how many rows of it are done.
type Progress = Callable[[str, int], None]


@dataclass
class LoadResult:
    """Counts of a load, for each file and overall. `changed` is false when the files held nothing new.

    The names of the fields are the keys of the JSON that the command prints and the batch keeps.
    """

    files: dict[str, dict[str, int]] = field(default_factory=dict)
    episodes_opened: int = 0
    second_reports: int = 0
    waiting: int = 0
    unchanged: int = 0
    differs: list[str] = field(default_factory=list)
    changed: bool = False
    batch: str = ""
    refused_rows: str = ""
    refused: list[Refusal] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        del values["refused"]
        return values


@dataclass
class LoadRun:
    """What the files of one load share. A later file refers to the records that an earlier one made."""

    council: Agency
    journal: Journal
    progress: Progress
    result: LoadResult
    police_file: PoliceFile | None = None

    @cached_property
    def known_children(self) -> KnownChildren:
        return KnownChildren(self.council)

    @cached_property
    def council_writer(self) -> CouncilWriter:
        return CouncilWriter(self.council, self.journal, self.known_children)

    @cached_property
    def interview_writer(self) -> InterviewWriter:
        return InterviewWriter(self.council, self.journal)
