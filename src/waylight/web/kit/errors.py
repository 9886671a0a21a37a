"""The page for an address that leads nowhere, and for one that leads where this person may not go: they are the same."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "404.html", status=404)


def no_such_address(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address of nobody's asks for a form's token as every other does: its lack says nothing of what there is."""
    refused = CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {})
    return refused or not_found(request, exception)


def _nothing(_: HttpRequest) -> HttpResponse:
    return HttpResponse()
