"""Remembering when someone last looked at Today, so that what has happened since can be told."""

from datetime import timedelta

from waylight.accounts.models import User
from waylight.briefings.activity import last_audit_entry
from waylight.core.clock import now
from waylight.web.models import Looked

A_NEW_LOOK = timedelta(minutes=10)
FIRST_LOOK = timedelta(hours=24)


def look(user: User, *, again: bool) -> Looked:
    """Note that this person opens Today now; `before_at` and `before_entry` are where their news begins.

    Coming back within minutes is the same look, so that nothing new vanishes after one click; asking to be shown what
    is new (`again`) always begins another.
    """
    at, entry = now(), last_audit_entry()
    looked = Looked.objects.filter(user=user).first()
    if looked is None:
        return Looked.objects.create(user=user, at=at, entry=entry, before_at=at - FIRST_LOOK, before_entry=0)
    if again or at - looked.at > A_NEW_LOOK:
        looked.before_at, looked.before_entry = looked.at, looked.entry
    looked.at, looked.entry = at, entry
    looked.save()
    return looked
