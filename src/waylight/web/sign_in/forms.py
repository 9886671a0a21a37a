"""The sign-in forms in our words. allauth checks them, but used codes and wrong guesses are counted here.

allauth counts both in the memory of one process, and several processes serve these pages.
"""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from waylight.accounts.models import User
from waylight.accounts.second_factor import SecondFactorAdapter, use_code

LENGTH_HINT = "Use at least 12 characters. Three or four unrelated words make a good password."
SHORT = "govuk-input--width-10"


class LabelledForm(forms.Form):
    """A form with our labels and hints. It has no placeholders: they disappear while typing and look like answers."""

    labels: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, (label, hint) in self.labels.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "class": SHORT}


class SignIn(LabelledForm, LoginForm):  # type: ignore[misc]  # allauth ships no types
    labels = {"login": ("Email address", ""), "password": ("Password", "")}


class NewPassword(LabelledForm, ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    labels = {
        "oldpassword": ("Current password", ""),
        "password1": ("New password", LENGTH_HINT),
        "password2": ("New password again", ""),
    }


class PasswordAgain(LabelledForm, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    labels = {"password": ("Password", "")}


class SingleUseCodeForm(forms.Form):
    """Refuse a code that was used before on any process, whether it is from the app or a recovery code."""

    user: User

    @transaction.atomic
    def clean_code(self) -> str:
        User.objects.select_for_update().get(pk=self.user.pk)  # other checks of this account's codes wait
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's form is the next class
        secret = self.secret_used()
        if secret and not use_code(self.user, secret=secret, code=code):
            raise wrong_code()
        return code

    def secret_used(self) -> str:
        """Return the app's secret if the code is from the app, or "" for a recovery code."""
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]  # allauth's form sets it
        return decrypt(authenticator.data["secret"]) if authenticator.type == Authenticator.Type.TOTP else ""


class LimitedGuessesForm(SingleUseCodeForm):
    """Block an account for an hour after five wrong codes from one address, as after five wrong passwords."""

    def clean_code(self) -> str:
        request, credentials = context.request, {"username": self.user.email}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out = True
            raise wrong_code()
        try:
            return super().clean_code()
        except ValidationError:
            AxesProxyHandler.user_login_failed(sender=__name__, credentials=credentials, request=request)
            raise


def wrong_code() -> ValidationError:
    return ValidationError(SecondFactorAdapter.error_messages["incorrect_code"])


class FirstCode(LabelledForm, SingleUseCodeForm, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    labels = {"code": ("Code from the app", "6 digits. The code changes every 30 seconds.")}

    def secret_used(self) -> str:
        return str(self.secret)


class Code(LabelledForm, LimitedGuessesForm, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    labels = {"code": ("Code", "6 digits from the app, or the 8 digits of a recovery code")}


class CodeAgain(LabelledForm, LimitedGuessesForm, CodeAgainForm):  # type: ignore[misc]  # allauth ships no types
    labels = {"code": ("Code", "6 digits from the app, or the 8 digits of a recovery code")}
