"""The pages of a report in order, each with one question."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from waylight.accounts.permissions import RecordScope
from waylight.web.episodes.reporting import forms
from waylight.web.episodes.reporting.forms import ReportQuestion, ReportSubject


@dataclass(frozen=True)
class Step:
    """One page. `question` is its heading and may contain {name}. An `optional` page may be left unanswered."""

    slug: str
    question: str
    form: type[ReportQuestion]
    optional: bool = False

    def heading(self, about: ReportSubject) -> str:
        return self.question.replace("{name}", about.name)

    def bound_form(self, about: ReportSubject, sent: QueryDict | None) -> ReportQuestion:
        return self.form(sent, about=about)


WHERE = Step("where", "Where is {name} missing from?", forms.PlaceForm)
LAST_SEEN = Step("last-seen", "When was {name} last seen, and who saw them?", forms.LastSeenForm)
REPORTED = Step("reported", "When was this noticed and reported?", forms.ReportedForm)
TO_POLICE = Step("police", "Telling the police", forms.PoliceForm)
REFERENCE = Step("reference", "What is the incident reference?", forms.ReferenceForm, optional=True)
HAPPENED = Step("what-happened", "What happened?", forms.CircumstancesForm)
WORRIED = Step("why-worried", "Why are you worried about {name}?", forms.ConcernForm)
DONE = Step("done-so-far", "What has been done so far to find {name}?", forms.DoneSoFarForm, optional=True)
RISK = Step("risk", "What is your first view of the risk?", forms.FirstRiskForm, optional=True)

STEPS = (WHERE, LAST_SEEN, REPORTED, TO_POLICE, HAPPENED, WORRIED, DONE, RISK)
STEPS_OF_THE_POLICE = (WHERE, LAST_SEEN, REPORTED, REFERENCE, HAPPENED, WORRIED, DONE, RISK)


def steps_for(about: ReportSubject) -> tuple[Step, ...]:
    """Return the pages. The police have a page for their reference, not the page about telling the police."""
    return STEPS_OF_THE_POLICE if about.by.sees(RecordScope.WHOLE_FORCE) else STEPS


def neighbours(steps: tuple[Step, ...], slug: str) -> tuple[Step | None, Step, Step | None] | None:
    """Return the previous page, this page and the next one, or None if there is no such page."""
    return next((neighbours_of_step for neighbours_of_step in _threes(steps) if neighbours_of_step[1].slug == slug), None)


def _threes(steps: tuple[Step, ...]) -> Iterator[tuple[Step | None, Step, Step | None]]:
    for place, step in enumerate(steps):
        yield (steps[place - 1] if place else None, step, steps[place + 1] if place + 1 < len(steps) else None)
