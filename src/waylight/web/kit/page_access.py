"""Which permissions open a page. `access.visibility` decides which children they see on it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase

from waylight.accounts.models import User
from waylight.accounts.permissions import Permission

type View = Callable[..., HttpResponseBase]


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Let people with one of these permissions open the page. Others get "not found".

    On the page the person has only the roles with these permissions, so a child whom they see only by another role is not shown.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not isinstance(request.user, User) or not request.user.has_permission(*permissions):
                raise Http404
            held = request.user.current_memberships()
            let_in = [membership for membership in held if membership.has_permission(*permissions)]
            if len(let_in) < len(held):
                request.user = request.user.only_in(let_in)
            return view(request, *args, **kwargs)

        page.permissions = permissions  # type: ignore[attr-defined]  # read by the test that walks every page
        return page

    return guarded
