"""Two records that are one child's: finding the other, comparing the two, making them one, and undoing that."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.roles import MAY_MERGE
from waylight.merging.actions import Merged, merge_records, not_in_emergency, undo_merging
from waylight.merging.history import counted, may_merge, moved_by
from waylight.people.merged_records import left_behind, why_not
from waylight.people.models import Child, Merge
from waylight.web.children.search import search_page
from waylight.web.kit.child_scope import child_at
from waylight.web.kit.forms import refusals_shown_on
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import run_once, sent_before
from waylight.web.kit.identity_bar import identity_of
from waylight.web.kit.page_access import for_roles
from waylight.web.kit.view_log import record_list_view, record_view
from waylight.web.merging.comparison import compare, label_of
from waylight.web.merging.forms import SameChild, Undo

LONGEST = 120


@require_safe
@for_roles(MAY_MERGE)
def find_same(request: StaffRequest, child_id: UUID) -> HttpResponse:
    """Find the other record; to begin with, those with a name like this child's."""
    child = _theirs(request, child_id)
    page = search_page(request.user, request.GET.get("q", str(child)).strip()[:LONGEST], further="q" in request.GET)
    rows = [row for row in page.rows if row.child.pk != child.pk]
    record_view(request, child, "same child")
    record_list_view(request, [row.child.pk for row in rows], "same child")
    told = {"child": child, "identity": identity_of(child, request.user), "page": page, "rows": rows}
    return render(request, "children/find_same.html", told)


@require_http_methods(["GET", "POST"])
@for_roles(MAY_MERGE)
def same(request: StaffRequest, child_id: UUID, other_id: UUID) -> HttpResponse:
    """Compare the two, choose which record is kept, and say why."""
    if led_to := sent_before(request):
        return redirect(led_to)
    one = _theirs(request, child_id)
    other = get_object_or_404(Child.objects.visible_to(request.user).select_related("council"), pk=other_id)
    records, labels = (one, other), (label_of(one), label_of(other))
    form = SameChild(request.POST or None, records=records, labels=labels)
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _merge(request, form, one, other))
        form.compared_again(one, other)
    for child in records:
        record_view(request, child, "same child")
    page = {"one": one, "other": other, "labels": labels, "told": compare(one, other), "form": form}
    page["why_not"] = why_not(one, other) or not_in_emergency(request.user, one, other)
    return render(request, "children/same.html", page)


@require_http_methods(["GET", "POST"])
@for_roles(MAY_MERGE)
def undo_merge(request: StaffRequest, child_id: UUID, merge_id: UUID) -> HttpResponse:
    """Say what goes back, and take the merge back."""
    if led_to := sent_before(request):
        return redirect(led_to)
    child = _theirs(request, child_id)
    merges = Merge.objects.visible_to(request.user).filter(kept=child).select_related("merged", "by", "undone_by")
    merge = get_object_or_404(merges, pk=merge_id)
    form = Undo(request.POST or None, initial={"version": merge.version})
    if form.is_valid():
        with refusals_shown_on(form):
            return run_once(request, form, lambda: _undo(request, merge, form.cleaned_data["version"]))
    record_view(request, child, "undo a merge")
    record_view(request, merge.merged_id, "undo a merge")
    page = {"child": child, "identity": identity_of(child, request.user), "merge": merge, "form": form}
    page |= {"moved": counted(moved_by(merge)), "stayed": counted(left_behind(merge))}
    return render(request, "children/undo_merge.html", page)


def _theirs(request: StaffRequest, key: UUID) -> Child:
    """The child, for those who change identities at the council whose record it is."""
    child = child_at(request.user, key)
    if not may_merge(request.user, child):
        raise Http404
    return child


def _merge(request: StaffRequest, form: SameChild, one: Child, other: Child) -> str:
    said = form.cleaned_data
    versions = (said["version"], said["other_version"])
    kept, merged = (one, other) if said["keep"] == str(one.pk) else (other, one)
    done = merge_records(
        kept, merged, by=request.user, versions=versions if kept is one else versions[::-1], because=said["because"]
    )
    moved, stayed = counted(moved_by(done.merge)), counted(left_behind(done.merge))
    sums = [
        f"Moved: {moved}." if moved else "",
        f"Not moved, because this record already had the same: {stayed}." if stayed else "",
    ]
    joined = {0: "", 1: "1 duplicate episode was combined."}.get(done.joined, f"{done.joined} duplicate episodes were combined.")
    messages.success(request, " ".join(filter(None, ["The two records were merged.", *sums, joined])))
    return _told(request, done)


def _undo(request: StaffRequest, merge: Merge, version: int) -> str:
    done = undo_merging(merge, by=request.user, version=version)
    messages.success(request, f"The merge was undone. {done.merge.merged} has a separate record again.")
    return _told(request, done)


def _told(request: StaffRequest, done: Merged) -> str:
    """Name what a person should look at, and lead to the record that was kept."""
    for words in done.to_look_at:
        messages.warning(request, f"{words}. Check this.")
    return reverse("children:detail", args=[done.merge.kept_id])
