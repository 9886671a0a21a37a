"""Records opened in an emergency."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import REVIEWS_EMERGENCIES
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest


@require_safe
@for_roles(REVIEWS_EMERGENCIES)
def index(request: StaffRequest) -> HttpResponse:
    return render(request, "emergencies/index.html")
