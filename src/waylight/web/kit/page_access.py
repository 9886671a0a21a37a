"""Which roles open a page. `access.visibility` decides which children they see on it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase

from waylight.accounts.models import User
from waylight.accounts.roles import Role

type View = Callable[..., HttpResponseBase]


def has_role(user: User, roles: frozenset[Role]) -> bool:
    """Return whether the person has any of these roles today."""
    return not user.roles().isdisjoint(roles)


def for_roles(roles: frozenset[Role]) -> Callable[[View], View]:
    """Let people with one of these roles open the page. Others get "not found".

    On the page the person has only these roles, so a child whom they see only by another role is not shown.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not isinstance(request.user, User) or not has_role(request.user, roles):
                raise Http404
            memberships = request.user.current_memberships()
            allowed = [membership for membership in memberships if membership.role in roles]
            if len(allowed) < len(memberships):
                request.user = request.user.only_in(allowed)
            return view(request, *args, **kwargs)

        page.roles = roles  # type: ignore[attr-defined]  # read by the test that walks every page
        return page

    return decorator
