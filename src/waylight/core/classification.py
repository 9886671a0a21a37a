"""The classification of every field of every record: identifying, sensitive, statistical or technical.

The register has one file per package, in `field_classification/`. A test fails for a field without a classification.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Nature(StrEnum):
    """How a field must be protected. Figures, logs and the addresses of pages never contain an identifying field."""

    IDENTIFYING = "identifying"  # identifies a person, alone or with another field
    SENSITIVE = "sensitive"  # could harm the person if other people knew it
    STATISTICAL = "statistical"  # may be counted, if the figures identify no one
    PLUMBING = "plumbing"  # technical: says nothing about a person


# The fields of every record.
EVERYWHERE = dict.fromkeys(("id", "version", "created_at", "batch"), Nature.PLUMBING)


@cache
def register() -> Mapping[str, Mapping[str, Nature]]:
    """Return the nature of each field, by the name of its record ("people.Child") and then of the field."""
    natures_by_record: dict[str, dict[str, Nature]] = {}
    for file in sorted((files("waylight.core") / "field_classification").iterdir(), key=lambda file: file.name):
        package = file.name.removesuffix(".toml")
        for record, natures in tomllib.loads(file.read_text("utf-8")).items():
            natures_by_record[f"{package}.{record}"] = {
                name: Nature(nature) for nature, names in natures.items() for name in names
            }
    return natures_by_record


def nature_of(record: str, field: str) -> Nature:
    """Return the nature of one field. Raises KeyError for a field without a classification."""
    return register().get(record, {}).get(field) or EVERYWHERE[field]
