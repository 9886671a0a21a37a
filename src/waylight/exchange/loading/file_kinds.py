"""The kinds of file that Waylight loads: the name, label, mapping, reader and writer of each.

A new kind needs a mapping in `mappings`, a reader and a writer in the package of its source, and an entry in FILE_KINDS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from waylight.exchange.council import rows as council_rows
from waylight.exchange.council.rows import CouncilFile, CouncilRow, read_council_file
from waylight.exchange.council.writer import CouncilWriter
from waylight.exchange.files.mapping import FileMapping, shipped_mapping
from waylight.exchange.files.refusals import Refusal
from waylight.exchange.loading.run import LoadRun
from waylight.exchange.police.child_matching import ReportedIdentity, match_identities
from waylight.exchange.police.fast_matches import ReportedIdentities
from waylight.exchange.police.reader import PoliceFile, read_police
from waylight.exchange.police.unmatched import decisions_by_people, queue_unmatched_reports, undecided_references
from waylight.exchange.police.writer import EpisodeWriter
from waylight.exchange.provider.rows import KnownIncidents, ProviderFile, read_provider

FILE_SUFFIXES = (".csv", ".xlsx")


class ReadFile(Protocol):
    """A file after reading. Writing it may refuse more of its rows."""

    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def refused(self) -> list[Refusal]: ...


@dataclass(frozen=True)
class FileKind:
    """A kind of file. `name` is also stored with a council's own mappings and names the mapping that ships with Waylight.

    Files load in ascending `load_order`: a file comes before those that refer to it.
    """

    name: str
    label: str
    load_order: int
    read: Callable[[Path, FileMapping, LoadRun], ReadFile]
    write: Callable[[Any, LoadRun], None]  # receives what `read` returned

    @property
    def mapping(self) -> FileMapping:
        """Return the mapping that ships with Waylight."""
        return shipped_mapping(self.name)

    @property
    def stem(self) -> str:
        """Return the name that a file of this kind has in a folder, without its suffix."""
        return Path(self.mapping.file).stem

    def find_in(self, folder: Path) -> Path | None:
        """Return the file of this kind in a folder: the CSV file, or the workbook when there is no CSV file."""
        return next((path for suffix in FILE_SUFFIXES if (path := folder / f"{self.stem}{suffix}").exists()), None)


def _council_kind(
    name: str,
    label: str,
    load_order: int,
    read_row: Callable[[CouncilRow], dict[str, object]],
    write: Callable[[CouncilWriter, CouncilFile], None],
) -> FileKind:
    def read(path: Path, mapping: FileMapping, run: LoadRun) -> CouncilFile:
        run.progress(f"Reading {path.name}", 0)
        return read_council_file(path, mapping, read_row)

    return FileKind(name, label, load_order, read, lambda file, run: write(run.council_writer, file))


def _read_police_reports(path: Path, mapping: FileMapping, run: LoadRun) -> PoliceFile:
    run.police_file = read_police(path, mapping, tick=lambda done: run.progress("Reading reports", done))
    return run.police_file


def _write_police_reports(file: PoliceFile, run: LoadRun) -> None:
    run.progress("Finding each child", 0)
    identities = ReportedIdentities.of(file.ordinary, file.columns.numbers[file.ordinary.places])
    matching = match_identities(
        [*identities.distinct, *map(ReportedIdentity.of, file.other_incidents.values())], run.known_children
    )
    writer = EpisodeWriter(
        run.council,
        run.journal,
        tick=lambda done: run.progress("Writing episodes", done),
        decisions=decisions_by_people(run.council),
    )
    result = writer.write(file, matching, identities)
    queue_unmatched_reports(result, run.council, run.journal)
    run.result.episodes_opened, run.result.second_reports = result.opened, result.second_reports
    run.result.waiting, run.result.unchanged = len(result.waiting), result.unchanged


def _read_interviews(path: Path, mapping: FileMapping, run: LoadRun) -> ProviderFile:
    run.progress("Reading interviews", 0)
    police = run.police_file
    known = KnownIncidents(
        run.interview_writer.child_of,
        frozenset(police.adults if police else ()),
        frozenset(police.refused_references if police else ()),
        frozenset(undecided_references(run.council)),
    )
    return read_provider(path, mapping, known=known)


def _write_interviews(file: ProviderFile, run: LoadRun) -> None:
    run.interview_writer.write(file.interviews.values())


# Pages list the kinds in this order, and a file's headings are compared with theirs in this order.
FILE_KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("police-reports", "Police reports", 7, _read_police_reports, _write_police_reports),
        FileKind("interviews", "Return interviews", 8, _read_interviews, _write_interviews),
        _council_kind("children", "Children", 3, council_rows.read_child, CouncilWriter.write_children),
        _council_kind("care", "Care periods", 4, council_rows.read_care_period, CouncilWriter.write_care_periods),
        _council_kind("placements", "Placements", 5, council_rows.read_placement, CouncilWriter.write_placements),
        _council_kind("flags", "Flags", 6, council_rows.read_flag, CouncilWriter.write_flags),
        _council_kind("homes", "Children's homes", 1, council_rows.read_home, CouncilWriter.write_homes),
        _council_kind("population", "Population", 2, council_rows.read_population, CouncilWriter.write_population),
    )
}
FILE_KIND_CHOICES = [(kind.name, kind.label) for kind in FILE_KINDS.values()]
IN_LOADING_ORDER = sorted(FILE_KINDS.values(), key=lambda kind: kind.load_order)
