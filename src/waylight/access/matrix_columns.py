"""The columns of the partnership's matrix of roles and records: roles that read alike."""

from waylight.accounts.roles import Role

POLICE = frozenset({Role.POLICE_CONTROL, Role.POLICE_MISSING})
POLICE_EXPLOITATION = frozenset({Role.POLICE_EXPLOITATION})
FRONT_DOOR = frozenset({Role.FRONT_DOOR})
COORDINATOR = frozenset({Role.COORDINATOR})
SOCIAL_WORK = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})
MANAGEMENT = frozenset({Role.SERVICE_MANAGER, Role.DIRECTOR})
REVIEWING = frozenset({Role.REVIEWING_OFFICER})
INTERVIEWING = frozenset({Role.INTERVIEWER, Role.INTERVIEW_MANAGER})
CARERS = frozenset({Role.HOME, Role.FOSTER_CARER})
SCHOOLS = frozenset({Role.SCHOOL, Role.EDUCATION})
HEALTH = frozenset({Role.HEALTH})
COMMUNITY = frozenset({Role.YOUTH_JUSTICE, Role.EARLY_HELP})
EXPLOITATION_HUB = frozenset({Role.EXPLOITATION_HUB})
OTHER_AUTHORITY = frozenset({Role.OTHER_AUTHORITY})
AUDITORS = frozenset({Role.AUDITOR})

# Those who decide what is done for the child.
COUNCIL = FRONT_DOOR | COORDINATOR | SOCIAL_WORK | MANAGEMENT
POLICE_OF_ALL_KINDS = POLICE | POLICE_EXPLOITATION
WORKS_THE_CASE = POLICE_OF_ALL_KINDS | COUNCIL | REVIEWING | EXPLOITATION_HUB | OTHER_AUTHORITY | AUDITORS
