"""All regular events of the demo, in the order in which they choose their rooms."""

from demo.programme.children import BOOK_CORNER, FAMILY_SPORT, HANDICRAFT, HOMEWORK, READING, ROBOTS
from demo.programme.culture import BOOK_SWAP, CALLIGRAPHY, CHOIR, KITCHEN, TEA_TABLE
from demo.programme.health import BADUANJIN, CLINIC, HEALTH_TALK
from demo.programme.learning import FIRE_DRILL, FRAUD, PHONES
from demo.programme.meetings import MEETING, PARTY_DAY
from demo.programme.services import HAIRCUT, MARKET, RIDERS

SERIES = [
    READING,
    HANDICRAFT,
    HEALTH_TALK,
    CLINIC,
    CALLIGRAPHY,
    BADUANJIN,
    PARTY_DAY,
    HAIRCUT,
    MEETING,
    RIDERS,
    ROBOTS,
    CHOIR,
    PHONES,
    MARKET,
    FIRE_DRILL,
    FRAUD,
]
# They have no fixed days: they take place when a day would otherwise have no event.
EXTRA_SERIES = [TEA_TABLE, FAMILY_SPORT, BOOK_CORNER, KITCHEN, HOMEWORK]
# Today all day at the happiness station, so that its list of who comes can be tried at any hour.
ALL_DAY = BOOK_SWAP
