"""Where each default comes from: only one of them is in statutory guidance, and a partnership should know which."""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    STATUTORY = "Statutory guidance"
    LOCAL = "Agreed in another area"
    OURS = "Waylight’s own proposal"  # noqa: RUF001 - a printed apostrophe


@dataclass(frozen=True)
class Basis:
    """What a default rests on; `named` says which paper, or what it is for."""

    origin: Origin
    named: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.named}"


STAFFORDSHIRE = Basis(Origin.LOCAL, "Staffordshire, 2018")
TO_CONFIRM = Basis(Origin.OURS, "for your partnership to confirm")
BASIS = {
    "check.hours": Basis(Origin.LOCAL, "Manchester and Stockport"),
    "interview.hours": Basis(Origin.STATUTORY, "Department for Education, January 2014"),
    "risk.never_absent_to_age": Basis(Origin.LOCAL, "Merseyside, 2019"),
    "risk.higher_to_age": Basis(Origin.LOCAL, "Coventry"),
    "joint.risk_hours": Basis(
        Origin.OURS, "the number of hours; a parliamentary inquiry (2016) asked that both agree a low risk"
    ),
    "trigger.levels": STAFFORDSHIRE,
    "trigger.days": STAFFORDSHIRE,
    "write.up_working_days": Basis(Origin.OURS, "other areas allow up to 3"),
}


def basis_of(key: str) -> Basis:
    """What the default of a setting rests on; what nobody else has written down is ours."""
    return BASIS.get(key, TO_CONFIRM)
