"""The one way to read records about children: through the door."""

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


class Door(Protocol):
    def __call__(self, user: "User", *, path: str) -> Q: ...


@dataclass(frozen=True)
class Near:
    """Where to look for the children someone may see: all of some councils', and some of others one by one.

    It spares a search from reading the names of everyone, and decides nothing: what is found still goes through the door.
    `beyond` says that there are children here whom the door holds back.
    """

    councils: frozenset[UUID]
    singly: "models.QuerySet[Any] | None"
    beyond: bool


class Guide(Protocol):
    def __call__(self, user: "User") -> Near: ...


@cache
def _door() -> Door:
    door: Door = import_string(settings.CHILD_DOOR)
    return door


@cache
def _guide() -> Guide:
    guide: Guide = import_string(settings.CHILD_GUIDE)
    return guide


def near(user: "User") -> Near:
    return _guide()(user)


class ChildRecords[M: models.Model](models.QuerySet[M]):
    """Records about a child. `child_path` leads from the record to the child, "" being the child itself.

    The rule is written once, in the access package; settings.CHILD_DOOR names it, so this lower package need not
    import it.
    """

    child_path: ClassVar[str] = "child"

    def visible_to(self, user: "User") -> Self:
        """Only the records this person may see; nothing for those with no role."""
        return self.filter(_door()(user, path=self.child_path))
