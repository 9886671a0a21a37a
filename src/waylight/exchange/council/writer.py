"""Writing the council's extract into the records: new ones in bulk, changed ones through the journal."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from waylight.agencies.models import Agency, Authority, Population
from waylight.core import bulk
from waylight.core.clock import now
from waylight.core.keys import new_key, new_keys
from waylight.core.models import Record
from waylight.exchange.batches.journal import Journal
from waylight.exchange.council.rows import CouncilFile
from waylight.exchange.files.refusals import Refusal
from waylight.exchange.police.child_matching import KnownChildren
from waylight.people.forename_matching import MatchAnswer, decide
from waylight.people.merged_records import numbers_of_merged_records
from waylight.people.models import Child, Identifier, Scheme
from waylight.people.names import name_key, sounds_like
from waylight.placements.models import CarePeriod, Flag, Home, Placement

type Row = dict[str, Any]
CHILD_FIELDS = (
    "forename", "surname", "known_as", "born_on", "sex", "ethnicity", "postcode", "locality", "allocated_worker", "team",
)  # fmt: skip


class CouncilWriter:
    """Writes the files of the council's extract. `known_children` receives the children that it makes."""

    def __init__(self, council: Agency, journal: Journal, known_children: KnownChildren) -> None:
        self.council = council
        self.journal = journal
        self.known_children = known_children
        self.by_person_id: dict[str, UUID] = dict(
            Identifier.objects.filter(council=council, scheme=Scheme.COUNCIL).values_list("value", "child_id")
        )
        self.authorities = set(Authority.objects.values_list("code", flat=True))

    def write_homes(self, file: CouncilFile) -> None:
        known = {home.urn: home for home in Home.objects.all()}
        for row in file.good:
            values = self._values(row, authority_id=self._authority(row["authority"]))
            values.pop("authority")
            if row["urn"] in known:
                self.journal.update(known[str(row["urn"])], values, label=f"Home {row['urn']}")
            else:
                known[str(row["urn"])] = self.journal.create(Home(**values))

    def write_population(self, file: CouncilFile) -> None:
        own_authority = self.council.authority_id
        known = {line.group: line for line in Population.objects.filter(council=self.council)}
        for row in (row for row in file.good if row["authority"] == own_authority):
            group, children = str(row["group"]), int(str(row["children"]))
            if group in known:
                self.journal.update(known[group], {"children": children}, label=f"Population, {group}")
            else:
                known[group] = self.journal.create(Population(council=self.council, group=group, children=children))

    def write_children(self, file: CouncilFile) -> None:
        new: list[tuple[UUID, dict[str, object]]] = []
        numbers: list[tuple[UUID, str]] = []
        taken = set(self.by_person_id.values())
        existing = self._existing(file)
        merged = numbers_of_merged_records(self.council)
        for row in self._about_the_same_child(file, existing, merged):
            person_id = str(row["person_id"])
            key = self.by_person_id.get(person_id)
            if key in existing:
                if person_id not in merged:
                    self.journal.update(existing[key], self._child_values(row), label=f"Child {person_id}")
                continue
            if key is None:
                key = self._record_without_number(row, taken)
                if key:
                    self.journal.update(Child.objects.get(pk=key), self._child_values(row), label=f"Child {person_id}")
                else:
                    key = new_key()
                    new.append((key, row))
                    self.known_children.add(key, str(row["surname"]), row["born_on"], _names(row))
                self.by_person_id[person_id] = key
                taken.add(key)
                numbers.append((key, person_id))
        with bulk.indexes_made_after(Child, Identifier, rows=len(new), alone=self.journal.alone):
            self._insert_children(new)
            self._insert_identifiers(numbers)

    def _about_the_same_child(
        self, file: CouncilFile, existing: Mapping[UUID, Child], merged: Container[str]
    ) -> Iterator[dict[str, Any]]:
        """Yield each row, except one with the number of a child who has another surname and birth date: that row is refused."""
        good = []
        for row in file.good:
            key = self.by_person_id.get(str(row["person_id"]))
            known = existing.get(key) if key and row["person_id"] not in merged else None
            if known is not None and _is_another_child(known, row):
                _refuse(
                    file, row, "this number belongs to a child with a different surname and birth date",
                    "Correct the number. If it is the same child, change their name or birth date on their record first.",
                )  # fmt: skip
                continue
            good.append(row)
            yield row
        file.good = good

    def _existing(self, file: CouncilFile) -> dict[UUID, Child]:
        if not self.by_person_id:
            return {}
        in_file = {self.by_person_id.get(str(row["person_id"])) for row in file.good}
        return {child.pk: child for child in Child.objects.filter(council=self.council) if child.pk in in_file}

    def _record_without_number(self, row: dict[str, Any], taken: set[UUID]) -> UUID | None:
        """Return a record that has no council number yet and matches the row, such as one from a police report, or None.

        `taken` are the records that have a number: each record is matched once.
        """
        candidates = [
            child
            for child in self.known_children.candidates((name_key(row["surname"]), row["born_on"]))
            if child.key not in taken
        ]
        decision = decide(row["forename"], candidates)
        return decision.key if decision.answer == MatchAnswer.KNOWN else None

    def _child_values(self, row: dict[str, Any]) -> dict[str, Any]:
        values = {name: row[name] for name in CHILD_FIELDS if row[name] not in {"", None}}
        return values | {"surname_key": name_key(row["surname"]), "sounds_like": sounds_like(row["surname"])}

    def _insert_children(self, new: list[tuple[UUID, dict[str, object]]]) -> None:
        columns = ("id", "version", "created_at", "batch", "council", "surname_key", "sounds_like", *CHILD_FIELDS)
        at = now()
        rows = (
            (
                key, 1, at, self.journal.key, self.council.pk, name_key(str(row["surname"])), sounds_like(str(row["surname"])),
                *(row[name] for name in CHILD_FIELDS),
            )
            for key, row in new
        )  # fmt: skip
        self.journal.created += bulk.insert(Child, columns, rows)
        self.journal.new_children += [key for key, _ in new]

    def _insert_identifiers(self, numbers: list[tuple[UUID, str]]) -> None:
        columns = ("id", "version", "created_at", "batch", "child", "council", "scheme", "value")
        at = now()
        shared = (1, at, self.journal.key)
        rows = (
            (identifier, *shared, key, self.council.pk, "COUNCIL", value)
            for identifier, (key, value) in zip(new_keys(), numbers, strict=False)
        )
        self.journal.created += bulk.insert(Identifier, columns, rows)

    def write_care_periods(self, file: CouncilFile) -> None:
        self._periods(
            file, CarePeriod, ("status", "started_on"), ("status", "legal_status", "started_on", "ended_on"),
            lambda row: {"responsible_id": self._authority(row["responsible"])},
        )  # fmt: skip

    def write_placements(self, file: CouncilFile) -> None:
        homes = dict(Home.objects.values_list("urn", "id"))
        self._periods(
            file, Placement, ("placement_type", "started_on"),
            ("placement_type", "provider_type", "urn", "postcode", "started_on", "ended_on"),
            lambda row: {"authority_id": self._authority(row["authority"]), "home_id": homes.get(str(row["urn"]))},
        )  # fmt: skip

    def write_flags(self, file: CouncilFile) -> None:
        self._periods(
            file, Flag, ("kind", "source", "started_on"), ("kind", "level", "source", "started_on", "ended_on"), lambda _: {}
        )

    def _periods(
        self,
        file: CouncilFile,
        model: type[Record],
        key_fields: tuple[str, ...],
        fields: tuple[str, ...],
        links: Callable[[dict[str, Any]], dict[str, Any]],
    ) -> None:
        """Insert new periods and change known ones. The child and `key_fields` identify a period."""
        known = {
            (record.child_id, *(getattr(record, name) for name in key_fields)): record  # type: ignore[attr-defined]
            for record in model._default_manager.filter(child__council=self.council)  # type: ignore[misc]  # each of these models has a child
        }
        new: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        columns: tuple[str, ...] = ()
        for row, child in self._one_row_each(self._about_known_children(file), key_fields):
            values = {name: row[name] for name in fields} | links(row)
            columns = ("id", "version", "created_at", "batch", "child", *(name.removesuffix("_id") for name in values))
            period = (child, *(row[name] for name in key_fields))
            if period in known:
                self.journal.update(known[period], values, label=f"Child {row['person_id']}, {model._meta.verbose_name}")
            else:
                new[period] = (new_key(), 1, now(), self.journal.key, child, *values.values())
        self.journal.created += bulk.insert(model, columns, new.values()) if new else 0

    def _one_row_each(self, rows: Iterable[tuple[Row, UUID]], key_fields: tuple[str, ...]) -> Iterator[tuple[Row, UUID]]:
        """Yield the rows. Of rows that give one period of a merged child under two numbers, yield only the one the merge chose.

        With both rows, each load would change the period back and forth.
        """
        merged = numbers_of_merged_records(self.council)
        if not merged:
            yield from rows
            return
        by_period: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row, child in rows:
            by_period[child, *(row[name] for name in key_fields)].append(row)
        for (child, *_), same_period in by_period.items():
            if len({row["person_id"] for row in same_period}) > 1:
                same_period = [max(same_period, key=lambda row: _precedence(row, merged))]  # noqa: PLW2901 - only the chosen row
            yield from ((row, child) for row in same_period)

    def _about_known_children(self, file: CouncilFile) -> Iterator[tuple[dict[str, Any], UUID]]:
        """Yield each row with its child. Refuse a row when its number belongs to no child."""
        good = []
        for row in file.good:
            child = self.by_person_id.get(str(row["person_id"]))
            if child is None:
                _refuse(
                    file,
                    row,
                    "no child with this number in children.csv",
                    "Add the child to children.csv, or correct the number.",
                )
                continue
            good.append(row)
            yield row, child
        file.good = good

    def _authority(self, code: object) -> str | None:
        """Return an authority's code. A code that England no longer uses is added to the list."""
        code = str(code)
        if code and code not in self.authorities:
            Authority.objects.create(code=code, name=f"Authority {code} (not in the current list)")
            self.authorities.add(code)
        return code or None

    @staticmethod
    def _values(row: dict[str, Any], **more: object) -> dict[str, Any]:
        return {name: value for name, value in row.items() if name != "row"} | more


def _precedence(row: Row, merged: Container[str]) -> tuple[date, bool]:
    """Return a sort key; the highest counts. A flag that lasts longer comes first, then the number of the kept record."""
    ended_on = (row["ended_on"] or date.max) if row.keys() >= {"level", "source"} else date.max
    return ended_on, row["person_id"] not in merged


def _refuse(file: CouncilFile, row: dict[str, Any], reason: str, cure: str) -> None:
    """Add the row to the refused ones, because of the child's number."""
    file.refused.append(Refusal(file.file, int(row["row"]), "person_id", str(row["person_id"]), reason, cure))


def _is_another_child(known: Child, row: dict[str, Any]) -> bool:
    return known.born_on != row["born_on"] and known.surname_key != name_key(row["surname"])


def _names(row: dict[str, object]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("forename", "known_as") if row[name])
