"""The terms for offering interviews that a partnership agrees: working defaults, and a council's own values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from waylight.agencies.councils import protocol_of
from waylight.agencies.models import Agency
from waylight.core.agreed_values.declaration import setting, settings_of, values_agreed
from waylight.core.agreed_values.kinds import WholeNumber, YesNo


@dataclass(frozen=True, kw_only=True)
class OfferingTerms:
    """Working defaults, which each partnership confirms. `reopen_days` is how long a child can change a no to a yes."""

    attempts: int = setting(
        "offering.attempts", "Contacts needed before a return interview ends as “No contact”", WholeNumber("contacts"), 3
    )
    channels: int = setting(
        "offering.channels", "Different ways to make contact before it ends as “No contact”", WholeNumber("ways"), 2
    )
    reopen_days: int = setting("offering.reopen_days", "Time a child has to change a no to a yes", WholeNumber("days"), 28)
    one_for_many: bool = setting(
        "offering.one_for_many", "One return interview can cover several episodes", YesNo(), default=True
    )


DEFAULT_TERMS = OfferingTerms()
TERMS = settings_of(OfferingTerms)


def offering_terms_of(council: Agency, on: date) -> OfferingTerms:
    """Return the terms in force at this council on a day."""
    return offering_terms_from(protocol_of(council, on))


def offering_terms_from(settings: Mapping[str, object]) -> OfferingTerms:
    """Return the terms from stored settings. Other keys are ignored. Raises BadSetting for an impossible value."""
    return values_agreed(DEFAULT_TERMS, settings)
