"""Notes of thanks as they are read: by the volunteers who served, by everybody, by who looks after them."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Person, User
from common.db.querysets import any_of
from volunteers.models import Activity, Assignment, ServiceRecord, ThankYouNote, Volunteer


def volunteers_who_served(activity: Activity) -> QuerySet[Volunteer]:
    """Whoever was checked in on a shift of the activity, or has a record of it that was not refused."""
    return Volunteer.objects.filter(_served(Q(shift__activity=activity), Q(activity=activity)))


def has_served_there(activity: Activity, person: Person) -> bool:
    """Whether the person was one of the volunteers of the activity."""
    return volunteers_who_served(activity).filter(person=person).exists()


def _served(on_shifts: Q, in_records: Q) -> Q:
    refused = ServiceRecord.State.REFUSED
    there = Assignment.objects.served().filter(on_shifts).order_by()
    recorded = ServiceRecord.objects.filter(in_records).exclude(state=refused).order_by()
    return Q(pk__in=any_of(there.values("volunteer"), recorded.values("volunteer")))


def thanks_received(user: User) -> QuerySet[ThankYouNote]:
    """The notes for the activities in which the user, or a ward of today, served; the newest first."""
    own = Volunteer.objects.owned_by(user).order_by().values("pk")
    there = Assignment.objects.served().filter(volunteer__in=own).order_by()
    recorded = ServiceRecord.objects.filter(volunteer__in=own, activity__isnull=False)
    recorded = recorded.exclude(state=ServiceRecord.State.REFUSED).order_by()
    activities = any_of(there.values("shift__activity"), recorded.values("activity"))
    notes: Any = ThankYouNote.objects.readable().filter(activity__in=activities)
    return notes.select_related("activity", "person")


def own_thanks(activity: Activity, user: User) -> list[ThankYouNote]:
    """What the user and the wards of today have written about the activity."""
    people = Person.objects.in_care_of(user).order_by().values("pk")
    return list(activity.thank_you_notes.filter(person__in=people).select_related("person"))


def activity_to_thank(pk: int) -> Activity | None:
    """A public activity, with its team."""
    return Activity.objects.published().filter(pk=pk).select_related("team").first()


def thanks_to_look_after(user: User) -> QuerySet[ThankYouNote]:
    """The notes that the user may show or hide, the newest first."""
    return ThankYouNote.objects.permitted(user, "change").select_related("activity", "person")
