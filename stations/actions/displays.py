"""Devices on the wall of a station that show the board of the day by a secret address."""

import secrets

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from stations.models import Station, WallDisplay
from stations.selectors.displays import display_token_digest


@action
def add_display(station: Station, *, name: str, by: User) -> tuple[WallDisplay, str]:
    """The wall display and its token, which is shown now and never again. Raises Refused."""
    require_permission(by, "stations.add_walldisplay", station)
    token = secrets.token_urlsafe(24)
    display = WallDisplay.objects.create(
        station=station, name=name.strip(), token_digest=display_token_digest(token), created_by=by
    )
    return display, token


@action
def revoke_display(display: WallDisplay, *, by: User) -> WallDisplay:
    """From now on the wall display's address shows nothing; a second time nothing changes. Raises Refused."""
    require_permission(by, "stations.change_walldisplay", display)
    display = WallDisplay.objects.select_for_update(no_key=True).get(pk=display.pk)
    if display.revoked_at is None:
        display.revoked_at = clock.now()
        display.save(update_fields=["revoked_at"])
    return display
