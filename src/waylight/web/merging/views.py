"""Merge two records of one child: find the other record, compare the two, merge them, and undo a merge."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.merging.actions import MergeResult, merge_records, undo_record_merge, why_not_merge
from waylight.merging.history import counts_in_words, may_merge, moved_counts
from waylight.people.merged_records import count_left_behind
from waylight.people.models import Child, Merge
from waylight.web.children.search import search_page
from waylight.web.kit.act_on import Done, act_on, record_address
from waylight.web.kit.child_access import child_or_404, child_page, narrow_to_child, record_list_view, record_view
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import redirect_if_sent
from waylight.web.kit.page_access import requires
from waylight.web.merging.comparison import compare, label_of
from waylight.web.merging.forms import MergeForm, UndoMergeForm

LONGEST = 120


@require_safe
@requires(Permission.MERGE_RECORDS)
def find_same(request: StaffRequest, child_id: UUID) -> HttpResponse:
    """Search for the other record. Without a search, show records with a name like this child's."""
    searcher = request.user
    child = _child_to_merge(request, child_id)
    page = search_page(searcher, request.GET.get("q", str(child)).strip()[:LONGEST], further="q" in request.GET)
    rows = [row for row in page.rows if row.child.pk != child.pk]
    context = {"page": page, "rows": rows} | child_page(request, child, "same child")
    record_list_view(request, [row.child.pk for row in rows], "same child")
    return render(request, "merging/find.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MERGE_RECORDS)
@redirect_if_sent
def same(request: StaffRequest, child_id: UUID, other_id: UUID) -> HttpResponseBase:
    """Compare two records, choose which one to keep, and merge them."""
    others = Child.objects.visible_to(request.user).select_related("council")
    one = _child_to_merge(request, child_id)
    other = get_object_or_404(others, pk=other_id)
    labels = (label_of(one), label_of(other))
    form = MergeForm(request.POST or None, records=(one, other), labels=labels)
    was_valid = form.is_valid()

    def context() -> dict[str, Any]:
        if was_valid:  # but refused: the page compares the records as they are now
            form.compared_again(one, other)
        record_view(request, other, "same child")
        reason = why_not_merge(request.user, one, other)
        return {"one": one, "other": other, "labels": labels, "comparison": compare(one, other), "why_not": reason}

    act = partial(_merge, request.user, form, one, other)
    return act_on(request, one, form, act, "merging/compare.html", context, view="same child")


@require_http_methods(["GET", "POST"])
@requires(Permission.MERGE_RECORDS)
@redirect_if_sent
def undo_merge(request: StaffRequest, child_id: UUID, merge_id: UUID) -> HttpResponseBase:
    """Show what an undo would move back, and undo the merge."""
    visible = Merge.objects.visible_to(request.user)
    child = _child_to_merge(request, child_id)
    merges = visible.filter(kept=child).select_related("merged", "by", "undone_by")
    merge = get_object_or_404(merges, pk=merge_id)
    form = UndoMergeForm(request.POST or None, initial={"version": merge.version})

    def act() -> Done:
        undone = undo_record_merge(merge, by=request.user, version=form.cleaned_data["version"])
        return _done(undone, f"The merge was undone. {undone.merge.merged} has a separate record again.")

    def context() -> dict[str, Any]:
        record_view(request, merge.merged_id, "undo a merge")
        return {
            "merge": merge,
            "moved": counts_in_words(moved_counts(merge)),
            "stayed": counts_in_words(count_left_behind(merge)),
        }

    return act_on(request, child, form, act, "merging/undo.html", context, view="undo a merge")


def _child_to_merge(request: StaffRequest, key: UUID) -> Child:
    """Return the child, for those who may merge at the council that keeps the record, and narrow their roles to the child."""
    child = child_or_404(request.user, key)
    if not may_merge(request.user, child):
        raise Http404
    narrow_to_child(request, child)
    return child


def _merge(by: User, form: MergeForm, one: Child, other: Child) -> Done:
    answers = form.cleaned_data
    versions = (answers["version"], answers["other_version"])
    kept, merged = (one, other) if answers["keep"] == str(one.pk) else (other, one)
    versions = versions if kept is one else versions[::-1]
    result = merge_records(kept, merged, by=by, versions=versions, because=answers["because"])
    moved, stayed = counts_in_words(moved_counts(result.merge)), counts_in_words(count_left_behind(result.merge))
    several = f"{result.joined} duplicate episodes were combined."
    combined = {0: "", 1: "1 duplicate episode was combined."}.get(result.joined, several)
    sentences = [
        "The two records were merged.",
        f"Moved: {moved}." if moved else "",
        f"Not moved, because this record already had the same: {stayed}." if stayed else "",
        combined,
    ]
    return _done(result, " ".join(filter(None, sentences)))


def _done(result: MergeResult, message: str) -> Done:
    """Return the redirect to the record that was kept, with warnings about what a person should check."""
    return Done(record_address(result.merge.kept), message, [f"{words}. Check this." for words in result.to_look_at])
