"""Roles: what a person is for, in words, and how far they may see."""

from django.db import models

from waylight.agencies.models import Kind


class Role(models.TextChoices):
    """The roles of the partnership's access agreement; more join as their work is built."""

    COORDINATOR = "COORD", "Missing coordinator"
    FRONT_DOOR = "FRONT_DOOR", "Front door or emergency duty worker"
    SOCIAL_WORKER = "SW", "Social worker"
    TEAM_MANAGER = "TM", "Team manager"
    SERVICE_MANAGER = "SM", "Service manager"
    INTERVIEWER = "RHI_W", "Return interviewer"
    INTERVIEW_MANAGER = "RHI_MGR", "Return-interview manager"
    POLICE_CONTROL = "POL_CR", "Police control room"
    POLICE_MISSING = "POL_MFH", "Police missing unit"
    HOME = "HOME", "Children's home manager"
    EDUCATION = "EDU", "Education officer"
    ANALYST = "ANALYST", "Analyst"
    BOARD = "MEMBER", "Board member"
    INFORMATION_GOVERNANCE = "IGO", "Information governance officer"
    ADMINISTRATOR = "SYSADMIN", "Administrator"


# Every child whose record the person's council holds.
WHOLE_COUNCIL = frozenset({Role.COORDINATOR, Role.FRONT_DOOR, Role.SERVICE_MANAGER})
# Every child of the councils a force serves.
WHOLE_FORCE = frozenset({Role.POLICE_CONTROL, Role.POLICE_MISSING})
# Only children who are theirs: allocated to them or their team.
OWN_CASES = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})
# Only children referred to the provider they work for.
REFERRED = frozenset({Role.INTERVIEWER, Role.INTERVIEW_MANAGER})
# Only children who live in the home now.
LIVING_HERE = frozenset({Role.HOME})
# Only children of school age who are missing or lately back, and only that they are: a school is told no more.
TOLD_FOR_SCHOOL = frozenset({Role.EDUCATION})
# Figures without names.
FIGURES_ONLY = frozenset({Role.ANALYST, Role.BOARD})
# Figures that open the children behind them need one of these; all others see small numbers hidden.
OPENS_FIGURES = WHOLE_COUNCIL
# Those who may freeze a month's figures, to be quoted.
PUBLISHES_FIGURES = OPENS_FIGURES | {Role.ANALYST}
# Those who may open a record they are not assigned, with a reason.
MAY_BREAK_GLASS = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES

# Who sees the working pages: who is missing, what is due.
SEES_TODAY = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | REFERRED | LIVING_HERE
FINDS_CHILDREN = SEES_TODAY
MAY_REPORT = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | LIVING_HERE
# The coordinator enters what social care decides when social care does not sign in.
MAY_ASSESS = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | LIVING_HERE
MAY_RECORD_RETURN = MAY_REPORT
MAY_WRITE_LOG = MAY_REPORT
MAY_CORRECT = WHOLE_COUNCIL | WHOLE_FORCE
# Who a child is, the council that holds the record says: those who work its cases, not who only reads them.
MAY_MERGE = frozenset({Role.COORDINATOR, Role.FRONT_DOOR}) | OWN_CASES
# Those an episode may be with: the council sees it through.
TAKES_ON = WHOLE_COUNCIL | OWN_CASES
# A repeat level's meeting is held, or waived with a reason, by who answers for it.
MAY_MEET = frozenset({Role.COORDINATOR, Role.SERVICE_MANAGER, Role.TEAM_MANAGER})
# Police lines of the log stay the police's: these partners learn that something was done, others nothing.
READS_POLICE_LOG = WHOLE_FORCE
KNOWS_OF_POLICE_LOG = WHOLE_COUNCIL | OWN_CASES | LIVING_HERE
# What the check found; an interviewer reads its outcome, a home only that it was made.
READS_CHECK = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES
# Every agency's view of the risk; a home sees its own.
READS_ALL_RISK = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | REFERRED
# The check is the police's; the coordinator may enter what an officer says by phone.
MAY_CHECK = WHOLE_FORCE | {Role.COORDINATOR}
MAY_ALLOCATE = frozenset({Role.COORDINATOR, Role.SERVICE_MANAGER})
MAY_INTERVIEW = REFERRED
# A finished write-up is checked by the provider's manager, never by whoever wrote it.
CHECKS_WRITE_UPS = frozenset({Role.INTERVIEW_MANAGER})
SEES_INTERVIEWS = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | REFERRED
# What the child said: police read it only when it was shared with them; a home never does.
READS_WORDS = WHOLE_COUNCIL | OWN_CASES | REFERRED
MAY_LOAD = frozenset({Role.COORDINATOR})
SEES_FIGURES = WHOLE_COUNCIL | WHOLE_FORCE | FIGURES_ONLY
MANAGES_PEOPLE = frozenset({Role.ADMINISTRATOR})
# A role an administrator proposes takes effect once one of these says yes to it.
CONFIRMS_ROLES = frozenset({Role.INFORMATION_GOVERNANCE, Role.SERVICE_MANAGER})
# The roles that need that: all but those who see only figures without names.
TAKES_TWO = frozenset(Role) - FIGURES_ONLY
REVIEWS_EMERGENCIES = frozenset({Role.INFORMATION_GOVERNANCE})
# What the partnership has agreed: hours, days and levels.
SEES_PROTOCOL = WHOLE_COUNCIL | {Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE}
SETS_PROTOCOL = frozenset({Role.SERVICE_MANAGER, Role.ADMINISTRATOR})

# Where each role is held; a council may do its return interviews itself.
HELD_AT: dict[Role, frozenset[Kind]] = dict.fromkeys(Role, frozenset({Kind.COUNCIL})) | {
    Role.POLICE_CONTROL: frozenset({Kind.FORCE}),
    Role.POLICE_MISSING: frozenset({Kind.FORCE}),
    Role.INTERVIEWER: frozenset({Kind.PROVIDER, Kind.COUNCIL}),
    Role.INTERVIEW_MANAGER: frozenset({Kind.PROVIDER, Kind.COUNCIL}),
    Role.HOME: frozenset({Kind.HOME}),
    Role.INFORMATION_GOVERNANCE: frozenset({Kind.COUNCIL, Kind.FORCE, Kind.PROVIDER}),
    Role.ADMINISTRATOR: frozenset({Kind.COUNCIL, Kind.FORCE, Kind.PROVIDER}),
}
# Roles that see children by name. Nobody holds one of them and manages people too.
OPENS_RECORDS = SEES_TODAY | TOLD_FOR_SCHOOL
