"""The service navigation, and the rest of the context of every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission
from waylight.agencies.models import Kind


@dataclass(frozen=True)
class NavigationItem:
    """A link: its label, the name of its address, the permission that shows it, and the paths where it is marked as current.

    With `council_only`, a role at a force or a provider does not count.
    """

    label: str
    name: str
    permission: Permission
    paths: tuple[str, ...]
    council_only: bool = False

    def is_for(self, user: User) -> bool:
        memberships = (membership for membership in user.everywhere() if membership.has_permission(self.permission))
        return any(not self.council_only or membership.agency.kind == Kind.COUNCIL for membership in memberships)


NAVIGATION = (
    NavigationItem("Today", "today", Permission.FIND_CHILDREN, ("/today/", "/report/")),
    NavigationItem("Children", "children:search", Permission.FIND_CHILDREN, ("/children/", "/episodes/", "/interviews/")),
    NavigationItem("Write-ups", "write_ups", Permission.REVIEW_WRITE_UPS, ("/write-ups/",)),
    NavigationItem("Education", "education:index", Permission.INFORM_SCHOOLS, ("/education/",)),
    NavigationItem("Reports", "reports:index", Permission.SEE_FIGURES, ("/reports/",)),
    NavigationItem("Load files", "loading:index", Permission.LOAD_FILES, ("/load/",)),
    NavigationItem("Emergency access", "emergencies:index", Permission.REVIEW_EMERGENCIES, ("/emergencies/",), council_only=True),
    NavigationItem("People and roles", "settings:index", Permission.MANAGE_PEOPLE, ("/settings/people/",)),
    NavigationItem("Roles to confirm", "settings:waiting", Permission.CONFIRM_ROLES, ("/settings/roles/",)),
    NavigationItem("Protocol", "settings:protocol", Permission.SEE_PROTOCOL, ("/settings/protocol/",), council_only=True),
)


def navigation_for(user: User) -> list[NavigationItem]:
    """Return the links for this person, in order. A person without a role gets none."""
    return [item for item in NAVIGATION if item.is_for(user)]


def around_every_page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"partnership": settings.PARTNERSHIP, "may_search": False}
    navigation = [
        {"label": item.label, "href": reverse(item.name), "active": request.path.startswith(item.paths)}
        for item in navigation_for(user)
    ]
    return {
        "partnership": settings.PARTNERSHIP,
        "navigation": navigation,
        "may_search": any(item.has_permission(Permission.FIND_CHILDREN) for item in user.everywhere()),
    }
