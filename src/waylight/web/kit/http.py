"""Types of requests and responses in views."""

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from waylight.accounts.models import User

__all__ = ["HttpResponse", "StaffRequest"]


class StaffRequest(HttpRequest):
    """A request by a signed-in person, as the middleware guarantees."""

    user: User
    htmx: HtmxDetails
