"""Middleware for every request: sign-in, session timeout, second factor, and no caching of pages."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from waylight.core.clock import now
from waylight.web.kit.errors import not_found

type Answer = Callable[[HttpRequest], HttpResponse]

# Open to anyone: sign-in, the gallery of made-up components, and the health check.
OPEN = ("/accounts/login/", "/accounts/2fa/authenticate/", "/accounts/welcome/", "/design/", "/health/", "/static/")
# Open to people without a second factor.
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/design/", "/health/", "/static/")
# Parts of a page that refresh themselves. Their requests do not extend a session, because the person may have left.
SELF_REFRESHING = frozenset({"new-since", "progress"})


class SignInRequired:
    """Redirect people who are not signed in, also from unknown addresses, so that no answer shows whether one exists."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated or request.path.startswith(OPEN):
            return self.answer(request)
        return _to_sign_in(request)


class SessionTimeout:
    """End a session half an hour after the last click, or at the end of a shift, even if a page still refreshes itself."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.answer(request)
        instant, session = now().timestamp(), request.session
        begun, clicked = session.setdefault("begun", instant), session.setdefault("clicked", instant)
        if instant - clicked > settings.SESSION_COOKIE_AGE or instant - begun > settings.SESSION_LASTS_AT_MOST:
            logout(request)
            return self.answer(request) if request.path.startswith(OPEN) else _to_sign_in(request)
        if request.headers.get("HX-Trigger") not in SELF_REFRESHING:
            session["clicked"] = instant
        return self.answer(request)


class SecondFactorRequired:
    """Redirect people without a second factor to set one up, if the installation requires it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        required = settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated
        if required and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR) and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.answer(request)


class NoStore:
    """Tell browsers and proxies not to store pages, and answer a wrong method like an unknown address."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = not_found(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    where = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.path})}"
    if request.headers.get("HX-Request"):
        # HTMX then redirects the whole page, not only the part that sent the request.
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)
