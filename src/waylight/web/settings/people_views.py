"""People and roles: accounts, and the roles people have."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts import actions, outbox
from waylight.accounts.models import Membership, Memberships, User
from waylight.accounts.onboarding import onboarding_of
from waylight.accounts.permissions import Permission
from waylight.accounts.role_confirmation import agencies_yet_to_confirm
from waylight.accounts.scope import people_managed_by
from waylight.audit.models import Entry
from waylight.core.clock import today
from waylight.web.kit.act_on import Done, act_on
from waylight.web.kit.forms import cleaned_answers, refusals_shown_on
from waylight.web.kit.http import HttpResponse, StaffRequest
from waylight.web.kit.idempotency import redirect_if_sent
from waylight.web.kit.page_access import requires
from waylight.web.settings.account_views import ACCOUNT_CHANGES, may
from waylight.web.settings.forms import EndRoleForm, InviteForm, RoleForm

A_PAGE = 50
FILTERS = {
    "": ("All", Q()),
    "none": ("Without a role", ~Q(memberships__in=Membership.objects.filter(refused_at=None))),
    "waiting": ("Role not confirmed yet", Q(memberships__in=Membership.objects.waiting())),
    "off": ("Switched off", Q(is_active=False)),
}
INVITATION = """Hello {name},

you have an account on Waylight. Follow this link within 3 days to choose a password:

{link}

The link works once. Do not give it to anyone else. Then sign in and set up the authenticator app. The person who
confirms your role will speak to you after you have signed in.
"""


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def index(request: StaffRequest) -> HttpResponse:
    people = people_managed_by(request.user)
    query, shown = request.GET.get("q", "").replace("\0", "").strip(), request.GET.get("show", "")
    if query:
        people = people.filter(Q(name__icontains=query) | Q(email__icontains=query))
    filtered = people.filter(FILTERS.get(shown, FILTERS[""])[1]).prefetch_related("memberships__agency").order_by("name")
    page = {
        "page": Paginator(filtered, A_PAGE).get_page(request.GET.get("page")),
        "counts": _counts(people, query, shown),
        "asked": query,
        "shown": shown,
        "query": f"{urlencode({'q': query, 'show': shown})}&",
    }
    return render(request, "settings/index.html", page)


def _counts(people: QuerySet[User], query: str, shown: str) -> list[dict[str, object]]:
    """Return the filters, each with its number of people."""
    return [
        {
            "label": label,
            "count": people.filter(condition).count(),
            "href": f"?{urlencode({'q': query, 'show': key})}",
            "active": key == shown,
        }
        for key, (label, condition) in FILTERS.items()
    ]


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def invite(request: StaffRequest) -> HttpResponseBase:
    form = InviteForm(request.POST or None)

    def act() -> Done:
        return Done(_make_link(request, actions.invite(by=request.user, **cleaned_answers(form))))

    return act_on(request, None, form, act, "settings/invite.html")


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def detail(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Show one person. A new sign-in link is shown only once."""
    person = get_object_or_404(people_managed_by(request.user), pk=user_id)
    memberships = (
        person.memberships.select_related("agency", "refused_by").order_by("-since").prefetch_related("confirmations__by")
    )
    current = set(_now_or_to_come().filter(user=person).values_list("pk", flat=True))
    waiting = memberships.waiting().select_related("proposed_by").prefetch_related("agency__serves")
    unconfirmed = {membership.pk: (membership, agencies_yet_to_confirm(membership)) for membership in waiting}
    page = {
        "person": person,
        "today": today(),
        "roles": [membership for membership in memberships if membership.pk in current],
        "waiting": list(unconfirmed.values()),
        "coming": onboarding_of(person) if unconfirmed else None,
        "other_roles": [
            membership for membership in memberships if membership.pk not in current and membership.pk not in unconfirmed
        ],
        "offers": [(name, act) for name, act in ACCOUNT_CHANGES.items() if may(name, person, by=request.user)],
        "is_me": person.pk == request.user.pk,
        "history": Entry.objects.filter(record=person.pk).select_related("by").order_by("-id")[:20],
        "link": request.session.pop(f"link:{person.pk}", ""),
    }
    return render(request, "settings/person.html", page)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def new_link(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Make a new sign-in link, for someone who forgot their password or let the first link expire."""
    person = get_object_or_404(people_managed_by(request.user), pk=user_id)
    form = forms.Form({})
    with refusals_shown_on(form):
        return redirect(_make_link(request, person))
    messages.error(request, "; ".join(map(str, form.non_field_errors())))
    return redirect("settings:detail", person.pk)


def _make_link(request: StaffRequest, person: User) -> str:
    """Make a sign-in link, write the e-mail, store the link to show it once, and return the address that shows it."""
    secret = actions.make_link(person, by=request.user)
    link = request.build_absolute_uri(reverse("account_welcome", args=(person.pk, secret)))
    outbox.write_letter(person, subject="Your account on Waylight", text=INVITATION.format(name=person.name, link=link))
    request.session[f"link:{person.pk}"] = link
    return reverse("settings:detail", args=(person.pk,))


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def give_role(request: StaffRequest, user_id: UUID) -> HttpResponseBase:
    person = get_object_or_404(people_managed_by(request.user), pk=user_id)
    form = RoleForm(request.user, request.POST or None)

    def act() -> str:
        role = actions.give_role(person, by=request.user, **cleaned_answers(form))
        if role.confirmed_at:
            return f"{person.name} now has the role."
        return f"The role is proposed. {person.name} will have it when it is confirmed."

    return act_on(request, person, form, act, "settings/give_role.html", {"person": person})


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@redirect_if_sent
def end_role(request: StaffRequest, user_id: UUID, membership_id: UUID) -> HttpResponseBase:
    """End a role that the person has or will have, or withdraw one that is not confirmed yet."""
    person = get_object_or_404(people_managed_by(request.user), pk=user_id)
    not_ended = _now_or_to_come() | Membership.objects.waiting()
    membership = get_object_or_404(not_ended.select_related("agency", "user"), pk=membership_id, user=person)
    form = EndRoleForm(request.POST or None, initial={"version": membership.version})
    begun = membership.since <= today()

    def act() -> str:
        actions.end_role(membership, by=request.user, version=form.cleaned_data["version"])
        ended = "has ended" if membership.confirmed_at and begun else "was withdrawn"
        return f"The role of {person.name} {ended}."

    return act_on(request, person, form, act, "settings/end_role.html", {"person": person, "place": membership, "begun": begun})


def _now_or_to_come() -> Memberships:
    return Membership.objects.current() | Membership.objects.coming()
