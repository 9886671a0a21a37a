"""The roles, their labels, and sets of roles that say what each role may see and do."""

from django.db import models

from waylight.agencies.models import Kind


class Role(models.TextChoices):
    """The roles of the partnership's access agreement that have work in Waylight."""

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


# See the children of the council: those with a record there, in its care, in care in its area, or with whom it is involved.
WHOLE_COUNCIL = frozenset({Role.COORDINATOR, Role.FRONT_DOOR, Role.SERVICE_MANAGER})
# See every child of the councils that the force serves.
WHOLE_FORCE = frozenset({Role.POLICE_CONTROL, Role.POLICE_MISSING})
# See only the children allocated to them or to their team.
OWN_CASES = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER})
# See only the children referred to their provider.
REFERRED = frozenset({Role.INTERVIEWER, Role.INTERVIEW_MANAGER})
# See only the children who live in the home today.
LIVING_HERE = frozenset({Role.HOME})
# Read only which children of school age are missing or recently back, as a school may be informed. They see no record.
TOLD_FOR_SCHOOL = frozenset({Role.EDUCATION})
# See only figures, without names.
FIGURES_ONLY = frozenset({Role.ANALYST, Role.BOARD})
# May open the list of the children behind a figure. For all other roles small numbers are hidden.
OPENS_FIGURES = WHOLE_COUNCIL
# May publish the figures of a month, which then no longer change.
PUBLISHES_FIGURES = OPENS_FIGURES | {Role.ANALYST}
# May open, in an emergency and with a reason, a record that they cannot see.
MAY_BREAK_GLASS = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES

# See the working pages: which children are missing and which duties are due.
SEES_TODAY = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | REFERRED | LIVING_HERE
FINDS_CHILDREN = SEES_TODAY
MAY_REPORT = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | LIVING_HERE
# The coordinator enters the assessment of social care when social care does not sign in.
MAY_ASSESS = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | LIVING_HERE
MAY_RECORD_RETURN = MAY_REPORT
MAY_WRITE_LOG = MAY_REPORT
MAY_CORRECT = WHOLE_COUNCIL | WHOLE_FORCE
# May say that two records are of one child: the roles of the council that work with the record, not those that only read it.
MAY_MERGE = frozenset({Role.COORDINATOR, Role.FRONT_DOOR}) | OWN_CASES
# May own an episode. The council is responsible until it is closed.
TAKES_ON = WHOLE_COUNCIL | OWN_CASES
# Are responsible for the meeting at a repeat level: record that it was held, or the reason why it is not needed.
MAY_MEET = frozenset({Role.COORDINATOR, Role.SERVICE_MANAGER, Role.TEAM_MANAGER})
# Police lines of the log: the first read all of them; the second know that they exist and read those that are shared.
READS_POLICE_LOG = WHOLE_FORCE
KNOWS_OF_POLICE_LOG = WHOLE_COUNCIL | OWN_CASES | LIVING_HERE
# Read what the safe and well check found. An interviewer reads only its result, a home only that it was made.
READS_CHECK = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES
# Read the risk assessments of every agency. A home reads only its own.
READS_ALL_RISK = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | REFERRED
# May record the safe and well check. The police make it; the coordinator may enter what an officer says by phone.
MAY_CHECK = WHOLE_FORCE | {Role.COORDINATOR}
MAY_ALLOCATE = frozenset({Role.COORDINATOR, Role.SERVICE_MANAGER})
MAY_INTERVIEW = REFERRED
# May check a finished write-up, but not one that they wrote.
CHECKS_WRITE_UPS = frozenset({Role.INTERVIEW_MANAGER})
SEES_INTERVIEWS = WHOLE_COUNCIL | WHOLE_FORCE | OWN_CASES | REFERRED
# Read what the child said in an interview. The police read it only when it is shared with them, a home never.
READS_WORDS = WHOLE_COUNCIL | OWN_CASES | REFERRED
MAY_LOAD = frozenset({Role.COORDINATOR})
SEES_FIGURES = WHOLE_COUNCIL | WHOLE_FORCE | FIGURES_ONLY
MANAGES_PEOPLE = frozenset({Role.ADMINISTRATOR})
# May confirm a role that an administrator proposes.
CONFIRMS_ROLES = frozenset({Role.INFORMATION_GOVERNANCE, Role.SERVICE_MANAGER})
# Take effect only when confirmed: all roles except those that see only figures.
TAKES_TWO = frozenset(Role) - FIGURES_ONLY
REVIEWS_EMERGENCIES = frozenset({Role.INFORMATION_GOVERNANCE})
# The protocol is what the partnership has agreed: hours, days and levels.
SEES_PROTOCOL = WHOLE_COUNCIL | {Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE}
SETS_PROTOCOL = frozenset({Role.SERVICE_MANAGER, Role.ADMINISTRATOR})

# The kinds of organisation in which each role exists. A council may hold its return interviews itself.
HELD_AT: dict[Role, frozenset[Kind]] = dict.fromkeys(Role, frozenset({Kind.COUNCIL})) | {
    Role.POLICE_CONTROL: frozenset({Kind.FORCE}),
    Role.POLICE_MISSING: frozenset({Kind.FORCE}),
    Role.INTERVIEWER: frozenset({Kind.PROVIDER, Kind.COUNCIL}),
    Role.INTERVIEW_MANAGER: frozenset({Kind.PROVIDER, Kind.COUNCIL}),
    Role.HOME: frozenset({Kind.HOME}),
    Role.INFORMATION_GOVERNANCE: frozenset({Kind.COUNCIL, Kind.FORCE, Kind.PROVIDER}),
    Role.ADMINISTRATOR: frozenset({Kind.COUNCIL, Kind.FORCE, Kind.PROVIDER}),
}
# See children by name. No one has one of these roles and manages people as well.
OPENS_RECORDS = SEES_TODAY | TOLD_FOR_SCHOOL
