"""One section of a write-up as a form, and its answers as they are stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from waylight.interviews.questions import InterviewQuestion, InterviewSection, QuestionKind
from waylight.web.kit.forms import textarea

FEWEST_ROWS, SPARE_ROWS, MOST_ROWS, RANKS = 3, 1, 40, ("First", "Second", "Third")
UNANSWERED = (("", "Answered"), ("declined", "Would rather not say"), ("not asked", "Not asked"))

type Answers = dict[str, Any]


@dataclass(frozen=True)
class QuestionBlock:
    """One question with its field, or with several small fields under one legend."""

    question: InterviewQuestion
    fields: list[BoundField]
    rows: list[list[BoundField]]

    @property
    def not_printed(self) -> bool:
        """Return whether to leave the question out of print, because its answer is about other people."""
        return self.question.about_others and any(
            field.value() for field in (*self.fields, *(each for row in self.rows for each in row))
        )


class SectionForm(forms.Form):
    """One section. No answer is required, because the child does not have to answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, section: InterviewSection, answers: Mapping[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = section
        self.rows = {
            each.code: _row_count(each, answers, self.data) for each in section.questions if each.kind == QuestionKind.LIST
        }
        for question in section.questions:
            self._ask(question, answers.get(question.code))
        part = "this section" if section.asked_of_child else "this part"
        self.fields["unanswered"] = forms.ChoiceField(
            label=f"Was {part} answered?", choices=UNANSWERED, widget=forms.RadioSelect, required=False,
            initial=answers.get("unanswered", ""),
        )  # fmt: skip

    def _ask(self, question: InterviewQuestion, answer: Any) -> None:
        match question.kind:
            case QuestionKind.RANKED:
                for place, label in enumerate(RANKS):
                    chosen = answer[place] if answer and place < len(answer) else ""
                    choices = [("", "Nothing chosen"), *question.options]
                    self.fields[f"{question.code}_{place}"] = forms.ChoiceField(
                        label=label, choices=choices, required=False, initial=chosen
                    )
            case QuestionKind.LIST:
                recorded = as_rows(question, answer)
                for row in range(self.rows[question.code]):
                    for column, label in question.options:
                        value = recorded[row].get(column, "") if row < len(recorded) else ""
                        self.fields[f"{question.code}_{row}_{column}"] = forms.CharField(
                            label=label, required=False, initial=value, max_length=300
                        )
            case _:
                self.fields[question.code] = _field(question, answer)

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
    def answers(self) -> Answers:
        """Return the answers to store, without empty ones."""
        answers = {question.code: self._answer(question) for question in self.section.questions}
        answers["unanswered"] = self.cleaned_data["unanswered"]
        return {code: answer for code, answer in answers.items() if answer}

    def _answer(self, question: InterviewQuestion) -> Any:
        cleaned = self.cleaned_data
        if question.kind == QuestionKind.RANKED:
            ranked = [cleaned[f"{question.code}_{place}"] for place in range(len(RANKS))]
            return list(dict.fromkeys(filter(None, ranked)))
        if question.kind == QuestionKind.LIST:
            rows = [
                {column: cleaned[f"{question.code}_{row}_{column}"] for column, _ in question.options}
                for row in range(self.rows[question.code])
            ]
            return [row for row in rows if any(row.values())]
        return cleaned[question.code]


def as_rows(question: InterviewQuestion, answer: Any) -> list[Mapping[str, str]]:
    """Return the rows of a list answer. A plain text, from an older record, is one row."""
    if isinstance(answer, str):
        return [{question.options[0][0]: answer}]
    return list(answer or [])


def _row_count(question: InterviewQuestion, answers: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    """Return the number of rows to show: those stored and a spare one, or those sent. A request can add rows up to MOST_ROWS."""
    names = [name for name in data if name.startswith(f"{question.code}_")]
    numbers = [int(name.split("_")[-2]) + 1 for name in names if name.split("_")[-2].isdecimal()]
    return max(
        FEWEST_ROWS, len(as_rows(question, answers.get(question.code))) + SPARE_ROWS, min(max(numbers, default=0), MOST_ROWS)
    )


def _field(question: InterviewQuestion, answer: Any) -> forms.Field:
    options: dict[str, Any] = {"label": question.text, "help_text": question.hint, "required": False, "initial": answer}
    match question.kind:
        case QuestionKind.CHOICES:
            boxes = forms.CheckboxSelectMultiple(attrs={"small": True})
            return forms.MultipleChoiceField(choices=question.options, widget=boxes, **options)
        case QuestionKind.YES_NO | QuestionKind.ONE | QuestionKind.SCALE:
            return forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **options)
        case QuestionKind.QUOTE:
            return forms.CharField(widget=textarea(3, css_class="wl-words"), **options)
        case _:
            return forms.CharField(widget=textarea(3), **options)
