"""Answers that a person has not sent yet. They stay when the session ends, and only that person can open them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from waylight.accounts.models import User
from waylight.core.clock import now
from waylight.people.models import Child
from waylight.web.models import Draft

REPORT = "report"
KEPT_FOR = timedelta(days=30)
NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "submission"})

type PageAnswers = dict[str, list[str]]


@dataclass(frozen=True)
class UnfinishedReport:
    """A report that is not sent yet, for the list on Today."""

    about: str
    href: str
    saved_at: datetime


def begin(user: User, kind: str, answers: Mapping[str, object]) -> Draft:
    """Create a draft, and delete the drafts that were not saved for a month."""
    Draft.objects.filter(saved_at__lt=now() - KEPT_FOR).delete()
    return Draft.objects.create(user=user, kind=kind, said=dict(answers), saved_at=now())


def keep(draft: Draft, part: str, sent: QueryDict) -> None:
    """Save one page's answers as typed, valid or not."""
    draft.said = {**draft.said, part: {name: values for name, values in sent.lists() if name not in NOT_ANSWERS}}
    draft.saved_at = now()
    draft.save(update_fields=["said", "saved_at"])


def typed(draft: Draft, part: str) -> QueryDict | None:
    """Return one page's answers as a form's data, or None if the page was not opened yet."""
    answers: PageAnswers | None = draft.said.get(part)
    if answers is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in answers.items():
        data.setlist(name, values)
    return data


def unfinished_reports(user: User) -> list[UnfinishedReport]:
    """Return this person's unfinished reports, newest first, in two queries. A child that they may no longer see is not named."""
    drafts = list(Draft.objects.filter(user=user, kind=REPORT))
    children = _children(user, drafts)
    return [
        UnfinishedReport(
            about=_about(draft, children),
            href=reverse("episodes:report_resume", args=[draft.pk]),
            saved_at=draft.saved_at,
        )
        for draft in drafts
    ]


def _children(user: User, drafts: Iterable[Draft]) -> dict[UUID, Child]:
    keys = [draft.said["child"] for draft in drafts if draft.said.get("child")]
    return Child.objects.visible_to(user).in_bulk(keys) if keys else {}


def _about(draft: Draft, children: Mapping[UUID, Child]) -> str:
    key = draft.said.get("child")
    if key:
        child = children.get(UUID(key))
        return child.called if child else "a child"
    new: PageAnswers = draft.said.get("new", {})
    return " ".join((new.get("forename") or [""])[:1] + (new.get("surname") or [""])[:1]).strip() or "a child"
