"""Choose the kind of a file, and its column for each field, beside its first rows."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from waylight.accounts.permissions import Permission
from waylight.audit import log
from waylight.exchange.files.refusals import UnreadableFile
from waylight.exchange.loading import uploads
from waylight.exchange.loading.council_mappings import FileSample, guess_columns, read_sample, save_mapping
from waylight.exchange.loading.file_kinds import FILE_KIND_CHOICES, FILE_KINDS, FILE_SUFFIXES, FileKind
from waylight.exchange.models import Batch, Stage
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires
from waylight.web.loading.access import batch_of

# The number of characters of a column's first value that a choice shows beside the heading.
EXAMPLE_LENGTH = 24


@require_http_methods(["GET", "POST"])
@requires(Permission.LOAD_FILES)
def choose(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Choose the columns of one file of a batch. The council's next file with the same headings uses the same choice."""
    batch = batch_of(request, batch_id)
    parameters = request.POST or request.GET
    path, kind = _file(batch, parameters.get("file", "")), FILE_KINDS.get(parameters.get("kind", ""))
    try:
        sample = read_sample(path)
    except UnreadableFile as problem:
        messages.error(request, str(problem))
        return redirect("loading:batch", batch.pk)
    with transaction.atomic():
        log.record("viewed the files of", batch, by=request.user)
    if kind is None:
        rows = [[heading, " · ".join(_examples(sample, heading))] for heading in sample.headings if heading]
        return render(request, "loading/kind.html", {"batch": batch, "file": path.name, "kinds": FILE_KIND_CHOICES, "rows": rows})
    columns = {**guess_columns(sample, kind), **_posted_columns(request, kind)}
    words = _words(request, kind)
    errors: dict[str, list[str]] = {}
    if request.POST.get("act") == "keep":
        try:
            return _keep(request, batch, path, kind, columns, words)
        except ValidationError as refusal:
            if not hasattr(refusal, "error_dict"):
                messages.error(request, refusal.messages[0])
                return redirect("loading:batch", batch.pk)
            errors = refusal.message_dict
    page = {
        "wrong": errors,
        "fields": _fields(sample, kind, columns, errors),
        "unknown": _unknown(path, sample, kind, columns, words),
    }
    file_context = {"batch": batch, "file": path.name, "kind": kind.name, "called": kind.label}
    return render(request, "loading/columns.html", file_context | page)


def _file(batch: Batch, name: str) -> Path:
    """Return a file of the batch by the name under which it was uploaded, or by the name of its kind."""
    if batch.stage not in {Stage.READY, Stage.FAILED} or Path(name).suffix.lower() not in FILE_SUFFIXES:
        raise Http404
    places = (uploads.sent_folder(batch) / Path(name).name, uploads.upload_folder(batch) / Path(name).name)
    path = next((path for path in places if path.is_file()), None)
    if path is None:
        raise Http404
    return path


def _posted_columns(request: StaffRequest, kind: FileKind) -> dict[str, str]:
    fields = kind.mapping.columns
    return {field: request.POST[f"column-{field}"] for field in fields if f"column-{field}" in request.POST}


def _words(request: StaffRequest, kind: FileKind) -> dict[str, dict[str, str]]:
    """Return the codes chosen for the file's values. The form sends each value beside its select."""
    by_field: dict[str, dict[str, str]] = {}
    for field in kind.mapping.values:
        words, codes = request.POST.getlist(f"word-{field}"), request.POST.getlist(f"code-{field}")
        by_field[field] = {word: code for word, code in zip(words, codes, strict=False) if code}
    return by_field


def _keep(
    request: StaffRequest, batch: Batch, path: Path, kind: FileKind, columns: dict[str, str], words: dict[str, dict[str, str]]
) -> HttpResponse:
    with transaction.atomic():
        save_mapping(batch.council, by=request.user, kind=kind, name=_name(columns), columns=columns, words=words)
        uploads.check_files_again(batch, path, kind=kind)
    messages.success(request, "The columns are saved. You do not need to choose them for the next file with the same headings.")
    return redirect("loading:batch", batch.pk)


def _name(columns: dict[str, str]) -> str:
    """Return the mapping's name. It consists of the headings, so that the same headings have only one mapping."""
    return ", ".join(heading for heading in columns.values() if heading)[:80]


def _fields(sample: FileSample, kind: FileKind, columns: dict[str, str], errors: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return each field with its chosen column, that column's first values, and its errors."""
    mapping = kind.mapping
    return [
        {
            "name": field,
            "called": _field_label(field),
            "required": field in mapping.required,
            "chosen": columns.get(field, ""),
            "options": [
                (heading, ", ".join(_examples(sample, heading)[:1])[:EXAMPLE_LENGTH]) for heading in sample.headings if heading
            ],
            "wrong": " ".join(errors.get(field, ())),
            "examples": _examples(sample, columns.get(field, "")),
        }
        for field in mapping.columns
    ]


def _examples(sample: FileSample, heading: str) -> list[str]:
    if heading not in sample.headings:
        return []
    place = list(sample.headings).index(heading)
    return [row[place] for row in sample.rows if place < len(row) and row[place]][:3]


def _unknown(
    path: Path, sample: FileSample, kind: FileKind, columns: dict[str, str], words: dict[str, dict[str, str]]
) -> list[dict[str, Any]]:
    """Return, for each field with codes, the values in the file's first 2,000 rows that have no code yet."""
    mapping = kind.mapping
    larger_sample = read_sample(path, 2_000)
    rows = []
    for field, known in mapping.values.items():
        heading = columns.get(field, "")
        if heading not in sample.headings:
            continue
        new = [word for word in larger_sample.words_in(heading) if word.strip() and word.strip().casefold() not in known]
        codes = {code: word for word, code in reversed([*known.items()])}
        options = [(code, word.capitalize()) for code, word in codes.items()]
        rows += [
            {
                "field": field,
                "called": _field_label(field),
                "word": word,
                "options": options,
                "chosen": words[field].get(word, ""),
            }
            for word in new
        ]
    return rows[:60]


def _field_label(field: str) -> str:
    return _FIELD_LABELS.get(field, field.replace("_at", "").replace("_on", "").replace("_", " ").capitalize())


_FIELD_LABELS = {
    "reference": "Incident reference",
    "references": "Incident references",
    "born_on": "Date of birth",
    "last_seen_at": "Last seen",
    "person": "Young person",
    "responsible": "Responsible authority",
    "urn": "Ofsted number (URN)",
    "checked_at": "Safe and well check",
    "declined_because": "Reason declined",
}
