"""Finding a child, and one child's record."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.accounts.roles import FINDS_CHILDREN
from waylight.web.gates import for_roles
from waylight.web.http import HttpResponse, StaffRequest


@require_safe
@for_roles(FINDS_CHILDREN)
def search(request: StaffRequest) -> HttpResponse:
    return render(request, "children/search.html")
