"""Trainings and awards of several volunteers at once (Order 67, arts. 8, 9)."""

import datetime as dt
from collections.abc import Iterable

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from volunteers.models import Award, Training, Volunteer
from volunteers.notifications import merits as notices
from volunteers.rules.merits import require_new_training
from volunteers.rules.records import require_accepted


@action
def enter_trainings(
    volunteers: Iterable[Volunteer], *, name: str, content: str, minutes: int, host: str, day: dt.date, by: User
) -> list[Training]:
    """Enter a training for all who took part, or for none of them. It adds no minutes of service. Raises Refused."""
    entered = []
    for volunteer in volunteers:
        require_permission(by, "volunteers.add_training", volunteer)
        require_accepted(volunteer)
        require_new_training(volunteer, name, day)
        training = Training(volunteer=volunteer, name=name, content=content, minutes=minutes, host=host, day=day)
        training.entered_by = by
        training.save()
        entered.append(training)
    send_notices(notices.trained(training, by=by) for training in entered)
    return entered


@action
def enter_awards(volunteers: Iterable[Volunteer], *, name: str, day: dt.date, given_by: str, by: User) -> list[Award]:
    """Enter an award for all who got it, or for none of them. Raises Refused."""
    entered = []
    for volunteer in volunteers:
        require_permission(by, "volunteers.add_award", volunteer)
        require_accepted(volunteer)
        award = Award(volunteer=volunteer, name=name, day=day, given_by=given_by, entered_by=by)
        award.save()
        entered.append(award)
    send_notices(notices.awarded(award, by=by) for award in entered)
    return entered
