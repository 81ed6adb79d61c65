"""The words about minutes of service: notices, and the usual evaluation."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from common.time import formatting
from volunteers.models import ServiceRecord, Training

MOST_OF_A_TITLE = 24


def usual_evaluation() -> str:
    """The sentence for a service about which nothing else is to be said (Order 67, art. 10)."""
    return _("Came as agreed, and did the work reliably.")


def minutes_confirmed(record: ServiceRecord, *, by: User) -> NoticeToSend:
    """The notice that the minutes of a service are recorded; it can wait until the volunteer looks."""

    def text() -> NoticeText:
        facts = _facts(record.volunteer.person.name, record.activity_name, record)
        return NoticeText(
            title=_("Recorded for %(name)s: “%(activity)s”, %(day)s, %(time)s. Thank you!") % facts,
            body=_("Something is not right? Please tell the lead or us."),
            path=reverse("volunteers:mine"),
        )

    return NoticeToSend(about=record.volunteer.person, kind="volunteer_minutes_confirmed", text=text, by=by)


def training_recorded(training: Training, *, by: User) -> NoticeToSend:
    """The notice that a training is recorded."""

    def text() -> NoticeText:
        facts = _facts(training.volunteer.person.name, training.name, training)
        return NoticeText(
            title=_("Recorded for %(name)s: the training “%(activity)s”, %(day)s, %(time)s.") % facts,
            path=reverse("volunteers:mine"),
        )

    return NoticeToSend(about=training.volunteer.person, kind="volunteer_training_recorded", text=text, by=by)


def _facts(name: str, activity: str, row: ServiceRecord | Training) -> dict[str, object]:
    return {
        "name": name,
        "activity": Truncator(activity).chars(MOST_OF_A_TITLE, truncate="…"),
        "day": formatting.day(row.day),
        "time": formatting.hours_and_minutes(row.minutes),
    }
