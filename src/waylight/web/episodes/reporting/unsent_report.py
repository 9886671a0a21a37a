"""A report that is not sent yet: who it is about, the answers so far, the summary, and sending it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.forms import BaseForm, ChoiceField, MultipleChoiceField
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from waylight.access.actions import bring_in
from waylight.access.models import InvolvementReason
from waylight.access.visibility import restrict_to_child
from waylight.accounts.models import User
from waylight.accounts.permissions import RecordScope
from waylight.chronology.wording import moment_words
from waylight.core.clock import today
from waylight.episodes.actions import find_recorded_child, record_risk, report_missing
from waylight.episodes.choices import LogKind
from waylight.episodes.log_line import recording_agency_of
from waylight.episodes.models import Episode
from waylight.people.actions import add_child
from waylight.people.models import Child
from waylight.placements.actions import record_arrival
from waylight.placements.models import Home
from waylight.web.episodes.reporting.forms import NewChildForm, ReportQuestion, ReportSubject, councils_of
from waylight.web.episodes.reporting.steps import Step, steps_for
from waylight.web.kit import drafts
from waylight.web.kit.child_access import child_or_404
from waylight.web.kit.datetime_fields import DatetimeAnswer
from waylight.web.models import Draft

NEW = "new"


@dataclass(frozen=True)
class SummaryRow:
    """One row of components/summary_list.html."""

    key: str
    value: str
    href: str = ""


class UnsentReport:
    """One draft of a report, for the person who began it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    @classmethod
    def of(cls, user: User, key: UUID) -> "UnsentReport":
        draft = get_object_or_404(Draft, pk=key, user=user, kind=drafts.REPORT)
        draft.user = user
        return cls(draft)

    @cached_property
    def by(self) -> User:
        """Return the person who reports, with only the roles by which they see the child."""
        return restrict_to_child(self.draft.user, self.child) if self.child else self.draft.user

    @cached_property
    def child(self) -> Child | None:
        """Return the child, or None if not recorded. Raises Http404 if this person may no longer see the child."""
        key = self.draft.said.get("child")
        if not key:
            return None
        return child_or_404(self.draft.user, key)

    @cached_property
    def new_child(self) -> dict[str, Any]:
        form = NewChildForm(drafts.typed(self.draft, NEW), councils=councils_of(self.by))
        if not form.is_valid():
            raise Http404
        return form.cleaned_data

    @cached_property
    def about(self) -> ReportSubject:
        if self.child:
            return ReportSubject(name=self.child.first_name, council=self.child.council, by=self.by, child=self.child)
        new = self.new_child
        return ReportSubject(name=new["forename"] or "the child", council=new["council"], by=self.by)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return steps_for(self.about)

    @cached_property
    def already_missing(self) -> Episode | None:
        return self.child.episodes.still_missing().first() if self.child else None

    def address(self, step: Step | None) -> str:
        """Return the address of a page, or of the answers to check for None."""
        if step is None:
            return reverse("episodes:report_check", args=[self.draft.pk])
        return reverse("episodes:report_step", args=[self.draft.pk, step.slug])

    @property
    def last_address(self) -> str:
        return self.address(self.steps[-1])

    def form(self, step: Step) -> ReportQuestion:
        return step.bound_form(self.about, drafts.typed(self.draft, step.slug))

    def first_unanswered(self) -> Step | None:
        """Return the first page without a valid answer, or None. An optional page counts only if it was opened."""
        return next((step for step in self.steps if not self._answered(step)), None)

    def _answered(self, step: Step) -> bool:
        form = self.form(step)
        return form.is_valid() if form.is_bound else step.optional

    def rows(self) -> Iterator[SummaryRow]:
        for step in self.steps:
            form = self.form(step)
            if form.is_bound and form.is_valid():
                yield from rows_of(form, f"{self.address(step)}?then=check")
            else:
                yield SummaryRow(step.heading(self.about), "Not set yet", f"{self.address(step)}?then=check")

    def send(self) -> Episode:
        """Make the report and delete the draft. The caller provides the transaction."""
        answers = self._answers()
        child = self.child or self._add_child()
        told_police = self.by.sees(RecordScope.WHOLE_FORCE) or {"yes": True, "no": False}.get(answers.get("police_told", ""))
        episode = report_missing(
            child,
            by=self.by,
            last_seen=answers["last_seen"].reported_by(answers["told_by"]),
            reported=answers["reported"].reported_by(answers["reported_told_by"]),
            missing_from=answers["missing_from"],
            home=answers["home"],
            place=answers["place"],
            reported_by=answers["reported_by"],
            reference=answers.get("reference", ""),
            last_seen_by=answers["last_seen_by"],
            noticed_at=answers["noticed"].at,
            circumstances=_join_lines(answers["circumstances"], "Wearing and carrying: ", answers["appearance"]),
            why_worried=answers["why_worried"],
            done_so_far=_join_lines(_tried(answers.get("tried", [])), "", answers.get("done_so_far", "")),
            police_told=told_police,
            police_told_at=answers["police_told_at"].at if answers.get("police_told_at") else None,
            police_not_told_because=answers.get("police_not_told_because", "") if told_police is False else "",
        )
        if answers.get("level"):
            record_risk(
                episode, by=self.by, agency=recording_agency_of(self.by), level=answers["level"], rationale=answers["rationale"]
            )
        self.draft.delete()
        return episode

    def _answers(self) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for step in self.steps:
            form = self.form(step)
            if form.is_bound and form.is_valid():
                answers |= form.cleaned_data
        return answers

    def _add_child(self) -> Child:
        """Add the child, or return the recorded child with these details, even if this person may not see that record."""
        new = self.new_child
        identity = {name: new[name] for name in ("council", "forename", "surname", "born_on")}
        recorded = find_recorded_child(**identity)
        if recorded:
            return recorded
        child = add_child(by=self.by, sex=new["sex"], **identity)
        self._give_access(child)
        return child

    def _give_access(self, child: Child) -> None:
        """Let the person who added the child see the record, where their role needs an involvement or a placement for that."""
        for membership in self.by.current_memberships():
            if membership.records == RecordScope.OWN_CASES:
                bring_in(child, by=self.by, agency=membership.agency, user=self.by, reason=InvolvementReason.REPORTED_MISSING)
            if membership.records == RecordScope.RESIDENTS:
                record_arrival(child, by=self.by, home=Home.objects.get(agency=membership.agency), on=today())


