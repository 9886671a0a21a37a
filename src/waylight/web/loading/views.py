"""Loading files in the browser."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import MAY_LOAD
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest


@require_safe
@for_roles(MAY_LOAD)
def index(request: StaffRequest) -> HttpResponse:
    return render(request, "loading/index.html")
