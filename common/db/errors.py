"""What PostgreSQL says about an error, without the values of a row."""


def sqlstate(error: BaseException) -> str:
    """The code by which PostgreSQL names the kind of error, or an empty string."""
    return getattr(error.__cause__, "sqlstate", None) or getattr(error, "sqlstate", None) or ""


def diagnosis(error: BaseException, name: str) -> str:
    """One field of the report of PostgreSQL (“constraint_name”, “table_name”), or an empty string."""
    reports = (getattr(one, "diag", None) for one in (error.__cause__, error))
    return next((said for report in reports if (said := getattr(report, name, None))), "")


def violated_constraint(error: BaseException) -> str:
    """The name of the constraint that PostgreSQL says was violated, or an empty string."""
    return diagnosis(error, "constraint_name")
