"""People and roles."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import MANAGES_PEOPLE
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest


@require_safe
@for_roles(MANAGES_PEOPLE)
def index(request: StaffRequest) -> HttpResponse:
    return render(request, "people_roles/index.html")
