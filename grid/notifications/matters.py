"""Who is told of what becomes of a matter: reporters and followers of the steps, staff of what is in their hands.

No notice names a reporter: e-mails and text messages carry it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.notifications.send import NoticeText, NoticeToSend
from common.time import formatting
from grid.models import Matter, MatterReporter, MatterStep

Kind = MatterStep.Kind


def due_in_words(matter: Matter) -> str:
    """Until when it is answered: a day where working days count, else the moment."""
    return formatting.day(matter.due_day) if matter.is_due_by_day else _moment(matter.due_at)


def _moment(at: dt.datetime) -> str:
    return f"{formatting.day(at)} {formatting.clock_time(at)}"


def news(
    matter: Matter, step: MatterStep, told: Iterable[MatterReporter], *, by: User | None
) -> Iterator[NoticeToSend]:
    """A notice of the step to everybody in `told` whom the portal knows; each is led to the own page of it."""
    for reporter in told:
        if reporter.person is not None:
            yield _to_reporter(reporter, reporter.person, matter, step, by=by)


def _to_reporter(
    reporter: MatterReporter, person: Person, matter: Matter, step: MatterStep, *, by: User | None
) -> NoticeToSend:
    number = reporter.matter_id

    def text() -> NoticeText:
        facts = {
            "number": number,
            "kind": matter.kind,
            "step": step.get_kind_display(),
            "day": formatting.day(matter.planned_on) if matter.planned_on else "",
            "until": due_in_words(matter),
            "other": matter.pk,
        }
        titles = {
            Kind.RECEIVED: _("Your report no. %(number)d (%(kind)s) is received. You are answered by %(until)s."),
            Kind.PLANNED: _("Your report no. %(number)d (%(kind)s) is planned for %(day)s."),
            Kind.EXTENDED: _("Your report no. %(number)d (%(kind)s) takes longer: until %(until)s."),
            Kind.DONE: _("Your report no. %(number)d (%(kind)s) is mended. Is it so?"),
            Kind.DUPLICATE: _("Your report no. %(number)d (%(kind)s) is looked after together with no. %(other)d."),
        }
        title = titles.get(Kind(step.kind), _("Your report no. %(number)d (%(kind)s): %(step)s."))
        if reporter.follows:
            title = _("Report no. %(number)d (%(kind)s), which you follow: %(step)s.")
        # Of one that is not public, whoever reported another that was merged into it learns the step alone.
        body = step.words if matter.is_public or reporter.matter_id == matter.pk else ""
        return NoticeText(title % facts, body=body, path=reporter.get_absolute_url())

    return NoticeToSend(person, f"matter_{step.kind}", text, personal=True, by=by)


def new_matter(matter: Matter, told: Iterable[User], *, by: User | None) -> Iterator[NoticeToSend]:
    """To the workers of the grid: there is something to receive. An emergency goes out as a text message too."""
    for user in told:
        if user.person is not None:
            yield _to_staff(
                matter,
                user.person,
                "matter_new",
                lambda: _("New report no. %(number)d: %(kind)s, %(where)s. Please receive it by %(until)s."),
                urgent=matter.kind.hours is not None,
                by=by,
            )


def handed_on(matter: Matter, *, reason: str, by: User) -> Iterator[NoticeToSend]:
    """To whoever handles it from now on."""
    if matter.handler and matter.handler.person:
        yield _to_staff(
            matter,
            matter.handler.person,
            "matter_handed_on",
            lambda: _("No. %(number)d (%(kind)s, %(where)s) is in your hands now, until %(until)s."),
            body=reason,
            by=by,
        )


def reopened(matter: Matter, *, words: str, by: User | None) -> Iterator[NoticeToSend]:
    """To whoever handled it, and to whoever received it first: it is not mended."""
    people = {user.person for user in (matter.handler, matter.first_handler) if user and user.person}
    for person in sorted(people, key=lambda one: one.pk):
        yield _to_staff(
            matter,
            person,
            "matter_reopened",
            lambda: _("No. %(number)d (%(kind)s, %(where)s) is not mended, says the reporter. It is back with you."),
            body=words,
            by=by,
        )


def _to_staff(
    matter: Matter,
    person: Person,
    kind: str,
    title: object,
    *,
    body: str = "",
    urgent: bool = False,
    by: User | None = None,
) -> NoticeToSend:
    def text() -> NoticeText:
        facts = {
            "number": matter.pk,
            "kind": matter.kind,
            "where": matter.where,
            "until": _moment(matter.receive_by) if kind == "matter_new" else due_in_words(matter),
        }
        words: str = title() % facts  # type: ignore[operator]
        return NoticeText(words, body=body, path=reverse("desk:matter", args=[matter.pk]))

    return NoticeToSend(person, kind, text, urgent=urgent, personal=True, by=by)
