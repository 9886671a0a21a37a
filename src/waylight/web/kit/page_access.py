"""Who may open a page at all, and as what; what they see on it is the door's affair."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase

from waylight.accounts.models import User
from waylight.accounts.roles import Role

type View = Callable[..., HttpResponseBase]


def has_role(user: User, roles: frozenset[Role]) -> bool:
    """Whether a person holds any of these roles today."""
    return not user.roles().isdisjoint(roles)


def for_roles(roles: frozenset[Role]) -> Callable[[View], View]:
    """Only people with one of these roles open the page; for all others there is no such page.

    On it they are nothing else: a child whom only another of their roles lets them see is not there.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not isinstance(request.user, User) or not has_role(request.user, roles):
                raise Http404
            held = request.user.current_memberships()
            let_in = [place for place in held if place.role in roles]
            if len(let_in) < len(held):
                request.user = request.user.only_in(let_in)
            return view(request, *args, **kwargs)

        page.roles = roles  # type: ignore[attr-defined]  # read by the test that walks every page
        return page

    return guarded
