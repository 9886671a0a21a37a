"""Every field of every record is classified, and nothing that names anybody leaves through the figures."""

import pytest
from django.apps import apps
from ibis.expr import types as ir

from waylight.core.classification import EVERYWHERE, Nature, nature_of, register
from waylight.facts import tables

RECORDS = {model._meta.label: model for model in apps.get_models() if model.__module__.startswith("waylight.")}


def fields_of(record: str) -> set[str]:
    meta = RECORDS[record]._meta
    return {field.name for field in (*meta.local_fields, *meta.local_many_to_many)}


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_field_is_classified_and_none_that_is_gone(record: str) -> None:
    classified = set(register().get(record, {}))
    package, _, name = record.partition(".")
    missing, stale = fields_of(record) - classified - set(EVERYWHERE), classified - fields_of(record)
    where = f"src/waylight/core/field_classification/{package}.toml, under [{name}]"
    assert not missing, f"Say what these are in {where}: {', '.join(sorted(missing))}"
    assert not stale, f"These are no longer fields; take them out of {where}: {', '.join(sorted(stale))}"


def test_no_record_in_the_register_is_gone() -> None:
    assert set(register()) <= set(RECORDS)


def test_no_field_is_two_things() -> None:
    doubly = [record for record, natures in register().items() if set(natures) & set(EVERYWHERE)]
    assert not doubly


def test_a_name_identifies_and_a_time_may_be_counted() -> None:
    assert nature_of("people.Child", "surname") == Nature.IDENTIFYING
    assert nature_of("episodes.Episode", "started_at") == Nature.STATISTICAL
    assert nature_of("episodes.Episode", "version") == Nature.PLUMBING


def test_the_figures_hold_no_column_that_identifies_or_tells() -> None:
    careful = {name for natures in register().values() for name, nature in natures.items() if nature == Nature.IDENTIFYING}
    columns = {name for table in vars(tables).values() if isinstance(table, ir.Table) for name in table.columns}
    assert "started_on" in columns
    assert not columns & careful
