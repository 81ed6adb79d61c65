"""A factory of every model whose changes are kept, and what it needs so that its rows can be changed."""

import datetime as dt

from common.time import clock
from tests import factories as make

FACTORIES: list[type] = [
    make.PersonFactory,
    make.UserFactory,
    make.GuardianshipFactory,
    make.ConsentFactory,
    make.PrivacyNoticeFactory,
    make.CommunityFactory,
    make.GridFactory,
    make.EstateFactory,
    make.BuildingFactory,
    make.GateFactory,
    make.HouseholdFactory,
    make.ResidenceFactory,
    make.StatedHomeFactory,
    make.OrgUnitFactory,
    make.PostBuildingFactory,
    make.UnitAppointmentFactory,
    make.GridAppointmentFactory,
    make.PartyRelationFactory,
    make.PartyTransferFactory,
    make.SurveyFactory,
    make.SurveyAnswerFactory,
    make.PioneerLinkFactory,
    make.VisitFactory,
    make.IdentityDisplayFactory,
    make.HandoverFactory,
    make.EventFactory,
    make.RegistrationFactory,
    make.CalendarDayFactory,
    make.StationFactory,
    make.StationPhotoFactory,
    make.OpeningHoursFactory,
    make.OpeningExceptionFactory,
    make.WallDisplayFactory,
    make.SpaceFactory,
    make.ReservedHoursFactory,
    make.HoldFactory,
    make.BookingSeriesFactory,
    make.BookingFactory,
    make.DropInFactory,
    make.ServiceRingFactory,
    make.StationAppointmentFactory,
]
# A privacy notice that is in force can be neither changed nor deleted; one to come can.
EXTRA = {
    "PrivacyNotice": {"published_at": clock.now() + dt.timedelta(days=1)},
    "Station": {"hours": []},
}
