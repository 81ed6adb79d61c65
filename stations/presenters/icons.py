"""What a station has, each as an icon with its words."""

from dataclasses import dataclass

from django.db.models import TextChoices

from stations.models import Space, Station

Facility, Access, Kind = Station.Facility, Station.Access, Station.Kind
ICONS: dict[TextChoices, str] = {
    Facility.WATER: "droplets",
    Facility.CHARGING: "plug-zap",
    Facility.MICROWAVE: "microwave",
    Facility.FRIDGE: "refrigerator",
    Facility.REST: "armchair",
    Facility.WIFI: "wifi",
    Facility.UMBRELLA: "umbrella",
    Facility.FIRST_AID: "briefcase-medical",
    Facility.AED: "heart-pulse",
    Facility.TOILET: "toilet",
    Facility.NURSING_ROOM: "baby",
    Facility.GLASSES: "glasses",
    Facility.PROJECTOR: "projector",
    Access.STEP_FREE: "door-open",
    Access.RAMP: "trending-up",
    Access.LIFT: "arrow-up-down",
    Access.WIDE_DOORS: "move-horizontal",
    Access.ACCESSIBLE_TOILET: "toilet",
    Access.HANDRAILS: "grip",
    Access.WHEELCHAIR: "accessibility",
    Access.HEARING_LOOP: "ear",
    Space.Kind.CHILDREN: "blocks",
    Space.Kind.ELDERS: "armchair",
    Space.Kind.LOUNGE: "sofa",
    Space.Kind.READING: "book-open",
    Space.Kind.MULTI: "layout-grid",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """What a station has, as its page shows it: the icon and the words of a facility or a help for access."""

    icon: str
    label: str


def _signs(codes: list[str], kind: type[TextChoices]) -> list[Sign]:
    """In the order of the choices, whatever order they were ticked in."""
    return [Sign(ICONS[one], str(one.label)) for one in kind if one.value in codes]


def facilities(station: Station) -> list[Sign]:
    """The facilities of a station with their icons, in the order of the choices."""
    return _signs(station.facilities, Facility)


def access(station: Station) -> list[Sign]:
    """The accessibility of a station with its icons, in the order of the choices."""
    return _signs(station.access, Access)


def space_icon(space: Space) -> str:
    """The name of the icon for the kind of a space; a door where the kind has none."""
    return ICONS.get(Space.Kind(space.kind), "door-open") if space.kind in Space.Kind else "door-open"


def drawing(station: Station) -> str:
    """The path of the drawn picture of a station that has no photo."""
    return f"img/stations/{station.kind}.svg"
