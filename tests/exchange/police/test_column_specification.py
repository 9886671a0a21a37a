"""A check of the specification governs a row whether it is read alone or with its whole column."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.packs import POLICE, write_csv
from waylight.exchange.files.mapping import shipped_mapping
from waylight.exchange.files.refusals import RowRefused
from waylight.exchange.police.column_specification import CHECKS, Column, Rule
from waylight.exchange.police.reader import read_police

AT = datetime(2016, 1, 1, tzinfo=UTC)
RULES = [check for check in CHECKS if isinstance(check, Rule)]


def alone(folder: Path, checks: Sequence[Column | Rule]) -> bool:
    """Whether the row loads when it is read by itself."""
    file = read_police(folder / "police_reports.csv", shipped_mapping("police-reports"), at=AT, checks=checks)
    try:
        file.reader.incident(file.columns.row(0))
    except RowRefused:
        return False
    return True


def in_columns(folder: Path, checks: Sequence[Column | Rule]) -> bool:
    """Whether the row is an ordinary one when its column is read."""
    file = read_police(folder / "police_reports.csv", shipped_mapping("police-reports"), at=AT, checks=checks)
    return len(file.ordinary) == 1


def changed(field: str, **change: Any) -> list[Column | Rule]:
    return [replace(check, **change) if check.field == field and isinstance(check, Column) else check for check in CHECKS]


@pytest.mark.parametrize("reading", [alone, in_columns])
@pytest.mark.parametrize(
    ("field", "change", "cells"),
    [
        pytest.param("reference", {"longest": 3}, {}, id="a shorter reference"),
        pytest.param("surname", {"longest": 5}, {}, id="a shorter surname"),
        pytest.param("surname", {"content": str.isdigit}, {}, id="another kind of surname"),
        pytest.param("forename", {"longest": 4}, {}, id="a shorter forename"),
        pytest.param("postcode", {"cut": False}, {"Postcode": "SK1 1AA or near"}, id="a postcode that is not cut"),
        pytest.param("reported_by", {"cut": False}, {"Reported By": "p" * 90}, id="a reporter that is not cut"),
        pytest.param("found_at", {"cut": False}, {"Found At": "f" * 130}, id="a place that is not cut"),
        pytest.param("sex", {"refuse_unknown": True}, {"Gender": "Not stated"}, id="only known words for the sex"),
        pytest.param("category", {"refuse_unknown": False}, {"Category": "Runaway"}, id="any category"),
        pytest.param("risk", {"required": True}, {"Risk Level": ""}, id="always a risk"),
        pytest.param("risk", {"refuse_unknown": False}, {"Risk Level": "Severe"}, id="any risk"),
        pytest.param("reported_at", {"required": True}, {"Reported": ""}, id="always a time of the report"),
        pytest.param("returned_at", {"refuse_unreadable": False}, {"Returned": "soon"}, id="a return that cannot be read"),
        pytest.param("checked_at", {"refuse_unreadable": True}, {"Prevention Interview": "soon"}, id="only checks with a time"),
    ],
)
def test_a_changed_column_governs_both_readings(
    reading: Any, field: str, change: dict[str, Any], cells: dict[str, str], tmp_path: Path
) -> None:
    write_csv(tmp_path / "police_reports.csv", [POLICE | cells])
    before, after = reading(tmp_path, CHECKS), reading(tmp_path, changed(field, **change))
    assert before != after


@pytest.mark.parametrize("reading", [alone, in_columns])
@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        pytest.param(0, {"DOB": "02/06/2015"}, id="born after they went missing"),
        pytest.param(1, {"DOB": "14/02/2025", "Last Seen": "01/06/2033 10:00", "Reported": "", "Returned": ""}, id="seen later"),
        pytest.param(2, {"Reported": "01/06/2033 10:00"}, id="reported later than now"),
        pytest.param(3, {"Returned": "01/06/2033 10:00"}, id="back later than now"),
        pytest.param(4, {"Returned": "01/06/2015 17:59"}, id="back before they were last seen"),
        pytest.param(5, {"Reported": "01/06/2015 17:59"}, id="reported before they were last seen"),
    ],
)
def test_a_rule_governs_both_readings(reading: Any, rule: int, cells: dict[str, str], tmp_path: Path) -> None:
    write_csv(tmp_path / "police_reports.csv", [POLICE | cells])
    without = [check for check in CHECKS if check is not RULES[rule]]
    assert (reading(tmp_path, CHECKS), reading(tmp_path, without)) == (False, True)


def test_every_rule_has_a_row_above() -> None:
    assert len(RULES) == 6
