"""Who lives where, as a member of staff may read it."""

import re
import unicodedata

from django.db.models import QuerySet

from accounts.models import User
from grid.models import Residence

# “3”, “3号楼”, “海棠苑 3 幢”; the end of a phone number (0001) or of a room (3-301) is no building.
BUILDING_NUMBER = re.compile(r"(?:^|[^0-9-])([1-9][0-9]{0,3})\s*(?:号楼|幢|栋|$)", re.ASCII)


def residents_of_building(typed: str, *, by: User) -> QuerySet | None:
    """Keys of people who live today in a building of the number that was typed; None where none was typed."""
    number = BUILDING_NUMBER.search(unicodedata.normalize("NFKC", typed).strip())
    if number is None:
        return None
    homes = Residence.objects.current().visible_to(by).filter(building__number=int(number[1]))
    return homes.order_by().values("person")
