"""Signing in: only by invitation. The audit trail records every sign-in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waylight.accounts.models import User
from waylight.accounts.separation_of_duties import ENROLLED, SIGNED_IN
from waylight.audit import log
from waylight.core.clock import now

# The changes that allauth would e-mail about, as audit verbs.
CHANGES = {
    "account/email/password_changed": "changed their password",
    "account/email/password_set": "chose a password",
    "mfa/email/totp_activated": ENROLLED,
    "mfa/email/totp_deactivated": "took away their second factor",
    "mfa/email/recovery_codes_generated": "made new recovery codes",
}

# The error messages of allauth in our words.
MISTAKES = {
    "email_password_mismatch": "The email address or password is incorrect.",
    "enter_current_password": "The current password is incorrect.",
    "incorrect_password": "The password is incorrect.",
}

# For this long after signing in, a person need not enter the password again.
RECENT_SIGN_IN = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | MISTAKES

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Return False: people cannot sign up. An administrator creates the account."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002 - allauth's signature
        messages.error(request, "This account is switched off. Ask your administrator.")
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Return whether a person must enter the password again before they change how they sign in: not soon after a sign-in."""
        user = self.request.user
        recent = isinstance(user, User) and user.last_login is not None and now() - user.last_login < RECENT_SIGN_IN
        return not recent and bool(super().is_reauthentication_required(app=app, **more))

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        log.record(SIGNED_IN, user, by=user)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            log.record("signed out", user, by=user)

    @transaction.atomic
    def send_notification_mail(self, template_prefix: str, user: User, context: object = None, email: object = None) -> None:  # noqa: ARG002 - allauth's signature
        """Record each change to how someone signs in. No e-mail is sent, because there is no mail server."""
        log.record(CHANGES.get(template_prefix, "changed how they sign in"), user, by=user)


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the email address that someone entered, in lower case, so that different capitals do not allow more guesses."""
    entered = (credentials or {}).get("username") or (credentials or {}).get("email") or request.POST.get("login", "")
    return str(entered).strip().lower()
