"""Signing in: by invitation only, and every sign-in is recorded in the audit trail."""

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

# allauth's error messages in our words.
MISTAKES = {
    "email_password_mismatch": "The email address or password is incorrect.",
    "enter_current_password": "The current password is incorrect.",
    "incorrect_password": "The password is incorrect.",
}

# The password is not asked for again this soon after signing in.
JUST_SIGNED_IN = timedelta(minutes=5)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | MISTAKES

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """People cannot sign themselves up; an administrator creates the account."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # noqa: ARG002 - allauth's signature
        messages.error(request, "This account is switched off. Ask your administrator.")
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask for the password before a change to how someone signs in, unless they have just signed in."""
        user = self.request.user
        just_now = isinstance(user, User) and user.last_login is not None and now() - user.last_login < JUST_SIGNED_IN
        return not just_now and bool(super().is_reauthentication_required(app=app, **more))

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
    """Return the address someone tried, lower-cased, so that other capitals do not give more guesses."""
    tried = (credentials or {}).get("username") or (credentials or {}).get("email") or request.POST.get("login", "")
    return str(tried).strip().lower()
