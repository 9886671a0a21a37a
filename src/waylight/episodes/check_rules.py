"""What a record of a safe and well check must hold, when it is made and when it is put right."""

from django.core.exceptions import ValidationError

from waylight.episodes.choices import CheckStatus
from waylight.episodes.models import SafeAndWellCheck
from waylight.episodes.time_rules import not_yet

LACKING_FACE_TO_FACE = {
    CheckStatus.BY_PHONE: "Give the reason the child was not seen.",
    CheckStatus.VIA_CARER: "Give the reason no one saw or spoke to the child.",
    CheckStatus.NOT_REQUIRED: "Enter which agreement says that no check is needed, and when it is next reviewed.",
}


def fit_to_keep(check: SafeAndWellCheck) -> None:
    """Refuse a check before the return or yet to come.

    Anything short of seeing the child needs a reason: a call or a word with the carer is criticised practice.
    """
    not_yet("checked", check.done_at, field="done_at")
    returned = check.episode.returned_at
    if returned is None or check.done_at < returned:
        raise ValidationError({"done_at": "The check must be after the child came back. Check the date and time."})
    if check.status in LACKING_FACE_TO_FACE and not check.because.strip():
        raise ValidationError({"because": LACKING_FACE_TO_FACE[CheckStatus(check.status)]})
