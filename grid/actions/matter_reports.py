"""Reporting a matter, following it, saying whether it is mended: acts of residents, and of staff for them."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import File
from django.db.models import Q

from accounts.actions.consent import when_consent_is_withdrawn
from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.files.storage import delete_after_commit
from common.time import clock
from grid.actions.matter_steps import add_step, lock_matter
from grid.models import (
    Building,
    Gate,
    Matter,
    MatterKind,
    MatterPhoto,
    MatterReporter,
    MatterStep,
    Visit,
)
from grid.notifications import matters as notices
from grid.rules.matters import (
    require_can_be_followed,
    require_few_photos,
    require_kind_offered,
    require_may_be_public,
    require_own_report,
    require_place_of_community,
    require_public_words,
    require_something_said,
)
from grid.selectors.matter_clock import MatterClock
from grid.selectors.matter_places import Spot, ground_of
from grid.selectors.matters import first_told, kind_of_visits, known_matter

# A photo whose report was never sent is deleted after a day.
PHOTO_WAITS = dt.timedelta(days=1)
# Name and number of who has no account are forgotten so long after the matter was answered.
FORGET_AFTER = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """Who reports: a person whom the portal knows, or a name and a number that somebody leaves, or nobody."""

    person: Person | None = None
    name: str = ""
    phone: str = ""


@action
def report_matter(
    kind: MatterKind,
    *,
    words: str = "",
    building: Building | None = None,
    gate: Gate | None = None,
    place: str = "",
    spot: Spot | None = None,
    photos: Sequence[MatterPhoto] = (),
    reporter: ReportedBy | None = None,
    is_public: bool = True,
    is_anonymous: bool = False,
    visit: Visit | None = None,
    by: User | None = None,
    token: uuid.UUID | None = None,
) -> Matter:
    """Report a matter. It is routed to the grid by the plan, and the workers of that grid are told.

    `spot`: metres on the plan; outside of the community it is kept, and marked. `photos` have no matter so far.
    `by`: the sign-in that sends it, None for who has none. Only staff who send it for somebody stay named: who
    reports stands in `MatterReporter` alone, and may be anonymous. The same form sent again makes nothing. Raises
    Refused.
    """
    if made := known_matter(token):
        made.already_made = True
        return made
    require_kind_offered(kind)
    require_something_said(words, len(photos))
    require_few_photos(len(photos))
    require_place_of_community(kind, building, gate)
    if is_public:
        require_may_be_public(kind)
        require_public_words(words=words, place=place)
    who = reporter or ReportedBy()
    sent_by = None if by and who.person and by.person_id == who.person.pk and visit is None else by
    ground = ground_of(kind.community, building=building, gate=gate, spot=spot)
    now = clock.now()
    deadline = MatterClock(kind.community, now)
    matter = Matter.objects.create(
        community=kind.community,
        kind=kind,
        words=words.strip(),
        building=building,
        gate=gate,
        place=place.strip(),
        x=spot[0] if spot else None,
        y=spot[1] if spot else None,
        outside=ground.outside,
        grid=ground.grid,
        is_public=is_public,
        is_anonymous=is_anonymous,
        visit=visit,
        by=sent_by,
        reported_at=now,
        receive_by=deadline.receive_by(kind),
        due_at=deadline.due_at(kind),
        token=token,
    )
    for photo in photos:
        photo.matter, photo.x, photo.y = matter, None, None
        photo.save(update_fields=["matter", "x", "y"])
    MatterReporter.objects.create(
        matter=matter,
        person=who.person,
        name="" if who.person else who.name,
        phone="" if who.person else who.phone,
    )
    add_step(matter, MatterStep.Kind.REPORTED, by=sent_by)
    send_notices(notices.new_matter(matter, first_told(matter), by=by))
    return matter


@action
def report_for_caller(
    kind: MatterKind,
    *,
    words: str = "",
    building: Building | None = None,
    gate: Gate | None = None,
    place: str = "",
    photos: Sequence[MatterPhoto] = (),
    name: str = "",
    phone: str = "",
    is_public: bool = True,
    by: User,
    token: uuid.UUID | None = None,
) -> Matter:
    """Staff report what somebody has told them at the desk or by phone. Raises Refused."""
    require_permission(by, "grid.add_matter")
    return report_matter(
        kind,
        words=words,
        building=building,
        gate=gate,
        place=place,
        photos=photos,
        reporter=ReportedBy(name=name, phone=phone),
        is_public=is_public,
        by=by,
        token=token,
    )


def matter_of_visit(visit: Visit, *, by: User) -> Matter | None:
    """What a household needs, as told at the visit, becomes a matter that only staff see; None where nothing does.

    Whoever was there is told what becomes of it. Words that are corrected later add a note for the handler.
    """
    if not visit.needs:
        return None
    made = Matter.objects.filter(visit=visit).first()
    if made is not None:
        if made.words != visit.needs and made.is_open:
            add_step(made, MatterStep.Kind.NOTE, words=visit.needs, is_public=False, by=by)
        return made
    kind = kind_of_visits(visit)
    if kind is None:
        return None
    household = visit.household
    return report_matter(
        kind,
        words=visit.needs,
        building=household.building,
        reporter=ReportedBy(person=visit.visitor),
        is_public=False,
        visit=visit,
        by=by,
    )


@action
def store_photo(upload: File, *, spot: Spot | None = None) -> MatterPhoto:
    """Keep a cleaned photo (common.files.images) until its report is sent; `spot` is where it was taken."""
    x, y = spot or (None, None)
    return MatterPhoto.objects.create(photo=upload, x=x, y=y)


# --- Following, and changing who sees it


@action
def follow_matter(matter: Matter, *, by: User) -> MatterReporter:
    """The user is told what becomes of somebody else's matter; again changes nothing. Raises Refused."""
    matter = lock_matter(matter)
    known = MatterReporter.objects.filter(matter=matter, person=by.person_id).first()
    if known:
        return known
    require_can_be_followed(matter)
    return MatterReporter.objects.create(matter=matter, person=by.person, follows=True)


