"""Figures that leave the portal: who may take them. Nobody is named in them, so no reason is asked for."""

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from stations.exports.usage import use_workbook
from stations.models import Station
from stations.selectors.usage import StationsUse, UsePeriod


@action
def export_use(period: UsePeriod, *, by: User) -> bytes:
    """Figures of use of the stations that `by` may export, as .xlsx. Raises Refused without the right."""
    require_permission(by, "stations.export_use")
    stations = Station.objects.within(by.rights.holding("stations.export_use"))
    return use_workbook(StationsUse(stations.order_by("name", "pk"), period))
