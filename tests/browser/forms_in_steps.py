"""Every form that is asked in steps: who fills it in, where, and on how many screens."""

from accounts.models import User
from events.models import Event
from grid.models import OrgUnit
from stations.models import Space
from tests import factories as make
from tests.browser.place import Place
from tests.browser.public_pages import addresses
from volunteers.models import Team


def forms(place: Place, alone: User) -> dict[str, tuple[User | None, str, int]]:
    """Every form that is asked in steps: who fills it in, where, and on how many screens."""
    at = addresses(
        {
            "events:register",
            "stations:book",
            "me_ward_new",
            "account_new",
            "me_identity_show",
            "desk:new_neighbour",
            "desk:enrol",
            "desk:book",
            "desk:walk_in",
            "desk:call",
            "volunteers:certificates",
            "volunteers:thanks",
            "volunteers:join",
            "volunteers:profile_change",
            "volunteers:card_show",
            "volunteers:ask_for_missing",
            "volunteers:ask_for_correction",
            "volunteers:shift",
            "desk:new_volunteer",
            "desk:enter_record",
            "desk:correct_record",
            "desk:evaluate_record",
        },
        place,
    )
    full = Event.objects.get(title__startswith="健康讲座")
    room = Space.objects.get(name="会客厅")
    linked = make.PioneerLinkFactory(post=place.user.unitappointments.get().unit, person__name="赵金凤").person_id
    soon = at["stations:book"].partition("start=")[2]
    serving = make.UserFactory(person=make.VolunteerFactory(team=Team.objects.get(parent=None)).person)
    office = make.officer("secretary", OrgUnit.objects.get(level=OrgUnit.Level.GENERAL_BRANCH))
    return {
        "register, alone": (alone, at["events:register"], 1),
        "register, with family": (place.user, at["events:register"], 2),
        "join the waitlist": (alone, f"/events/{full.pk}/register/", 1),
        "book, alone": (alone, at["stations:book"], 4),
        "book, with family": (place.user, at["stations:book"], 5),
        "add a child": (place.user, "/me/family/new/child/", 3),
        "add an elder": (place.user, at["me_ward_new"], 3),
        "sign up": (None, at["account_new"], 2),
        "show who I am": (place.user, at["me_identity_show"], 2),
        "desk: a new neighbour": (place.user, at["desk:new_neighbour"], 3),
        "desk: register": (place.user, f"/desk/events/{place.event.pk}/?person={linked}", 2),
        "desk: the whole course": (place.user, f"{at['desk:enrol']}?person={linked}", 2),
        "desk: book": (place.user, f"/desk/rooms/{room.pk}/book/?person={linked}&at={soon}", 4),
        "desk: book for somebody new": (place.user, at["desk:book"], 6),
        "desk: somebody new has come": (place.user, at["desk:walk_in"], 4),
        "desk: somebody known has come": (place.user, f"{at['desk:walk_in']}?person={linked}", 2),
        "desk: call": (place.user, at["desk:call"], 2),
        "make a certificate": (place.user, at["volunteers:certificates"], 2),
        "thank the volunteers": (place.user, at["volunteers:thanks"], 2),
        "join the team": (alone, at["volunteers:join"], 9),
        "change what I would like to do": (place.user, at["volunteers:profile_change"], 6),
        "show a card": (place.user, at["volunteers:card_show"], 2),
        "a service is missing": (place.user, at["volunteers:ask_for_missing"], 2),
        "a service is wrong": (place.user, at["volunteers:ask_for_correction"], 2),
        "join a shift": (serving, at["volunteers:shift"], 1),
        "desk: a new volunteer": (office, at["desk:new_volunteer"], 11),
        "desk: enter a record": (place.user, at["desk:enter_record"], 6),
        "desk: correct a record": (place.user, at["desk:correct_record"], 3),
        "desk: evaluate a record": (place.user, at["desk:evaluate_record"], 1),
    }