def _join_lines(first: str, label: str, second: str) -> str:
    return "\n".join(filter(None, [first, f"{label}{second}" if second else ""]))


def _tried(kinds: list[str]) -> str:
    words = [str(LogKind(kind).label) for kind in kinds]
    return f"Tried: {'; '.join(word[:1].lower() + word[1:] for word in words)}." if words else ""


def rows_of(form: BaseForm, href: str) -> Iterator[SummaryRow]:
    """Yield the answers of a valid form, without optional questions that were not answered."""
    short_labels: dict[str, str] = getattr(form, "short_labels", {})
    for bound in form.visible_fields():
        value = in_words(bound.field, form.cleaned_data.get(bound.name))
        if value or bound.field.required:
            yield SummaryRow(short_labels.get(bound.name, str(bound.label)), value, href)


def in_words(field: Any, value: Any) -> str:
    if isinstance(value, DatetimeAnswer):
        return moment_words(value.at, value.precision) if value.at else ""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, MultipleChoiceField):
        chosen = _choices(field)
        return "\n".join(str(chosen[key]) for key in value)
    if isinstance(field, ChoiceField):
        return _capital(str(_choices(field).get(value, value)))
    return str(value)


def _choices(field: ChoiceField) -> dict[Any, Any]:
    return dict(field.choices)  # type: ignore[arg-type]  # our choices are plain pairs


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
