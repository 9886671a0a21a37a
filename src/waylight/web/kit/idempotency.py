"""Run the act of a form once, even if the form is sent twice."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpResponseBase, HttpResponseRedirect

from waylight.web.kit.http import StaffRequest
from waylight.web.models import Submission


class AlreadySent(Exception):
    """Raised if this form was sent before. It led to the address `led_to`."""

    def __init__(self, led_to: str) -> None:
        super().__init__("This form has been sent before.")
        self.led_to = led_to


def run_once(request: StaffRequest, form: BaseForm, act: Callable[[], str]) -> HttpResponseRedirect:
    """Run `act` and redirect to the address it returns. If this form (an IdempotentForm) was sent before, only redirect.

    One transaction holds the act and its submission, so two clicks at the same time make one record, and a refused act can
    be tried again. Refusals (ValidationError) pass through.
    """
    token = form.cleaned_data["submission"]
    try:
        with transaction.atomic():
            submission = _first_submission(request, token)
            submission.led_to = act()
            submission.save(update_fields=["led_to"])
            return HttpResponseRedirect(submission.led_to)
    except AlreadySent as earlier:
        return HttpResponseRedirect(earlier.led_to)


def redirect_if_sent(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Redirect a form that was sent before to its first result, for a view that no longer finds its record after the act."""

    @wraps(view)
    def page(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        led_to = _led_to(request)
        return HttpResponseRedirect(led_to) if led_to else view(request, *args, **kwargs)

    return page


def _led_to(request: StaffRequest) -> str:
    try:
        token = UUID(request.POST.get("submission", ""))
    except ValueError:
        return ""
    earlier = Submission.objects.filter(token=token, user=request.user).first()
    return earlier.led_to if earlier else ""


def _first_submission(request: StaffRequest, token: UUID) -> Submission:
    try:
        with transaction.atomic():
            return Submission.objects.create(token=token, user=request.user)
    except IntegrityError as duplicate:
        raise AlreadySent(Submission.objects.get(token=token, user=request.user).led_to) from duplicate
