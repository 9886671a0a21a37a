"""The base of every QuerySet of records about children. It applies the visibility rule, which the package `access` defines."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from waylight.accounts.models import User


class VisibilityRule(Protocol):
    def __call__(self, user: "User", *, path: str) -> Q: ...


@dataclass(frozen=True)
class SearchScope:
    """Where to look for the children that a person may see: all children of some councils, and single children of others.

    It only saves a search from reading every name: each result must also pass the visibility rule. `has_hidden_children` says
    that the councils have children whom this person may not see.
    """

    councils: frozenset[UUID]
    single_children: "models.QuerySet[Any] | None"
    has_hidden_children: bool


class SearchScopeRule(Protocol):
    def __call__(self, user: "User") -> SearchScope: ...


@cache
def _visibility_rule() -> VisibilityRule:
    rule: VisibilityRule = import_string(settings.CHILD_VISIBILITY)
    return rule


@cache
def _search_scope_rule() -> SearchScopeRule:
    rule: SearchScopeRule = import_string(settings.CHILD_SEARCH_SCOPE)
    return rule


def search_scope_of(user: "User") -> SearchScope:
    return _search_scope_rule()(user)


class ChildRecords[M: models.Model](models.QuerySet[M]):
    """Records about a child. `child_path` leads from the record to the child and is "" for the child itself.

    The visibility rule is in the package `access`. That package imports this one, so the rule is found through
    `settings.CHILD_VISIBILITY`.
    """

    child_path: ClassVar[str] = "child"

    def visible_to(self, user: "User") -> Self:
        """Return only the records that this person may see: none for a person without a role."""
        return self.filter(_visibility_rule()(user, path=self.child_path))
