"""The disclosure policy: which parts of a child's record each role reads.

Visibility (`access.visibility`) decides which children; this policy decides what of each. It is the partnership's matrix of roles
and records: a part is read in full, only as a stated minimum, or not at all. Each package registers the parts of its records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from waylight.accounts.roles import Role


class Disclosure(IntEnum):
    """How much of a part someone may learn."""

    NO = 0
    MINIMUM = 1
    YES = 2


@dataclass(frozen=True, kw_only=True)
class RecordPart:
    """A part of a child's record, with the roles that read it and those that learn only `minimum`.

    A person with one of the `never` roles does not read the part in full, whatever other roles they have.
    """

    code: str
    name: str
    reads: frozenset[Role]
    knows: frozenset[Role] = frozenset()
    minimum: str = ""
    never: frozenset[Role] = frozenset()

    def answer(self, role: Role) -> Disclosure:
        if role in self.reads:
            return Disclosure.YES
        return Disclosure.MINIMUM if role in self.knows else Disclosure.NO


_registered: dict[str, RecordPart] = {}


def register(part: RecordPart) -> RecordPart:
    """Register a part and return it. Raises ValueError for a code that another part has, and for an unexplained minimum."""
    if _registered.get(part.code, part) != part:
        raise ValueError(f"Two parts of a record have the code {part.code}.")
    if bool(part.knows) != bool(part.minimum) or part.knows & part.reads:
        raise ValueError(f"The minimum of {part.code} needs an explanation, and each role one answer.")
    return _registered.setdefault(part.code, part)


def registered_parts() -> Mapping[str, RecordPart]:
    """Return every registered part by its code."""
    return dict(_registered)


@dataclass(frozen=True)
class Reader:
    """Someone who reads about one child, by the roles that let them see that child."""

    roles: frozenset[Role]

    def disclosure(self, part: RecordPart) -> Disclosure:
        """Return the most that any of the roles may learn of a part. A part that no package registered is unreadable."""
        if _registered.get(part.code) != part:
            return Disclosure.NO
        most = max((part.answer(role) for role in self.roles), default=Disclosure.NO)
        return min(most, Disclosure.MINIMUM) if not self.roles.isdisjoint(part.never) else most

    def reads(self, part: RecordPart) -> bool:
        return self.disclosure(part) == Disclosure.YES

    def knows_of(self, part: RecordPart) -> bool:
        """Return whether the reader learns at least the minimum."""
        return self.disclosure(part) >= Disclosure.MINIMUM
