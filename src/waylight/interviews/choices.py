"""The lists that people choose from when they offer and hold a return interview: stored codes and their labels."""

from django.db import models


class Channel(models.TextChoices):
    VISIT = "VISIT", "Visit"
    CALL = "CALL", "Phone call"
    TEXT = "TEXT", "Text or message"
    LETTER = "LETTER", "Letter"
    VIA_CARER = "VIA_CARER", "Through the carer"
    SCHOOL = "SCHOOL", "At school"


class AttemptResult(models.TextChoices):
    AGREED = "AGREED", "Agreed to talk"
    NO_ANSWER = "NO_ANSWER", "No answer"
    DECLINED = "DECLINED", "The child said no"
    CARER_DECLINED = "CARER_DECLINED", "A parent or carer said no"
    RESCHEDULED = "RESCHEDULED", "Asked for another time"
    MISSING_AGAIN = "MISSING_AGAIN", "The child was missing again"
    UNSAFE = "UNSAFE", "Not safe to continue"


class Outcome(models.TextChoices):
    """How an interview ended. Blank while it is outstanding."""

    COMPLETED = "COMPLETED", "Held"
    DECLINED_CHILD = "DECLINED_CHILD", "Declined by the child"
    DECLINED_PARENT = "DECLINED_PARENT", "Declined by a parent or carer"
    NO_CONTACT = "NO_CONTACT", "No contact"
    SUPERSEDED = "SUPERSEDED", "Missing again first"
    NOT_OFFERED = "NOT_OFFERED", "Not offered"
    EXEMPT = "EXEMPT", "Interview not needed"
    WITHDRAWN = "WITHDRAWN", "Allocated in error"


class DeclineReason(models.TextChoices):
    NO_BENEFIT = "NO_BENEFIT", "Sees no benefit"
    TOO_MANY = "TOO_MANY", "Asked too often"
    RELUCTANT = "RELUCTANT", "Did not want to talk"
    DISTRUST = "DISTRUST", "Does not trust us"
    ALREADY_TALKED = "ALREADY_TALKED", "Has already talked to someone else"
    NOT_MISSING = "NOT_MISSING", "Was not missing in their view"
    WRONG_WORKER = "WRONG_WORKER", "Would talk to someone else"
    TIME_PLACE = "TIME_PLACE", "Wrong time or place"
    PARENT = "PARENT", "A parent or carer refused"
    OTHER = "OTHER", "Another reason"


class Mode(models.TextChoices):
    FACE = "FACE", "Face to face"
    VIDEO = "VIDEO", "Video"
    PHONE = "PHONE", "Phone"
    WRITTEN = "WRITTEN", "In writing"


class Independence(models.TextChoices):
    PROVIDER = "PROVIDER", "Independent provider"
    COUNCIL = "COUNCIL", "Council worker outside the child's case"
    YOUTH_WORKER = "YOUTH", "Youth worker"
    SOCIAL_WORKER = "SW", "The child's social worker"
    SCHOOL = "SCHOOL", "School"
    CARER = "CARER", "Carer: not independent"


class ExemptReason(models.TextChoices):
    UNDER_AGE = "UNDER_AGE", "Below the age for an interview"
    DUPLICATE = "DUPLICATE", "The same episode recorded twice"
    CUSTODY = "CUSTODY", "In custody"
    DECEASED = "DECEASED", "The child has died"
    TURNED_18 = "TURNED_18", "Turned 18"
    OUT_OF_SCOPE = "OUT_OF_SCOPE", "A kind of episode that does not need one"


class Fullness(models.TextChoices):
    """How much the child said in the interview."""

    FULL = "FULL", "The child said a lot"
    PARTIAL = "PARTIAL", "The child said some of it"
    MINIMAL = "MINIMAL", "The child said very little"


class ReviewFinding(models.TextChoices):
    """What a manager did with a finished write-up, or that a person reopened it."""

    APPROVED = "APPROVED", "Approved"
    SENT_BACK = "SENT_BACK", "Returned for changes"
    OPENED = "OPENED", "Reopened"


class InterviewStage(models.TextChoices):
    """The stage of an interview, which is computed from its fields and not stored."""

    ALLOCATED = "ALLOCATED", "Allocated, not accepted yet"
    ACCEPTED = "ACCEPTED", "Accepted, not offered yet"
    OFFERED = "OFFERED", "Offered"
    BOOKED = "BOOKED", "Booked"
    HELD = "HELD", "Held, to be written up"
    SENT_BACK = "SENT_BACK", "Held, write-up returned for changes"
    ELSEWHERE = "ELSEWHERE", "Held, written up by the provider"
    SUBMITTED = "SUBMITTED", "Written up, to be checked"
    APPROVED = "APPROVED", "Written up and checked"
    ENDED = "ENDED", "Ended without being held"
