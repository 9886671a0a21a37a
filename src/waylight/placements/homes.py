"""Looking homes up as files name them."""

from uuid import UUID

from waylight.placements.models import Home


def homes_by_name() -> dict[str, UUID]:
    """Return the key of every home by its name, in lower case."""
    return {home.name.casefold(): home.pk for home in Home.objects.all()}
