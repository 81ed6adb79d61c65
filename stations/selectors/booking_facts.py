"""What the rules ask about a booking that is to be made or moved: read once, in one statement, under the locks."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.models import User
from common.db.prepared import fetch_one
from common.time import clock
from stations.models import Booking
from stations.selectors.availability import COLUMNS, WIDTH, Availability, availability_parameters
from stations.selectors.no_shows import no_shows_look_back, pause_after_no_shows

LIVE, COUNTED = (", ".join(f"'{status}'" for status in group) for group in (Booking.LIVE, Booking.COUNTED))
DAY = dt.timedelta(days=1)

# `rivals`: requests for the same place that would be left without it. The ranges of time are as long as a booking can
# be, so that an index on the beginning serves.
SQL = f"""
    SELECT {COLUMNS},
    s.audience = 'residents' AND NOT EXISTS (
        SELECT 1 FROM grid_residence r JOIN grid_building b ON b.id = r.building_id
        WHERE r.person_id = %(person)s::bigint AND r.during @> %(today)s::date AND b.community_id = st.community_id
    ),
    ARRAY(
        SELECT b.starts_at FROM stations_booking b
        WHERE b.person_id = %(person)s::bigint AND b.status = 'no_show' AND NOT b.for_neighbour
        AND b.waived_by_id IS NULL AND b.starts_at >= %(looks_back)s::timestamptz
        ORDER BY b.starts_at DESC
    ),
    EXISTS (
        SELECT 1 FROM stations_booking b
        WHERE b.person_id = %(person)s::bigint AND b.space_id = s.id AND b.status IN ({LIVE})
        AND b.ends_at > %(now)s::timestamptz AND b.id IS DISTINCT FROM %(own)s::bigint
        AND b.starts_at < %(ends_at)s::timestamptz AND b.ends_at > %(starts_at)s::timestamptz
        AND b.starts_at > %(starts_at)s::timestamptz - interval '1 day'
    ),
    (
        SELECT count(*) FROM stations_booking b
        WHERE b.person_id = %(person)s::bigint AND b.space_id = s.id AND b.status IN ({COUNTED})
        AND b.starts_at >= %(monday)s::timestamptz AND b.starts_at < %(next_monday)s::timestamptz
        AND NOT (b.status = 'requested' AND b.starts_at <= %(now)s::timestamptz)
        AND b.id IS DISTINCT FROM %(own)s::bigint
    ),
    EXISTS (
        SELECT 1 FROM stations_booking b JOIN stations_space place ON place.id = b.space_id
        WHERE b.status = 'requested' AND b.starts_at > %(now)s::timestamptz
        AND (place.id = s.id OR place.id = s.part_of_id OR place.part_of_id = s.id)
        AND b.starts_at < %(kept_until)s::timestamptz AND b.ends_at > %(starts_at)s::timestamptz
        AND b.starts_at > %(starts_at)s::timestamptz - interval '1 day'
        AND b.id IS DISTINCT FROM %(own)s::bigint
    ),
    (SELECT b.id FROM stations_booking b WHERE b.token = %(token)s::uuid AND b.by_id = %(by)s::bigint),
    EXISTS (SELECT FROM accounts_consent c WHERE c.person_id = %(person)s::bigint AND c.withdrawn_at IS NULL),
    EXISTS (SELECT FROM accounts_consent c WHERE c.person_id = %(reader)s::bigint AND c.withdrawn_at IS NULL)
    FROM stations_space s JOIN stations_station st ON st.id = s.station_id
    WHERE s.id = %(space)s::bigint
"""  # noqa: S608 - only the names of states are in it


@dataclass(frozen=True)
class BookingFacts:
    """What the rules ask about `booking`, not yet saved as it is asked for, which `by` makes or moves.

    `not_a_resident`: the room is for residents, and the person is none. `missed`: beginnings of no-shows that count,
    the newest first. `asked_already`: the person has another live booking of the space in that time. `this_week`: how
    many others the person has there in that week. `rivals`: whether others have asked for that time. `made`: the key
    of the booking that the same user has already made with the same token. `has_agreed`, `reader_has_agreed`:
    whether the person, and who acts, agree to some version of the privacy notice.
    """

    booking: Booking
    by: User
    free: Availability
    not_a_resident: bool
    missed: list[dt.datetime]
    asked_already: bool
    this_week: int
    rivals: bool
    made: int | None
    has_agreed: bool
    reader_has_agreed: bool

    @property
    def staff(self) -> bool:
        """Whether `by` runs the station, whom the limits for residents do not bind."""
        return self.free.staff

    @cached_property
    def paused_until(self) -> dt.date | None:
        """The last day of the person's pause of booking; None for no pause today."""
        return pause_after_no_shows([timezone.localdate(moment) for moment in self.missed])


def booking_facts_of(booking: Booking, *, by: User) -> BookingFacts:
    """Read under the locks of the space and of the person, so that what is read stays true."""
    space, starts_at, ends_at, now = booking.space, booking.starts_at, booking.ends_at, clock.now()
    first = timezone.localdate(starts_at)
    last = max(timezone.localdate(ends_at), first)
    monday = first - first.weekday() * DAY
    row = fetch_one(
        SQL,
        {
            **availability_parameters(first, last, ignored_hold=booking.hold_id),
            "space": space.pk,
            "person": booking.person_id,
            "by": by.pk,
            "reader": by.person_id,
            "own": booking.pk,
            "token": booking.token,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "kept_until": ends_at + dt.timedelta(minutes=space.buffer),
            "now": now,
            "today": clock.today(),
            "monday": clock.day_start(monday),
            "next_monday": clock.day_start(monday + 7 * DAY),
            "looks_back": now - no_shows_look_back(),
        },
    )
    assert row, "the space is saved"

    def staff() -> bool:
        return by.has_perm("stations.change_booking", space)

    free = Availability(space, first, last, staff=staff, ignored_hold=booking.hold_id, row=row[:WIDTH])
    return BookingFacts(booking, by, free, *row[WIDTH:])
