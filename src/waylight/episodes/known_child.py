"""Whether a child somebody reports, and thinks nobody has recorded, is known to the council already."""

from datetime import date

from waylight.agencies.models import Agency
from waylight.people.matching import Answer, Candidate, decide
from waylight.people.models import Child
from waylight.people.names import name_key


def known_already(*, council: Agency, forename: str, surname: str, born_on: date) -> Child | None:
    """The one child in the council's records with this surname and birth date and a form of this forename."""
    alike = list(Child.objects.current().filter(council=council, surname_key=name_key(surname), born_on=born_on))
    decision = decide(forename, [Candidate(child.pk, (child.forename,)) for child in alike])
    return next((child for child in alike if decision.answer == Answer.KNOWN and child.pk == decision.key), None)
