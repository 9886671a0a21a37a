"""The lists that people choose from when they record an episode: stored codes and their labels."""

from django.db import models


class Category(models.TextChoices):
    MISSING = "MISSING", "Missing"
    AWAY = "AWAY", "Away from placement without authorisation"
    ABSENT = "ABSENT", "Absent, no apparent risk"
    LATE = "LATE", "Back later than agreed"
    VOID = "VOID", "Not missing: recorded in error"


# The kinds after which a safe and well check and a return interview are due. After the others a council may still choose one.
FOLLOWED_UP = frozenset({Category.MISSING, Category.AWAY})


class MissingFrom(models.TextChoices):
    FAMILY_HOME = "FAMILY_HOME", "Family home"
    RELATIVE = "RELATIVE", "Relative's address"
    CHILDRENS_HOME = "CHILDRENS_HOME", "Children's home"
    FOSTER = "FOSTER", "Foster placement"
    SUPPORTED = "SUPPORTED", "Supported accommodation"
    SCHOOL = "SCHOOL", "School"
    HOSPITAL = "HOSPITAL", "Hospital"
    OUTING = "OUTING", "An outing or activity"
    CONTACT = "CONTACT", "Contact with family"
    OTHER = "OTHER", "Somewhere else"


class TimeSource(models.TextChoices):
    """The person or agency who gave the time of a moment."""

    POLICE = "POLICE", "police"
    CARER = "CARER", "carer"
    PARENT = "PARENT", "parent"
    SCHOOL = "SCHOOL", "school"
    SOCIAL_WORKER = "SOCIAL_WORKER", "social worker"
    CHILD = "CHILD", "the child"
    OTHER = "OTHER", "someone else"


class ReturnMethod(models.TextChoices):
    SELF = "SELF", "Came back on their own"
    POLICE = "POLICE", "Police brought them back"
    CARER = "CARER", "Carer brought them back"
    SOCIAL_WORKER = "SW", "Social worker brought them back"
    FAMILY = "FAMILY", "Family brought them back"
    FRIEND = "FRIEND", "A friend brought them back"
    SCHOOL = "SCHOOL", "Found at school"
    HOSPITAL = "HOSPITAL", "Found at hospital"
    OTHER_FORCE = "OTHER_FORCE", "Another police force"
    CUSTODY = "CUSTODY", "In custody"
    UNKNOWN = "UNKNOWN", "Not known"


class ReturnedTo(models.TextChoices):
    SAME_PLACE = "SAME_PLACE", "Where they were missing from"
    OTHER_PLACEMENT = "OTHER_PLACEMENT", "A different placement"
    FAMILY = "FAMILY", "Family"
    POLICE_PROTECTION = "POLICE_PROT", "Police protection"
    HOSPITAL = "HOSPITAL", "Hospital"
    CUSTODY = "CUSTODY", "Custody"


class RiskLevel(models.TextChoices):
    """The levels from lowest to highest. `risk/joint_risk.py` compares them by this order."""

    NONE_APPARENT = "NONE_APPARENT", "No apparent risk"
    LOW = "LOW", "Low"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


class Assessor(models.TextChoices):
    POLICE = "POLICE", "Police"
    SOCIAL_CARE = "SOCIAL_CARE", "Social care"
    CARER = "CARER", "Carer"


class CheckStatus(models.TextChoices):
    DONE = "DONE", "Done, child seen"
    BY_PHONE = "BY_PHONE", "Done by phone"
    VIA_CARER = "VIA_CARER", "Spoke to the carer only"
    DECLINED = "DECLINED", "The child declined"
    NOT_REQUIRED = "NOT_REQUIRED", "Not required by a recorded agreement"


# A check was made: the child was seen, or someone spoke to the child by phone or to the carer.
CHECK_MADE_STATUSES = frozenset({CheckStatus.DONE, CheckStatus.BY_PHONE, CheckStatus.VIA_CARER})


class LogKind(models.TextChoices):
    PHONE_CHILD = "PHONE_CHILD", "Phoned or messaged the child"
    FAMILY = "FAMILY", "Spoke to family"
    FRIENDS = "FRIENDS", "Spoke to friends"
    VISIT = "VISIT", "Visited an address"
    SCHOOL = "SCHOOL", "Checked with school"
    HOSPITAL = "HOSPITAL", "Checked hospitals"
    TRANSPORT = "TRANSPORT", "Checked transport or CCTV"
    ONLINE = "ONLINE", "Checked social media"
    POLICE = "POLICE", "Spoke to police"
    CARER = "CARER", "Updated the carer"
    REVIEW = "REVIEW", "Manager's review"
    OTHER = "OTHER", "Something else"


class FactorState(models.TextChoices):
    """Whether a risk factor applies now, applied only in the past, or is not known to apply."""

    CURRENT = "CURRENT", "Now"
    HISTORIC = "HISTORIC", "In the past"
    NOT_KNOWN = "NOT_KNOWN", "Not known"


class CorrectionKind(models.TextChoices):
    CORRECTED = "CORRECTED", "Corrected"
    CATEGORY = "CATEGORY", "Category changed"
    REOPENED = "REOPENED", "Return undone"
    VOID = "VOID", "Recorded as not missing"
    CHECK = "CHECK", "Safe and well check corrected"
