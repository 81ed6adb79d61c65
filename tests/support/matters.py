"""A place with staff, kinds of matters and a plan, for the tests of matters."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from grid.actions.matter_reports import ReportedBy, report_matter
from grid.actions.matters import accept_matter, finish_matter
from grid.models import Matter, MatterKind, MatterReporter
from tests.factories import MatterKindFactory, UserFactory, officer
from tests.support.posts import Place

# The corner of the plan of the tests: somewhere in Suzhou.
NORTH, WEST = 31.36, 120.41


class MatterPlace(Place):
    """A branch with its buildings, a grid worker on their grid, an office worker, and a kind of matter."""

    def __init__(self) -> None:
        super().__init__()
        self.community = self.building.community
        self.community.plan_latitude, self.community.plan_longitude = NORTH, WEST
        self.community.save()
        self.kind: MatterKind = MatterKindFactory(name="垃圾清运")
        self.worker: User = officer("grid_worker", self.building.grid)
        self.clerk: User = officer("office_worker", self.top)
        self.resident_user: User = UserFactory()

    def report(self, **facts: Any) -> Matter:
        """A report of the resident at the building."""
        known = {"words": "垃圾满了", "building": self.building, "reporter": ReportedBy(self.resident_user.person)}
        return report_matter(facts.pop("kind", self.kind), by=self.resident_user, **{**known, **facts})

    def accepted(self, **facts: Any) -> Matter:
        """A report that the grid worker has received."""
        return accept_matter(self.report(**facts), by=self.worker)

    def done(self, **facts: Any) -> Matter:
        """A report that the grid worker says is mended."""
        return finish_matter(self.accepted(**facts), answer="已清运", by=self.worker)


def reporter_of(matter: Matter) -> MatterReporter:
    return matter.reporters.get(follows=False)


def steps_of(matter: Matter) -> list[str]:
    return list(matter.steps.values_list("kind", flat=True))


def told(user: User) -> list[str]:
    """The kinds of the notices that the user has, the oldest first."""
    return list(user.person.notifications.order_by("pk").values_list("kind", flat=True))


def photo_taken_at(latitude: float, longitude: float) -> SimpleUploadedFile:
    """A photo whose own data says where it was taken, as phones write it."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {
        1: "N" if latitude >= 0 else "S",
        2: _parts(abs(latitude)),
        3: "E" if longitude >= 0 else "W",
        4: _parts(abs(longitude)),
    }
    Image.new("RGB", (900, 700), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0001.jpg", out.getvalue(), content_type="image/jpeg")


def _parts(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), minutes % 1 * 60
