"""When a person last opened Today, which decides what the page marks as new."""

from datetime import timedelta

from waylight.accounts.models import User
from waylight.briefings.activity import last_audit_entry
from waylight.core.clock import now
from waylight.web.models import Looked

NEW_VISIT_AFTER = timedelta(minutes=10)
FIRST_VISIT_COVERS = timedelta(hours=24)


def record_visit(user: User, *, again: bool) -> Looked:
    """Record that this person opens Today now. Their new activity begins after `before_at` and `before_entry`.

    Returning within ten minutes continues the same visit, so that new items do not disappear after one click. The link to
    what is new (`again`) always starts another visit.
    """
    at, entry = now(), last_audit_entry()
    visit = Looked.objects.filter(user=user).first()
    if visit is None:
        return Looked.objects.create(user=user, at=at, entry=entry, before_at=at - FIRST_VISIT_COVERS, before_entry=0)
    if again or at - visit.at > NEW_VISIT_AFTER:
        visit.before_at, visit.before_entry = visit.at, visit.entry
    visit.at, visit.entry = at, entry
    visit.save()
    return visit
