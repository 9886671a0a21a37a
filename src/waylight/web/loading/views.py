"""Load files in the browser: upload, check, load, see the result, undo."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.permissions import Permission
from waylight.audit import log
from waylight.exchange.batches.undo import undo_load
from waylight.exchange.loading import uploads
from waylight.exchange.loading.load import refused_rows_path
from waylight.exchange.models import Batch, Stage, Waiting
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.page_access import requires
from waylight.web.loading.access import batch_of, council_of, councils_of
from waylight.web.loading.forms import EmptyForm, UploadForm
from waylight.web.loading.totals import HEAD, outcome_of, refusals_of, results_of, summary_of, sums_of, total_of

A_PAGE = 25
WORKER_STAGES = {Stage.CHECKING, Stage.LOADING}


@require_safe
@requires(Permission.LOAD_FILES)
def index(request: StaffRequest) -> HttpResponse:
    """List all loads, newest first, and count the unmatched reports."""
    councils = councils_of(request.user)
    batches = Batch.objects.filter(council__in=councils).select_related("by")
    page = Paginator(batches, A_PAGE).get_page(request.GET.get("page"))
    lines = [{"batch": batch, "summary": summary_of(batch)} for batch in page]
    waiting = Waiting.objects.filter(council__in=councils).undecided().count()
    return render(request, "loading/index.html", {"page": page, "lines": lines, "waiting": waiting})


@require_http_methods(["GET", "POST"])
@requires(Permission.LOAD_FILES)
def new(request: StaffRequest) -> HttpResponseBase:
    """Upload files. They are checked before anything is loaded."""
    form, council = UploadForm(request.POST or None, request.FILES or None), council_of(request)

    def act() -> Done:
        batch = uploads.receive_files(form.cleaned_data["sent"], by=request.user, council=council)
        return Done(reverse("loading:batch", args=[batch.pk]))

    return act_on(request, None, form, act, "loading/new.html", {"council": council})


@require_safe
@requires(Permission.LOAD_FILES)
def detail(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Show a batch at its stage: being checked, ready, being loaded, loaded, failed or undone.

    While the worker is busy, the page writes nothing, because a write would wait until the work ends.
    """
    batch = batch_of(request, batch_id)
    if batch.stage in WORKER_STAGES:
        return render(request, "loading/at_work.html", {"batch": batch, **_progress_context(batch)})
    if batch.stage == Stage.READY:
        return _ready(request, batch)
    context: dict[str, Any] = {
        "batch": batch,
        "result": batch.result,
        "head": HEAD,
        "results": results_of(batch),
        "sums": outcome_of(batch),
        "unread": uploads.files_in(batch),
        **refusals_of(batch),
    }
    return render(request, "loading/result.html", context)


@transaction.atomic
def _ready(request: StaffRequest, batch: Batch) -> HttpResponse:
    log.record("viewed the files of", batch, by=request.user)
    files = [file | {"sums": sums_of(file["counts"])} for file in uploads.stored_preview(batch)]
    page: dict[str, Any] = {"files": files, "sums": total_of(batch)} | refusals_of(batch)
    return render(request, "loading/ready.html", {"batch": batch, "form": EmptyForm(), **page})


@require_safe
@requires(Permission.LOAD_FILES)
def progress(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Show the progress of the worker. When the work is over, the answer reloads the whole page."""
    batch = batch_of(request, batch_id)
    if batch.stage not in WORKER_STAGES:
        answer = HttpResponse()
        answer.headers["HX-Redirect"] = reverse("loading:batch", args=[batch.pk])
        return answer
    return render(request, "loading/progress.html", {"batch": batch, **_progress_context(batch)})


def _progress_context(batch: Batch) -> dict[str, object]:
    phase, done = uploads.progress_of(batch)
    total = max(sum(counts["rows"] for counts in batch.result.get("files", {}).values()), done, 1)
    return {"label": phase, "done": done, "total": total, "words": f"{done:,} rows so far" if done else "Please wait"}


@require_POST
@requires(Permission.LOAD_FILES)
def load(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    batch = batch_of(request, batch_id)
    try:
        uploads.start_loading(batch, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("loading:batch", batch.pk)


@require_POST
@requires(Permission.LOAD_FILES)
def discard(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    batch = batch_of(request, batch_id)
    try:
        uploads.discard(batch, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("loading:batch", batch.pk)
    messages.success(request, "The files have been discarded. Nothing was loaded.")
    return redirect("loading:index")


@require_http_methods(["GET", "POST"])
@requires(Permission.LOAD_FILES)
def undo(request: StaffRequest, batch_id: UUID) -> HttpResponseBase:
    batch = batch_of(request, batch_id)
    form = EmptyForm(request.POST or None)

    def act() -> Done:
        undo_load(batch, by=request.user)
        restored = "The records it added have been removed, and the records it changed have been restored."
        return Done(reverse("loading:batch", args=[batch.pk]), f"The load was undone. {restored}")

    context = {"batch": batch, "head": HEAD, "results": results_of(batch)}
    return act_on(request, None, form, act, "loading/undo.html", context)


@require_safe
@requires(Permission.LOAD_FILES)
@transaction.atomic
def refused(request: StaffRequest, batch_id: UUID) -> FileResponse:
    """Download the rows that a load refused, as a file to correct and send back."""
    batch = batch_of(request, batch_id)
    path = refused_rows_path(str(batch.pk))
    if not Path(path).exists():
        raise Http404
    log.record("viewed the refused rows of", batch, by=request.user)
    return FileResponse(path.open("rb"), as_attachment=True, filename="rows-that-did-not-load.csv")
