"""The order of the office's lists of what happens at a time: what is next stands first."""

from django.db.models import Case, F, Q, When
from django.db.models.expressions import OrderBy


def next_first(starts: str, over: Q) -> list[OrderBy | str]:
    """What goes on or is to come, the nearest on top; below it what is `over`, the latest first.

    `starts` is the path of the beginning. Both halves are expressions and not the column itself, so that the head of
    the list does not say that the column is sorted in one direction.
    """
    begins = F(starts)
    # Not `~over`, which the database does not know of a range without an end.
    to_come = Case(When(over, then=None), default=begins)
    past = Case(When(over, then=begins))
    return [to_come.asc(nulls_last=True), past.desc(nulls_last=True), "-pk"]
