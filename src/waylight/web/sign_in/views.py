"""The page of an invitation link: choose a password, once, then sign in with it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waylight.accounts.actions import set_password
from waylight.accounts.models import User


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, user_id: UUID, secret: str) -> HttpResponse:
    """Let the invited person choose a password. A used, expired or wrong link redirects to the sign-in page."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not default_token_generator.check_token(user, secret):
        messages.error(request, "This link has been used or has expired. Ask your administrator for a new one.")
        return redirect("account_login")
    form = SetPasswordForm(user, request.POST or None)
    if form.is_valid():
        set_password(user, password=form.cleaned_data["new_password1"])
        messages.success(request, "You have set your password. Sign in with it now.")
        return redirect("account_login")
    return render(request, "account/welcome.html", {"form": form})
