"""Requests and answers as our views have them."""

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from waylight.accounts.models import User

__all__ = ["HttpResponse", "StaffRequest"]


class StaffRequest(HttpRequest):
    """A request by someone signed in, which the middleware has seen to."""

    user: User
    htmx: HtmxDetails
