"""Which side of the work a person is on, for what they write: the police, social care, or whoever cares for the child."""

from waylight.accounts.models import User
from waylight.accounts.roles import LIVING_HERE, WHOLE_FORCE
from waylight.episodes.choices import Assessor


def side_of(user: User) -> Assessor:
    roles = user.roles()
    if not roles.isdisjoint(WHOLE_FORCE):
        return Assessor.POLICE
    return Assessor.CARER if roles and roles <= LIVING_HERE else Assessor.SOCIAL_CARE
