"""The page for an address that leads nowhere, and for one that leads where this person may not go: they are the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "404.html", status=404)