@action
def stop_following(matter: Matter, *, by: User) -> int:
    """The user is told no more; whoever reported it stays its reporter. Returns how many rows there were."""
    deleted, _rows = MatterReporter.objects.filter(matter=matter, person=by.person_id, follows=True).delete()
    return deleted


@action
def change_switches(
    reporter: MatterReporter, *, is_public: bool, is_anonymous: bool, by: User | None = None
) -> Matter:
    """The reporter says anew whether others see the matter, and whether its handler sees who reported it."""
    require_own_report(reporter)
    matter = lock_matter(reporter.matter)
    if is_public and not matter.is_public:
        require_may_be_public(matter.kind)
        require_public_words(words=matter.words, place=matter.place)
    if not is_public:
        # Others have nothing to follow any more, and the addresses of its photos that they may know lead nowhere.
        matter.reporters.filter(follows=True).delete()
        if matter.is_public:
            _move_photos(matter)
    matter.is_public, matter.is_anonymous = is_public, is_anonymous
    matter.save(update_fields=["is_public", "is_anonymous"])
    return matter


def _move_photos(matter: Matter) -> None:
    """Keep the photos under new names; one whose file is lost has nothing that could be seen."""
    for row in matter.photos.all():
        if not row.photo.storage.exists(str(row.photo.name)):
            continue
        delete_after_commit(row.photo)
        with row.photo.open() as photo:
            row.photo = File(photo)
            row.save(update_fields=["photo"])


# --- The clock's work


@action
def delete_photos_never_sent() -> int:
    """Delete the photos of reports that were begun and never sent, with their files; return how many."""
    never = MatterPhoto.objects.filter(matter=None, created_at__lte=clock.now() - PHOTO_WAITS)
    rows = list(never.select_for_update(no_key=True, skip_locked=True).order_by("pk")[:5000])
    for row in rows:
        delete_after_commit(row.photo)
        row.delete()
    return len(rows)


@action
def forget_guests() -> int:
    """Names and numbers that people without an account left are forgotten 90 days after the answer."""
    before = clock.now() - FORGET_AFTER
    old = MatterReporter.objects.filter(
        Q(matter__parent=None, matter__closed_at__lte=before) | Q(matter__parent__closed_at__lte=before)
    )
    return old.exclude(Q(name="") & Q(phone="")).update(name="", phone="", answer_words="")


def register_matter_forgetting() -> None:
    """What somebody follows or has reported is no longer theirs once they withdraw the consent."""
    when_consent_is_withdrawn(_forget)


def _forget(person: Person) -> None:
    rows = MatterReporter.objects.filter(person=person)
    rows.filter(follows=True).delete()
    rows.filter(matter__status__in=[*Matter.MENDED, *Matter.ANSWERED, "duplicate", "rejected"]).update(person=None)
