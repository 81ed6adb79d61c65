"""Waits for the database that ended in vain: which they are, and what is said to whoever waited."""

from django.db import InterfaceError, InternalError, OperationalError
from django.utils.translation import gettext as _
from psycopg import errors

from common.exceptions import Refused

# The transaction is lost, the connection is not: the same page can still be shown.
LOCKED = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
TOO_SLOW = (errors.QueryCanceled,)
BUSY, SLOW = "busy", "too_slow"


class OutOfDatabaseTime(OperationalError):  # noqa: N818 - as short as Refused
    """A request has used up its seconds of the database."""


def is_locked(error: BaseException | None) -> bool:
    """Whether somebody else held what was asked for."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, LOCKED)


def is_too_slow(error: BaseException | None) -> bool:
    """Whether the work was stopped because it took too long."""
    return isinstance(error, OutOfDatabaseTime) or (
        isinstance(error, OperationalError) and isinstance(error.__cause__, TOO_SLOW)
    )


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the database is away, full, or takes no writes for the moment."""
    if isinstance(error, InternalError):
        return isinstance(error.__cause__, errors.ReadOnlySqlTransaction)
    return isinstance(error, (OperationalError, InterfaceError))


def refusal_for_wait(error: OperationalError) -> Refused | None:
    """The refusal for a wait that ended in vain; None for every other error."""
    if is_locked(error):
        return Refused(_("Somebody else is just changing this. Please try again in a moment."), code=BUSY)
    if is_too_slow(error):
        return Refused(_("This took too long and was stopped; nothing was changed."), code=SLOW)
    return None
