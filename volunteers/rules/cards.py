"""Rules of the public card of a volunteer: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.consent import require_consent
from common.exceptions import Refused
from grid.models import Building
from volunteers.models import Volunteer, VolunteerCard
from volunteers.rules.volunteers import is_child, require_member
from volunteers.selectors.cards import buildings_to_show


def require_own_card(volunteer: Volunteer, by: User) -> None:
    """Only a volunteer shows the own card, and only they consent: neither family nor office does it for them."""
    if by.person_id is None or volunteer.person_id != by.person_id:
        raise Refused(_("Only the volunteer can show who they are."), code="not_own_card")


def require_may_show_card(volunteer: Volunteer, by: User) -> None:
    """A grown-up member of the team who agrees to the privacy notice may be shown. Raises Refused."""
    require_own_card(volunteer, by)
    require_member(volunteer)
    if volunteer.person.birth_year is None or is_child(volunteer.person):
        raise Refused(_("Nobody under 18 is shown publicly."), code="child")
    require_consent(volunteer.person)


def require_own_building(building: Building | None, by: User) -> None:
    """The building on a card is one in which the volunteer lives."""
    if building is not None and not buildings_to_show(by).filter(pk=building.pk).exists():
        raise Refused(_("Please choose the building in which you live."), code="other_building", field="building")


def require_card_shown(card: VolunteerCard) -> None:
    """The card has not been withdrawn yet."""
    if card.withdrawn_at is not None:
        raise Refused(_("This is no longer public."), code="withdrawn")
