"""Today: who is missing now, and what is owed."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from waylight.accounts.models import User
from waylight.accounts.roles import SEES_TODAY
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest
from waylight.web.page import places_of


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Lead each person to the first place that is theirs; for someone without a role there is none."""
    places = places_of(request.user) if isinstance(request.user, User) else []
    if not places:
        raise Http404
    return redirect(places[0].name)


@require_safe
@for_roles(SEES_TODAY)
def today(request: StaffRequest) -> HttpResponse:
    return render(request, "today/today.html")
