"""The people in every story and test: who they are, where they work, and four children.

Councils, force, provider and home have invented names. Amina lives at home. Ben is looked after by another council and lives in a
home here. Chloe is ours and lives forty miles away. Dev is not in school. Tom signs in but has no role and must see nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from waylight.access.models import Involvement, InvolvementReason
from waylight.accounts.models import Membership, User
from waylight.accounts.roles import Role
from waylight.agencies.models import Agency, Authority, Kind
from waylight.core.clock import now, today
from waylight.people.actions import add_child
from waylight.people.models import Child, Identifier, Scheme
from waylight.placements.models import CarePeriod, CareStatus, Flag, Home, Placement

COUNCILS = {"990": "Harrowmere", "991": "Calderwick", "992": "Ashenford", "993": "Merrowby"}
YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Cast:
    harrowmere: Agency
    calderwick: Agency
    ashenford: Agency
    merrowby: Agency
    police: Agency
    provider: Agency
    birch_house: Agency
    priya: User
    marcus: User
    iris: User
    okoro: User
    helen: User
    jo: User
    farah: User
    ruth: User
    grant: User
    tom: User
    alex: User
    nadia: User
    amina: Child
    ben: Child
    chloe: Child
    dev: Child

    @property
    def people(self) -> dict[str, User]:
        """Return everyone who signs in, by first name."""
        names = ("priya", "marcus", "iris", "okoro", "helen", "jo", "farah", "ruth", "grant", "tom", "alex", "nadia")
        return {name: getattr(self, name) for name in names}

    @property
    def children(self) -> dict[str, Child]:
        return {name: getattr(self, name) for name in ("amina", "ben", "chloe", "dev")}


@transaction.atomic
def assemble(*, password: str | None = None) -> Cast:
    """Create everyone. Without `password` they cannot sign in with one: tests do not need it, and hashing is slow."""
    councils = {name.lower(): _council(code, name) for code, name in COUNCILS.items()}
    harrowmere, merrowby = councils["harrowmere"], councils["merrowby"]
    police = _agency(Kind.FORCE, "Northmarch Police", serves=list(councils.values()))
    provider = _agency(Kind.PROVIDER, "Open Door Interviews", serves=[harrowmere, councils["calderwick"]])
    birch_house = _agency(Kind.HOME, "Birch House", serves=[harrowmere])
    home = Home.objects.create(
        urn="SC990001", name="Birch House", provider_type="PR4", capacity=5, postcode="HM3 4QT", authority=harrowmere.authority,
        agency=birch_house,
    )  # fmt: skip
    people = {
        "priya": _person("Priya Shah", password, harrowmere, Role.COORDINATOR),
        "marcus": _person("Marcus Bell", password, provider, Role.INTERVIEWER),
        "iris": _person("Iris Boateng", password, provider, Role.INTERVIEW_MANAGER),
        "okoro": _person("Grace Okoro", password, police, Role.POLICE_MISSING, title="Sgt"),
        "helen": _person("Helen Ward", password, harrowmere, Role.SOCIAL_WORKER, team="North"),
        "jo": _person("Jo Price", password, birch_house, Role.HOME),
        "farah": _person("Farah Noor", password, harrowmere, Role.EDUCATION),
        "ruth": _person("Ruth Lane", password, harrowmere, Role.ANALYST),
        "grant": _person("David Grant", password, harrowmere, Role.BOARD, title="Cllr"),
        "tom": _person("Tom Ellis", password),
        "alex": _person("Alex Reed", password, harrowmere, Role.ADMINISTRATOR),
        "nadia": _person("Nadia Khan", password, harrowmere, Role.INFORMATION_GOVERNANCE),
    }
    children = {
        "amina": _child(harrowmere, "Amina", "Yusuf", "F", 14, "H-100001", team="North", postcode="HM1 2AB", locality="North"),
        "ben": _child(harrowmere, "Ben", "Carter", "M", 15, "H-100002", team="South", postcode="HM3 4QT", locality="South"),
        "chloe": _child(harrowmere, "Chloe", "Marsh", "F", 16, "H-100003", team="North", postcode="MB7 1RS", locality="North"),
        "dev": _child(harrowmere, "Dev", "Patel", "M", 13, "H-100004", team="Early Help", postcode="HM2 5LN", locality="Central"),
    }
    _care(children["ben"], councils["calderwick"], home=home, placement_type="K2", lives_in=harrowmere)
    _care(children["chloe"], harrowmere, home=None, placement_type="U4", lives_in=merrowby)
    flagged_on = today() - timedelta(days=200)
    Flag.objects.create(child=children["chloe"], kind="CSE", level="SUSPECTED", source="LA", started_on=flagged_on)
    for name in ("amina", "chloe"):
        Involvement.objects.create(
            child=children[name], agency=harrowmere, user=people["helen"], reason=InvolvementReason.ALLOCATED
        )
    members: dict[str, Any] = {
        **councils,
        "police": police,
        "provider": provider,
        "birch_house": birch_house,
        **people,
        **children,
    }
    return Cast(**members)


def _council(code: str, name: str) -> Agency:
    authority, _ = Authority.objects.get_or_create(code=code, defaults={"name": name})
    return Agency.objects.create(kind=Kind.COUNCIL, name=name, authority=authority)


def _agency(kind: Kind, name: str, serves: list[Agency] | None = None) -> Agency:
    agency = Agency.objects.create(kind=kind, name=name)
    agency.serves.set(serves or [])
    return agency


def _person(
    name: str, password: str | None, agency: Agency | None = None, role: Role | None = None, *, team: str = "", title: str = ""
) -> User:
    email = f"{name.partition(' ')[0].lower()}@demo.example"
    user = User.objects.create_user(email, password, name=f"{title} {name}".strip())
    if agency and role:
        Membership.objects.create(user=user, agency=agency, role=role, team=team, confirmed_at=now())
    return user


def _child(council: Agency, forename: str, surname: str, sex: str, age: int, number: str, **more: str) -> Child:
    """Create a child who has this age today and had a birthday about four months ago."""
    on = today() - 120 * timedelta(days=1)
    born_on = date(on.year - age, on.month, min(on.day, 28))
    child = add_child(by=None, council=council, forename=forename, surname=surname, born_on=born_on, sex=sex, **more)
    Identifier.objects.create(child=child, council=council, scheme=Scheme.COUNCIL, value=number)
    return child


def _care(child: Child, responsible: Agency, *, home: Home | None, placement_type: str, lives_in: Agency) -> None:
    since = today() - YEAR
    CarePeriod.objects.create(
        child=child, status=CareStatus.LAC, legal_status="C2", responsible_id=str(responsible.authority_id), started_on=since
    )
    Placement.objects.create(
        child=child, placement_type=placement_type, provider_type="PR4" if home else "PR1", home=home,
        urn=home.urn if home else "", authority=lives_in.authority, postcode=child.postcode, started_on=since,
    )  # fmt: skip
