"""The words of every notice about service records. Volunteers read their minutes the same evening."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from common.time import formatting
from volunteers.models import CorrectionRequest, Evaluation, ServiceRecord, Team, TeamAppointment

MOST_OF_A_NAME = 24

type Facts = dict[str, str]


def leads_of_team(team: Team, *, but_not: User) -> list[User]:
    """Who leads the team, or the one above it, today; without the user who acts."""
    above = [team.pk, team.parent_id] if team.parent_id else [team.pk]
    held = TeamAppointment.objects.current().filter(team__in=above).select_related("user__person")
    users = {one.user_id: one.user for one in held.order_by("pk") if one.user.is_active and one.user.person}
    return [user for pk, user in users.items() if pk != but_not.pk]


def _of_record(
    record: ServiceRecord, kind: str, words: Callable[[Facts], str], *, body: str = "", by: User
) -> NoticeToSend:
    person = record.volunteer.person

    def text() -> NoticeText:
        facts = {
            "name": person.name,
            "activity": Truncator(record.activity_name).chars(MOST_OF_A_NAME, truncate="…"),
            "day": formatting.day(record.day),
            "time": formatting.hours_and_minutes(record.minutes),
        }
        return NoticeText(title=words(facts), body=body, path=reverse("volunteers:mine"))

    return NoticeToSend(about=person, kind=kind, text=text, by=by)


def confirmed(record: ServiceRecord, *, by: User) -> NoticeToSend:
    """The notice that minutes entered by hand are confirmed."""
    return _of_record(
        record,
        "volunteer_record_confirmed",
        lambda facts: _("%(name)s: %(time)s at “%(activity)s” on %(day)s are confirmed. Thank you!") % facts,
        by=by,
    )


def refused(record: ServiceRecord, *, by: User) -> NoticeToSend:
    """The notice that minutes entered by hand are not confirmed, and why."""
    return _of_record(
        record,
        "volunteer_record_refused",
        lambda facts: _("%(name)s: %(time)s at “%(activity)s” on %(day)s are not confirmed.") % facts,
        body=record.decision,
        by=by,
    )


def corrected(record: ServiceRecord, *, by: User) -> NoticeToSend:
    """The notice that a correction is confirmed and counts from now on."""
    return _of_record(
        record,
        "volunteer_record_corrected",
        lambda facts: _("%(name)s: the record of “%(activity)s” is corrected: %(time)s on %(day)s.") % facts,
        body=record.correction_reason,
        by=by,
    )


def evaluated(evaluation: Evaluation, *, by: User) -> NoticeToSend:
    """The notice that somebody has evaluated a service."""
    return _of_record(
        evaluation.record,
        "volunteer_record_evaluated",
        lambda facts: _("%(name)s: there are words about your service at “%(activity)s”.") % facts,
        body=evaluation.text,
        by=by,
    )


def answered(request: CorrectionRequest, *, by: User) -> NoticeToSend:
    """The notice of what became of a request for correction."""
    person = request.volunteer.person

    def text() -> NoticeText:
        words = (
            _("%(name)s: a correction is entered, as you asked. It counts once a second person has confirmed it.")
            if request.state == CorrectionRequest.State.ENTERED
            else _("%(name)s: the service record stays as it is. Please read why.")
        )
        return NoticeText(title=words % {"name": person.name}, body=request.answer, path=reverse("volunteers:mine"))

    return NoticeToSend(about=person, kind="volunteer_correction_answered", text=text, by=by)


# --- To the leads


def waits_for_second_person(record: ServiceRecord, leads: Iterable[User]) -> list[NoticeToSend]:
    """The notices to leads that minutes entered by hand wait for somebody who confirms them."""

    def text() -> NoticeText:
        title = _("Minutes entered by hand wait for your confirmation: %(name)s, %(activity)s.")
        facts = {"name": record.volunteer.person.name, "activity": record.activity_name}
        return NoticeText(title=title % facts, path=reverse("desk:records"))

    return to_leads("volunteer_record_waits", text, leads)


def correction_asked(request: CorrectionRequest, leads: Iterable[User]) -> list[NoticeToSend]:
    """The notices to leads that a volunteer asks for a correction. What exactly, they read where they answer."""

    def text() -> NoticeText:
        title = _("%(name)s asks for a correction of a service record.")
        return NoticeText(title=title % {"name": request.volunteer.person.name}, path=reverse("desk:records"))

    return to_leads("volunteer_correction_asked", text, leads)


def to_leads(kind: str, text: Callable[[], NoticeText], leads: Iterable[User]) -> list[NoticeToSend]:
    """A notice to each of these leads that something waits for them."""
    return [
        NoticeToSend(about=lead.person, kind=kind, text=text, personal=True)
        for lead in leads
        if lead.person is not None
    ]
