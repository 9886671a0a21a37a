"""The gallery at /design/: every component in every state, about children who do not exist."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waylight.core import clock
from waylight.web.design.specimens import SPECIMENS
from waylight.web.kit.datetime_fields import DateField, DatetimeField
from waylight.web.kit.forms import textarea

# A Tuesday night in November.
TONIGHT = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)
WRONG = {"back_day": "31", "back_month": "2", "back_year": "2026", "back_time": "25:10", "born_day": "4", "email": "priya"}


class Questions(forms.Form):
    back = DatetimeField(label="When did Amina come back?", help_text="For example, 24 11 2026 at 21:40.")
    seen = DatetimeField(label="When was she last seen?", may_be_unknown=True, required=False)
    born = DateField(label="Date of birth", help_text="For example, 31 3 2012.")
    name = forms.CharField(label="Who told you?", help_text="A name and what they are to the child.")
    email = forms.EmailField(label="Their work email")
    where = forms.ChoiceField(
        label="Where was she found?",
        choices=[("", "Choose"), ("home", "At home"), ("friend", "With a friend"), ("street", "Out and about")],
    )
    how = forms.ChoiceField(
        label="How did she come back?",
        widget=forms.RadioSelect,
        choices=[("self", "On her own"), ("police", "Police brought her back"), ("carer", "A carer brought her back")],
    )
    worries = forms.MultipleChoiceField(
        label="What are you worried about?",
        help_text="Choose all that apply.",
        widget=forms.CheckboxSelectMultiple,
        choices=[("older", "An older friend"), ("drugs", "Drugs or alcohol"), ("hurt", "Being hurt")],
    )
    notes = forms.CharField(label="Anything else", widget=textarea(4), required=False)
    sure = forms.CharField(label="Your password", widget=forms.PasswordInput)
    level = forms.TypedChoiceField(
        label="How safe do you feel?",
        help_text="0 is not at all, 10 is completely.",
        widget=forms.RadioSelect,
        choices=[(str(number), str(number)) for number in range(11)],
    )
    told = forms.BooleanField(label="I have told the social worker")
    file = forms.FileField(label="A photograph", help_text="JPEG or PNG.", required=False)


class FileQuestion(forms.Form):
    file = forms.FileField(label="Drop a file here, or choose one", help_text="CSV or Excel, up to 10 MB.")


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, at a fixed time."""
    with clock.at(TONIGHT):
        return render(request, "design/gallery.html", _contents())


@require_safe
def question(request: HttpRequest) -> HttpResponse:
    """Show the question layout; with ?wrong=1, with errors."""
    with clock.at(TONIGHT):
        form = Questions(WRONG) if "wrong" in request.GET else Questions()
        return render(request, "design/question.html", {"form": form, "now": TONIGHT} | SPECIMENS["around"])


def _contents() -> dict[str, Any]:
    page = Paginator(range(230), 25).page(3)
    return {**SPECIMENS, **SPECIMENS["around"]} | {"file": FileQuestion()["file"], "page": page, "now": TONIGHT}
