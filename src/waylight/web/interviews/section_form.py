"""One section of the interview as a form, and what was answered in it as it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from waylight.interviews.questions import InterviewQuestion, InterviewSection, QuestionKind
from waylight.web.kit.forms import textarea

FEWEST_ROWS, SPARE_ROWS, MOST_ROWS, RANKS = 3, 1, 40, ("First", "Second", "Third")
UNANSWERED = (("", "Answered"), ("declined", "Would rather not say"), ("not asked", "Not asked"))

type Said = dict[str, Any]


@dataclass(frozen=True)
class QuestionBlock:
    """One question as drawn: a field of its own, or several small ones under one legend."""

    question: InterviewQuestion
    fields: list[BoundField]
    rows: list[list[BoundField]]

    @property
    def off_paper(self) -> bool:
        """Whether it says anything about other people: an empty form may be printed, a filled one names nobody."""
        return self.question.about_others and any(
            field.value() for field in (*self.fields, *(each for row in self.rows for each in row))
        )


class SectionForm(forms.Form):
    """Every answer may be left empty; nobody is made to say anything."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, section: InterviewSection, said: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = section
        self.rows = {each.code: _rows(each, said, self.data) for each in section.questions if each.kind == QuestionKind.LIST}
        for question in section.questions:
            self._ask(question, said.get(question.code))
        whose = "this section" if section.asked_of_child else "this part"
        self.fields["unanswered"] = forms.ChoiceField(
            label=f"Was {whose} answered?", choices=UNANSWERED, widget=forms.RadioSelect, required=False,
            initial=said.get("unanswered", ""),
        )  # fmt: skip

    def _ask(self, question: InterviewQuestion, said: Any) -> None:
        match question.kind:
            case QuestionKind.RANKED:
                for place, label in enumerate(RANKS):
                    chosen = said[place] if said and place < len(said) else ""
                    choices = [("", "Nothing chosen"), *question.options]
                    self.fields[f"{question.code}_{place}"] = forms.ChoiceField(
                        label=label, choices=choices, required=False, initial=chosen
                    )
            case QuestionKind.LIST:
                kept = as_rows(question, said)
                for row in range(self.rows[question.code]):
                    for column, label in question.options:
                        value = kept[row].get(column, "") if row < len(kept) else ""
                        self.fields[f"{question.code}_{row}_{column}"] = forms.CharField(
                            label=label, required=False, initial=value, max_length=300
                        )
            case _:
                self.fields[question.code] = _field(question, said)

    @property
    def blocks(self) -> Iterator[QuestionBlock]:
        for question in self.section.questions:
            if question.kind == QuestionKind.RANKED:
                yield QuestionBlock(question, [self[f"{question.code}_{place}"] for place in range(len(RANKS))], [])
            elif question.kind == QuestionKind.LIST:
                rows = [
                    [self[f"{question.code}_{row}_{column}"] for column, _ in question.options]
                    for row in range(self.rows[question.code])
                ]
                yield QuestionBlock(question, [], rows)
            else:
                yield QuestionBlock(question, [self[question.code]], [])

    @property
    def said(self) -> Said:
        """The answers given; what was left empty is not kept."""
        told = {question.code: self._answer(question) for question in self.section.questions}
        told["unanswered"] = self.cleaned_data["unanswered"]
        return {code: answer for code, answer in told.items() if answer}

    def _answer(self, question: InterviewQuestion) -> Any:
        said = self.cleaned_data
        if question.kind == QuestionKind.RANKED:
            ranked = [said[f"{question.code}_{place}"] for place in range(len(RANKS))]
            return list(dict.fromkeys(filter(None, ranked)))
        if question.kind == QuestionKind.LIST:
            rows = [
                {column: said[f"{question.code}_{row}_{column}"] for column, _ in question.options}
                for row in range(self.rows[question.code])
            ]
            return [row for row in rows if any(row.values())]
        return said[question.code]


def as_rows(question: InterviewQuestion, said: Any) -> list[Mapping[str, str]]:
    """A list's rows; plain text, as older records keep it, is one row."""
    if isinstance(said, str):
        return [{question.options[0][0]: said}]
    return list(said or [])


def _rows(question: InterviewQuestion, said: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    """Enough rows for what is kept or was sent, and one to spare; what is sent cannot ask for more than anyone would fill."""
    sent = [name for name in data if name.startswith(f"{question.code}_")]
    numbers = [int(name.split("_")[-2]) + 1 for name in sent if name.split("_")[-2].isdecimal()]
    return max(FEWEST_ROWS, len(as_rows(question, said.get(question.code))) + SPARE_ROWS, min(max(numbers, default=0), MOST_ROWS))


def _field(question: InterviewQuestion, said: Any) -> forms.Field:
    asked: dict[str, Any] = {"label": question.text, "help_text": question.hint, "required": False, "initial": said}
    match question.kind:
        case QuestionKind.CHOICES:
            boxes = forms.CheckboxSelectMultiple(attrs={"small": True})
            return forms.MultipleChoiceField(choices=question.options, widget=boxes, **asked)
        case QuestionKind.YES_NO | QuestionKind.ONE | QuestionKind.SCALE:
            return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **asked)
        case QuestionKind.QUOTE:
            return forms.CharField(widget=textarea(3, css_class="wl-words"), **asked)
        case _:
            return forms.CharField(widget=textarea(3), **asked)
