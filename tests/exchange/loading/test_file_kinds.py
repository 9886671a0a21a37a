"""The register of file kinds: each can be recognised, and loads after the files it refers to."""

from pathlib import Path

import pytest

from waylight.agencies.councils import council_of
from waylight.exchange.loading.council_mappings import kind_of
from waylight.exchange.loading.file_kinds import FILE_KINDS, IN_LOADING_ORDER, FileKind

KINDS = [pytest.param(kind, id=kind.label) for kind in FILE_KINDS.values()]
MAPPINGS = Path(__file__).parents[3] / "src/waylight/exchange/mappings"


def test_every_mapping_belongs_to_a_kind_and_every_kind_has_one() -> None:
    assert {path.stem for path in MAPPINGS.glob("*.toml")} == set(FILE_KINDS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_recognised_by_its_headings_whatever_its_name(kind: FileKind, tmp_path: Path) -> None:
    headings = [names[0] for names in kind.mapping.columns.values()]
    (tmp_path / "export.csv").write_text(",".join(headings) + "\n")
    assert kind_of(tmp_path / "export.csv", council_of("356")) == kind


def test_a_file_loads_after_the_files_it_refers_to() -> None:
    order = [kind.name for kind in IN_LOADING_ORDER]
    for name, refers_to in (
        ("placements", "homes"),
        ("placements", "children"),
        ("care", "children"),
        ("flags", "children"),
        ("police-reports", "children"),
        ("interviews", "police-reports"),
    ):
        assert order.index(refers_to) < order.index(name)


def test_no_two_kinds_load_at_the_same_place() -> None:
    assert len({kind.load_order for kind in FILE_KINDS.values()}) == len(FILE_KINDS)
