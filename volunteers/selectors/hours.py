"""Minutes as hours. Minutes are kept whole; half hours are floored only on paper and in exports (DOMAIN.md §3)."""

from decimal import Decimal

HALF_HOUR = 30


def half_hours(minutes: int) -> Decimal:
    """The minutes in hours, floored to half hours, as they stand on a certificate and in an export: 110 → 1.5."""
    return Decimal(minutes // HALF_HOUR) / 2
