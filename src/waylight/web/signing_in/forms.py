"""The forms of signing in, in our words; what they check stays allauth's."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

WHAT_MAKES_ONE = "At least twelve characters. Three or four words that have nothing to do with each other make a good one."
SHORT = "govuk-input--width-10"


class InOurWords(forms.Form):
    """Labels and hints of ours; no words inside the boxes, which vanish as one types and read like answers."""

    said: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, (label, hint) in self.said.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "class": SHORT}


class SignIn(InOurWords, LoginForm):  # type: ignore[misc]  # allauth ships no types
    said = {"login": ("Email address", ""), "password": ("Password", "")}


class NewPassword(InOurWords, ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    said = {
        "oldpassword": ("Password you have now", ""),
        "password1": ("New password", WHAT_MAKES_ONE),
        "password2": ("New password again", ""),
    }


class PasswordAgain(InOurWords, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    said = {"password": ("Password", "")}


class FirstCode(InOurWords, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    said = {"code": ("Code from the app", "Six figures. A new one comes every half minute.")}


class Code(InOurWords, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    said = {"code": ("Code", "Six figures from the app, or eight of a recovery code")}


class CodeAgain(InOurWords, CodeAgainForm):  # type: ignore[misc]  # allauth ships no types
    said = {"code": ("Code", "Six figures from the app, or eight of a recovery code")}
