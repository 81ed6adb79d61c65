"""Minutes as hours. Minutes are kept whole; half hours are floored only on paper and in exports (DOMAIN.md §3)."""

HALF_HOUR = 30


def half_hours(minutes: int) -> str:
    """The minutes in hours, floored to half hours, as they stand on a certificate and in an export: 110 → 1.5."""
    halves = minutes // HALF_HOUR
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)
