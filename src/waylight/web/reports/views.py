"""Reports, on the web."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import SEES_FIGURES
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest


@require_safe
@for_roles(SEES_FIGURES)
def index(request: StaffRequest) -> HttpResponse:
    return render(request, "reports/index.html")
