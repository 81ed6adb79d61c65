"""An event in words that can be pasted into a chat group, and in a calendar."""

from django.utils.translation import gettext as _

from common.time import formatting
from events.models import Event
from events.notifications.registrations import practical_lines


def share_text(event: Event) -> str:
    """Plain lines: what, when, where, how to register, and the address."""
    lines = [
        f"【{event.title}】",
        event.summary,
        _("When: %(when)s") % {"when": formatting.span(event.starts_at, event.ends_at)},
        _("Where: %(place)s") % {"place": event.place},
        *practical_lines(event),
    ]
    if event.is_cancelled:
        lines.append(_("This event is cancelled: %(reason)s") % {"reason": event.cancel_reason})
    elif event.takes_registrations:
        lines.append(_("Register here: %(address)s") % {"address": event.public_url})
    else:
        lines += [_("No registration needed: just come."), event.public_url]
    if event.community.phone:
        lines.append(_("By phone: %(phone)s") % {"phone": event.community.phone})
    return "\n".join(line for line in lines if line)
