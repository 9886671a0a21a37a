"""Doing what a form asks once, however often it is sent."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpResponseRedirect

from waylight.web.kit.http import StaffRequest
from waylight.web.models import Submission


class AlreadySent(Exception):
    """This very form has been sent before; it led to `led_to`."""

    def __init__(self, led_to: str) -> None:
        super().__init__("This form has been sent before.")
        self.led_to = led_to


def run_once(request: StaffRequest, form: BaseForm, act: Callable[[], str]) -> HttpResponseRedirect:
    """Run `act`, which answers with the address to go to, unless this very form (forms.Once) has been sent before.

    The act and the note that it was done share one transaction: two clicks at once make one record, and an act that is
    refused may be tried again. A refusal passes through to `refusals_shown_on`.
    """
    token = form.cleaned_data["submission"]
    try:
        with transaction.atomic():
            sent = _first(request, token)
            sent.led_to = act()
            sent.save(update_fields=["led_to"])
            return HttpResponseRedirect(sent.led_to)
    except AlreadySent as earlier:
        return HttpResponseRedirect(earlier.led_to)


def sent_before(request: StaffRequest) -> str:
    """Where the form being sent led when it was sent before, or "": for a page whose draft is gone once it is sent."""
    token = request.POST.get("submission", "")
    try:
        earlier = Submission.objects.filter(token=UUID(token), user=request.user).first()
    except ValueError:
        return ""
    return earlier.led_to if earlier else ""


def _first(request: StaffRequest, token: UUID) -> Submission:
    try:
        with transaction.atomic():
            return Submission.objects.create(token=token, user=request.user)
    except IntegrityError as sent:
        raise AlreadySent(Submission.objects.get(token=token, user=request.user).led_to) from sent
