"""A member's past, as the register shows it."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from grid.actions import register
from grid.selectors.register import member_timeline, place_of_relation, relations_of_member, transfers_of_member
from tests.factories import ConsentFactory, OrgUnitFactory, PartyRelationFactory, officer

pytestmark = pytest.mark.django_db


def test_what_ends_stands_below_what_begins_on_that_day_and_each_answer_has_its_words():
    first = OrgUnitFactory(estate_branch=True, name="海棠苑党支部")
    second = OrgUnitFactory(estate_branch=True, name="紫薇苑党支部", parent=first.parent)
    begun = clock.today() - dt.timedelta(days=400)
    relation = PartyRelationFactory(branch=first, during=DateRange(begun, None))
    ConsentFactory(person=relation.person)
    sending, receiving = officer("branch_secretary", first), officer("branch_secretary", second)
    top = officer("secretary", first.parent)
    asked = register.request_transfer(relation, to_branch=second, kind=relation.kind, reason="搬家", by=sending)
    register.refuse_transfer(asked, answer="请先补材料", by=receiving)
    again = register.request_transfer(relation, to_branch=second, kind=relation.kind, reason="材料已补", by=sending)
    register.accept_transfer(again, by=receiving)

    moments = member_timeline(
        relations_of_member(relation.person, reader=top), transfers_of_member(relation.person, reader=top)
    )

    today, yesterday = clock.today(), clock.today() - dt.timedelta(days=1)
    assert [(moment.day, moment.kind) for moment in moments] == [
        (today, "relation"),
        (today, "transfer"),
        (today, "transfer"),
        (today, "transfer"),
        (today, "transfer"),
        (yesterday, "end"),
        (begun, "relation"),
    ]
    words = [moment.detail for moment in moments if moment.kind == "transfer"]
    assert words[:2] == [str(receiving), f"{sending}：材料已补"]
    assert words[2:] == [f"{receiving}：请先补材料", f"{sending}：搬家"]


def test_who_is_in_service_stands_at_the_branch_and_at_the_organisation():
    relation = PartyRelationFactory(kind="in_service", organisation="苏州一中党委", branch__name="海棠苑党支部")
    assert place_of_relation(relation) == "海棠苑党支部 · 苏州一中党委"
