"""What each field of each record is: who somebody is, what is said of them, what may be counted, or mere plumbing.

The register is one file a package in `fields/`. A field nobody classified fails a test, so nobody adds one unthinking.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Nature(StrEnum):
    """How careful one must be with a field; the first are never in figures, logs or addresses of pages."""

    IDENTIFYING = "identifying"  # says who somebody is, alone or with another field
    SENSITIVE = "sensitive"  # says something of a person that could hurt them if it were known
    STATISTICAL = "statistical"  # may be counted, once nobody can be told from it
    PLUMBING = "plumbing"  # holds the records together and says nothing of anyone


# What every record of ours has.
EVERYWHERE = dict.fromkeys(("id", "version", "created_at", "batch"), Nature.PLUMBING)


@cache
def register() -> Mapping[str, Mapping[str, Nature]]:
    """The nature of each field, by record ("people.Child") and then by field."""
    found: dict[str, dict[str, Nature]] = {}
    for file in sorted((files("waylight.core") / "fields").iterdir(), key=lambda file: file.name):
        package = file.name.removesuffix(".toml")
        for record, natures in tomllib.loads(file.read_text("utf-8")).items():
            found[f"{package}.{record}"] = {name: Nature(nature) for nature, names in natures.items() for name in names}
    return found


def nature_of(record: str, field: str) -> Nature:
    """The nature of one field; a field nobody classified raises KeyError."""
    return register().get(record, {}).get(field) or EVERYWHERE[field]
