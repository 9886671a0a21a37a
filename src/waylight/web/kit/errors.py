"""The page for an unknown address, and for a page that the viewer may not open. The two look the same."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return render(request, "404.html", status=404)


def no_such_address(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an unknown address.

    A POST requires the CSRF token here too, so that the answer does not show whether an address exists.
    """
    csrf_refusal = CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {})
    return csrf_refusal or not_found(request, exception)


def _nothing(_: HttpRequest) -> HttpResponse:
    return HttpResponse()
