"""Declares each role: its purpose, where it is held, which children's records it shows, and its permissions.

A role with `offered=False` belongs to the access agreement but has no pages yet, so it cannot be given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waylight.accounts.permissions import Permission, RecordScope
from waylight.accounts.roles import Role
from waylight.agencies.models import Kind

# What people who work with missing children can all do.
CASE_WORK = frozenset(
    {Permission.FIND_CHILDREN, Permission.REPORT_MISSING, Permission.ASSESS_RISK, Permission.RECORD_RETURN, Permission.WRITE_LOG}
)
POLICE_WORK = CASE_WORK | {
    Permission.RECORD_CHECKS,
    Permission.CORRECT_RECORDS,
    Permission.SEE_INTERVIEWS,
    Permission.OPEN_IN_EMERGENCY,
    Permission.SEE_FIGURES,
}


@dataclass(frozen=True, kw_only=True)
class RoleDefinition:
    """What a role is. `agencies` are the kinds of organisation in which a person can hold it.

    A role takes effect once a second person confirms it, unless `takes_effect_at_once`.
    """

    role: Role
    description: str
    agencies: frozenset[Kind]
    records: RecordScope = RecordScope.NONE
    permissions: frozenset[Permission] = frozenset()
    takes_effect_at_once: bool = False
    offered: bool = True

    @property
    def names_children(self) -> bool:
        return self.records != RecordScope.NONE


_DEFINITIONS = (
    RoleDefinition(
        role=Role.COORDINATOR,
        description="Follows every missing child of the council from the report to the closed episode.",
        agencies=frozenset({Kind.COUNCIL}),
        records=RecordScope.WHOLE_COUNCIL,
        permissions=CASE_WORK
        | {
            Permission.RECORD_CHECKS,
            Permission.CORRECT_RECORDS,
            Permission.MERGE_RECORDS,
            Permission.OWN_EPISODES,
            Permission.RECORD_MEETINGS,
            Permission.ALLOCATE_INTERVIEWS,
            Permission.SEE_INTERVIEWS,
            Permission.OPEN_IN_EMERGENCY,
            Permission.LOAD_FILES,
            Permission.SEE_FIGURES,
            Permission.OPEN_FIGURES,
            Permission.PUBLISH_FIGURES,
            Permission.SEE_PROTOCOL,
        },
    ),
    RoleDefinition(
        role=Role.FRONT_DOOR,
        description="Takes reports and decides the first response, also at night.",
        agencies=frozenset({Kind.COUNCIL}),
        records=RecordScope.WHOLE_COUNCIL,
        permissions=CASE_WORK
        | {
            Permission.CORRECT_RECORDS,
            Permission.MERGE_RECORDS,
            Permission.OWN_EPISODES,
            Permission.SEE_INTERVIEWS,
            Permission.OPEN_IN_EMERGENCY,
            Permission.SEE_FIGURES,
            Permission.OPEN_FIGURES,
            Permission.PUBLISH_FIGURES,
            Permission.SEE_PROTOCOL,
        },
    ),
    RoleDefinition(
        role=Role.SOCIAL_WORKER,
        description="Works with the child and the family.",
        agencies=frozenset({Kind.COUNCIL}),
        records=RecordScope.OWN_CASES,
        permissions=CASE_WORK
        | {Permission.MERGE_RECORDS, Permission.OWN_EPISODES, Permission.SEE_INTERVIEWS, Permission.OPEN_IN_EMERGENCY},
    ),
    RoleDefinition(
        role=Role.TEAM_MANAGER,
        description="Manages the social workers of one team.",
        agencies=frozenset({Kind.COUNCIL}),
        records=RecordScope.OWN_CASES,
        permissions=CASE_WORK
        | {
            Permission.MERGE_RECORDS,
            Permission.OWN_EPISODES,
            Permission.RECORD_MEETINGS,
            Permission.SEE_INTERVIEWS,
            Permission.OPEN_IN_EMERGENCY,
        },
    ),
    RoleDefinition(
        role=Role.SERVICE_MANAGER,
        description="Manages the service and decides on the protocol.",
        agencies=frozenset({Kind.COUNCIL}),
        records=RecordScope.WHOLE_COUNCIL,
        permissions=CASE_WORK
        | {
            Permission.CORRECT_RECORDS,
            Permission.OWN_EPISODES,
            Permission.RECORD_MEETINGS,
            Permission.ALLOCATE_INTERVIEWS,
            Permission.SEE_INTERVIEWS,
            Permission.OPEN_IN_EMERGENCY,
            Permission.SEE_FIGURES,
            Permission.OPEN_FIGURES,
            Permission.PUBLISH_FIGURES,
            Permission.SEE_PROTOCOL,
            Permission.SET_PROTOCOL,
            Permission.CONFIRM_ROLES,
        },
    ),
    RoleDefinition(
        role=Role.DIRECTOR,
        description="Answers for the service and approves plans.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.REVIEWING_OFFICER,
        description="Reviews the care plan or chairs the child protection conference.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.INTERVIEWER,
        description="Holds return interviews.",
        agencies=frozenset({Kind.PROVIDER, Kind.COUNCIL}),
        records=RecordScope.REFERRED,
        permissions=frozenset({Permission.FIND_CHILDREN, Permission.SEE_INTERVIEWS, Permission.HOLD_INTERVIEWS}),
    ),
    RoleDefinition(
        role=Role.INTERVIEW_MANAGER,
        description="Manages interviewers and approves what they write.",
        agencies=frozenset({Kind.PROVIDER, Kind.COUNCIL}),
        records=RecordScope.REFERRED,
        permissions=frozenset(
            {Permission.FIND_CHILDREN, Permission.SEE_INTERVIEWS, Permission.HOLD_INTERVIEWS, Permission.REVIEW_WRITE_UPS}
        ),
    ),
    RoleDefinition(
        role=Role.POLICE_CONTROL,
        description="Takes reports for the police and grades the risk.",
        agencies=frozenset({Kind.FORCE}),
        records=RecordScope.WHOLE_FORCE,
        permissions=POLICE_WORK,
    ),
    RoleDefinition(
        role=Role.POLICE_MISSING,
        description="Looks for missing children and checks on them when they are back.",
        agencies=frozenset({Kind.FORCE}),
        records=RecordScope.WHOLE_FORCE,
        permissions=POLICE_WORK,
    ),
    RoleDefinition(
        role=Role.POLICE_EXPLOITATION,
        description="Works on exploitation and holds the intelligence about it.",
        agencies=frozenset({Kind.FORCE}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.HOME,
        description="Runs a children's home and reports for the children who live there.",
        agencies=frozenset({Kind.HOME}),
        records=RecordScope.RESIDENTS,
        permissions=CASE_WORK,
    ),
    RoleDefinition(
        role=Role.FOSTER_CARER,
        description="Looks after a child in a foster home.",
        agencies=frozenset({Kind.HOME}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.EDUCATION,
        description="Tells schools that a child is missing or back.",
        agencies=frozenset({Kind.COUNCIL}),
        records=RecordScope.SCHOOL_AGE,
        permissions=frozenset({Permission.INFORM_SCHOOLS}),
    ),
    RoleDefinition(
        role=Role.SCHOOL,
        description="Is responsible for safeguarding in one school.",
        agencies=frozenset({Kind.SCHOOL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.HEALTH,
        description="Looks after the health of children in care or at risk.",
        agencies=frozenset({Kind.HEALTH}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.YOUTH_JUSTICE,
        description="Works with children who are in trouble with the law.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.EARLY_HELP,
        description="Supports the family before social care is needed.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.MENTOR,
        description="Supports one child for a charity.",
        agencies=frozenset({Kind.CHARITY}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.EXPLOITATION_HUB,
        description="Prepares and chairs exploitation panels.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.OTHER_AUTHORITY,
        description="Is responsible at another authority for a child who is placed here, or for one placed there.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.ANALYST,
        description="Works with figures that name no one.",
        agencies=frozenset({Kind.COUNCIL}),
        permissions=frozenset({Permission.SEE_FIGURES, Permission.PUBLISH_FIGURES}),
        takes_effect_at_once=True,
    ),
    RoleDefinition(
        role=Role.AUDITOR,
        description="Reads a sample of records to check the quality of the work.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.COMMISSIONER,
        description="Manages the contracts of providers.",
        agencies=frozenset({Kind.COUNCIL}),
        offered=False,
    ),
    RoleDefinition(
        role=Role.BOARD,
        description="Reads board reports.",
        agencies=frozenset({Kind.COUNCIL}),
        permissions=frozenset({Permission.SEE_FIGURES}),
        takes_effect_at_once=True,
    ),
    RoleDefinition(
        role=Role.INFORMATION_GOVERNANCE,
        description="Answers for who may see what.",
        agencies=frozenset({Kind.COUNCIL, Kind.FORCE, Kind.PROVIDER}),
        permissions=frozenset({Permission.REVIEW_EMERGENCIES, Permission.SEE_PROTOCOL, Permission.CONFIRM_ROLES}),
    ),
    RoleDefinition(
        role=Role.ADMINISTRATOR,
        description="Looks after accounts.",
        agencies=frozenset({Kind.COUNCIL, Kind.FORCE, Kind.PROVIDER}),
        permissions=frozenset({Permission.SEE_PROTOCOL, Permission.SET_PROTOCOL, Permission.MANAGE_PEOPLE}),
    ),
)
ROLE_DEFINITIONS: Mapping[Role, RoleDefinition] = {definition.role: definition for definition in _DEFINITIONS}
NAMES_CHILDREN = frozenset(role for role, definition in ROLE_DEFINITIONS.items() if definition.names_children)


def roles_with(permission: Permission) -> frozenset[Role]:
    """Return the roles that have this permission."""
    return frozenset(role for role, definition in ROLE_DEFINITIONS.items() if permission in definition.permissions)


def roles_that_see(*scopes: RecordScope) -> frozenset[Role]:
    """Return the roles that show the records of one of these scopes."""
    return frozenset(role for role, definition in ROLE_DEFINITIONS.items() if definition.records in scopes)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return what these roles together let a person do."""
    return frozenset().union(*(ROLE_DEFINITIONS[role].permissions for role in roles))
