"""What every request passes: signed in, with a second factor, or sent to where that is done."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

type Answer = Callable[[HttpRequest], HttpResponse]

# Open to anyone: signing in, the made-up components of the gallery, and whether the service is up.
OPEN = ("/accounts/", "/design/", "/health/", "/static/")
# Where someone with no second factor yet may go.
ENROLLING = ("/accounts/", "/design/", "/health/", "/static/")


class SignedIn:
    """Sends anyone not signed in to sign in, whatever they asked for, so that no address says whether it exists."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path.startswith(OPEN):
            return self.answer(request)
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}")


class SecondFactor:
    """Sends anyone without a second factor to set one up, where the installation requires it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        needed = settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated
        if needed and not request.path.startswith(ENROLLING) and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.answer(request)


class NotKept:
    """Pages about children are never kept by a browser or a proxy."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
