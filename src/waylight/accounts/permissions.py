"""What a role lets a person do, and which children's records it lets them see."""

from enum import StrEnum


class Permission(StrEnum):
    """One kind of act, list or page. The value says it for the person who confirms a role: "They may …"."""

    FIND_CHILDREN = "find children and see who is missing"
    REPORT_MISSING = "report a child missing"
    ASSESS_RISK = "assess the risk"
    RECORD_RETURN = "record that a child was located or came back"
    WRITE_LOG = "write in the log of an episode"
    RECORD_CHECKS = "record safe and well checks"
    CORRECT_RECORDS = "correct episodes and undo returns"
    MERGE_RECORDS = "merge two records of one child"
    OWN_EPISODES = "take ownership of episodes"
    RECORD_MEETINGS = "record meetings after repeat episodes"
    ALLOCATE_INTERVIEWS = "allocate return interviews"
    SEE_INTERVIEWS = "see return interviews"
    HOLD_INTERVIEWS = "hold return interviews and write them up"
    REVIEW_WRITE_UPS = "approve the write-ups of interviewers"
    INFORM_SCHOOLS = "inform schools that a child is missing or back"
    OPEN_IN_EMERGENCY = "open a record in an emergency, with a reason"
    REVIEW_EMERGENCIES = "review what was opened in an emergency"
    LOAD_FILES = "load files and decide unmatched reports"
    SEE_FIGURES = "see figures without names"
    OPEN_FIGURES = "open the children counted in a figure"
    PUBLISH_FIGURES = "publish a month's figures"
    SEE_PROTOCOL = "see the protocol"
    SET_PROTOCOL = "change the protocol"
    MANAGE_PEOPLE = "invite people, propose roles and help people sign in"
    CONFIRM_ROLES = "confirm the roles of others"


class RecordScope(StrEnum):
    """Which children's records a role shows. `access.visibility` is the rule; the value says it for people."""

    NONE = "No child's record."
    WHOLE_COUNCIL = "The record of every child the council holds, looks after, hosts or is involved with."
    WHOLE_FORCE = "The record of every child of every council the force serves."
    OWN_CASES = "The records of the children allocated to them or to their team."
    REFERRED = "The records of the children referred to the organisation for an interview."
    RESIDENTS = "The records of the children who live in the home now."
    SCHOOL_AGE = "The names of the council's children of school age who are missing or recently back. No child's record."
