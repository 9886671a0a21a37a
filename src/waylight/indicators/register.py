"""The register of all indicators."""

from waylight.indicators import checks, children, episodes, return_interviews
from waylight.indicators.indicator import Count, Indicator, Share, Spread

REGISTER: tuple[Indicator, ...] = (*episodes.FAMILY, *children.FAMILY, *return_interviews.FAMILY, *checks.FAMILY)
COUNTS: tuple[Count, ...] = tuple(indicator for indicator in REGISTER if isinstance(indicator, Count))
SPREADS: tuple[Spread, ...] = tuple(indicator for indicator in REGISTER if isinstance(indicator, Spread))
SHARES: tuple[Share, ...] = tuple(indicator for indicator in REGISTER if isinstance(indicator, Share))


def named(key: str) -> Indicator:
    """Return the indicator with this key. Raises KeyError if there is none."""
    return {indicator.key: indicator for indicator in REGISTER}[key]
