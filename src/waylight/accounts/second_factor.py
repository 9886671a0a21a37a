"""Second factors. They are stored encrypted, because a copy of the database must not be enough to sign in. A code works once."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import Fernet
from django.conf import settings

from waylight.accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is incorrect or has expired. Enter the code your app shows now.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def use_code(user: User, *, secret: str, code: str) -> bool:
    """Mark a code of the app as used. Returns False for a wrong code, and when this or a later code was used before.

    One UPDATE decides, so that two processes cannot both accept a code.
    """
    steps = yield_hotp_counters_from_time()
    step = next((step for step in steps if format_hotp_value(hotp_value(secret, step)) == code.replace(" ", "")), None)
    if step is None:
        return False
    return bool(User.objects.filter(pk=user.pk, last_code_step__lt=step).update(last_code_step=step))


def _cipher() -> Fernet:
    """Return the cipher made from the installation's secret key, which is not in the database."""
    return Fernet(urlsafe_b64encode(sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()))
