"""The acts of staff on a matter: what each needs, and in which states it makes sense."""

from collections.abc import Mapping
from enum import StrEnum

from grid.models import Matter
from grid.selectors.matters import ACCEPT, ASSIGN, CONFIRM, EXCLUDE, RESOLVE


class MatterAct(StrEnum):
    """An act on a matter, in the order in which a page offers them."""

    ACCEPT = "accept"
    FINISH = "finish"
    START = "start"
    PLAN = "plan"
    NOTE = "note"
    HAND_ON = "hand_on"
    EXTEND = "extend"
    ELSEWHERE = "elsewhere"
    IMPOSSIBLE = "impossible"
    MERGE = "merge"
    REJECT = "reject"
    TAKE_UP = "take_up"
    CALL = "call"
    EXCLUDE = "exclude"
    AGREE = "agree"
    TAKE_BACK_EXCLUSION = "take_back_exclusion"


PERMISSIONS: Mapping[MatterAct, str] = {
    MatterAct.ACCEPT: ACCEPT,
    MatterAct.FINISH: RESOLVE,
    MatterAct.START: RESOLVE,
    MatterAct.PLAN: RESOLVE,
    MatterAct.NOTE: RESOLVE,
    MatterAct.HAND_ON: ASSIGN,
    MatterAct.EXTEND: RESOLVE,
    MatterAct.ELSEWHERE: RESOLVE,
    MatterAct.IMPOSSIBLE: RESOLVE,
    MatterAct.MERGE: RESOLVE,
    MatterAct.REJECT: ACCEPT,
    MatterAct.TAKE_UP: ACCEPT,
    MatterAct.CALL: CONFIRM,
    MatterAct.EXCLUDE: EXCLUDE,
    MatterAct.AGREE: EXCLUDE,
    MatterAct.TAKE_BACK_EXCLUSION: EXCLUDE,
}

_S = Matter.Status
_IN_HANDS = frozenset({_S.RECEIVED, _S.IN_HAND, _S.PLANNED})
_CLOSED = frozenset({_S.DONE, _S.CONFIRMED, _S.IMPOSSIBLE})

POSSIBLE_IN: Mapping[MatterAct, frozenset[str]] = {
    MatterAct.ACCEPT: frozenset({_S.REPORTED}),
    MatterAct.FINISH: _IN_HANDS,
    MatterAct.START: frozenset({_S.RECEIVED, _S.PLANNED}),
    MatterAct.PLAN: _IN_HANDS,
    MatterAct.NOTE: _IN_HANDS,
    MatterAct.HAND_ON: _IN_HANDS,
    MatterAct.EXTEND: _IN_HANDS,
    MatterAct.ELSEWHERE: _IN_HANDS,
    MatterAct.IMPOSSIBLE: _IN_HANDS,
    MatterAct.MERGE: frozenset({_S.REPORTED, _S.DONE}) | _IN_HANDS,
    MatterAct.REJECT: frozenset({_S.REPORTED}) | _IN_HANDS,
    MatterAct.TAKE_UP: frozenset({_S.REJECTED, _S.DUPLICATE}),
    MatterAct.CALL: frozenset(Matter.ANSWERED),
    MatterAct.EXCLUDE: _CLOSED,
    MatterAct.AGREE: _CLOSED,
    MatterAct.TAKE_BACK_EXCLUSION: _CLOSED,
}
