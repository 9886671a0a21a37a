"""Pages that ask one question and do one act with the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from waylight.accounts.models import User
from waylight.episodes.models import Episode
from waylight.interviews.models import Interview
from waylight.people.models import Child
from waylight.web.kit.child_access import child_page
from waylight.web.kit.forms import refusals_shown_on
from waylight.web.kit.http import StaffRequest
from waylight.web.kit.idempotency import run_once

type Context = Mapping[str, Any]

# The name of the URL of a record's own page.
RECORD_PAGES: Mapping[type[Model], str] = {
    Child: "children:detail",
    Episode: "episodes:detail",
    Interview: "interviews:detail",
    User: "settings:detail",
}


@dataclass(frozen=True)
class Done:
    """The result of an act: the next address, the message to show there, and warnings about what the person should check."""

    address: str
    message: str = ""
    warnings: Sequence[str] = ()


def act_on(
    request: StaffRequest,
    record: Model | None,
    form: BaseForm,
    act: Callable[[], str | Done],
    template: str,
    context: Context | Callable[[], Context] | None = None,
    *,
    view: str = "",
) -> HttpResponseBase:
    """Show `form` in `template`. Once the answers are valid, run `act` once, redirect and show a message.

    `act` returns a message, and the redirect leads to the page of `record`; or it returns a `Done`. When it raises
    ValidationError, the page shows the refusal beside the field. If someone else saved first, it shows both versions.
    If `record` is about a child, showing the page is recorded as a view of that child's record, named `view` or after the
    model. `context` is a function if it costs queries that a redirect does not need. Fetch `record` through `visible_to`.
    """
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _announce(request, _done(record, act())))
    child_context = _about_child(request, record, view)
    own_context = context() if callable(context) else context or {}
    return render(request, template, {**child_context, **own_context, "form": form})


def record_address(record: Model) -> str:
    """Return the address of the record's own page."""
    return reverse(RECORD_PAGES[type(record)], args=[record.pk])


def _about_child(request: StaffRequest, record: Model | None, view: str) -> Context:
    child = record if isinstance(record, Child) else getattr(record, "child", None)
    return child_page(request, child, view or str(record._meta.model_name)) if record and child else {}


def _done(record: Model | None, outcome: str | Done) -> Done:
    if isinstance(outcome, Done):
        return outcome
    assert record is not None  # noqa: S101 - an act about no record returns a Done
    return Done(record_address(record), outcome)


def _announce(request: StaffRequest, done: Done) -> str:
    if done.message:
        messages.success(request, done.message)
    for warning in done.warnings:
        messages.warning(request, warning)
    return done.address
