"""The forms for people and roles."""

from typing import Any

from django import forms

from waylight.accounts.models import User
from waylight.accounts.role_definitions import ROLE_DEFINITIONS
from waylight.accounts.roles import Role
from waylight.accounts.scope import agencies_managed_by
from waylight.agencies.models import Agency
from waylight.core.clock import today
from waylight.web.kit.datetime_fields import DateField
from waylight.web.kit.forms import IdempotentForm, VersionedForm, textarea


class InviteForm(IdempotentForm):
    name = forms.CharField(
        label="Their name",
        max_length=100,
        help_text="The name colleagues know them by, with a rank or title if they use one.",
        error_messages={"required": "Enter their name."},
    )
    email = forms.EmailField(
        label="Their work email",
        help_text="They sign in with it.",
        error_messages={"required": "Enter their work email address."},
    )


class RoleForm(IdempotentForm):
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Where?",
        empty_label="Choose",
        error_messages={"required": "Choose where they will have the role."},
    )
    role = forms.ChoiceField(
        label="What is their role?",
        choices=[("", "Choose"), *((role, role.label) for role in Role if ROLE_DEFINITIONS[role].offered)],
        error_messages={"required": "Choose their role."},
    )
    team = forms.CharField(
        label="Which team?",
        required=False,
        max_length=60,
        help_text="For social workers and team managers, who see their team's children.",
    )
    since = DateField(
        label="From when?", may_be_future=True, initial=today, error_messages={"required": "Enter the date the role starts."}
    )
    reason = forms.CharField(
        label="Why do they need it?",
        max_length=300,
        widget=textarea(3),
        help_text="Enter their job, and who asked for the role. The person who confirms the role reads this.",
        error_messages={"required": "Enter why they need the role."},
    )

    def __init__(self, administrator: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.fields["agency"]
        places.queryset = agencies_managed_by(administrator)  # type: ignore[attr-defined]  # this is a ModelChoiceField


class EndRoleForm(IdempotentForm, VersionedForm):
    pass


class ConfirmForm(IdempotentForm, VersionedForm):
    """The answer to a proposed role. To confirm, one must have spoken to the person. To refuse, one must give a reason."""

    yes = forms.TypedChoiceField(
        label="Should they have this role?",
        choices=[("yes", "Yes, confirm it"), ("no", "No, refuse it")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose if they should have this role."},
    )
    spoke = forms.BooleanField(
        label="I spoke to this person myself",
        required=False,
        help_text="They told me they signed in and set up the app themselves. You must confirm this to give the role. "
        "It is kept in the audit trail.",
    )
    because = forms.CharField(
        label="If no, why not?",
        required=False,
        max_length=300,
        widget=textarea(3),
        help_text="The person who proposed the role reads this.",
    )
    mark_optional = False
