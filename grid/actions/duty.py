"""The office publishes who is on duty at a post, and at which number; or takes it back."""

from django.db import transaction

from accounts.models import User
from accounts.notifications.send import send_notices
from common.actions import action
from common.http.page_cache import clear_pages
from grid.models.appointments import DutyAppointment
from grid.notifications.people import duty_published
from grid.rules.duty import require_may_publish_duty


@action
def publish_duty[Row: DutyAppointment](appointment: Row, *, name: bool, phone: str = "", by: User) -> Row:
    """The holder's name is public from now on, with this number of the post; without `name`, neither of them is.

    The holder is told. Raises Refused: for a post of others, a pioneer, or an appointment that has ended.
    """
    appointment = (
        type(appointment)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    )
    require_may_publish_duty(by, appointment)
    phone = phone if name else ""
    if (appointment.is_public, appointment.public_phone) == (name, phone):
        return appointment
    appointment.is_public, appointment.public_phone = name, phone
    appointment.save(update_fields=["is_public", "public_phone"])
    send_notices([duty_published(appointment, by=by)] if appointment.user.person else [])
    transaction.on_commit(clear_pages)
    return appointment
